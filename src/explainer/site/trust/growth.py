"""{growth}: how the cost of a build grows with the book, as the bench measured it for this edition, if it did."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from explainer.charts import theme
from explainer.site import svg
from explainer.site.pictures import darkroom
from explainer.site.trust.piece import Piece, Place, logger

#: Where `make bench` leaves what it measured, from the project's folder.
MEASURED = "_build/bench/growth.json"
_STEPS = {
    "cold": "from nothing",
    "warm": "nothing changed",
    "chapter": "one cell changed",
    "datum": "one datum changed",
}
_SIDES = {"ours": "this engine", "plain": "plain Jupyter Book"}
#: What is drawn, with the words at the end of each line.
_LINES = {
    ("ours", "cold"): "this engine, from nothing",
    ("plain", "cold"): "plain Jupyter Book, from nothing",
    ("ours", "chapter"): "this engine, one cell changed",
}
Row = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One row of the table as words: a size and a step; `part` is of the seconds of a build from nothing."""

    size: str
    step: str
    ours: str
    part: str
    floor: str
    plain: str
    ratio: str
    processor: str
    ran: str
    memory: str
    site: str


def write(place: Place, argument: str) -> str:
    """Write the table and the drawing, or that nothing was measured."""
    path = Path(place.builder.srcdir) / MEASURED
    if not path.is_file():
        return place.fill("growth", lines=[], machine="", drawing="")
    found = json.loads(path.read_text("utf-8"))
    if not isinstance(found, dict) or not {"machine", "rows"} <= found.keys():
        logger.warning("%s is not what make bench writes: run it again, or delete the file", MEASURED, type="explainer")
        return place.fill("growth", lines=[], machine="", drawing="")
    lines = [_line(row, found["rows"]) for row in found["rows"] if row["side"] == "ours"]
    several = len({row["chapters"] for row in found["rows"]}) > 1
    drawn = Markup(_drawing(place, found["rows"])) if place.with_files and several else ""
    return place.fill("growth", lines=lines, machine=found["machine"], drawing=drawn)


def _line(ours: Row, rows: list[Row]) -> Line:
    same = [row for row in rows if all(row[name] == ours[name] for name in ("chapters", "claims", "step"))]
    plain = next((row for row in same if row["side"] == "plain"), None)
    size = ("side", "chapters", "claims")
    cold = next(row for row in rows if row["step"] == "cold" and all(row[name] == ours[name] for name in size))
    return Line(
        f"{ours['chapters']} chapters, {ours['claims']:,} claims",
        _STEPS[ours["step"]],
        f"{ours['seconds']:.1f}",
        f"{ours['seconds'] / cold['seconds']:.0%}" if cold is not ours else "",
        f"{ours['floor']:.1f}" if "floor" in ours else "",
        f"{plain['seconds']:.1f}" if plain else "",
        f"{plain['seconds'] / ours['seconds']:.1f}" if plain else "",
        f"{plain['processor'] / ours['processor']:.1f}" if plain else "",
        str(ours["ran"]),
        f"{ours['memory'] / 1e6:,.0f}",
        f"{ours['site'] / 1e6:,.1f}",
    )


def chart(rows: list[Row]) -> dict[str, Any]:
    """Draw processor seconds a chapter: where they stay level, cost grows with the book and no faster.

    Parameters
    ----------
    rows: what the bench measured.

    Returns a Vega-Lite specification.
    """
    import altair as alt

    last = max(row["chapters"] for row in rows)
    data = [
        {"chapters": row["chapters"], "each": row["processor"] / row["chapters"], "label": label,
         "last": label if row["chapters"] == last else ""}
        for row in rows if (label := _LINES.get((row["side"], row["step"])))
    ]  # fmt: skip
    places = alt.Chart(alt.Data(values=data), width=560, height=240).encode(
        x=alt.X("chapters:Q", title="Chapters", scale=alt.Scale(type="log", nice=False),
                axis=alt.Axis(values=sorted({row["chapters"] for row in rows}))),
        y=alt.Y("each:Q", title="Processor seconds a chapter", scale=alt.Scale(zero=True)),
        color=alt.Color("label:N", sort=None, legend=None, scale=alt.Scale(range=list(theme.SERIES[:3]))),
    )  # fmt: skip
    marks = places.encode(shape=alt.Shape("label:N", sort=None, legend=None)).mark_point(filled=True, opacity=1)
    words = places.encode(text="last:N").mark_text(align="right", dx=-10, dy=-12)
    spec: dict[str, Any] = (places.mark_line(strokeWidth=2) + marks + words).to_dict()
    return spec


def _drawing(place: Place, rows: list[Row]) -> str:
    told = "; ".join(
        f"{_SIDES[row['side']]}, {row['chapters']} chapters, {_STEPS[row['step']]}: "
        f"{row['processor'] / row['chapters']:.2f} processor seconds a chapter"
        for row in rows if (row["side"], row["step"]) in _LINES
    )  # fmt: skip
    drawn = darkroom(place.builder.app).draw(chart(rows)).svg
    return svg.inline(drawn, "growth", "Cost of a build for each chapter", told, lambda *_: None)


PIECES = (Piece("growth", write),)
