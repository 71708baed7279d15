"""Time across a drawing, to scale: where a day lies in pixels, a line for each month or year, and their names."""

from __future__ import annotations

import altair as alt
import pandas as pd

from explainer.charts import grammar
from explainer.charts.theme import GRID, MUTED
from explainer.charts.viewport import Viewport

# Of so many months or years one is named, the first of these for which there is room.
_STEPS = (1, 2, 3, 4, 6, 12, 25, 50, 100, 250, 500)


class Axis:
    """An axis of time from left to right.

    Parameters
    ----------
    first, last: where it begins, and the day after it ends.
    left, right: pixels from the left of the drawing.
    view: what is drawn for.
    """

    def __init__(self, first: pd.Timestamp, last: pd.Timestamp, left: float, right: float, view: Viewport) -> None:
        """Lay the axis out; `height` is set when the drawing's is known."""
        self.first, self.last, self.left, self.right, self.view = first, last, left, right, view
        self.lead = view.size * 1.25
        # Words beside marks end here: the end of the axis, or of what is known.
        self.limit = right
        self.height = 0.0
        self.scale = time_scale(first, last, left, right)

    def pixel(self, day: pd.Timestamp) -> float:
        """Pixels from the left at which a day begins."""
        return self.left + (day - self.first) / (self.last - self.first) * (self.right - self.left)

    def x(self, day: str) -> alt.X:
        """Give the place across of the day in a column."""
        return alt.X(f"{day}:T", scale=self.scale, axis=None)

    def at(self, chart: alt.Chart, down: str = "datum.top", x: str = "begin") -> alt.Chart:
        """Place marks at the day in the column `x`, and `down` pixels (an expression of Vega) from the top."""
        return chart.transform_calculate(down=down).encode(x=self.x(x), y=grammar.down("down", self.height))

    def grid(self, foot: float) -> list[alt.Chart]:
        """Lines for months, or for years on a long axis, down to `foot` (pixels from the top), with their names."""
        size, span = self.view.size, self.right - self.left
        years = self.last - self.first > pd.Timedelta(days=900)
        starts = pd.date_range(self.first, self.last, freq="YS" if years else "MS")
        if years and self.pixel(starts[0]) - self.left > 76:
            starts = starts.union([self.first])
        every = next(n for n in _STEPS if n == 500 or len(starts) / n * self.view.pick(70, 52) <= span)
        if years and every > 12:  # a line for each of hundreds of years would be a wall
            starts, every = starts[starts.year % every == 0], 1
        ticks = pd.DataFrame({"day": starts, "words": [_name(n, day, years, every) for n, day in enumerate(starts)]})
        ticks = ticks[ticks["day"] < self.last - (self.last - self.first) * (30 / span)]
        base = grammar.Chart(ticks.assign(day=ticks["day"].dt.tz_localize("UTC")))
        lines = self.at(base, str(size * 1.7), "day").mark_rule(aria=False, stroke=GRID)
        named = self.at(base, str(size * 0.6), "day")
        return [
            lines.encode(y2=alt.Y2Value(foot)),
            grammar.words(named, self.view, "words", color=MUTED, dx=3, fontSize=size - 1),
        ]


def time_scale(first: pd.Timestamp, last: pd.Timestamp, start: float, stop: float) -> alt.Scale:
    """Give the scale on which days lie between two places, in pixels."""
    domain = [day.tz_localize("UTC").isoformat() for day in (first, last)]
    return alt.Scale(type="utc", domain=domain, range=[start, stop], nice=False)


def _name(number: int, day: pd.Timestamp, years: bool, every: int) -> str:
    """The name of a month or a year, if it has one; the first one and each January say their year."""
    if number % every:
        return ""
    if years and (number or day.month == 1):
        return f"{day:%Y}"
    return f"{day:%b %Y}" if number == 0 or day.month == 1 else f"{day:%b}"
