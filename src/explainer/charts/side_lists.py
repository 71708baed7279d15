"""The sides of one question, claim beside claim: what was given and what was withheld, for instance."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from explainer.charts.lettering import letter
from explainer.charts.marks import Row, begun, class_of, look, records, text_of
from explainer.charts.measure import wrap
from explainer.charts.sketch import Sketch
from explainer.charts.theme import GRID, MUTED, SMALL, TEXT
from explainer.charts.viewport import Viewport

_LINE = 17
_DASH = 12
_INDENT = 22
_FIGURES = 36


def sides(rows: pd.DataFrame, page: Viewport, *, side: str = "side") -> alt.LayerChart:
    """Draw claims in two or three lists, side by side on a wide page, one after the other on a narrow one.

    Parameters
    ----------
    rows: one claim a row with `ref`, `sentence`, `label`, the column named by `side` (two or three values, printed as
        headings in order of first appearance); optional `text` with `hedge` (a number, written large as its hedge
        asks), `words` (a date).
    page: the page to draw for.
    side: column that says on which side a row stands.

    Raises `ValueError` for missing columns and unless there are two or three sides.
    """
    claims = records(rows, "label", side)
    lists: dict[str, list[dict[str, Any]]] = {}
    for claim in claims:
        lists.setdefault(str(claim[side]), []).append(claim)
    if len(lists) not in (2, 3):
        raise ValueError(f"{side!r} must have two or three values, not {len(lists)}: {', '.join(lists)}")
    sketch = Sketch("sides", page.width)
    gap = 40 if len(lists) == 2 else 28
    room = page.pick((page.width - gap * (len(lists) - 1)) / len(lists), page.width)
    y = bottom = 0.0
    for n, (name, members) in enumerate(lists.items()):
        left = n * (room + gap) if not page.narrow else 0
        y = _side(sketch, name, members, (left, room), bottom + 26 if n and page.narrow else 0)
        bottom = max(bottom, y)
    return sketch.chart(bottom)


def _side(sketch: Sketch, name: str, claims: list[dict[str, Any]], place: tuple[float, float], top: float) -> float:
    left, room = place
    sketch.rule(sketch.at(left + 2), top + 2, sketch.at(left + room - 2), top + 2, colour=TEXT, thick=2)
    y = top + 10
    for line in wrap(name, room, 15, True):
        y += 19
        sketch.words(sketch.at(left), y - 4, line, size=15, bold=True)
    y += 8
    for n, claim in enumerate(claims):
        if n:
            sketch.rule(sketch.at(left + 2), y, sketch.at(left + room - 2), y, colour=GRID)
        y = _item(sketch, claim, left, room, y)
    return y


def _item(sketch: Sketch, claim: Row, left: float, room: float, top: float) -> float:
    inner = room - _INDENT
    lines: list[tuple[str, dict[str, Any]]] = [(line, {}) for line in wrap(begun(str(claim["label"])), inner)]
    lines += [(line, {"size": SMALL, "colour": MUTED}) for line in wrap(text_of(claim, "words"), inner, SMALL)]
    y = top + 6
    if text_of(claim, "text"):
        y += _FIGURES + 4
        letter(sketch, claim, left + 2, y, _FIGURES)
        y, inset = y + 4, 2
    else:
        _bullet(sketch, claim, left + 2, top + 18)
        inset = _INDENT
    for line, kind in lines:
        y += _LINE
        sketch.words(sketch.at(left + inset), y, line, claim, **kind)
    sketch.hit(left, top + 2, left + room, y + 10, claim)
    return y + 13


def _bullet(sketch: Sketch, claim: Row, left: float, y: float) -> None:
    """Draw a short dash: a dot, filled or hollow, would speak of a number's hedge.

    Another source's is double, one that is worked out is broken, as everywhere.
    """
    style = look(claim["ref"])
    for height in (y - 2.5, y + 2.5) if class_of(claim["ref"]) == "outside" else (y,):
        ends = sketch.at(left), sketch.at(left + _DASH)
        sketch.rule(ends[0], height, ends[1], height, claim, colour=style.colour, thick=2.25, dash=style.dash)
