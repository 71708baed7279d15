"""A time axis that knows where each day lies, in pixels, before anything is drawn.

All times are UTC: an axis must not shift by a day with the reader's time zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from explainer.charts.marks import given
from explainer.charts.measure import width
from explainer.charts.theme import SMALL

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_APART = 14
GAP = 40
"""Pixels that a stretch cut out of an axis takes."""


def day(value: Any) -> date | None:
    """Read a date from a date, a timestamp or an ISO text; None for an empty cell, an infinity or "..": open."""
    if not given(value) or value == ".." or isinstance(value, float):
        return None
    stamp = pd.Timestamp(value)
    return date(stamp.year, stamp.month, stamp.day)


def _stamp(moment: date) -> float:
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC).timestamp()


def _months(start: date, end: date, step: int) -> list[date]:
    first = start.year * 12 + start.month - 1
    last = end.year * 12 + end.month - 1
    first += -first % step
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1, step)]


@dataclass(frozen=True)
class TimeAxis:
    """The days from `start` to `end`, laid out from `left` to `right`, perhaps with a stretch cut out.

    Parameters
    ----------
    start, end: first and last day shown.
    left, right: pixels where they lie.
    cut: first and last day of a stretch that is squeezed into a narrow gap; a day is equally wide on both sides of it.
    """

    start: date
    end: date
    left: float
    right: float
    cut: tuple[date, date] | None = None

    @property
    def bends(self) -> tuple[list[float], list[float]]:
        """Seconds and pixels between which the axis is straight: two of each, four with a cut."""
        low, high = _stamp(self.start), _stamp(self.end + timedelta(days=1))
        if not self.cut:
            return [low, high], [self.left, self.right]
        a, b = _stamp(self.cut[0]), _stamp(self.cut[1] + timedelta(days=1))
        slope = (self.right - self.left - GAP) / (a - low + high - b)
        gap = self.left + (a - low) * slope
        return [low, a, b, high], [self.left, gap, gap + GAP, self.right]

    def pixel(self, moment: date, share: float = 0) -> float:
        """Pixels from the left of a day's beginning; `share` 1 is its end, 0.5 noon."""
        return _along(_stamp(moment) + share * 86400, *self.bends)

    def at(self, pixel: float) -> str:
        """The moment at some pixels from the left, as ISO text in UTC."""
        seconds, pixels = self.bends
        return datetime.fromtimestamp(round(_along(pixel, pixels, seconds)), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def ticks(self) -> tuple[list[date], str]:
        """The days that get a label, as close as labels allow, and the format of the labels."""
        for step in _STEPS:
            form = "%Y" if step >= 12 else "%b %Y"
            half = width("2022" if step >= 12 else "Sep 2022", SMALL) / 2
            ticks = [tick for tick in _months(self.start, self.end, step) if self._shows(tick, half)]
            places = [self.pixel(tick) for tick in ticks]
            if all(b - a >= 2 * half + _APART for a, b in pairwise(places)):
                return ticks, form
        return [], "%Y"

    def _shows(self, tick: date, half: float) -> bool:
        here = self.pixel(tick)
        hidden = self.cut is not None and self.cut[0] <= tick <= self.cut[1]
        return tick >= self.start and here >= self.left + half and here + half <= self.right and not hidden

    def encoding(self) -> alt.X:
        """The Altair encoding of the field `x` on this axis, labelled at the top."""
        ticks, form = self.ticks()
        seconds, pixels = self.bends
        moments = [datetime.fromtimestamp(second, UTC) for second in seconds]
        # As an expression: Vega-Lite muddles a domain of four dates when it merges the layers of a chart.
        domain = alt.ExprRef(expr=f"[{', '.join(f'utc({m.year}, {m.month - 1}, {m.day})' for m in moments)}]")
        scale = alt.Scale(type="utc", domain=domain, range=[round(p, 2) for p in pixels], nice=False)
        axis = alt.Axis(
            values=[_moment(t) for t in ticks], format=form, grid=False, orient="top", title=None, labelOverlap=False
        )
        return alt.X("x:T", scale=scale, axis=axis)


def _along(value: float, here: list[float], there: list[float]) -> float:
    """Carry a value from one row of bends to another; beyond the ends the outer pieces go on."""
    piece = next((n for n in range(len(here) - 2) if value < here[n + 1]), len(here) - 2)
    part = (value - here[piece]) / (here[piece + 1] - here[piece])
    return there[piece] + part * (there[piece + 1] - there[piece])


def _moment(moment: date) -> alt.DateTime:
    return alt.DateTime(year=moment.year, month=moment.month, date=moment.day, utc=True)


def empty_stretch(spans: list[tuple[date, date]]) -> tuple[date, date] | None:
    """The longest stretch where nothing is dated, when it is worth cutting: over four years and half of the whole.

    Parameters
    ----------
    spans: first and last day of each event.
    """
    longest, reach = (date.min, date.min), min(spans)[1]
    for first, last in sorted(spans):
        if (first - reach) > (longest[1] - longest[0]):
            longest = (reach, first)
        reach = max(reach, last)
    whole = reach - min(spans)[0]
    empty = longest[1] - longest[0]
    if empty.days < 4 * 365 or empty * 2 < whole:
        return None
    air = max(timedelta(days=40), (whole - empty) // 20)
    return longest[0] + air, longest[1] - air
