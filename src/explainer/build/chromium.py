"""The browser that prints PDFs, takes pictures and opens pages for tests: where it is and how it is started.

`python -m explainer.build.chromium` prints its path; with a page and a PNG it takes the page's picture (README.png).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
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


def photograph(page: Path, picture: Path, size: tuple[int, int] = (1280, 800)) -> None:
    """Take a picture of a page.

    Parameters
    ----------
    page: the HTML file.
    picture: the PNG to write.
    size: of the window, in pixels.

    Raises FileNotFoundError when there is no page or no browser, CalledProcessError when the browser fails.
    """
    if not page.exists():
        raise FileNotFoundError(f"{page}: not there; make book first")
    program = browser()
    with tempfile.TemporaryDirectory() as profile:
        window = (f"--window-size={size[0]},{size[1]}", "--hide-scrollbars", "--force-color-profile=srgb")
        places = (f"--user-data-dir={profile}", f"--screenshot={picture}", page.resolve().as_uri())
        subprocess.run([program, *FLAGS, *window, *places], check=True, capture_output=True, timeout=60)


def main(given: list[str]) -> int:
    """Print the path of a browser that starts, 1 when there is none; or take the picture that is asked for."""
    if given:
        photograph(Path(given[0]), Path(given[1]))
        return 0
    found = find()
    if not found or subprocess.run([found, "--version"], capture_output=True, check=False).returncode:
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
