"""One word at display size: where it went wrong, what it probably stood for, and the chain it came through.

A word that is doubted is an outline; what we read instead is ours, in the colour of what is derived, with its doubt
printed beside it.
"""

from __future__ import annotations

import re
from typing import Any

import altair as alt
import pandas as pd
from altair.typing import ChartType

from explainer.charts import grammar
from explainer.charts.measure import width
from explainer.charts.theme import ARTICLE, DERIVED, MUTED, PAPER, TEXT
from explainer.charts.viewport import Viewport
from explainer.model import Json


def word(
    rows: pd.DataFrame, view: Viewport, *, between: str, meaning: str, instead: str, doubt: str, chain: pd.DataFrame,
    way: str = "",
) -> ChartType:
    """Draw a word that went wrong in translation.

    Parameters
    ----------
    rows: the places where it did, the most visible first: `ref`, `sentence`, `quote`, and `odd`, the word in it.
    view: what is drawn for.
    between: the word that probably stood behind all of them; `meaning`: what it means, word for word.
    instead: what we read; `doubt`: how sure that is.
    chain: the links the text came through: `label` and `seen` (whether we have seen it); `way`: its heading.

    Raises `ValueError` for missing columns and for a quotation without its odd word.
    """
    view = view.stacked
    data = grammar.ready(rows, "quote!", "odd")
    page = _Type(view)
    page.draw(list(data.itertuples()), between, meaning, instead, doubt)
    page.links(chain, way)
    size = {"x": grammar.pixels("x", view.width), "y": grammar.down("y", page.y)}
    said = pd.DataFrame(page.said)
    dashed: Json = {"interpolate": "basis", "stroke": DERIVED, "strokeWidth": 1.6, "strokeDash": [4, 3]}
    paths = grammar.Chart(pd.DataFrame(page.threads)).mark_line(aria=False, **dashed)
    layers: list[alt.Chart] = [paths.encode(**size, detail="thread:N", order="order:Q")]
    dots = grammar.Chart(pd.DataFrame(page.dots))
    dots = dots.mark_point(aria=False, size=190, strokeWidth=2, opacity=1, stroke=ARTICLE)
    layers.append(dots.encode(**size, fill=alt.condition("datum.seen", alt.value(ARTICLE), alt.value(PAPER))))
    for look, marks in _LOOKS.items():
        here = said[said["look"] == look].drop(columns="look")
        for height, letters in here.groupby("size"):
            text = grammar.Chart(letters.drop(columns="size"))
            text = text.mark_text(aria=False, align="left", baseline="alphabetic", fontSize=float(str(height)), **marks)
            layers.append(text.encode(**size, text="text:N"))
    spots = pd.DataFrame(page.spots)
    box = grammar.Chart(spots).mark_rect(fill="transparent").encode(**size, x2="x2:Q", y2="y2:Q", **grammar.LINK)
    return alt.layer(*layers, box, width=view.width, height=page.y)


_LOOKS: dict[str, Json] = {
    "firm": {"fontWeight": 600, "fill": TEXT},
    "hollow": {"fontWeight": 600, "fill": PAPER, "stroke": ARTICLE, "strokeWidth": 1.6},
    "guess": {"fontWeight": 600, "fill": PAPER, "stroke": DERIVED, "strokeWidth": 1.4},
    "ours": {"fontWeight": 600, "fill": DERIVED},
    "quiet": {"fill": MUTED},
}


