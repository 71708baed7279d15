"""The browser that prints PDFs and opens pages for tests: where it is and how it is started.

`python -m explainer.build.chromium` prints the path of one that starts, and fails where there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Where the set-up lets Playwright put one, and how it lies in there.
BROUGHT = Path(sys.prefix) / "browsers"
_INSIDE = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
#: No talk with anybody, nothing of this machine's settings. Add a new profile by `--user-data-dir`.
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip


def find() -> str | None:
    """Give the path of a browser: on PATH, else the one that the set-up brought; None when there is none."""
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    brought = (path for shape in _INSIDE for path in sorted(BROUGHT.glob(shape)) if os.access(path, os.X_OK))
    return on_path or next(map(str, brought), None)


def browser() -> str:
    """Give the path of a browser.

    Raises FileNotFoundError when there is none.
    """
    found = find()
    if found is None:
        raise FileNotFoundError("there is no browser: install Chromium (on Debian: apt-get install chromium)")
    return found


if __name__ == "__main__":
    found = find()
    if not found or subprocess.run([found, "--version"], capture_output=True, check=False).returncode:
        sys.exit(1)
    print(found)
