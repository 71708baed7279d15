"""Amounts gathered over a time: each a rectangle, as wide as the time and as high as the amount, all to one scale.

"More than" is a floor that fades upward; an unknown beginning is an edge that fades; what is ours is dashed.
"""

from __future__ import annotations

import altair as alt
import pandas as pd
from altair.typing import ChartType

from explainer.charts import grammar, measure
from explainer.charts.grammar import LINK, STROKE
from explainer.charts.theme import GRID, MUTED, PAPER
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
        rows, "label", "text", "unit_label", "hedge", "value", "low", "lower", "upper", "heap", "step?"
    )
    data["step"] = data["step"].fillna(1).astype(int)
    first, last = pd.Timestamp(start), pd.Timestamp(end) + pd.Timedelta(days=1)
    data["open"] = data["lower"].isna()
    data["begin"] = pd.to_datetime(data["lower"]).fillna(first).dt.tz_localize("UTC")
    data["end"] = (pd.to_datetime(data["upper"]) + pd.Timedelta(days=1)).dt.tz_localize("UTC")
    amount, size = data["value"].fillna(data["low"]), view.size
    heaps = amount.groupby(data["heap"], sort=False)
    scale = tall / float(heaps.sum().sum())
    data["words"] = grammar.wrapped(
        data["text"] + " " + data["unit_label"] + ": " + data["label"], view.width * 0.9, size, True
    )
    lead, y = size * 1.3, size * 2.2
    for _, part in data.groupby("heap", sort=False):
        written = sum(words.count("\n") + 1 for words in part["words"])
        fade = _FADE if (part["hedge"] == "more_than").any() else 0
        foot = y + (written + 0.4) * lead + fade + float(amount[part.index].sum()) * scale
        for number, above in zip(part.index, amount[part.index].cumsum(), strict=True):
            data.loc[number, ["foot", "top"]] = (
                round(foot - (above - amount[number]) * scale, 1),
                round(foot - above * scale, 1),
            )
        lines = part["words"].str.count("\n") + 1
        data.loc[part.index, "said"] = (y + (lines.cumsum() - lines + 0.7) * lead).round(1)
        y = foot + 26
    key, height = grammar.key(data, view, y - 12)
    domain = [first.tz_localize("UTC").isoformat(), last.tz_localize("UTC").isoformat()]
    x = alt.X("begin:T", axis=None, scale=alt.Scale(type="utc", domain=domain, range=[0, view.width - 2], nice=False))
    # A month's name stands at its line where it has room before the edge.
    month = measure.width("Sep 2000", size)
    edge, months = last - (last - first) * (month / view.width), pd.date_range(first, last, freq="MS", inclusive="left")
    every = 1 if len(months) * month < view.width else 3
    ticks = pd.DataFrame({"begin": months}).assign(
        words=lambda all: [
            day.strftime("%b %Y" if day.month == 1 else "%b") if n % every == 0 and day <= edge else ""
            for n, day in enumerate(all["begin"])
        ],
        begin=lambda all: all["begin"].dt.tz_localize("UTC"),
    )
    grid = alt.Chart(ticks).encode(x=x)
    parts: list[ChartType] = [
        key,
        grid.mark_rule(aria=False, stroke=GRID).encode(y=alt.value(size * 1.6), y2=alt.value(y - 20)),
        grammar.words(grid, view, "words", color=MUTED, fontSize=size - 1, dx=3).encode(y=alt.value(size * 0.6)),
    ]
    for step, here in data.drop(
        columns=["lower", "upper", "label", "text", "unit_label", "value", "low", "heap"]
    ).groupby("step"):
        base = alt.Chart(here).encode(x=x, y=grammar.down("top", height))
        closed = base.transform_filter("datum.hedge != 'more_than'").encode(
            x2="end:T", y2="foot:Q", stroke=STROKE, **LINK
        )
        # A rectangle of Vega-Lite takes no scale for its dashes.
        dashes: dict[str, Json] = {
            "datum.class != 'derived'": {},
            "datum.class == 'derived'": {"strokeDash": [6, 4]},
        }
        layers = [
            closed.transform_filter(test).mark_rect(fillOpacity=0.16, strokeWidth=2, **looks).encode(fill=grammar.FILL)
            for test, looks in dashes.items()
        ]
        for name, colour in grammar.COLOURS.items():
            layers += _floor(
                base.transform_filter(f"datum.hedge == 'more_than' && datum.class == '{name}'"), colour, height
            )
        layers += grammar.halo(
            grammar.words(alt.Chart(here), view, "words", fontWeight=600).encode(
                x=alt.value(0), y=grammar.down("said", height), href=LINK["href"]
            )
        )
        parts.append(alt.layer(*layers, name=f"step{step}_heaps"))
    drawn = alt.layer(*parts, width=view.width, height=height).resolve_scale(x="independent")
    signs = {name: "rectangle" for name in HEDGES} | {"more_than": "rectangle that fades upward"}
    return grammar.signed(drawn, data, **signs)


def _floor(base: alt.Chart, colour: str, height: float) -> list[alt.Chart]:
    """A bound that is known, and from it upward what is not: paler and paler."""
    stops = [{"offset": 0, "color": colour}, {"offset": 1, "color": PAPER}]
    up: Json = {"gradient": "linear", "x1": 0, "x2": 0, "y1": 1, "y2": 0, "stops": stops}
    side: Json = {"gradient": "linear", "x1": 1, "x2": 0, "y1": 0, "y2": 0, "stops": stops}
    rise = base.transform_calculate(over=f"datum.top - {_FADE}").mark_rect(fill=up, fillOpacity=0.5)
    known = base.transform_filter("!datum.open").mark_rect(aria=False, fill=colour, fillOpacity=0.75)
    fading = base.transform_filter("datum.open").mark_rect(aria=False, fill=side, fillOpacity=0.75)
    return [
        rise.encode(x2="end:T", y=grammar.down("over", height), y2="top:Q", **LINK),
        known.encode(x2="end:T", y2="foot:Q"),
        fading.encode(x2="end:T", y2="foot:Q"),
    ]
