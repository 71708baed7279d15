"""How much, how many: one row a number, one panel a unit, and the hedge decides the mark.

exact: a filled dot. about: an open dot. more than: a stop with an arrow going on from it; less than: the other way
round. range: a bar from low to high without a middle. hundreds, majority: words, never a length.
"""

from __future__ import annotations

import altair as alt
import pandas as pd
from altair.typing import ChartType

from explainer.charts import grammar
from explainer.charts.grammar import DASH, LINK, STROKE
from explainer.charts.measure import width
from explainer.charts.theme import GRID, MUTED, PAPER
from explainer.charts.viewport import Viewport
from explainer.model import Json
from explainer.query.shared import capital
from explainer.text.hedges import HEDGES

_ARROW = 34
_SIGNS = {
    "exact": "filled dot", "about": "open dot", "more_than": "arrow", "less_than": "arrow", "range": "bar",
    "majority": "words", "hundreds": "words",
}  # fmt: skip


def count(rows: pd.DataFrame, view: Viewport, *, panel: str = "unit") -> ChartType:
    """Draw numbers with their hedges, labelled directly; different units never share an axis.

    Parameters
    ----------
    rows: one number a row with `ref`, `sentence`, `label` (what is counted), `text` ("about 30,000"), `hedge`, `value`,
        `low`, `high`, `unit`; optional `note` (printed below the label: a date, or the condition of a derived number).
    view: what is drawn for.
    panel: column that tells the panels apart, each with its own axis.

    Raises `ValueError` for missing columns, an unknown hedge and missing bounds.
    """
    data = grammar.ready(rows, "label!", "text", "hedge", "value", "low", "high", "unit", "note?")
    data["panel"] = list(rows[panel])
    for ref, row in zip(rows["ref"], data.to_dict("records"), strict=True):
        if row["hedge"] not in HEDGES:
            raise ValueError(f"{ref}: hedge {row['hedge']!r} is none of {', '.join(HEDGES)}")
        if missing := [name for name in HEDGES[row["hedge"]].columns if pd.isna(row[name])]:
            raise ValueError(f"{ref}: hedge {row['hedge']!r} needs {' and '.join(missing)}")
    parts = [part for _, part in data.groupby("panel", sort=False)]
    charts = [_panel(part, view, data if n == len(parts) else data[:0]) for n, part in enumerate(parts, 1)]
    return grammar.signed(charts[0] if len(charts) == 1 else alt.vconcat(*charts, spacing=24), data, **_SIGNS)


