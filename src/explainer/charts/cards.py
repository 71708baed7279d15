"""Small drawings for a chapter's card: a glimpse of a chart, without axes to read or marks to touch."""

from __future__ import annotations

from typing import Any

import altair as alt

from explainer.charts.marks import Row, begun, class_of
from explainer.charts.measure import width, wrap
from explainer.charts.place import Spot, pack
from explainer.charts.scale import Scale
from explainer.charts.sketch import Sketch
from explainer.charts.stretch import Stretch, draw_stretch
from explainer.charts.times import TimeAxis
from explainer.charts.values import ARROW, bounds, draw_mark
from explainer.pages import Page
from explainer.theme import GRID, SMALL

_LINE = 16
_LANE = 22
_MOST = 6
_EDGE = 8


def numbers_card(
    rows: list[dict[str, Any]], page: Page, panel: str, end: float = 0
) -> alt.LayerChart | alt.VConcatChart:
    """Draw numbers on hairlines: what is counted on the left, the number in words on the right, its mark below.

    Parameters
    ----------
    rows: as for `amounts`.
    page: the card.
    panel: column that tells units apart: each has its own scale.
    end: number at the right edge; 0 for the largest number.
    """
    panels: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        panels.setdefault(str(row[panel]), []).append(row)
    charts = [_numbers(f"card_{n}", members, page, end) for n, members in enumerate(panels.values(), 1)]
    return charts[0] if len(charts) == 1 else alt.vconcat(*charts, spacing=0)


def _numbers(name: str, rows: list[dict[str, Any]], page: Page, end: float) -> alt.LayerChart:
    left, right = _EDGE, page.width - _EDGE
    numbers = [number for row in rows for number in bounds(row)]
    open_end = ARROW if any(row["hedge"] == "more_than" for row in rows) else 0
    top = end or max(numbers, default=0) * (right - left) / (right - left - open_end)
    scale = Scale(top, left, right, bare=True)
    sketch = Sketch(name, page.width, scale.encoding(""), scale.at)
    y = 0.0
    for row in rows:
        value = str(row["text"])
        room = page.width - width(value, SMALL, bold=True) - 14
        y += 13
        sketch.words(sketch.at(page.width - 1), y, value, row, size=SMALL, bold=True, align="right")
        for n, line in enumerate(wrap(begun(str(row["label"])), room, SMALL)):
            y += _LINE if n else 0
            sketch.words(sketch.at(0), y, line, row, size=SMALL)
        y += 14
        if bounds(row):
            sketch.rule(sketch.at(left), y, sketch.at(right), y, colour=GRID)
        whole = bool(end) and class_of(row["ref"]) == "derived" and len(bounds(row)) == 1
        draw_mark(sketch, row, y, scale.pixel, outline=whole)
        y += 12
    return sketch.chart(y)


def dates_card(events: list[tuple[Row, Stretch]], axis: TimeAxis, page: Page) -> alt.LayerChart:
    """Draw dates on one axis, with the names of those that find room.

    Parameters
    ----------
    events: events and where their dates lie on the axis, in order.
    axis: the axis.
    page: the card.
    """
    labels = [width(str(event["label"]), SMALL) for event, _ in events]
    placed = _place(events, labels, set(), page)
    # A card has few lanes, or little more than the marks alone take; short names find room before long ones.
    most = max(_MOST, _lanes(placed) + 2)
    named: set[int] = set()
    for n in sorted(range(len(events)), key=lambda n: (labels[n], n)):
        tried = _place(events, labels, {*named, n}, page)
        if _lanes(tried) <= most:
            named, placed = {*named, n}, tried
    sketch = Sketch("card", page.width, axis.encoding(), axis.at)
    bottom = _lanes(placed) * _LANE + 6
    for tick in axis.ticks()[0]:
        sketch.rule(sketch.at(axis.pixel(tick)), 0, sketch.at(axis.pixel(tick)), bottom, colour=GRID)
    for edge in axis.bends[1][1:-1]:
        sketch.rule(sketch.at(edge), -4, sketch.at(edge), bottom, dash=[1.5, 3])
    for n, ((event, stretch), (lane, spot)) in enumerate(zip(events, placed, strict=True)):
        y = lane * _LANE + 15
        draw_stretch(sketch, event, stretch, y)
        if spot.side == "bare":
            continue
        start = stretch.end + _EDGE if spot.side == "right" else stretch.start - _EDGE - labels[n]
        sketch.plate(start - 1, y - 8, start + labels[n] + 1, y + 8)
        sketch.words(sketch.at(start), y + 4.5, str(event["label"]), event, size=SMALL)
    return sketch.chart(bottom)


def _lanes(placed: list[tuple[int, Spot]]) -> int:
    return 1 + max(lane for lane, _ in placed)


def _place(
    events: list[tuple[Row, Stretch]], labels: list[float], named: set[int], page: Page
) -> list[tuple[int, Spot]]:
    choices = []
    for n, (_, stretch) in enumerate(events):
        spots = []
        if n in named and stretch.end + _EDGE + labels[n] <= page.width:
            spots.append(Spot("right", stretch.start, stretch.end + _EDGE + labels[n]))
        if n in named and stretch.start - _EDGE - labels[n] >= 0:
            spots.append(Spot("left", stretch.start - _EDGE - labels[n], stretch.end))
        choices.append(spots or [Spot("bare", stretch.start, stretch.end)])
    return pack(choices, 6)
