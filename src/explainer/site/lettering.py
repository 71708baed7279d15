"""How wide words are in the site's own font, and how they break into lines: read from the font files themselves.

Charts use rounded widths that need no file (`explainer.charts.measure`); a fixed frame must know exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from fontTools.ttLib import TTFont

from explainer.charts import measure
from explainer.figures.draw import FONTS

# What a letter that the font has not takes in another font, in parts of the font size; on the safe side.
_OTHER = 0.75
LEADING = 1.22


@lru_cache
def _advances(weight: int) -> dict[str, float]:
    """Give the width of every letter of one weight, in parts of the font size; nothing where the file is not made."""
    path = FONTS / f"sans-{weight}.ttf"
    if not path.exists():
        return {}
    font = TTFont(path, lazy=True)
    wide, units = font["hmtx"].metrics, font["head"].unitsPerEm
    return {chr(code): wide[name][0] / units for code, name in font.getBestCmap().items()}


@lru_cache(maxsize=8192)
def width(words: str, size: float, weight: int = 400) -> float:
    """Give the pixels that a line takes; kerning, which only makes it shorter, is left out.

    Parameters
    ----------
    words: the line.
    size: font size in pixels.
    weight: one of the weights that `explainer.build.fonts` makes.
    """
    known = _advances(weight)
    if not known:
        return measure.width(words, size, weight >= 600)
    return sum(known.get(letter, _OTHER) for letter in words) * size


def wrap(words: str, room: float, size: float, weight: int = 400, balance: bool = False) -> tuple[str, ...]:
    """Break words into lines no wider than `room`; a no-break space holds, a word that is wider stands alone.

    With `balance` the lines are made about equally long, without making more of them.
    """
    lines = _fill(words, room, size, weight)
    while balance and len(lines) > 1:
        room = max(width(line, size, weight) for line in lines) - 1
        closer = _fill(words, room, size, weight)
        if len(closer) > len(lines) or max(width(line, size, weight) for line in closer) > room:
            break
        lines = closer
    return lines


@lru_cache(maxsize=4096)
def _fill(words: str, room: float, size: float, weight: int) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, weight) <= room:
            lines[-1] = longer
        elif word:
            lines.append(word)
    return tuple(lines)


@dataclass(frozen=True)
class Setting:
    """Words set in lines.

    Parameters
    ----------
    lines: the words, line by line.
    size, weight: of the font.
    leading: distance from line to line, in parts of the size.
    """

    lines: tuple[str, ...]
    size: float
    weight: int = 400
    leading: float = LEADING

    @property
    def height(self) -> float:
        """Pixels from the top of the first line to the bottom of the last."""
        return len(self.lines) * self.size * self.leading

    @property
    def width(self) -> float:
        """Pixels of the widest line."""
        return max((width(line, self.size, self.weight) for line in self.lines), default=0)


def fit(
    words: str,
    room: float,
    sizes: Sequence[float],
    weight: int = 400,
    *,
    height: float,
    leading: float = LEADING,
    balance: bool = True,
) -> Setting:
    """Set words as large as the room allows, at the smallest size when none fits in height.

    Parameters
    ----------
    words: what to set.
    room, height: pixels that there are.
    sizes: font sizes to try, the largest first.
    weight: of the font.
    leading: distance from line to line, in parts of the size.
    balance: make the lines about equally long.
    """
    made = Setting((), sizes[-1], weight, leading)
    for size in sizes:
        made = Setting(wrap(words, room, size, weight, balance), size, weight, leading)
        if made.width <= room and made.height <= height:
            return made
    return made