def _panel(data: pd.DataFrame, view: Viewport, keyed: pd.DataFrame) -> ChartType:
    data, size, lead = data.copy(), view.size, view.size * 1.25
    left = view.pick(min(300, view.width * 0.36), 10)
    room = left - 20 if left > 10 else view.width
    data["label"] = grammar.wrapped(data["label"].map(capital), room, size)
    data["note"] = grammar.wrapped(data["note"], room, size - 1)
    data["reach"] = data[["value", "low", "high"]].max(axis=1).fillna(0)
    # Every number has room for its words on the right of its mark.
    span = view.width - left
    beside = data["text"].map(lambda text: width(text, size, True)) + _ARROW * (data["hedge"] == "more_than") + 16
    top = max(1e-9, float((data["reach"] / (1 - beside / span).clip(lower=0.2)).max()))
    written = data["label"].str.count("\\n") + 1 + data["note"].map(lambda note: note.count("\\n") + 1 if note else 0)
    tall = written * lead + (10 if left > 10 else 36)
    data["foot"] = (8 + tall.cumsum()).round(1)
    data["top"] = (data["foot"] - tall).round(1)
    data["middle"] = (data["top"] + lead / 2 + 5 if left > 10 else data["foot"] - 18).round(1)
    height = float(data["foot"].max())
    key, height = grammar.key(keyed, view, height + 4) if len(keyed) else (None, height)
    symbol = "%" if str(data["unit"].iloc[0]).startswith("percent") else ""
    bare = data["reach"].max() == 0
    looks: Json = {"orient": "top", "labelFontSize": size - 1, "grid": True, "gridColor": GRID}
    axis = alt.Axis(**looks, tickCount=view.pick(5, 3), labelExpr=f"format(datum.value, ',') + '{symbol}'")
    if (data["reach"] % 1 == 0).all():
        axis.tickMinStep = 1
    scale = alt.Scale(domain=[0, top], range=[left, view.width - 8], nice=False)

    def at(test: str, field: str = "reach", down: str = "middle") -> alt.Chart:
        across = alt.X(f"{field}:Q", title=None, axis=None if bare else axis, scale=scale)
        return grammar.Chart(data).transform_filter(test).encode(x=across, y=grammar.down(down, height))

    def stop(test: str) -> alt.Chart:
        ends = at(test).transform_calculate(over="datum.middle - 8", under="datum.middle + 8")
        ends = ends.mark_rule(strokeWidth=2.5)
        return ends.encode(y=grammar.down("over", height), y2="under:Q", stroke=STROKE, **LINK)

    def head(test: str, shape: str, at_zero: bool) -> alt.Chart:
        mark = at(test, "zero" if at_zero else "reach").transform_calculate(zero="0")
        mark = mark.mark_point(aria=False, shape=shape, size=90, opacity=1, xOffset=4 if at_zero else _ARROW - 4)
        return mark.encode(fill=grammar.FILL, stroke=STROKE)

    more, less = "datum.hedge == 'more_than'", "datum.hedge == 'less_than'"
    onward = at(more).mark_rule(aria=False, strokeWidth=2, x2Offset=_ARROW - 6).encode(x2="reach:Q")
    back = at(less).mark_rule(aria=False, strokeWidth=2).encode(x2=alt.X2Value(left))
    dot = at("datum.hedge == 'exact' || datum.hedge == 'about'").mark_point(size=120, opacity=1, strokeWidth=2.25)
    full = alt.condition("datum.hedge == 'exact' && datum.class != 'derived'", grammar.FILL, alt.value(PAPER))
    bar = at("datum.hedge == 'range'", "low").mark_rule(strokeWidth=13).encode(x2="high:Q", stroke=STROKE, **LINK)
    # Whatever marks it, a row is heard and reached by the Tab key in the order of the rows; a number word has no mark.
    heard = at("true", down="top").mark_rect(fill="transparent").encode(x=alt.XValue(0), x2=alt.X2Value(view.width))
    layers = [
        heard.encode(y2="foot:Q", **LINK),
        bar,
        *(stop(more), onward.encode(stroke=STROKE, strokeDash=DASH), head(more, "triangle-right", False)),
        *(stop(less), back.encode(stroke=STROKE, strokeDash=DASH), head(less, "triangle-left", True)),
        dot.encode(fill=full, stroke=STROKE, strokeDash=DASH, shape=grammar.SHAPE, **LINK),
    ]
    for test, dx in (("datum.hedge == 'more_than'", _ARROW + 8), ("datum.hedge != 'more_than'", 14)):
        layers += grammar.halo(grammar.words(at(test), view, "text", fontWeight=600, dx=dx).encode(href=LINK["href"]))
    row = f"datum.top + {lead / 2 + 5}"
    begin = at("true", down="row").transform_calculate(row=row)
    below = at("true", down="row").transform_calculate(row=f"{row} + {lead} * length(split(datum.label, '\\n'))")
    layers += [
        grammar.words(begin, view, "label").encode(x=alt.XValue(0)),
        grammar.words(below, view, "note", color=MUTED, fontSize=size - 1).encode(x=alt.XValue(0)),
    ]
    marks = alt.layer(*layers)
    drawn = marks if key is None else alt.layer(marks, key, resolve=grammar.own_scales("x", "shape"))
    return drawn.properties(width=view.width, height=height)
