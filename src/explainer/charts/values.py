"""The mark of a number: its hedge decides the shape, so that no picture says more than the words did.

exact: a filled dot. about: an open dot. more than: a stop with an arrow going on from it; less than: the other way
round. range: a thick bar from low to high without a middle. hundreds, majority: words, never a length.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explainer.charts.marks import Row, class_of, given, look
from explainer.charts.measure import width
from explainer.charts.sketch import Sketch
from explainer.charts.theme import MUTED, PAPER, SMALL
from explainer.text.hedges import HEDGES

ARROW = 34
# From the middle of a dot, or the end of a bar or an arrow, to the words.
_GAP = {"exact": 14, "about": 14}
_GAP_END = 9
_SHORTEST = 18
_NO_FIGURE = "no figure given"


def bounds(row: Row) -> tuple[float, ...]:
    """The numbers that a row's hedge lets a chart draw: none, one or two.

    Raises `ValueError` for an unknown hedge and for a bound that is missing.
    """
    hedge = str(row["hedge"])
    if hedge not in HEDGES:
        raise ValueError(f"{row['ref']}: hedge {hedge!r} is none of {', '.join(HEDGES)}")
    columns = HEDGES[hedge].columns
    missing = [column for column in columns if not given(row.get(column))]
    if missing:
        raise ValueError(f"{row['ref']}: hedge {hedge!r} needs {' and '.join(missing)}")
    return tuple(float(row[column]) for column in columns)


def reach(row: Row) -> tuple[float, float]:
    """The highest number of a row, and the pixels that its mark and its label take to the right of it."""
    numbers = bounds(row)
    label = width(str(row["text"]), 13, bold=True)
    if not numbers:
        return 0.0, _GAP_END + label + 8 + width(_NO_FIGURE, SMALL)
    arrow = ARROW if row["hedge"] == "more_than" else 0
    return max(numbers), arrow + _GAP.get(str(row["hedge"]), _GAP_END) + label


def draw_value(sketch: Sketch, row: Row, y: float, pixel: Callable[[float], float], outline: bool = False) -> None:
    """Draw the mark of a row around the height `y`, its number in words beside it; parameters as for `draw_mark`."""
    numbers, text = bounds(row), str(row["text"])
    label = width(text, 13, bold=True)
    if not numbers:
        start = pixel(0) + _GAP_END
        sketch.words(sketch.at(start), y + 4.5, text, row, bold=True)
        sketch.words(sketch.at(start + label + 8), y + 4.5, _NO_FIGURE, row, size=SMALL, colour=MUTED)
        return
    draw_mark(sketch, row, y, pixel, outline)
    beside = reach(row)[1] - label
    start = pixel(max(numbers)) + beside
    if start + label > sketch.width:
        start = pixel(min(numbers)) - beside - label
    sketch.plate(start - 2, y - 9, start + label + 1, y + 9)
    sketch.words(sketch.at(start), y + 4.5, text, row, bold=True)


def draw_mark(sketch: Sketch, row: Row, y: float, pixel: Callable[[float], float], outline: bool = False) -> None:
    """Draw the mark that a row's hedge asks for; a number word has none.

    Parameters
    ----------
    sketch: the pad; its x is the number itself.
    row: `ref`, `hedge`, `value`, `low`, `high`, `text` ("about 30,000").
    y: pixels from the top, the middle of the mark.
    pixel: where a number lies, in pixels from the left.
    outline: what is left over is drawn as an empty box from zero on, not as a mark.
    """
    hedge, numbers, style = str(row["hedge"]), bounds(row), look(str(row["ref"]))
    ink: dict[str, Any] = {"fill": style.colour, "stroke": style.colour, "dash": style.dash}
    if not numbers:
        return
    if outline:
        ink |= {"dash": [4, 3], "opacity": 0.07, "thick": 1.5}
        sketch.rect(0, y - 7, max(numbers), y + 7, row, **ink)
    elif hedge in ("exact", "about"):
        ink |= {"fill": style.colour if hedge == "exact" else PAPER, "opacity": 1 if style.fill else 0.2}
        size = 120 if style.symbol == "circle" else 104
        thick = 2.25 if style.fill else 1.75
        sketch.point(numbers[0], y, row, shape=style.symbol, size=size, thick=thick, **ink)
    elif hedge == "range":
        solid = class_of(str(row["ref"])) == "article"
        sketch.rect(*_box(numbers, y), row, opacity=0.9 if solid else 0.12, thick=1.5, radius=0, **ink)
    else:
        _draw_open(sketch, row, y, pixel)


def _box(numbers: tuple[float, ...], y: float) -> tuple[float, float, float, float]:
    return numbers[0], y - 6, numbers[1], y + 6


def _draw_open(sketch: Sketch, row: Row, y: float, pixel: Callable[[float], float]) -> None:
    """Draw a bound that is known and an arrow into what is not: onwards for "more than", back for "less than"."""
    bound, style = bounds(row)[0], look(str(row["ref"]))
    more = row["hedge"] == "more_than"
    sketch.rule(bound, y - 8, bound, y + 8, row, colour=style.colour, thick=2.5)
    if not more and pixel(bound) - pixel(0) < _SHORTEST:
        # No room for an arrow between zero and the bound: the line reaches back to zero.
        sketch.rule(bound, y, 0, y, row, colour=style.colour, thick=2, dash=style.dash)
        return
    # An arrow of one length: how far the truth lies beyond the bound is not known.
    tip = pixel(bound) + ARROW if more else max(pixel(bound) - ARROW, pixel(0) + 2)
    sketch.rule(bound, y, sketch.at(tip + (-6 if more else 6)), y, row, colour=style.colour, thick=2, dash=style.dash)
    shape = "triangle-right" if more else "triangle-left"
    filled = class_of(str(row["ref"])) != "derived"
    sketch.point(
        sketch.at(tip - 5 if more else tip + 5),
        y,
        row,
        shape=shape,
        size=88,
        fill=style.colour if filled else PAPER,
        stroke=style.colour,
        thick=1,
    )
