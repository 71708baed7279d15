"""A long time in which nothing is dated, kept to scale, and the busy time at its end enlarged."""

from __future__ import annotations

from dataclasses import replace

import altair as alt
import pandas as pd
from altair.typing import ChartType

from explainer.charts import grammar
from explainer.charts.dates import LANES, timeline
from explainer.charts.grammar import FILL, LINK, STROKE
from explainer.charts.theme import GRID, MUTED, TEXT
from explainer.charts.viewport import Viewport


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
    # The outermost strokes take a pixel on each side.
    view = replace(view, width=view.width - 4)
    data = grammar.ready(rows, "label", "words", "lower", "upper")
    first = pd.Timestamp(f"{data['lower'].min():%Y}-01-01")
    last = pd.Timestamp(until) + pd.Timedelta(days=1)
    data["begin"], data["end"] = data["lower"], data["upper"].fillna(last) + pd.Timedelta(days=1)
    before = data[data["begin"] < pd.Timestamp(since)]
    gap = pd.DataFrame({"begin": [before["end"].max()], "end": [pd.Timestamp(since)], "note": [note]})
    for frame in (data, gap):
        frame["begin"], frame["end"] = frame["begin"].dt.tz_localize("UTC"), frame["end"].dt.tz_localize("UTC")
    shown = before if view.narrow else data
    years = pd.DataFrame({"begin": pd.date_range(first, last, freq="YS", tz="UTC", inclusive="left")}).assign(
        words=lambda all: all["begin"].dt.strftime("%Y")
    )
    long = (_down if view.narrow else _across)(
        shown.drop(columns=["lower", "upper"]), gap, years, view, (first, last, pd.Timestamp(since))
    )
    later = rows[rows["upper"].isna() | (pd.to_datetime(rows["upper"]) >= pd.Timestamp(since))]
    close = timeline(later, view, lanes=lanes, start=since, end=until)
    return alt.vconcat(long, close, spacing=4)


def _across(
    data: pd.DataFrame, gap: pd.DataFrame, years: pd.DataFrame, view: Viewport, ends: tuple[pd.Timestamp, ...]
) -> ChartType:
    first, last, since = ends
    size, height, line = view.size, 268, 110
    scale = alt.Scale(
        type="utc",
        domain=[day.tz_localize("UTC").isoformat() for day in (first, last)],
        range=[0, view.width - 2],
        nice=False,
    )
    x = alt.X("begin:T", scale=scale, axis=None)
    base, room = grammar.Chart(data), grammar.Chart(gap)
    lead = base.transform_filter(f"time(datum.end) < {since.timestamp() * 1000:.0f}")
    days = alt.FillOpacity("days:Q", scale=alt.Scale(domain=[28, 366], range=[0.55, 0.2], clamp=True), legend=None)
    marks = base.transform_calculate(days="(time(datum.end) - time(datum.begin)) / 864e5").mark_rect(strokeWidth=1)
    fan = pd.DataFrame({"begin": pd.DatetimeIndex([since, last]).tz_localize("UTC"), "end": [LANES, float(view.width)]})
    return alt.layer(
        grammar.Chart(years).mark_rule(aria=False, stroke=GRID).encode(x=x, y=alt.value(28), y2=alt.value(line + 22)),
        grammar.words(years.iloc[::2], view, "words", fontSize=size - 1, color=MUTED, dx=3).encode(
            x=x, y=alt.value(12)
        ),
        room.mark_rect(aria=False, fill="transparent", stroke=MUTED, strokeDash=[5, 4]).encode(
            x=x, x2="end:T", y=alt.value(line - 22), y2=alt.value(line + 22)
        ),
        marks.encode(
            x=x,
            x2="end:T",
            y=alt.value(line - 22),
            y2=alt.value(line + 22),
            fill=FILL,
            stroke=STROKE,
            fillOpacity=days,
            **LINK,
        ),
        grammar.words(lead, view, "label", fontWeight=600).encode(x=x, y=alt.value(line - 56)),
        grammar.words(lead, view, "words", fontSize=size - 1, color=MUTED).encode(x=x, y=alt.value(line - 37)),
        grammar.words(
            room.transform_calculate(begin="(time(datum.begin) + time(datum.end)) / 2"),
            view,
            "note",
            align="center",
            fontSize=size + 2,
            color=TEXT,
        ).encode(x=x, y=alt.value(line)),
        _fan(fan, ends, line + 22, height, view),
        width=view.width,
        height=height,
    ).resolve_scale(x="independent", y="independent")


def _fan(fan: pd.DataFrame, ends: tuple[pd.Timestamp, ...], top: float, height: float, view: Viewport) -> alt.Chart:
    """Lines from the two ends of the busy time to the two ends of the enlarged axis."""
    first, last = (day.timestamp() * 1000 for day in ends[:2])
    start = f"(time(datum.begin) - {first:.0f}) / {last - first:.0f} * {view.width - 2}"
    lines = grammar.Chart(fan).transform_calculate(start=start, top=str(top), foot=str(height))
    return lines.mark_rule(aria=False, stroke=MUTED, strokeDash=[4, 4]).encode(
        x=grammar.pixels("start", view.width), x2="end:Q", y=grammar.down("top", height), y2="foot:Q"
    )


def _down(
    data: pd.DataFrame, gap: pd.DataFrame, years: pd.DataFrame, view: Viewport, ends: tuple[pd.Timestamp, ...]
) -> ChartType:
    first, _, since = ends
    size, tall = view.size, 38 * (since.year - first.year)
    scale = alt.Scale(
        type="utc", domain=[day.tz_localize("UTC").isoformat() for day in (first, since)], range=[0, tall], nice=False
    )
    y = alt.Y("begin:T", scale=scale, axis=None)
    side = view.width - 100
    written = zip(grammar.wrapped(data["label"], side, size, bold=True), data["words"], strict=True)
    base = grammar.Chart(data.assign(label=[f"{label}\n{words}" for label, words in written]))
    room = grammar.Chart(gap.assign(note=grammar.wrapped(gap["note"], side - 10, size + 2)))
    years = years[years["begin"] < since.tz_localize("UTC")]
    return alt.layer(
        grammar.Chart(years)
        .mark_rule(aria=False, stroke=GRID)
        .encode(y=y, x=alt.value(0), x2=alt.value(view.width - 2)),
        grammar.words(years, view, "words", fontSize=size - 1, color=MUTED, baseline="top", dy=4).encode(
            y=y, x=alt.value(0)
        ),
        room.mark_rect(aria=False, fill="transparent", stroke=MUTED, strokeDash=[5, 4]).encode(
            y=y, y2="end:T", x=alt.value(56), x2=alt.value(80)
        ),
        base.mark_rect(fillOpacity=0.2, strokeWidth=1).encode(
            y=y, y2="end:T", x=alt.value(56), x2=alt.value(80), fill=FILL, stroke=STROKE, **LINK
        ),
        grammar.words(base, view, "label", fontWeight=600, baseline="top", dy=4).encode(y=y, x=alt.value(92)),
        grammar.words(
            room.transform_calculate(begin="(time(datum.begin) + time(datum.end)) / 2"), view, "note", fontSize=size + 2
        ).encode(y=y, x=alt.value(92)),
        width=view.width,
        height=tall,
    )
