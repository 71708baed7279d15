"""How much, how many: one row a number, one panel a unit, and the hedge decides the mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from explainer.charts.cards import numbers_card
from explainer.charts.keys import draw_classes
from explainer.charts.marks import Row, begun, class_of, look, records, text_of
from explainer.charts.measure import wrap
from explainer.charts.pages import Page
from explainer.charts.scale import Scale
from explainer.charts.sketch import Sketch
from explainer.charts.theme import GRID, MUTED, SMALL, TEXT
from explainer.charts.values import bounds, draw_value, reach

COLUMN = 208
LINE = 17


def amounts(
    rows: pd.DataFrame, page: Page, *, panel: str = "unit", until: Mapping[str, float] | None = None
) -> alt.LayerChart | alt.VConcatChart:
    """Draw numbers with their hedges, labelled directly; different units never share an axis.

    Parameters
    ----------
    rows: one number a row with `ref`, `sentence`, `label` (what is counted), `text` ("about 30,000"), `hedge`, `value`,
        `low`, `high`, `unit`; optional `unit_label`, `detail` (a quiet line below the label; `publisher` and `as_of`
        if not given).
    page: the page to draw for.
    panel: column that tells the panels apart, each with its own axis.
    until: for a panel the number where its axis ends at least.

    Raises `ValueError` for missing columns, an unknown hedge and missing bounds.
    """
    given_rows = records(rows, "label", "text", "hedge", "value", "low", "high", "unit")
    if page.card:
        return numbers_card(given_rows, page, panel)
    panels: dict[str, list[dict[str, Any]]] = {}
    for row in given_rows:
        panels.setdefault(str(row[panel]), []).append(row)
    classes = {class_of(row["ref"]) for row in given_rows}
    charts = [
        _panel(f"amounts_{n}", members, page, (until or {}).get(name, 0.0), classes if n == len(panels) else set())
        for n, (name, members) in enumerate(panels.items(), 1)
    ]
    return charts[0] if len(charts) == 1 else alt.vconcat(*charts, spacing=page.pick(26, 30))


def _panel(name: str, rows: list[dict[str, Any]], page: Page, until: float, classes: set[str]) -> alt.LayerChart:
    left, right = page.pick(COLUMN + 22, 12), page.width - 8
    numbers = [number for row in rows for number in bounds(row)]
    whole = all(number == int(number) for number in numbers)
    scale = Scale(_most(rows, left, right, until), left, right, least=1 if whole else 0, bare=not numbers)
    sketch = Sketch(name, page.width, scale.encoding(str(rows[0]["unit"])), scale.at)
    unit = text_of(rows[0], "unit_label", "unit")
    # The unit stands beside the axis where there is a column for it, above it where there is none.
    sketch.words(sketch.at(0), -8 if scale.bare else page.pick(-8, -24), unit, size=SMALL, bold=True, colour=MUTED)
    y = 0.0
    for row in rows:
        y = draw_row(sketch, row, y, page, scale)
    sketch.hairline(y)
    if not page.narrow:
        for tick in scale.ticks():
            sketch.rule(tick, 0, tick, y, colour=GRID if tick else MUTED)
    if len(classes) > 1:
        y = draw_classes(sketch, classes, y + 10, page)
    return sketch.chart(y + 2)


def draw_label(
    sketch: Sketch, row: Row, words: tuple[str, str], top: float, page: Page, scale: Scale
) -> tuple[float, float]:
    """Write what a row counts and, quieter, what must be known of it, beside or above its mark.

    Gives the height below the row and the height of its mark.
    """
    room = page.pick(COLUMN, page.width - 6)
    lines = [(line, False) for line in wrap(words[0], room)]
    lines += [(line, True) for line in wrap(words[1], room, SMALL)]
    tall = sum(LINE - 1 if quiet else LINE for _, quiet in lines)
    bottom = top + (tall + 44 if page.narrow else max(tall + 16, 38))
    middle = bottom - 18 if page.narrow else (top + bottom) / 2
    sketch.hairline(top)
    y = top + 8 if page.narrow else middle - tall / 2
    for line, quiet in lines:
        y += LINE - 1 if quiet else LINE
        size, colour = (SMALL, MUTED) if quiet else (13, TEXT)
        sketch.words(sketch.at(0), y - 4, line, row, size=size, colour=colour)
    if page.narrow:
        for tick in scale.ticks():
            high = 5 if tick else 10
            sketch.rule(tick, middle - high, tick, middle + high, colour=GRID if tick else MUTED)
    return bottom, middle


def draw_row(sketch: Sketch, row: Row, top: float, page: Page, scale: Scale, *, share: bool = False) -> float:
    """Draw one number with its label, from the height `top` on; gives back the height below it.

    As a `share` of a whole it gets a stem from zero; what is left over, a derived share, is an empty box.
    """
    detail = text_of(row, "detail") or ", ".join(filter(None, (text_of(row, "publisher"), text_of(row, "as_of"))))
    bottom, middle = draw_label(sketch, row, (begun(str(row["label"])), detail), top, page, scale)
    rest = share and class_of(row["ref"]) == "derived" and len(bounds(row)) == 1
    if share and not rest and len(bounds(row)) == 1:
        # A stem, not a bar: where the hedge is "about", the end is open.
        style = look(row["ref"])
        sketch.rule(0, middle, bounds(row)[0], middle, row, colour=style.colour, thick=3, opacity=0.45)
    draw_value(sketch, row, middle, scale.pixel, outline=rest)
    sketch.hit(0, top + 1, sketch.width, bottom - 1, row)
    return bottom


def _most(rows: list[dict[str, Any]], left: float, right: float, until: float) -> float:
    """The number at the right edge: so large that every mark and every label finds room."""
    ends = [reach(row) for row in rows]
    needed = [number * (right - left) / (right - left - beyond) for number, beyond in ends]
    return max(*needed, until, 0.0) if needed else 1.0
