"""A long time in which nothing is dated, kept to scale, and the busy time at its end enlarged."""

from __future__ import annotations

from dataclasses import replace

import altair as alt
import pandas as pd
from altair.typing import ChartType

from explainer.charts import grammar
from explainer.charts.axes import Axis, time_scale
from explainer.charts.grammar import FILL, LINK, STROKE
from explainer.charts.theme import GRID, MUTED, TEXT
from explainer.charts.timeline import LANES, timeline
from explainer.charts.viewport import Viewport
from explainer.model import Json

_MIDDLE = "(time(datum.begin) + time(datum.end)) / 2"


def silence(rows: pd.DataFrame, view: Viewport, *, note: str, since: str, until: str, lanes: str) -> ChartType:
    """Draw dates with the emptiness between them, and those after it once more, larger.

    Parameters
    ----------
    rows: events as for `timeline`, each with a first and a last possible day.
    view: what is drawn for; on a narrow one time runs down the page, so that a reader scrolls through the empty years.
    note: what the emptiness means.
    since, until: first and last day of the enlarged time; what happened before stands on the long axis alone.
    lanes: the column with the lanes of the enlarged time.

    Raises `ValueError` for missing columns.
    """
    # The outermost strokes take a pixel on each side; a card shows the long axis alone.
    view = replace(view, width=view.width - 4) if view.name != "card" else view
    data = grammar.ready(rows, "label!", "words", "lower", "upper")
    first = pd.Timestamp(f"{data['lower'].min():%Y}-01-01")
    last = pd.Timestamp(until) + pd.Timedelta(days=1)
    data["begin"], data["end"] = data["lower"], data["upper"].fillna(last) + pd.Timedelta(days=1)
    before = data[data["begin"] < pd.Timestamp(since)]
    gap = pd.DataFrame({"begin": [before["end"].max()], "end": [pd.Timestamp(since)], "note": [note]})
    data, gap = _in_utc((before if view.narrow else data).drop(columns=["lower", "upper"])), _in_utc(gap)
    long = (_down if view.narrow else _across)(data, gap, view, (first, last, pd.Timestamp(since)))
    if view.name == "card":
        return long
    later = rows[rows["upper"].isna() | (pd.to_datetime(rows["upper"]) >= pd.Timestamp(since))]
    close = timeline(later, view, lanes=lanes, start=since, end=until)
    return alt.vconcat(long, close, spacing=4)


def _in_utc(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(**{side: rows[side].dt.tz_localize("UTC") for side in ("begin", "end")})


def _across(data: pd.DataFrame, gap: pd.DataFrame, view: Viewport, ends: tuple[pd.Timestamp, ...]) -> ChartType:
    first, last, since = ends
    line = 110
    axis = Axis(first, last, 0, view.width - 2, view)
    axis.height = 292
    base, room = grammar.Chart(data), grammar.Chart(gap)
    box: Json = {"x": axis.x("begin"), "x2": "end:T", "y": alt.YValue(line - 22), "y2": alt.Y2Value(line + 22)}
    marks = base.transform_calculate(days=grammar.DAYS).mark_rect(strokeWidth=1)
    lead = base.transform_filter(f"time(datum.end) < {since.timestamp() * 1000:.0f}").encode(x=box["x"])
    note = room.transform_calculate(begin=_MIDDLE).encode(x=box["x"], y=alt.YValue(line))
    fan = pd.DataFrame({
        "begin": pd.DatetimeIndex([since, last]).tz_localize("UTC"), "end": [LANES, float(view.width)],
        "start": [axis.pixel(since), axis.pixel(last)],
    })  # fmt: skip
    # From the two ends of the busy time to the two ends of the enlarged axis.
    lines = grammar.Chart(fan).transform_calculate(top=str(line + 22), foot=str(axis.height))
    return alt.layer(
        *axis.grid(line + 22),
        room.mark_rect(aria=False, fill="transparent", stroke=MUTED, strokeDash=[5, 4]).encode(**box),
        marks.encode(**box, fill=FILL, stroke=STROKE, fillOpacity=grammar.PALE, **LINK),
        grammar.words(lead, view, "label", fontWeight=600).encode(y=alt.YValue(line - 56)),
        grammar.words(lead, view, "words", fontSize=view.size - 1, color=MUTED).encode(y=alt.YValue(line - 37)),
        grammar.words(note, view, "note", align="center", fontSize=view.size + 2, color=TEXT),
        lines.mark_rule(aria=False, stroke=MUTED, strokeDash=[4, 4]).encode(
            x=grammar.pixels("start", view.width), x2="end:Q", y=grammar.down("top", axis.height), y2="foot:Q"
        ),
        width=view.width,
        height=axis.height,
        resolve=grammar.own_scales("x", "y"),
    )


def _down(data: pd.DataFrame, gap: pd.DataFrame, view: Viewport, ends: tuple[pd.Timestamp, ...]) -> ChartType:
    first, _, since = ends
    # On a card nobody scrolls: there the empty years are short, and only some have their names.
    size, side, tall = view.size, view.width - 100, (9 if view.name == "card" else 38) * (since.year - first.year)
    y = alt.Y("begin:T", scale=time_scale(first, since, 0, tall), axis=None)
    box: Json = {"y": y, "y2": "end:T", "x": alt.XValue(56), "x2": alt.X2Value(80)}
    begin = pd.date_range(first, since, freq="YS", tz="UTC", inclusive="left")[:: 5 if view.name == "card" else 1]
    years = grammar.Chart(pd.DataFrame({"begin": begin, "words": begin.strftime("%Y")}))
    named = pd.Series(grammar.wrapped(data["label"], side, size, bold=True), data.index) + "\n" + data["words"]
    base = grammar.Chart(data.assign(label=named))
    room = grammar.Chart(gap.assign(note=grammar.wrapped(gap["note"], side - 10, size + 2)))
    note = room.transform_calculate(begin=_MIDDLE)
    names: Json = {"fontSize": size - 1, "color": MUTED, "baseline": "top", "dy": 4}
    return alt.layer(
        years.mark_rule(aria=False, stroke=GRID).encode(y=y, x=alt.XValue(0), x2=alt.X2Value(view.width - 2)),
        grammar.words(years, view, "words", **names).encode(y=y, x=alt.XValue(0)),
        room.mark_rect(aria=False, fill="transparent", stroke=MUTED, strokeDash=[5, 4]).encode(**box),
        base.mark_rect(fillOpacity=0.2, strokeWidth=1).encode(**box, fill=FILL, stroke=STROKE, **LINK),
        grammar.words(base, view, "label", fontWeight=600, baseline="top", dy=4).encode(y=y, x=alt.XValue(92)),
        grammar.words(note, view, "note", fontSize=size + 2).encode(y=y, x=alt.XValue(92)),
        width=view.width,
        height=tall,
    )
