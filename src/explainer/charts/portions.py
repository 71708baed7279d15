"""What share of each whole an amount would be that a reader chooses: arithmetic, drawn as derived, with both ends kept.

The amount is a parameter of the chart, bound to a slider. Marks, words and the sentence that the site reads aloud are
expressions of it, rounded as `explainer.amounts.interval` rounds, so that the chart says at every place of the slider
what the engine would.
"""

from __future__ import annotations

import json
import re
from math import floor, log10
from typing import Any

import altair as alt
import pandas as pd

from explainer.charts.amounts import COLUMN, LINE, draw_label
from explainer.charts.choose import Choices
from explainer.charts.layers import down
from explainer.charts.marks import DASH, Row, records
from explainer.charts.measure import width, wrap
from explainer.charts.pages import Page
from explainer.charts.scale import Scale
from explainer.charts.sketch import Sketch
from explainer.charts.theme import DERIVED, GRID, MUTED, PAPER, SMALL

_HEDGES = ("exact", "about", "range")
_GAP = 12


def portions(rows: pd.DataFrame, page: Page) -> alt.LayerChart:
    """Draw shares of several wholes for an amount that the reader moves.

    Parameters
    ----------
    rows: one whole a row as `Ledger.portions` gives them: `ref`, `sentence`, `text` (the share to begin with), `choice`
        (a name), `chosen` (the number to begin with), `chosen_label`, `chosen_unit`, `chosen_if`
        (what the number is worth), `whole`, `whole_text`, `whole_hedge`, `whole_low`, `whole_high`, `condition`.
    page: the page to draw for.

    The slider ends where the amount would be all of the smallest whole. Raises `ValueError` for missing columns and for
    a whole whose hedge leaves one side open.
    """
    given_rows = records(
        rows, "text", "choice", "chosen", "chosen_label", "chosen_unit", "chosen_if", "whole", "whole_text",
        "whole_hedge", "whole_low", "whole_high", "condition",
    )  # fmt: skip
    for row in given_rows:
        if row["whole_hedge"] not in _HEDGES:
            raise ValueError(f"{row['ref']}: a share of {row['whole_text']} has no two ends")
    left, right = page.pick(COLUMN + 22, 12), page.width - 18
    scale = Scale(100, left, right, marked=page.pick((0, 25, 50, 75, 100), (0, 50, 100)), beyond=page.width - right)
    sketch = Sketch("portions", page.width, scale.encoding("percent"), scale.at)
    y, places = 0.0, list[dict[str, Any]]()
    for row in given_rows:
        y, middle = _row(sketch, row, y, page, scale)
        place = {"middle": middle, "top": middle - 6, "foot": middle + 6}
        places.append(place | {key: row[key] for key in ("whole_hedge", "whole_low", "whole_high")})
    sketch.hairline(y)
    if not page.narrow:
        for tick in scale.ticks():
            sketch.rule(tick, 0, tick, y, colour=GRID if tick else MUTED)
    for line in wrap(str(given_rows[0]["chosen_if"]), page.width - 8, SMALL):
        y += LINE
        sketch.words(sketch.at(0), y, line, size=SMALL, colour=MUTED)
    name = re.sub(r"\W", "_", str(given_rows[0]["choice"]))
    # Where a label no longer fits on the right of its mark it stands on the left.
    turn = 100 * (1 - (width("about 100%", 13, bold=True) + _GAP) / (right - left))
    moving = _live(places, name, turn, sketch.x, down(y + 6))
    return sketch.chart(y + 6, chosen=Choices(tuple(_params(given_rows, name))), moving=moving)


def _row(sketch: Sketch, row: Row, top: float, page: Page, scale: Scale) -> tuple[float, float]:
    """Write what the whole is and under what condition the share holds; gives the height below and the mark's."""
    words = f"of {row['whole_text']} {row['whole']}", str(row["condition"])
    bottom, middle = draw_label(sketch, row, words, top, page, scale)
    # Its number changes with the slider, so what is read aloud here is true of every number.
    spoken = f"Share of {row['whole_text']} {row['whole']}, for the number chosen."
    sketch.hit(0, top + 1, sketch.width, bottom - 1, {**row, "sentence": spoken, "label": spoken, "text": ""})
    return bottom, middle


