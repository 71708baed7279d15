"""Shares of a whole as a hundred people: ten by ten, one square a percent, one panel for each time somebody asked.

A share given as exact is filled, one given as about is open; what is left over is ours, outlined and dashed. In every
panel the first share, which the panels are compared by, is full, and no other: those are pale and paler by turns. Each
is named, with a square of its own, beside the people it stands for.
"""

from __future__ import annotations

import altair as alt
import pandas as pd
from altair.typing import ChartType

from explainer.charts import grammar
from explainer.charts.grammar import DASH, LINK, SHAPE, STROKE
from explainer.charts.theme import MUTED, PAPER
from explainer.charts.viewport import Viewport

# How full a share's squares are.
_STRENGTH = "datum.nth == 1 ? 1 : datum.nth % 2 ? 0.12 : 0.4"


def hundred(rows: pd.DataFrame, view: Viewport) -> ChartType:
    """Draw shares in percent, panel by panel.

    Parameters
    ----------
    rows: one share a row with `ref`, `sentence`, `label`, `text`, `hedge` (exact or about), `value`, `panel` (the
        heading under which it stands) and `asked` (who was asked, when, by whom; the same for all of a panel);
        optional `condition` (under what condition a derived share holds) and `step` (from which step of the figure on).
    view: what is drawn for.

    Raises `ValueError` for missing columns, for a share that is not exact or about, and for panels over a hundred.
    """
    view = view.stacked
    data = grammar.ready(rows, "label!", "text", "hedge", "value", "panel!", "asked", "condition?", "step?")
    if wrong := list(data.loc[~data["hedge"].isin(["exact", "about"]), "text"]):
        raise ValueError(f"shares that are neither exact nor about cannot be counted out: {', '.join(wrong)}")
    panels = [part for _, part in data.groupby("panel", sort=False)]
    # On a wide screen the first two stand side by side, and what is held against them below, smaller, by threes.
    first, rest = (panels[:2], panels[2:]) if not view.narrow else ([], panels)
    each = 1 if view.narrow else 3
    rows_of = [first, *(rest[n : n + each] for n in range(0, len(rest), each))]
    drawn = [_row(row, view, 2 if row is first else each, place) for place, row in enumerate(rows_of) if row]
    signs = {"exact": "full dots", "about": "open dots", "derived": "dashed", "outside": "square"}
    return grammar.signed(alt.vconcat(*drawn, spacing=24), data, **signs)


def _row(panels: list[pd.DataFrame], view: Viewport, columns: int, place: int) -> ChartType:
    """Panels side by side, in the row `place` of the drawing; one row has one height of heads."""
    gap = view.pick(40, 0)
    wide = (view.width - 2 - gap * (columns - 1)) / columns
    cell = {1: 13, 2: 39, 3: 22}[columns]
    data = pd.concat(panels)
    data["panel"] = grammar.wrapped(data["panel"], wide, view.size + 2, bold=True)
    data["asked"] = grammar.wrapped(data["asked"], wide, view.size - 1)
    head = (grammar.lines(data["panel"]) + grammar.lines(data["asked"])) * view.size * 1.3 + 10
    numbered = enumerate(data.groupby("panel", sort=False), 1)
    drawn = (_panel(part, view, wide, head, f"{place}_{number}", cell) for number, (_, part) in numbered)
    return alt.hconcat(*drawn, spacing=gap)


def _panel(data: pd.DataFrame, view: Viewport, wide: float, head: float, number: str, cell: int) -> ChartType:
    if data["value"].sum() > 100:
        raise ValueError(f"the shares of {data['panel'].iloc[0]!r} are more than a hundred")
    size, lead = view.size, view.size * 1.25
    data, grid = data.copy(), cell * 10
    room = wide - grid - 20 - size
    data["label"] = grammar.wrapped(data["label"], room, size - 1)
    data["condition"] = grammar.wrapped(data["condition"], room, size - 1)
    data["first"] = data["value"].cumsum() - data["value"]
    tall = (data[["label", "condition"]].map(lambda text: text.count("\n") + 1 if text else 0).sum(axis=1) + 1) * lead
    # A label stands where its people begin, or below the label before it.
    places, below = [], 0.0
    for first, high in zip(data["first"], tall, strict=True):
        places.append(max(below, first // 10 * cell))
        below = places[-1] + high + 4
    data["beside"] = [round(head + place, 1) for place in places]
    height = max(head + grid, head + below) + 4

    def at(chart: grammar.Chart, across: str, down: str) -> grammar.Chart:
        chart = chart.transform_calculate(across=across, down=down)
        return chart.encode(x=grammar.pixels("across", wide), y=grammar.down("down", height))

    base = grammar.Chart(data).transform_window(nth="row_number()")
    people = base.transform_calculate(person="sequence(datum.first, datum.first + datum.value)")
    people = people.transform_flatten(["person"]).transform_calculate(strength=_STRENGTH)
    people = at(people, f"(datum.person % 10 + 0.5) * {cell}", f"{head} + (floor(datum.person / 10) + 0.5) * {cell}")
    squares = people.mark_point(aria=False, opacity=1, strokeWidth=view.pick(1.75, 1.4), size=(cell * 0.72) ** 2)
    strength = alt.FillOpacity("strength:Q", scale=None)
    full = alt.condition("datum.hedge == 'exact' && datum.class != 'derived'", grammar.FILL, alt.value(PAPER))
    under = f"{lead * 1.5} + {lead} * length(split(datum.label, '\\n'))"
    left = grid + 20 + size
    text, label, note = (at(base, f"{left}", f"datum.beside + {y}") for y in (lead / 2, lead * 1.5, under))
    key = at(base.transform_calculate(strength=_STRENGTH), f"{grid + 20 + size / 3}", f"datum.beside + {lead / 2}")
    key = key.mark_point(aria=False, opacity=1, strokeWidth=1.4, size=(size * 0.65) ** 2)
    title = grammar.Chart(data.head(1))
    asked = at(title, "0", f"{size * 1.35} * length(split(datum.panel, '\\n')) + 4")
    heard = at(base, "0", "datum.beside").mark_rect(fill="transparent")
    heard = heard.encode(x2=alt.X2Value(wide), y2=alt.Y2("foot:Q"), **LINK)
    return alt.layer(
        grammar.words(at(title, "0", "0"), view, "panel", fontWeight=600, fontSize=size + 2, baseline="top"),
        grammar.words(asked, view, "asked", color=MUTED, fontSize=size - 1, baseline="top"),
        squares.encode(shape=SHAPE, stroke=STROKE, strokeDash=DASH, fill=full, fillOpacity=strength),
        key.encode(shape=SHAPE, stroke=STROKE, strokeDash=DASH, fill=full, fillOpacity=strength),
        grammar.words(text, view, "text", fontWeight=600),
        grammar.words(label, view, "label", fontSize=size - 1),
        grammar.words(note, view, "condition", fontSize=size - 1, color=MUTED),
        heard.transform_calculate(foot=f"datum.beside + 3 * {lead}"),
        name=f"step{data['step'].iloc[0]}_panel{number}",
        width=wide,
        height=height,
    )
