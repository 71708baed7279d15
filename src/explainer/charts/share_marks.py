"""Shares of one whole: separate rows from 0 to 100, never stacked, and the part nobody gave is drawn as such."""

from __future__ import annotations

import altair as alt
import pandas as pd

from explainer.charts.counts import draw_row
from explainer.charts.cards import numbers_card
from explainer.charts.keys import draw_classes
from explainer.charts.marks import class_of, records
from explainer.charts.viewport import Viewport
from explainer.charts.scale import Scale
from explainer.charts.sketch import Sketch
from explainer.charts.theme import GRID, MUTED
from explainer.charts.values import bounds


def shares(rows: pd.DataFrame, page: Viewport, *, end: float = 100) -> alt.LayerChart | alt.VConcatChart:
    """Draw shares in percent, one below the other on one axis.

    Parameters
    ----------
    rows: one share a row, columns as for `amounts`. A derived row (what remains) is outlined and dashed.
    page: the page to draw for.
    end: where the axis ends, in percent: the whole unless only small shares are compared, which the axis then shows.

    Raises `ValueError` for missing columns, an unknown hedge, missing bounds, a share outside 0 to 100 and one beyond
    the end of the axis.
    """
    given_rows = records(rows, "label", "text", "hedge", "value", "low", "high")
    for row in given_rows:
        if any(not 0 <= number <= 100 for number in bounds(row)):
            raise ValueError(f"{row['ref']}: {row['text']} is no share of a whole")
        if any(number > end for number in bounds(row)):
            raise ValueError(f"{row['ref']}: {row['text']} lies beyond the end of the axis, {end:g}%")
    if page.card:
        return numbers_card(given_rows, page, "unit", end)
    left, right = page.pick(230, 12), page.width - 18
    quarters = page.pick((0, 25, 50, 75, 100), (0, 50, 100))
    scale = Scale(end, left, right, marked=quarters if end == 100 else (), beyond=page.width - right)
    sketch = Sketch("shares", page.width, scale.encoding("percent"), scale.at)
    y = 0.0
    for row in given_rows:
        y = draw_row(sketch, row, y, page, scale, share=True)
    sketch.hairline(y)
    if not page.narrow:
        for tick in scale.ticks():
            sketch.rule(tick, 0, tick, y, colour=GRID if tick else MUTED)
    classes = {class_of(row["ref"]) for row in given_rows}
    if len(classes) > 1:
        y = draw_classes(sketch, classes, y + 10, page)
    return sketch.chart(y + 2)
