"""Run things: notebooks, the build of the site, the checks on it, the swap that makes it public."""
