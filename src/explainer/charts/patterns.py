"""Patterns in one ink, for categories that must not borrow the hues of article, derived and outside.

Each has a full outline or is full, so that it keeps the ink's contrast; nobody needs to see colours to tell them apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from explainer.charts.marks import Row
from explainer.charts.sketch import Sketch
from explainer.charts.theme import PAPER, TEXT


@dataclass(frozen=True)
class Pattern:
    """How an area is filled.

    Parameters
    ----------
    fill: colour below the strokes.
    strokes: what is drawn on it: any of "/", "\\", "|", "-", "=", "." and "_" (its lower half full).
    gap: pixels between strokes.
    dash: pattern of the outline.
    colour: of strokes and outline.
    """

    fill: str = PAPER
    strokes: str = ""
    gap: float = 5
    dash: tuple[float, ...] = (1, 0)
    colour: str = TEXT


# The most different ones first.
PATTERNS = (
    Pattern(fill=TEXT),
    Pattern(strokes="/"),
    Pattern(strokes="_"),
    Pattern(strokes="|"),
    Pattern(strokes="."),
    Pattern(),
    Pattern(strokes="="),
    Pattern(strokes="\\", gap=8),
    Pattern(strokes="/\\", gap=7),
    Pattern(strokes="-"),
)


def draw_pattern(
    sketch: Sketch, pattern: Pattern, left: float, top: float, right: float, bottom: float, row: Row | None = None
) -> None:
    """Draw a box filled with a pattern; all in pixels, on a pad whose x is pixels."""
    full = pattern.fill == pattern.colour
    sketch.rect(
        sketch.at(left),
        top,
        sketch.at(right),
        bottom,
        row,
        fill=pattern.fill,
        # Full ones stand apart by a line of paper.
        stroke=PAPER if full else pattern.colour,
        thick=1,
        dash=list(pattern.dash),
        radius=0,
    )
    if "_" in pattern.strokes:
        sketch.rect(sketch.at(left), (top + bottom) / 2, sketch.at(right), bottom, row, fill=pattern.colour, radius=0)
    path = "".join(_strokes(kind, right - left, bottom - top, pattern.gap) for kind in pattern.strokes)
    if path:
        # All strokes are one shape in pixels: Vega scales it by half the root of its size.
        sketch.point(sketch.at(left), top, row, shape=path, size=4, stroke=pattern.colour, thick=1.2)


def _strokes(kind: str, wide: float, tall: float, gap: float) -> str:
    """The strokes of one kind in a box whose upper left corner is 0, 0, as an SVG path."""
    lines: list[tuple[float, float, float, float]] = []
    if kind in "-=":
        heights = (tall / 2,) if kind == "-" else (tall / 3, tall * 2 / 3)
        lines = [(0, height, wide, height) for height in heights]
    elif kind == "|":
        lines = [(n * gap, 0, n * gap, tall) for n in range(1, int((wide - 1) // gap) + 1)]
    elif kind == ".":
        for n in range(int((wide - 2) // gap)):
            x, y = (n + 0.7) * gap, tall * (1, 3)[n % 2] / 4
            lines.append((x - 1, y, x + 1, y))
    elif kind in "/\\":
        foot = gap - tall
        while foot < wide:
            # From the lower edge upwards at 45 degrees; what sticks out of the box is cut off.
            start, end = max(foot, 0), min(foot + tall, wide)
            low, high = tall - (start - foot), tall - (end - foot)
            if end - start > 1:
                lines.append((start, low, end, high) if kind == "/" else (start, tall - low, end, tall - high))
            foot += gap
    return "".join(f"M{a:.4g},{b:.4g}L{c:.4g},{d:.4g}" for a, b, c, d in lines)
