"""When things happened, each drawn as wide as its date is vague.

A day is a diamond; a month or a year is a pale bar over all of it; what went on from one day to another is a slim firm
bar between two ends; a date that is only likely is hatched; an open beginning fades in, an open end goes on to the end
of the axis. Wide pages pack events into lanes, narrow ones list them, each over its own strip.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from explainer.charts.cards import dates_card
from explainer.charts.choose import choices
from explainer.charts.keys import draw_classes
from explainer.charts.marks import Row, class_of, records, text_of
from explainer.charts.measure import block, width, wrap
from explainer.charts.pages import Page
from explainer.charts.place import Spot, pack, spots
from explainer.charts.sketch import Sketch
from explainer.charts.stretch import Stretch, draw_key, draw_stretch
from explainer.charts.theme import GRID, MUTED, SMALL
from explainer.charts.times import TimeAxis, day, empty_stretch

_LINE = 17
_LABEL = 196
_GAP = 9
_APART = 18


def timeline(
    rows: pd.DataFrame,
    page: Page,
    *,
    lanes: str | None = "track",
    start: str | None = None,
    end: str | None = None,
    key: bool = True,
    choose: Mapping[str, str] | None = None,
) -> alt.LayerChart:
    """Draw events on a time axis, labelled directly.

    Parameters
    ----------
    rows: one event a row with `ref`, `sentence`, `label`, `words` (the date in words), `lower` and `upper` (first and
        last possible day, empty where the date is open), `certainty` (sure, likely, open);
        where `precision` is "interval", a sure date is a span that was filled, not a window.
    page: the page to draw for.
    lanes: column whose values become lanes, in order of first appearance; None for none.
    start, end: ISO days that bound the axis; the events' own bounds if not given.
    key: say below the drawing what the marks mean.
    choose: columns by whose values a reader can choose what to see, and what to call each choice.

    Raises `ValueError` for missing columns, when no event lies in the bounds, and for a choice without two values.
    """
    given_rows = records(rows, "label", "words", "lower", "upper")
    events = _within(given_rows, day(start), day(end))
    axis = _axis(events, page, day(start), day(end))
    stretches = [Stretch.of(event, axis) for event in events]
    if page.card:
        return dates_card(list(zip(events, stretches, strict=True)), axis, page)
    sketch = Sketch("timeline", page.width, axis.encoding(), axis.at)
    # Events are sorted by date, lanes stay in the order of the rows.
    groups: dict[str, list[tuple[Row, Stretch]]] = {text_of(row, lanes) if lanes else "": [] for row in given_rows}
    for event, stretch in zip(events, stretches, strict=True):
        groups[text_of(event, lanes) if lanes else ""].append((event, stretch))
    y = 10.0
    for name, members in groups.items():
        if not members:
            continue
        y = _heading(sketch, name, y, page) if name else y
        y = _list(sketch, members, axis, y, page) if page.narrow else _lane(sketch, members, y, page)
    _grid(sketch, axis, y, page)
    if key:
        classes = {class_of(event["ref"]) for event in events}
        y = draw_key(sketch, stretches, axis.cut, y + 10, page, events[0]["ref"])
        y = draw_classes(sketch, classes, y + 2, page, "diamond") if len(classes) > 1 else y
    return sketch.chart(y, chosen=choices(events, choose))


def _within(events: list[dict[str, Any]], start: date | None, end: date | None) -> list[dict[str, Any]]:
    def inside(event: Row) -> bool:
        lower, upper = day(event["lower"]), day(event["upper"])
        # An open side says nothing, so the side that is known must lie on the axis.
        first, last = lower or upper, upper or lower
        return not ((start and last and last < start) or (end and first and first > end))

    kept = sorted(
        (event for event in events if inside(event)),
        key=lambda event: (day(event["lower"]) or day(event["upper"]) or date.min, day(event["upper"]) or date.max),
    )
    if not kept:
        raise ValueError("no event lies between start and end")
    return kept


def _axis(events: list[dict[str, Any]], page: Page, start: date | None, end: date | None) -> TimeAxis:
    days = [found for event in events for found in (day(event["lower"]), day(event["upper"])) if found]
    first, last = start or min(days), end or max(days)
    room = timedelta(days=max(2, (last - first).days // 40))
    spans = [(day(e["lower"]) or day(e["upper"]) or first, day(e["upper"]) or day(e["lower"]) or last) for e in events]
    cut = empty_stretch(spans)
    if cut:
        room = timedelta(days=max(20, ((last - first) - (cut[1] - cut[0])).days // 40))
    if any(not day(event["upper"]) for event in events):
        # An event whose end is open needs room to go on.
        room = max(room, (last - first - (cut[1] - cut[0] if cut else timedelta())) // 14)
    # A little air on both sides, so that no mark lies on the edge.
    return TimeAxis(first if start else first - room, last if end else last + room, 2, page.width - 2, cut)


def _grid(sketch: Sketch, axis: TimeAxis, bottom: float, page: Page) -> None:
    if not page.narrow:
        for tick in axis.ticks()[0]:
            x = sketch.at(axis.pixel(tick))
            sketch.rule(x, 0, x, bottom, colour=GRID)
    if axis.cut:
        # The torn edges of the stretch that is left out.
        edges = axis.bends[1][1:3]
        for x in edges:
            sketch.rule(sketch.at(x), -4, sketch.at(x), page.pick(bottom, 8), dash=[1.5, 3])
        sketch.words(sketch.at(sum(edges) / 2), -8, "…", colour=MUTED, align="center")


def _heading(sketch: Sketch, name: str, y: float, page: Page) -> float:
    sketch.hairline(y)
    sketch.words(sketch.at(0), y + 18, name, size=SMALL, bold=True, colour=MUTED)
    return y + page.pick(30, 28)


def _label(event: Row, room: float) -> tuple[tuple[str, ...], float]:
    lines = wrap(str(event["label"]), room)
    return lines, max(block(lines), width(str(event["words"]), SMALL))


def _lane(sketch: Sketch, members: list[tuple[Row, Stretch]], y: float, page: Page) -> float:
    labels = [_label(event, _LABEL) for event, _ in members]
    choices = [
        spots((stretch.start, stretch.end), size, (0, page.width), _GAP)
        for (_, stretch), (_, size) in zip(members, labels, strict=True)
    ]
    placed = pack(choices, _APART)
    deep: dict[int, float] = {}
    for (number, spot), (lines, _) in zip(placed, labels, strict=True):
        below = 18 if spot.side == "below" else 0
        deep[number] = max(deep.get(number, 0), below + 16 + _LINE * len(lines))
    tops, top = {}, y
    for number in sorted(deep):
        tops[number] = top
        top += deep[number] + 12
    for (event, stretch), (lines, size), (number, spot) in zip(members, labels, placed, strict=True):
        _draw(sketch, event, stretch, (lines, size, spot), tops[number])
    return top + 6


def _draw(sketch: Sketch, event: Row, stretch: Stretch, label: tuple[tuple[str, ...], float, Spot], top: float) -> None:
    lines, size, spot = label
    draw_stretch(sketch, event, stretch, top + 8)
    if spot.side == "right":
        x, align, first = stretch.end + _GAP, "left", top + 12
    elif spot.side == "left":
        x, align, first = stretch.start - _GAP, "right", top + 12
    else:
        x, align, first = max(0, min(stretch.start, sketch.width - size)), "left", top + 30
    sketch.words(sketch.at(x), first, str(event["words"]), event, size=SMALL, colour=MUTED, align=align)
    for n, line in enumerate(lines, 1):
        sketch.words(sketch.at(x), first + n * _LINE, line, event, align=align)
    bottom = first + len(lines) * _LINE + 5
    left = x if align == "left" else x - size
    sketch.plate(left - 2, first - 11, left + size + 2, bottom - 1)
    sketch.hit(spot.start - 3, top - 3, spot.end + 3, bottom, event)


def _strip(sketch: Sketch, axis: TimeAxis, y: float) -> None:
    """Draw the line on which one event of a narrow page stands, torn where the axis is cut."""
    _, pixels = axis.bends
    for start, end in zip(pixels[::2], pixels[1::2], strict=True):
        sketch.rule(sketch.at(start), y, sketch.at(end), y, colour=GRID)
    for x in pixels[1:-1]:
        sketch.rule(sketch.at(x), y - 6, sketch.at(x), y + 6, dash=[1.5, 3])


def _list(sketch: Sketch, members: list[tuple[Row, Stretch]], axis: TimeAxis, y: float, page: Page) -> float:
    ticks, _ = axis.ticks()
    for event, stretch in members:
        lines = wrap(str(event["label"]), page.width - 4)
        sketch.words(sketch.at(0), y + 10, str(event["words"]), event, size=SMALL, colour=MUTED)
        for n, line in enumerate(lines, 1):
            sketch.words(sketch.at(0), y + 10 + n * _LINE, line, event)
        middle = y + 10 + len(lines) * _LINE + 16
        _strip(sketch, axis, middle)
        for tick in ticks:
            x = sketch.at(axis.pixel(tick))
            sketch.rule(x, middle - 4, x, middle + 4, colour=GRID)
        draw_stretch(sketch, event, stretch, middle)
        sketch.hit(0, y - 4, page.width, middle + 10, event)
        y = middle + 26
    return y
