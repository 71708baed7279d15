"""When things happened, each drawn as wide as its date is vague, on one axis of time to scale.

A day is a diamond (from outside: a square); a month or a year is a pale bar over all of it, the paler the wider; what
went on from one day to another is a slim firm bar between two ends; a date that is only likely is hatched, a likely day
hollow; an open beginning fades in, an open end fades out. A row without any date is an empty lane: what did not happen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from altair.typing import ChartType

from explainer.charts import grammar
from explainer.charts.axes import Axis
from explainer.charts.grammar import DASH, FILL, LINK, STROKE
from explainer.charts.measure import width
from explainer.charts.theme import MUTED, OUTSIDE, PAPER, TEXT
from explainer.charts.viewport import Viewport
from explainer.model import Json

_BAR = 16
LANES = 180.0
"""Pixels that the names of lanes take on the left of a wide drawing."""
_GAP = 10
_ROOM = 310
# Columns of the layout: what a lane's box needs, and what words beside marks need.
_BOXED = ["lane_top", "lane_head", "lane_foot"]
_BESIDE = ["align", "edge", "shift", "drop", "line"]


def timeline(
    rows: pd.DataFrame,
    view: Viewport,
    *,
    lanes: str | None = None,
    start: str | None = None,
    end: str | None = None,
    known: tuple[str, str] | None = None,
) -> ChartType:
    """Draw dates in lanes on a wide screen, one below the other on a narrow one.

    Parameters
    ----------
    rows: one event a row with `ref`, `sentence`, `label`, `words` (its date), `lower` and `upper` (first and last
        possible day; empty on an open side, both empty for what did not happen), `certainty` (sure, likely, open);
        optional `precision` (interval: it lasted all that time), `step` (from which step of the figure on) and `on`
        (the `ref` of another row, on whose mark this one lies because it dates the same thing).
    view: what is drawn for.
    lanes: the column with the lane of each row; lanes stand in the order in which they first come.
    start, end: first and last day of the axis; as far as the dates reach if not given.
    known: the last day of which anything is known and the words for it: a hard edge, and fog from there to the end.

    Raises `ValueError` for missing columns.
    """
    data = grammar.ready(
        rows.assign(lane=rows[lanes] if lanes else ""),
        *("label!", "words", "lower", "upper", "certainty", "precision?", "step?", "on?", "lane"),
    )
    data["on"] = data["on"].astype(object).fillna("")
    days = pd.concat([data["lower"], data["upper"]]).dropna()
    first, last = pd.Timestamp(start or days.min()), pd.Timestamp(end or days.max()) + pd.Timedelta(days=1)
    begins, ends = pd.to_datetime(data["lower"]), pd.to_datetime(data["upper"]) + pd.Timedelta(days=1)
    data["begin"], data["end"] = begins.where(lambda day: day > first, first), ends.where(lambda day: day < last, last)
    data["form"] = _forms(data)
    open_ended = data["lower"].isna() != data["upper"].isna()
    signs = ["hatched or hollow: only likely"] if (data["certainty"] != "sure").any() else []
    signs += ["fading: no beginning or no end given"] if open_ended.any() else []
    axis = Axis(first, last, view.pick(LANES if lanes else 0, 0), view.width - 9, view)
    if known:
        axis.limit = axis.pixel(pd.Timestamp(known[0])) - 4
        # That nothing happened is known no longer than anything else.
        data.loc[data["form"] == "empty", "end"] = pd.Timestamp(known[0]) + pd.Timedelta(days=1)
    data["align"], data["edge"] = "left", data["begin"]  # where words stand: how set, from which day, how far from it
    data[["top", "shift", "drop", "lane_top", "lane_head", "lane_foot"]] = 0.0
    data["key"], data["line"] = rows["ref"].to_list(), 0
    foot = (_listed if view.narrow else _packed)(data, axis, view)
    for key, guests in data[data["on"] != ""].groupby("on"):
        # What dates another row lies on its mark, and its words stand as a further line below that row's.
        host = data.loc[data["key"] == key].iloc[0]
        for column in ("top", "align", "edge", "shift", "drop"):
            data.loc[guests.index, column] = host[column]
        data.loc[guests.index, "line"] = [host["label"].count("\n") + 2 + n for n in range(len(guests))]
    heads = data.groupby("lane", sort=False).agg(top=("lane_top", "min"), foot=("lane_foot", "max")).reset_index()
    for column in ("begin", "end", "edge"):
        data[column] = data[column].dt.tz_localize("UTC")
    data = data.drop(columns=["lower", "upper", "certainty", "precision", "key"])
    end_of_grid = foot + (view.size * 2 if known else 8)
    signs = signs if view.name != "card" else []
    legend, axis.height = grammar.key(data, view, end_of_grid, shape="diamond", more=signs)
    parts: list[ChartType] = [legend, *axis.grid(end_of_grid - view.size * 0.6)]
    if lanes:
        parts += _heads(heads, axis, view)
    if known:
        parts += _fog(pd.Timestamp(known[0]) + pd.Timedelta(days=1), known[1], foot, axis, view)
    for step, part in data.groupby("step"):
        # Whoever opens the specification finds data, with as little of the layout among them as can be.
        marks = part.drop(columns=_BESIDE)
        layers = [
            layer
            for form, here in grammar.runs(marks, "form", "class")
            for layer in _MARKS[form](grammar.Chart(here if form == "empty" else here.drop(columns=_BOXED)), axis)
        ]
        layers += _words(grammar.Chart(part.drop(columns=_BOXED)), axis, view)
        parts.append(alt.layer(*layers, name=f"step{step}_dates"))
    return alt.layer(*parts, width=view.width, height=axis.height, resolve=grammar.own_scales("x"))


def _forms(data: pd.DataFrame) -> Any:
    """How each row is drawn, by the first of these that it is."""
    lower, upper = data["lower"], data["upper"]
    likely, day = data["certainty"] != "sure", lower == upper
    forms = {
        "empty": lower.isna() & upper.isna(), "opening": lower.isna(), "ending": upper.isna(),
        "likely day": likely & day, "likely": likely, "day": day, "lasting": data["precision"] == "interval",
    }  # fmt: skip
    return np.select(list(forms.values()), list(forms), "vague")


def _heads(heads: pd.DataFrame, axis: Axis, view: Viewport) -> list[alt.Chart]:
    """The names of lanes, each under a line across the drawing."""
    room = axis.left - 20 if axis.left else view.width
    lanes = grammar.Chart(heads.assign(lane=grammar.wrapped(heads["lane"], room, view.size, True)))
    line = lanes.transform_calculate(down="datum.top").mark_rule(aria=False, stroke=MUTED, strokeOpacity=0.5)
    text = lanes.transform_calculate(down=f"datum.top + {view.size}")
    down = grammar.down("down", axis.height)
    return [
        line.encode(x=alt.XValue(0), x2=alt.X2Value(view.width), y=down),
        grammar.words(text.encode(x=alt.XValue(0), y=down), view, "lane", fontWeight=600),
    ]


def _fog(day: pd.Timestamp, words: str, foot: float, axis: Axis, view: Viewport) -> list[alt.Chart]:
    """From a day on nothing is known: an edge with its words, and grey to the end of the axis."""
    begin, end = day.tz_localize("UTC"), axis.last.tz_localize("UTC")
    edge = grammar.Chart(pd.DataFrame({"begin": [begin], "end": [end], "words": [words]}))
    base, below = axis.at(edge, str(view.size * 1.7)), axis.at(edge, str(foot + view.size))
    return [
        base.mark_rect(aria=False, fill=MUTED, fillOpacity=0.28).encode(x2="end:T", y2=alt.Y2Value(foot)),
        base.mark_rule(aria=False, stroke=TEXT, strokeWidth=2).encode(y2=alt.Y2Value(foot + view.size * 1.6)),
        grammar.words(below, view, "words", align="right", dx=-8),
    ]


def _packed(data: pd.DataFrame, axis: Axis, view: Viewport) -> float:
    """Put labels beside their marks, as many on a line as there is room for; gives the height below the last lane."""
    data["label"] = grammar.wrapped(data["label"], _ROOM, view.size)
    y = view.size * 2.0
    for _, lane in data.groupby("lane", sort=False):
        own = lane[lane["on"] == ""].sort_values("begin")
        extra = {key: axis.lead * (lane["on"] == key).sum() for key in own["key"]}
        spots, tall = [], []
        for number, row in own.iterrows():
            lines = row["label"].split("\n")
            wide = max(width(line, view.size) for line in [*lines, row["words"]])
            spot, align, edge, shift, drop = _beside(row, axis, wide)
            data.loc[number, ["align", "edge", "shift", "drop"]] = align, edge, shift, drop
            spots.append(spot)
            tall.append((len(lines) + (row["words"] != "")) * axis.lead + drop + extra[row["key"]])
        placed = _lines(spots)
        heights = [
            max(high for line, high in zip(placed, tall, strict=True) if line == n)
            for n in range(max(line for line in placed) + 1)
        ]
        for number, line in zip(own.index, placed, strict=True):
            data.loc[number, "top"] = round(y + 12 + sum(heights[:line]) + 10 * line, 1)
        named = grammar.wrapped(lane["lane"].head(1), max(axis.left - 20, 1), view.size, True)[0].count("\n") + 1
        foot = max(y + 10 + sum(heights) + 10 * len(heights), y + 12 + named * axis.lead)
        data.loc[lane.index, ["lane_top", "lane_head", "lane_foot"]] = round(y, 1), 5, round(foot, 1)
        y = foot
    return y


def _lines(spots: list[tuple[float, float]]) -> list[int]:
    """Put each stretch of pixels on the first line where nothing stands closer than a gap; gives the line of each."""
    taken: list[list[tuple[float, float]]] = []
    found = []
    for start, end in spots:
        free = (n for n, line in enumerate(taken) if all(end + 24 <= low or high + 24 <= start for low, high in line))
        number = next(free, len(taken))
        taken += [[]] if number == len(taken) else []
        taken[number].append((start, end))
        found.append(number)
    return found


def _beside(row: pd.Series, axis: Axis, wide: float) -> tuple[tuple[float, float], str, pd.Timestamp, float, float]:
    """Where the words of a row stand: right of the mark, left where that has no room, else below the mark."""
    noon = row["begin"] + pd.Timedelta(hours=12)
    first, last = (noon, noon) if "day" in row["form"] else (row["begin"], row["end"])
    half = 12 if "day" in row["form"] else 0
    start, stop = axis.pixel(first) - half, axis.pixel(last) + half
    if row["form"] == "empty":
        return (axis.left, axis.left + _GAP + wide), "left", first, _GAP, 0
    if stop + _GAP + wide <= axis.limit:
        return (start, stop + _GAP + wide), "left", last, _GAP + half, 0
    if start - _GAP - wide >= axis.left:
        return (start - _GAP - wide, stop), "right", first, -_GAP - half, 0
    return (min(start, stop - wide), stop), "right", last, 0, _BAR + 4


def _listed(data: pd.DataFrame, axis: Axis, view: Viewport) -> float:
    """Put one row below the other, its words over its mark; gives the height below the last."""
    data["label"] = grammar.wrapped(data["label"], min(view.width, axis.limit - 8), view.size)
    y = view.size * 2.2
    for _, lane in data.groupby("lane", sort=False):
        top = y
        # In a lane drawn as a box the first words keep clear of its edge.
        y += axis.lead * 1.7 + 8 * (lane["form"] == "empty").any() if lane["lane"].iloc[0] else 0
        for number, row in lane[lane["on"] == ""].iterrows():
            above = (row["label"].count("\n") + 1 + (row["words"] != "") + (lane["on"] == row["key"]).sum()) * axis.lead
            y += above + 6
            inside = 8 if (lane["form"] == "empty").any() else 0
            data.loc[number, ["top", "edge", "shift", "drop"]] = round(y, 1), axis.first, inside, -above - 6
            y += (_BAR if row["form"] != "empty" else 0) + 14
        data.loc[lane.index, ["lane_top", "lane_head", "lane_foot"]] = round(top, 1), axis.lead * 1.7, round(y, 1)
    return y


def _words(base: alt.Chart, axis: Axis, view: Viewport) -> list[alt.Chart]:
    """What happened and when, beside the mark or above it; both lead where the mark leads."""
    small: Json = {"fontSize": view.size - 1}
    known = small | {"color": OUTSIDE, "fontWeight": 600}
    below = "length(split(datum.label, '\\n'))"
    texts: list[tuple[str, str, str, Json]] = [
        ("label", "!datum.on", "0", {}),
        ("words", "!datum.on", below, {"color": MUTED} | small),
        ("words", "datum.on", "datum.line", known),
    ]
    layers = []
    for align in ("left", "right"):
        here = base.transform_filter(alt.datum.align == align)
        for text, test, line, looks in texts:
            down = f"datum.top + datum.drop + {_BAR / 2} + {axis.lead} * {line}"
            placed = axis.at(here.transform_filter(test), down, "edge")
            drawn = grammar.words(placed, view, text, align=align, dx=alt.ExprRef("datum.shift"), **looks)
            layers += grammar.halo(drawn.encode(href=LINK["href"]))
    return layers


def _day(base: alt.Chart, axis: Axis, full: bool = True) -> list[alt.Chart]:
    noon = base.transform_calculate(noon="time(datum.begin) + 432e5")
    mark = axis.at(noon, f"datum.top + {_BAR / 2}", "noon").mark_point(size=130, opacity=1, strokeWidth=2)
    fill = FILL if full else alt.FillValue(PAPER)
    return [mark.encode(shape=grammar.shapes("diamond"), stroke=STROKE, strokeDash=DASH, fill=fill, **LINK)]


def _bar(base: alt.Chart, axis: Axis, **looks: Any) -> alt.Chart:
    bar = axis.at(base).mark_rect(**looks).transform_calculate(foot=f"datum.top + {_BAR}")
    return bar.encode(x2="end:T", y2="foot:Q", stroke=STROKE, **LINK)


def _edge(base: alt.Chart, axis: Axis, side: str) -> alt.Chart:
    edge = axis.at(base, x=side).mark_rule(aria=False, strokeWidth=2)
    return edge.transform_calculate(foot=f"datum.top + {_BAR}").encode(y2="foot:Q", stroke=STROKE)


def _vague(base: alt.Chart, axis: Axis) -> list[alt.Chart]:
    span = base.transform_calculate(days=grammar.DAYS)
    return [_bar(span, axis, strokeWidth=1).encode(fill=FILL, fillOpacity=grammar.PALE)]


def _likely(base: alt.Chart, axis: Axis) -> list[alt.Chart]:
    """An outline, hatched with a broad broken line."""
    hatch = axis.at(base, f"datum.top + {_BAR / 2}")
    hatch = hatch.mark_rule(aria=False, strokeWidth=_BAR, strokeDash=[1.2, 4])
    return [hatch.encode(x2="end:T", stroke=STROKE), _bar(base, axis, strokeWidth=1.2, fill="transparent")]


def _lasting(base: alt.Chart, axis: Axis) -> list[alt.Chart]:
    line = axis.at(base, f"datum.top + {_BAR / 2}").mark_rule(strokeWidth=7)
    line = line.encode(x2="end:T", stroke=STROKE, **LINK)
    return [line, _edge(base, axis, "begin"), _edge(base, axis, "end")]


def _fading(base: alt.Chart, axis: Axis, side: str) -> list[alt.Chart]:
    """Full at the side that is known and gone at the other; a gradient for each class, for it is no scale's range."""
    layers = [
        _bar(
            base.transform_filter(alt.datum["class"] == name),
            axis,
            fill=grammar.fade(colour, x1=int(side == "end"), x2=int(side == "begin")),
            fillOpacity=0.6,
            strokeOpacity=0,
        )
        for name, colour in grammar.COLOURS.items()
    ]
    return [*layers, _edge(base, axis, side)]


def _empty(base: alt.Chart, axis: Axis) -> list[alt.Chart]:
    lane = axis.at(base, "datum.lane_top + datum.lane_head").mark_rect(fill="transparent", strokeWidth=2)
    return [lane.transform_calculate(foot="datum.lane_foot - 2").encode(x2="end:T", y2="foot:Q", stroke=STROKE, **LINK)]


_MARKS: dict[str, Callable[[alt.Chart, Axis], list[alt.Chart]]] = {
    "day": _day,
    "likely day": partial(_day, full=False),
    "vague": _vague,
    "likely": _likely,
    "lasting": _lasting,
    "opening": partial(_fading, side="end"),
    "ending": partial(_fading, side="begin"),
    "empty": _empty,
}
