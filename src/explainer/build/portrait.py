"""The README's picture: the finished front page, as a browser shows it."""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

from explainer.build.chromium import FLAGS, browser
from explainer.query.ledger import find_root

#: The picture shows the page, not the machine.
_PICTURE = ("--hide-scrollbars", "--force-color-profile=srgb")


def portrait(page: Path, picture: Path, size: tuple[int, int] = (1280, 800)) -> None:
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
        window = f"--window-size={size[0]},{size[1]}"
        places = [f"--user-data-dir={profile}", f"--screenshot={picture}", page.resolve().as_uri()]
        subprocess.run([program, *FLAGS, *_PICTURE, window, *places], check=True, capture_output=True, timeout=60)


def main(argv: list[str]) -> int:
    """Run the verb `portrait`."""
    parser = argparse.ArgumentParser(prog="explainer portrait", description=__doc__)
    parser.add_argument("--root", type=Path, default=None, help="the project's folder")
    given = parser.parse_args(argv)
    root = given.root or find_root()
    try:
        portrait(root / "_build" / "html" / "index.html", root / "README.png")
    except (FileNotFoundError, subprocess.SubprocessError) as error:
        print(error)
        return 1
    print("README.png is the front page as it is now.")
    return 0
