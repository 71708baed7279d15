"""Numbers of people or things as crowds: one dot for so many, all on one scale, with a bound that they reach or not.

The hedge decides the dots. exact: full. about: open. range: full up to the lower end, open from there to the upper one.
more than: open up to the bound, and an arrow on from it.
"""

from __future__ import annotations

import altair as alt
import pandas as pd
from altair.typing import ChartType

from explainer.charts import grammar
from explainer.charts.grammar import DASH, LINK, SHAPE, STROKE
from explainer.charts.theme import DERIVED, MUTED, PAPER
from explainer.charts.viewport import Viewport
from explainer.model import Json
from explainer.query.shared import capital, href

_SIGNS = {
    "exact": "full dots", "about": "open dots", "more_than": "open dots and an arrow", "less_than": "open dots",
    "range": "full dots up to the lower end, open ones on to the upper",
}  # fmt: skip


def crowd(rows: pd.DataFrame, view: Viewport, *, each: int, of: str, line: str = "", stack: int = 5) -> ChartType:
    """Draw amounts of one unit as dots, in a block a row.

    Parameters
    ----------
    rows: one amount a row with `ref`, `sentence`, `label`, `text` (the number with its hedge), `hedge`, `value`, `low`,
        `high`; optional `note` (printed under the label: a date, or under what condition a derived number holds) and
        `step` (from which step of the figure on a row is there, 1 if empty).
    view: what is drawn for.
    each: how many one dot stands for; the last dot of a row may be a part of one, and is as much smaller.
    of: what is counted, in the plural, for the key.
    line: `ref` of a row whose bound is drawn as a line through all rows.
    stack: how many dots stand on one another.

    Raises `ValueError` for missing columns.
    """
    view = view.stacked
    data = grammar.ready(rows, "label!", "text", "hedge", "value", "low", "high", "note?", "step?")
    size, left = view.size, view.pick(300, 0)
    room = left - 24 if left else view.width * 0.9
    data["label"] = grammar.wrapped(data["label"].map(capital), room, size, bold=True)
    data["note"] = grammar.wrapped(data["note"], room, size - 1)
    data["text"] = grammar.wrapped(data["text"], view.pick(130, view.width), size + 3, bold=True)
    spare = view.pick(1.24, 1.07)
    most = float(data[["value", "low", "high"]].max().max())
    scale = alt.Scale(domain=[0, most * spare], range=[left, view.width], nice=False)
    dot = (view.width - left) / most / spare * each * stack
    written = data["label"].str.count("\n") + data["note"].str.count("\n") + 1 + (data["note"] != "")
    lead = size * 1.25
    above = 0 * written if left else (written + 1) * lead + 8
    tall = (above + dot * stack).clip(lower=written * lead if left else 0) + view.pick(18, 22)
    data["foot"] = tall.cumsum().round(1)
    data["top"], data["dots"] = (data["foot"] - tall).round(1), (data["foot"] - tall + above).round(1)
    key, height = grammar.key(data, view, float(data["foot"].max()) + 8, f"One dot: {each} {of}")
    x = alt.X("people:Q", scale=scale, axis=None)

    def at(chart: grammar.Chart, down: str, people: str = "0") -> grammar.Chart:
        return chart.transform_calculate(people=people, down=down).encode(x=x, y=grammar.down("down", height))

    reach = "(isValid(datum.high) ? datum.high : isValid(datum.value) ? datum.value : datum.low)"
    end = f"ceil({reach} / {each * stack}) * {each * stack}"
    middle = f"datum.dots + {dot * stack / 2:.4g}"
    parts = [key]
    for step, here in data.groupby("step"):
        base = grammar.Chart(here)
        dots = base.transform_calculate(dot=f"sequence(ceil({reach} / {each}))").transform_flatten(["dot"])
        dots = dots.transform_calculate(
            part=f"min(1, {reach} / {each} - datum.dot)",
            full=f"datum.hedge == 'exact' || datum.hedge == 'range' && (datum.dot + 1) * {each} <= datum.low",
        )
        down = f"datum.dots + (datum.dot % {stack} + 0.5) * {dot:.4g}"
        dots = at(dots, down, f"(floor(datum.dot / {stack}) + 0.5) * {each * stack}")
        dots = dots.mark_point(opacity=1, strokeWidth=view.pick(1.75, 1), aria=False)
        area = alt.Size("part:Q", scale=alt.Scale(domain=[0, 1], range=[0, (dot * 0.76) ** 2]), legend=None)
        full = alt.condition("datum.full && datum.class != 'derived'", grammar.FILL, alt.value(PAPER))
        onward = at(base, middle, end).transform_filter("datum.hedge == 'more_than'")
        looks: Json = {"filled": True, "shape": "triangle-right", "size": dot * 9, "opacity": 1}
        onward = onward.mark_point(aria=False, **looks, xOffset=dot * 0.7)
        bound = at(base, "0", reach).transform_filter(alt.datum.href == href(line))
        bound = bound.mark_rule(aria=False, stroke=DERIVED, strokeWidth=1.75, strokeDash=[6, 4])
        # On a wide screen the number stands behind its dots, on a narrow one over them, before its label.
        number = at(base, middle, end) if left else at(base, f"datum.top + {lead / 2}")
        beside: Json = {"dx": dot * 1.6} if left else {}
        top = f"datum.top + {(0 if left else lead) + lead / 2}"
        note = at(base, f"{top} + {lead} * length(split(datum.label, '\\n'))")
        heard = at(base, "datum.top").mark_rect(fill="transparent", xOffset=-left)
        layers = [
            dots.encode(shape=SHAPE, stroke=STROKE, strokeDash=DASH, size=area, fill=full),
            onward.encode(fill=grammar.FILL, stroke=STROKE),
            bound.encode(y2=alt.Y2Value(height - size * 2.4)),
            grammar.words(number, view, "text", fontWeight=600, fontSize=size + 3, **beside),
            grammar.words(at(base, top), view, "label", fontWeight=600, dx=-left),
            grammar.words(note, view, "note", color=MUTED, fontSize=size - 1, dx=-left),
            heard.encode(x2=alt.X2Value(view.width), y2="foot", **LINK),
        ]
        parts.append(alt.layer(*layers, name=f"step{step}_row"))
    drawn = alt.layer(*parts, width=view.width, height=height, resolve=grammar.own_scales("x"))
    return grammar.signed(drawn, data, **_SIGNS)