class _Type:
    """Words on a page, laid out from the top."""

    def __init__(self, view: Viewport) -> None:
        self.view, self.y = view, 0.0
        self.said: list[Json] = []
        self.threads: list[Json] = []
        self.dots: list[Json] = []
        self.spots: list[Json] = []

    def write(self, x: float, text: str, look: str, size: float) -> float:
        """Write on the line at hand; gives where the words end."""
        self.said.append({"x": round(x, 1), "y": round(self.y, 1), "text": text, "look": look, "size": size})
        return x + width(text, size, look != "quiet")

    def wrap(self, x: float, text: str, size: float, room: float) -> None:
        for line in grammar.wrapped([text], room, size)[0].split("\n"):
            self.write(x, line, "quiet", size)
            self.y += size * 1.3

    def quote(self, row: Any, x: float, size: float, room: float) -> tuple[float, float]:
        """Set a quotation, its odd word hollow; gives the middle of that word."""
        before, odd, after = row.quote.partition(row.odd)
        if not odd:
            raise ValueError(f"{row.quote!r} does not have the word {row.odd!r}")
        top, edge, at, middle = self.y - size, x, x, (x, self.y)
        # Words go on a new line whole, with the quotation marks that stand at them.
        for token in re.findall(r"\S+\s*", f"{before}\0{odd}\0{after}"):
            parts = [part for part in re.split("(\0[^\0]+\0)", token.replace(" ", "\xa0")) if part]
            wide = sum(width(part.strip("\0"), size, True) for part in parts)
            if at > x and at + wide > x + room + size * 0.3:
                at, self.y = x, self.y + size * 1.12
            for part in parts:
                end = self.write(at, part.strip("\0"), "hollow" if "\0" in part else "firm", size)
                if "\0" in part:
                    middle = ((at + end) / 2, self.y)
                at, edge = end, max(edge, end)
        box = {"x": x, "x2": edge, "y": top, "y2": self.y + size * 0.3}
        self.spots.append(box | {"href": row.href, "sentence": row.sentence})
        return middle

    def thread(self, start: tuple[float, float], end: tuple[float, float], across: bool = False) -> None:
        half = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        across_first, down_first = [(half[0], start[1]), (half[0], end[1])], [(start[0], half[1]), (end[0], half[1])]
        number = len(self.threads)
        for order, (x, y) in enumerate([start, *(across_first if across else down_first), end]):
            self.threads.append({"x": round(x, 1), "y": round(y, 1), "thread": number, "order": order})

    def draw(self, rows: list[Any], between: str, meaning: str, instead: str, doubt: str) -> None:
        view, small = self.view, self.view.size
        large = view.pick(70, 40)
        self.y = large
        first = self.quote(rows[0], 0, large, view.width)
        self.y += view.pick(86, 62)
        left = max(0.0, first[0] - width(between, large * 0.62, True) / 2) if not view.narrow else 0.0
        end = self.write(left, between, "guess", round(large * 0.62))
        middle = (left + end) / 2
        if not view.narrow:
            self.thread((first[0], first[1] + 12), (middle, self.y - large * 0.6))
        behind = self.y
        if view.narrow:
            self.y += 22
            self.wrap(0, meaning, small, view.width)
            self.y += 14
            for row in rows[1:]:
                self.y += 14
                self.quote(row, 0, 24, view.width)
                self.y += 28
        else:
            self.y += 24
            self.wrap(left, meaning, small, 340)
            low, self.y = self.y, behind - 34
            for row in rows[1:]:
                spot = self.quote(row, 640, 28, view.width - 640)
                self.thread((end + 10, behind - 12), (634, spot[1] - 10), across=True)
                self.y += 56
            self.y = max(low, self.y)
        self.y += view.pick(66, 30)
        foot = self.y
        left = max(0.0, middle - width(instead, large, True) / 2) if not view.narrow else 0.0
        end = self.write(left, instead, "ours", large)
        if not view.narrow:
            self.thread((middle, low - 8), (middle, foot - large * 0.8))
            self.y -= 26
            self.wrap(end + 26, doubt, small, view.width - end - 26)
            self.y = foot
        else:
            self.y += 24
            self.wrap(0, doubt, small, view.width)

    def links(self, chain: pd.DataFrame, way: str) -> None:
        """The chain at the foot: a full dot is a link that we have seen."""
        view, size = self.view, self.view.size
        self.y += view.pick(44, 34)
        if way:
            self.wrap(0, way, size, view.width)
            self.y += 14
        step = view.width / len(chain)
        for number, link in enumerate(chain.to_dict("records")):
            x = 0.0 if view.narrow else number * step
            if number and view.narrow:
                self.thread((9, self.dots[-1]["y"] + 10), (9, self.y - 10))
            self.dots.append({"x": x + 9, "y": self.y, "seen": bool(link["seen"])})
            if number and not view.narrow:
                self.thread((x - step + 22, self.y), (x - 4, self.y))
            top = self.y
            self.y += 5 if view.narrow else 28
            self.wrap(26 if view.narrow else x, link["label"], size, view.width - 30 if view.narrow else step - 16)
            bottom = self.y
            self.y = bottom + 8 if view.narrow else top
        self.y = self.y if view.narrow else self.y + 28 + size * 2.8
