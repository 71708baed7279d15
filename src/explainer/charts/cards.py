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
from explainer.charts.theme import GRID, SMALL
from explainer.charts.times import TimeAxis
from explainer.charts.values import ARROW, bounds, draw_mark
from explainer.charts.viewport import Viewport

TALL = 160
"""Pixels of height that every card has, so that cards in a row line up; only one with very much on it is taller."""

_LINE = 15
_LANE = 22
_LEAST_LANE = 17
_AXIS = 20
_MOST = 6
_EDGE = 8
_ROW = 32
_AIR = 12


def numbers_card(
    rows: list[dict[str, Any]], page: Viewport, panel: str, end: float = 0
) -> alt.LayerChart | alt.VConcatChart:
    """Draw a number in words with its mark beside it, and below them what is counted.

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
    # What is left over goes between the rows first, a little to each, and then below the last.
    left_over = max(0.0, TALL - sum(_tall(row, page) for row in rows))
    air = min(_AIR, left_over / len(rows))
    column = max(width(str(row["text"]), 13, bold=True) for row in rows) + 18
    charts = []
    for n, members in enumerate(panels.values(), 1):
        rest = left_over - air * len(rows) if n == len(panels) else 0
        charts.append(_numbers(f"card_{n}", members, page, end, (air, rest), column))
    return charts[0] if len(charts) == 1 else alt.vconcat(*charts, spacing=0)


def _lines(row: Row, page: Viewport) -> tuple[str, ...]:
    """What is counted, in lines as wide as the card."""
    return wrap(begun(str(row["label"])), page.width - 2, SMALL)


def _tall(row: Row, page: Viewport) -> float:
    return _ROW + _LINE * (len(_lines(row, page)) - 1)


def _numbers(
    name: str, rows: list[dict[str, Any]], page: Viewport, end: float, spare: tuple[float, float], column: float
) -> alt.LayerChart:
    left, right = column, page.width - _EDGE
    numbers = [number for row in rows for number in bounds(row)]
    open_end = ARROW if any(row["hedge"] == "more_than" for row in rows) else 0
    top = end or max(numbers, default=0) * (right - left) / (right - left - open_end)
    scale = Scale(top, left, right, bare=True)
    sketch = Sketch(name, page.width, scale.encoding(""), scale.at)
    y = 0.0
    for row in rows:
        if bounds(row):
            sketch.rule(sketch.at(left), y + 9, sketch.at(right), y + 9, colour=GRID)
        whole = bool(end) and class_of(row["ref"]) == "derived" and len(bounds(row)) == 1
        draw_mark(sketch, row, y + 9, scale.pixel, outline=whole)
        sketch.words(sketch.at(0), y + 13, str(row["text"]), row, bold=True)
        lines = _lines(row, page)
        for n, line in enumerate(lines, 1):
            sketch.words(sketch.at(0), y + 13 + n * _LINE, line, row, size=SMALL)
        y += _tall(row, page) + spare[0]
    return sketch.chart(y + spare[1])


def dates_card(events: list[tuple[Row, Stretch]], axis: TimeAxis, page: Viewport) -> alt.LayerChart:
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
    bottom = TALL - _AXIS
    lane_tall = min(_LANE, max(_LEAST_LANE, (bottom - 6) / _lanes(placed)))
    bottom = max(bottom, round(_lanes(placed) * lane_tall) + 6)
    for tick in axis.ticks()[0]:
        sketch.rule(sketch.at(axis.pixel(tick)), 0, sketch.at(axis.pixel(tick)), bottom, colour=GRID)
    for edge in axis.bends[1][1:-1]:
        sketch.rule(sketch.at(edge), -4, sketch.at(edge), bottom, dash=[1.5, 3])
    for n, ((event, stretch), (lane, spot)) in enumerate(zip(events, placed, strict=True)):
        y = lane * lane_tall + 13
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
    events: list[tuple[Row, Stretch]], labels: list[float], named: set[int], page: Viewport
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