def _live(places: list[dict[str, Any]], name: str, turn: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The marks and words that move: a bar from end to end for a range, else an open dot at the end of a stem."""
    base = alt.Chart(alt.InlineData(values=places)).transform_calculate(
        at=f"100 * {name} / datum.whole_high", to=f"100 * {name} / datum.whole_low"
    )
    dots = base.transform_filter("datum.whole_hedge != 'range'")
    bars = base.transform_filter("datum.whole_hedge == 'range'")
    ink: dict[str, Any] = {"stroke": DERIVED, "strokeDash": DASH, "aria": False}
    layers = [
        dots.mark_rule(strokeWidth=3, strokeOpacity=0.45, **ink).encode(
            x=_of(x, "at"), x2=alt.X2Datum(0), y=_of(y, "middle")
        ),
        dots.mark_point(shape="circle", size=120, strokeWidth=1.75, fill=PAPER, opacity=1, **ink).encode(
            x=_of(x, "at"), y=_of(y, "middle")
        ),
        bars.mark_rect(fill=DERIVED, fillOpacity=0.12, strokeWidth=1.5, **ink).encode(
            x=_of(x, "at"), x2=alt.X2("to"), y=_of(y, "top"), y2=alt.Y2("foot")
        ),
    ]
    fits = f"datum.to <= {turn:.4g}"
    label = base.transform_calculate(words=share_of_any(name), beside=f"{fits} ? datum.to : datum.at")
    align, dx = alt.ExprRef(f"{fits} ? 'left' : 'right'"), alt.ExprRef(f"{fits} ? {_GAP} : {-_GAP}")
    # Paper around the words, so that no tick runs through them.
    looks: tuple[dict[str, Any], ...] = ({"stroke": PAPER, "strokeWidth": 6}, {})
    for look in looks:
        text = label.mark_text(aria=False, fontWeight=600, baseline="middle", align=align, dx=dx, **look)
        layers.append(text.encode(x=_of(x, "beside"), y=_of(y, "middle"), text=alt.Text("words:N")))
    return layers


def _of(channel: Any, field: str) -> Any:
    """The same scale and axis for another field."""
    other = channel.copy()
    other.shorthand = f"{field}:Q"
    return other


def _params(rows: list[dict[str, Any]], name: str) -> list[alt.Parameter]:
    """The number chosen, with its slider, and the sentence that says what it comes to."""
    label, unit, begin = str(rows[0]["chosen_label"]), str(rows[0]["chosen_unit"]), float(rows[0]["chosen"])
    most = floor(min(float(row["whole_low"]) for row in rows))
    step = 10 ** max(0, floor(log10(most)) - 1)
    if not step <= begin <= most or begin % step:
        raise ValueError(f"{label}: {begin:,g} is no place of a slider from {step:,} to {most:,} by {step:,}")
    wholes = [f" of {row['whole_text']} {row['whole']}" for row in rows]
    shares = [share_of(name, str(row["whole_hedge"]), str(row["whole_low"]), str(row["whole_high"])) for row in rows]
    told = " + '; ' + ".join(f"{share} + {_quoted(whole)}" for share, whole in zip(shares, wholes, strict=True))
    begins = "; ".join(f"{row['text']}{whole}" for row, whole in zip(rows, wholes, strict=True))
    return [
        alt.param(name=name, value=int(begin), bind=alt.binding_range(min=step, max=most, step=step, name=label)),
        alt.param(
            name=f"{name}_says",
            value=f"{begin:,.0f} {unit}: {begins}.",
            expr=f"format({name}, ',') + {_quoted(f' {unit}: ')} + {told} + '.'",
        ),
    ]


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _digits(number: str) -> str:
    return f"format({number}, '.2~r')"


def share_of(name: str, hedge: str, low: str, high: str) -> str:
    """Write a share in words, as an expression: "about 2.2%", "17–25%".

    Parameters
    ----------
    name: the parameter of which it is a share.
    hedge: of the whole: exact, about or range.
    low, high: the ends of the whole, as expressions.
    """
    one, other = f"100 * {name} / {high}", f"100 * {name} / {low}"
    if hedge == "range":
        ends = f"{_digits(one)} + '–' + {_digits(other)}"
        return f"({_digits(one)} == {_digits(other)} ? 'about ' + {_digits(one)} : {ends}) + '%'"
    # What had to be rounded is no longer exact.
    about = "true" if hedge == "about" else f"abs(toNumber({_digits(one)}) - {one}) > 1e-9"
    return f"({about} ? 'about ' : '') + {_digits(one)} + '%'"


def share_of_any(name: str) -> str:
    """Write the share of the whole in a datum, whatever its hedge."""
    said = {hedge: share_of(name, hedge, "datum.whole_low", "datum.whole_high") for hedge in _HEDGES}
    return f"{{{', '.join(f'{hedge}: {words}' for hedge, words in said.items())}}}[datum.whole_hedge]"
