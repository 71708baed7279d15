"""An argument as walls: one brick a claim, one wall a reason. A brick is a sentence, not a weight.

Firm claims are full bricks, hedged ones open, denied ones struck through. A small square on a brick says what other
sources make of it: full where one agrees, open where one tells it otherwise or where it was looked for and not found.
"""

from __future__ import annotations

from math import ceil
from typing import Any

import altair as alt
import pandas as pd
from altair.typing import ChartType

from explainer.charts import grammar
from explainer.charts.theme import ARTICLE, MUTED, OUTSIDE, PAPER, TEXT
from explainer.charts.viewport import Viewport

FIRM = ("stated", "reported")


def wall(rows: pd.DataFrame, view: Viewport, *, notes: pd.DataFrame) -> ChartType:
    """Draw the claims of some reasons as bricks.

    Parameters
    ----------
    rows: one claim a row with `ref`, `sentence`, `number`, `reason`, `modality`, `outside` (consistent, another
        verdict, or empty) and `steps` (the steps of the figure in which the brick stands, as a tuple; it is a faint
        outline in the others). Before the first step all bricks stand.
    view: what is drawn for.
    notes: what stands over and under each wall: `reason` (in their order), `heading`, `above`, `below`.

    Raises `ValueError` for missing columns and for reasons without a note.
    """
    data = grammar.ready(rows, "number", "reason!", "modality", "outside", "steps")
    data["outside"] = data["outside"].astype(object).fillna("")
    order = list(notes["reason"])
    if unknown := set(data["reason"]) - set(order):
        raise ValueError(f"notes say nothing of {', '.join(sorted(unknown))}")
    size, lead = view.size, view.size * 1.3
    columns = view.pick(len(order), 1)
    wide = (view.width - 36 * (columns - 1)) / columns
    bond = view.pick(4, 6)
    brick, tall = wide / (bond + 0.5), view.pick(64, 31)
    texts = notes.assign(
        heading=grammar.wrapped(notes["heading"], wide, size + 1, bold=True),
        above=grammar.wrapped(notes["above"], wide, size - 1),
        below=grammar.wrapped(notes["below"], wide, size - 1),
    ).drop(columns="reason")
    head = (grammar.lines(texts["heading"]) + grammar.lines(texts["above"])) * lead + 12
    courses = {name: ceil((data["reason"] == name).sum() / bond) for name in order}
    if columns > 1:  # walls side by side stand on one ground
        courses = dict.fromkeys(order, max(courses.values()))
    foot, y = [], 0.0
    for name in order:
        y += head + courses[name] * tall
        foot.append(round(y, 1))
        y = 0.0 if columns > 1 else y + grammar.lines(texts["below"]) * lead + 34
    texts["left"], texts["foot"] = [n % columns * (wide + 36) for n in range(len(order))], foot
    texts["top"] = [low - courses[name] * tall - head for low, name in zip(foot, order, strict=True)]
    texts["over"] = texts["top"] + (texts["heading"].str.count("\\n") + 1) * lead
    texts["under"] = texts["foot"] + 10
    height = max(foot) + grammar.lines(texts["below"]) * lead + 16
    data["place"] = data["reason"].map(order.index)
    steps = sorted({step for steps in data["steps"] for step in steps})
    bricks = data.drop(columns=["steps", "reason"]).astype({"number": str})

    def laid(part: pd.DataFrame, dx: float = 0, dy: float = 0) -> alt.Chart:
        """Bricks on their places, counted through all that are there so that none moves when others go."""
        chart = grammar.Chart(part).transform_calculate(
            left=f"{[round(left, 1) for left in texts['left']]}[datum.place] + datum.seat % {bond} * {brick:.2f}"
            f" + (floor(datum.seat / {bond}) % 2) * {brick / 2:.2f} + {1.5 + dx}",
            top=f"{foot}[datum.place] - (floor(datum.seat / {bond}) + 1) * {tall} + {1.5 + dy}",
            right=f"datum.left + {brick - 3 - dx:.2f}",
            foot=f"datum.top + {tall - 3 - dy:.2f}",
        )
        return chart.encode(x=grammar.pixels("left", view.width), y=grammar.down("top", height))

    bricks["seat"] = bricks.groupby("place").cumcount()
    outline = laid(bricks).mark_rect(fill="transparent", stroke=MUTED, strokeOpacity=0.55, strokeWidth=1)
    parts: list[ChartType] = [outline.encode(x2="right:Q", y2="foot:Q", **grammar.LINK)]
    firm, agrees = alt.FieldOneOfPredicate("modality", FIRM), alt.datum.outside == "consistent"
    # The whole wall has the name of a step that never comes: it is there only while no step is chosen.
    for name, stands in [
        (f"step{max(steps, default=0) + 1}_whole", [True] * len(bricks)),
        *((f"step{step}to{step}_bricks", [step in held for held in data["steps"]]) for step in steps),
    ]:
        here = bricks[stands]
        face = laid(here).mark_rect(aria=False, stroke=ARTICLE, strokeWidth=1.75)
        number = grammar.words(laid(here, dx=6, dy=tall / 2 - 1), view, "number", fontSize=size - 1)
        denied = laid(here[here["modality"] == "denied"], dy=tall / 2 - 1.5)
        denied = denied.mark_rule(aria=False, stroke=ARTICLE, strokeWidth=2)
        square = laid(here[here["outside"] != ""], dx=brick - view.pick(13, 9), dy=8)
        square = square.mark_point(aria=False, shape="square", size=view.pick(130, 76), opacity=1, strokeWidth=2)
        layers = [
            face.encode(x2="right:Q", y2="foot:Q", fill=_either(firm, ARTICLE, PAPER)),
            number.encode(color=_either(firm, PAPER, ARTICLE)),
            denied.encode(x2="right:Q"),
            square.encode(fill=_either(agrees, OUTSIDE, PAPER), stroke=_either(agrees, PAPER, OUTSIDE)),
        ]
        parts.append(alt.layer(*layers, name=name))
    said = grammar.Chart(texts)
    for text, down, looks in (
        ("heading", "top", {"fontWeight": 600, "fontSize": size + 1}),
        ("above", "over", {"color": MUTED, "fontSize": size - 1}),
        ("below", "under", {"color": TEXT, "fontSize": size - 1}),
    ):
        placed = said.encode(x=grammar.pixels("left", view.width), y=grammar.down(down, height))
        parts.append(grammar.words(placed, view, text, baseline="top", **looks))
    ground = said.transform_calculate(right=f"datum.left + {wide:.1f}").mark_rule(aria=False, stroke=MUTED)
    parts.append(ground.encode(x=grammar.pixels("left", view.width), x2="right:Q", y=grammar.down("foot", height)))
    return alt.layer(*parts, width=view.width, height=height)


def _either(test: Any, yes: str, no: str) -> Any:
    return alt.condition(test, alt.value(yes), alt.value(no))
