"""PNGs of a build: made beside the writing of pages, and taken over from the last site where nothing has changed.

Beside each PNG that a build made lies what it was made from, as a hash in the list `pictures.json` of the site.
"""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

from explainer.figures.draw import FONTS, png

#: Names, by their path inside the site, what every PNG was made from.
LIST = "_static/pictures.json"


@dataclass
class Pictures:
    """PNGs under way.

    Parameters
    ----------
    site: the folder that is written to.
    last: the site that was made before, or the same folder.
    """

    site: Path
    last: Path
    _made: dict[str, str] = field(default_factory=dict)
    _waiting: list[Future[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read what the last site's PNGs were made from."""
        try:
            self._known: dict[str, str] = json.loads((self.last / LIST).read_text("utf-8"))
        except (OSError, ValueError):
            self._known = {}
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="png")

    def begin(self, svg: str, name: str, scale: float) -> None:
        """See to it that a PNG lies in a file of the site by the time `finish` returns."""
        path = self.site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._made[name] = hashlib.sha256(f"{_makers()} {scale} {svg}".encode()).hexdigest()[:16]
        if self._known.get(name) == self._made[name] and (self.last / name).is_file():
            if self.last != self.site:
                path.write_bytes((self.last / name).read_bytes())
        else:
            self._waiting.append(self._pool.submit(lambda: path.write_bytes(png(svg, scale))))

    def finish(self) -> None:
        """Wait for every file and write the list; raises what making one of them raised."""
        self._pool.shutdown()
        for one in self._waiting:
            one.result()
        (self.site / LIST).write_text(json.dumps(self._made, indent=0, sort_keys=True) + "\n", "utf-8")


@cache
def _makers() -> str:
    """Hash what decides every PNG beside its SVG."""
    digest = hashlib.sha256(f"{version('vl-convert-python')} {version('pillow')}".encode())
    for font in sorted(FONTS.glob("*.ttf")):
        digest.update(font.read_bytes())
    return digest.hexdigest()[:16]
