"""Amounts gathered over a time: each a rectangle, as wide as the time and as high as the amount, all to one scale.

"More than" is a floor that fades upward; an unknown beginning is an edge that fades; what is ours is dashed.
"""

from __future__ import annotations

import altair as alt
import pandas as pd
from altair.typing import ChartType

from explainer.charts import grammar
from explainer.charts.axes import Axis
from explainer.charts.grammar import LINK, STROKE
from explainer.charts.viewport import Viewport
from explainer.model import Json
from explainer.text.hedges import HEDGES

_FADE = 34


def heaps(rows: pd.DataFrame, view: Viewport, *, start: str, end: str, tall: int = 420) -> ChartType:
    """Draw amounts over the time they were gathered in, one heap below the other.

    Parameters
    ----------
    rows: amounts with `ref`, `sentence`, `label` (who counted what), `text` (the number with its hedge), `unit_label`,
        `hedge`, `value`, `low`, `lower` and `upper` (first and last day; no first one when the beginning is not known)
        and `heap`: rows of one heap stand on one another, in their order. Optional `step` (from which step of the
        figure on).
    view: what is drawn for.
    start, end: first and last day of the axis.
    tall: pixels of all heaps together.

    Raises `ValueError` for missing columns.
    """
    data = grammar.ready(
        rows, *("label!", "text", "unit_label", "hedge", "value", "low", "lower", "upper", "heap", "step?")
    )
    first, last = pd.Timestamp(start), pd.Timestamp(end) + pd.Timedelta(days=1)
    data["open"] = data["lower"].isna()
    data["begin"] = pd.to_datetime(data["lower"]).fillna(first).dt.tz_localize("UTC")
    data["end"] = (pd.to_datetime(data["upper"]) + pd.Timedelta(days=1)).dt.tz_localize("UTC")
    amount, size = data["value"].fillna(data["low"]), view.size
    heaps = amount.groupby(data["heap"], sort=False)
    scale = tall / float(heaps.sum().sum())
    said = data["text"] + " " + data["unit_label"] + ": " + data["label"]
    data["words"] = grammar.wrapped(said, view.width * 0.9, size, True)
    lead, y = size * 1.3, size * 2.2
    for _, part in data.groupby("heap", sort=False):
        written = sum(words.count("\n") + 1 for words in part["words"])
        fade = _FADE if (part["hedge"] == "more_than").any() else 0
        foot = y + (written + 0.4) * lead + fade + float(amount[part.index].sum()) * scale
        above = amount[part.index].cumsum()
        data.loc[part.index, "foot"] = (foot - (above - amount[part.index]) * scale).round(1)
        data.loc[part.index, "top"] = (foot - above * scale).round(1)
        lines = part["words"].str.count("\n") + 1
        data.loc[part.index, "said"] = (y + (lines.cumsum() - lines + 0.7) * lead).round(1)
        y = foot + 26
    key, height = grammar.key(data, view, y - 12)
    axis = Axis(first, last, 0, view.width - 2, view)
    axis.height = height
    parts: list[ChartType] = [key, *axis.grid(y - 20)]
    laid_out = ["lower", "upper", "label", "text", "unit_label", "value", "low", "heap"]
    for step, here in data.drop(columns=laid_out).groupby("step"):
        layers = []
        for hedge, alike in grammar.runs(here, "hedge", "class"):
            base = grammar.Chart(alike).encode(x=axis.x("begin"), y=grammar.down("top", height))
            whose = alike["class"].iloc[0]
            if hedge == "more_than":
                layers += _floor(base, grammar.COLOURS[whose], height)
                continue
            # A rectangle of Vega-Lite takes no scale for its dashes.
            dashes: Json = {"strokeDash": [6, 4]} if whose == "derived" else {}
            closed = base.mark_rect(fillOpacity=0.16, strokeWidth=2, **dashes)
            layers.append(closed.encode(x2="end:T", y2="foot:Q", stroke=STROKE, fill=grammar.FILL, **LINK))
        words = grammar.words(grammar.Chart(here), view, "words", fontWeight=600)
        words = words.encode(x=alt.XValue(0), y=grammar.down("said", height), href=LINK["href"])
        parts.append(alt.layer(*layers, *grammar.halo(words), name=f"step{step}_heaps"))
    drawn = alt.layer(*parts, width=view.width, height=height, resolve=grammar.own_scales("x"))
    signs = dict.fromkeys(HEDGES, "rectangle") | {"more_than": "rectangle that fades upward"}
    return grammar.signed(drawn, data, **signs)


def _floor(base: alt.Chart, colour: str, height: float) -> list[alt.Chart]:
    """A bound that is known, and from it upward what is not: paler and paler."""
    rise = base.transform_calculate(over=f"datum.top - {_FADE}")
    rise = rise.mark_rect(fill=grammar.fade(colour, y1=1), fillOpacity=0.5)
    known = base.transform_filter("!datum.open").mark_rect(aria=False, fill=colour, fillOpacity=0.75)
    fading = base.transform_filter("datum.open")
    fading = fading.mark_rect(aria=False, fill=grammar.fade(colour, x1=1), fillOpacity=0.75)
    return [
        rise.encode(x2="end:T", y=grammar.down("over", height), y2="top:Q", **LINK),
        known.encode(x2="end:T", y2="foot:Q"),
        fading.encode(x2="end:T", y2="foot:Q"),
    ]
