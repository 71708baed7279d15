"""How tall a figure's own page will be at a width, known before any browser opens it.

An `<iframe>` takes no height from its content without a script, so the code that is offered carries it. Two heights
serve all widths: one below the width from which the wide drawing stands there, one from it on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explainer.site.share.lettering import wrap

#: Pixels of a page's sides, and of the frame from which the wide drawing (42rem) fits between them.
SIDE, WIDE_FROM = 16, 704
NARROWEST, WIDE_MOST, NARROW_MOST = 320, 720, 384
# Frames are measured at these widths: the words of the one with the drawing of the next are never too little.
_STEPS = (NARROWEST, 352, 384, 416)
# Another font may stand in for ours, and lines of links break a little earlier.
_SLACK = 1.04
_RESERVE = 14


@dataclass(frozen=True)
class Line:
    """Words of the page: font size, weight, distance of lines in parts of the size, and the gap above in pixels."""

    words: str
    size: float
    weight: int = 400
    leading: float = 1.5
    gap: float = 0


@dataclass(frozen=True)
class Heights:
    """Pixels of a frame that is narrow, and of one that is wide."""

    narrow: int
    wide: int

    @property
    def most(self) -> int:
        """The height that is enough at any width."""
        return max(self.narrow, self.wide)

    @property
    def css(self) -> str:
        """A height that follows the width of the box around the frame, for a style attribute."""
        low, high = sorted((self.narrow, self.wide))
        over = f"{WIDE_FROM}px - 100cqw" if self.narrow > self.wide else f"100cqw - {WIDE_FROM - 1}px"
        return f"clamp({low}px,({over})*99999,{high}px)"


def heights(lines: Sequence[Line], narrow: tuple[float, float], wide: tuple[float, float], around: float) -> Heights:
    """Give the heights of a page.

    Parameters
    ----------
    lines: its words, from top to bottom.
    narrow, wide: width and height of the two drawings as drawn.
    around: pixels of everything that is neither words nor drawing.
    """
    tall = []
    for frame, widest in zip(_STEPS, (*_STEPS[1:], WIDE_FROM), strict=True):
        tall.append(_words(lines, frame) + _drawn(narrow, min(widest - 2 * SIDE, NARROW_MOST)))
    one = _words(lines, WIDE_FROM) + _drawn(wide, WIDE_MOST)
    return Heights(_even(max(tall) + around), _even(one + around))


def _words(lines: Sequence[Line], frame: float) -> float:
    room = min(frame - 2 * SIDE, WIDE_MOST) / _SLACK
    rows = ((line, len(wrap(line.words, room, line.size, line.weight))) for line in lines)
    return sum(line.gap + count * line.size * line.leading for line, count in rows)


def _drawn(size: tuple[float, float], width: float) -> float:
    return size[1] * width / size[0]


def _even(pixels: float) -> int:
    """Round up to ten pixels, with a little to spare."""
    return int(-(-(pixels + _RESERVE) // 10) * 10)
