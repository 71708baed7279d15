"""{growth}: how the cost of a build grows with the book, as the bench measured it for this edition, if it did."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from explainer import theme
from explainer.site import svg
from explainer.site.picture import Studio
from explainer.site.trust.piece import Piece, Place

#: Where `make bench` leaves what it measured, from the project's folder.
MEASURED = "_build/bench/growth.json"
_STEPS = {
    "cold": "from nothing",
    "warm": "nothing changed",
    "chapter": "one cell changed",
    "datum": "one datum changed",
}
_SIDES = {"ours": "this engine", "plain": "plain Jupyter Book"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One row of the table: a size and a step, ours and plain, as words."""

    size: str
    step: str
    ours: str
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
    lines = [_line(row, found["rows"]) for row in found["rows"] if row["side"] == "ours"]
    several = len({row["chapters"] for row in found["rows"]}) > 1
    drawn = Markup(_drawing(place, found["rows"])) if place.with_files and several else ""
    return place.fill("growth", lines=lines, machine=found["machine"], drawing=drawn)


def _line(ours: Row, rows: list[Row]) -> Line:
    same = [row for row in rows if all(row[name] == ours[name] for name in ("chapters", "claims", "step"))]
    plain = next((row for row in same if row["side"] == "plain"), None)
    return Line(
        f"{ours['chapters']} chapters, {ours['claims']:,} claims",
        _STEPS[ours["step"]],
        f"{ours['seconds']:.1f}",
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

    data = [
        {"chapters": row["chapters"], "each": row["processor"] / row["chapters"],
         "what": f"{_SIDES[row['side']]}, {_STEPS[row['step']]}"}
        for row in rows if (row["side"], row["step"]) in (("ours", "cold"), ("plain", "cold"), ("ours", "chapter"))
    ]  # fmt: skip
    lines = alt.Chart(alt.Data(values=data), width=620, height=240).encode(
        x=alt.X("chapters:Q", title="Chapters", scale=alt.Scale(type="log", nice=False),
                axis=alt.Axis(values=sorted({row["chapters"] for row in rows}))),
        y=alt.Y("each:Q", title="Processor seconds a chapter", scale=alt.Scale(zero=True)),
        color=alt.Color("what:N", sort=None, scale=alt.Scale(range=list(theme.SERIES[:3]))),
    )  # fmt: skip
    shapes = lines.encode(shape=alt.Shape("what:N", sort=None))
    spec: dict[str, Any] = (lines.mark_line(strokeWidth=2) + shapes.mark_point(filled=True)).to_dict()
    return spec


def _drawing(place: Place, rows: list[Row]) -> str:
    studio = Studio(Path(place.builder.srcdir) / "_build" / ".cache" / "pictures")
    told = "; ".join(
        f"{_SIDES[row['side']]}, {row['chapters']} chapters, {_STEPS[row['step']]}: "
        f"{row['processor'] / row['chapters']:.2f} processor seconds a chapter"
        for row in rows if row["step"] == "cold"
    )  # fmt: skip
    return svg.inline(studio.draw(chart(rows)).svg, "growth", "Cost of a build for each chapter", told, lambda *_: None)


PIECES = (Piece("growth", write),)
