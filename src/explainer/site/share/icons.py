"""The book's mark for browsers that take no SVG: `favicon.ico`, and the tile of a telephone's home screen.

Both are drawn from the theme's `favicon.svg`; a manifest would add nothing, for the book is no application.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.figures.draw import png
from explainer.site.shell.styles import THEME

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MARK = THEME / "static" / "favicon.svg"
ICO, TILE = "favicon.ico", "apple-touch-icon.png"
ICO_SIZES, TILE_SIZE = (16, 32, 48), 180


def drawn(size: int, *, square: bool = False) -> bytes:
    """Draw the mark as a PNG of so many pixels; `square` without its round corners, which telephones cut themselves."""
    mark = MARK.read_text("utf-8").strip()
    mark = mark.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
    return png(re.sub(r' rx="\d+"', "", mark) if square else mark, scale=1)


def ico(pictures: dict[int, bytes]) -> bytes:
    """Pack PNGs into an icon file: a header, an entry of 16 bytes for each, then the pictures.

    https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10)
    """
    at = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for size, picture in pictures.items():
        head += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return head + b"".join(pictures.values())


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.name != "html":
        return
    (Path(app.outdir) / ICO).write_bytes(ico({size: drawn(size) for size in ICO_SIZES}))
    (Path(app.outdir) / TILE).write_bytes(drawn(TILE_SIZE, square=True))


def setup(app: Sphinx) -> None:
    """Draw them when the pages stand; they lie where programs look for them unasked."""
    app.connect("build-finished", _write)
