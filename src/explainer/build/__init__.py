"""Run things: notebooks, the build of the site, the checks on it, the swap that makes it public."""

import sys

#: A package that jsonschema tries to import, to check a kind of address (IRIs) that nothing here
#: checks. It builds a grammar while it is imported, which takes more than a second of every
#: process that imports Altair or Jupyter Book. Named as absent, it is done without.
SLOW_AND_UNUSED = "rfc3987_syntax"
sys.modules.setdefault(SLOW_AND_UNUSED, None)  # type: ignore[arg-type]
