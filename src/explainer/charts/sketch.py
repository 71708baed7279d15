"""A drawing pad: lines, boxes, points and words are put at places worked out beforehand, and become one Altair chart.

Every recipe lays its chart out in pixels, so that labels never collide and both pages are drawn rather than shrunk.
What belongs to a row is drawn without a voice; over it lies one clear area per row that carries the link, the spoken
sentence and the tooltip. So each row is one stop of the keyboard, and large enough for a finger.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import altair as alt

from explainer.charts.choose import NONE, Choices
from explainer.charts.layers import LAYERS, TOOLTIP, across, down, fading, hit_layer
from explainer.charts.marks import SOLID, Row, given
from explainer.charts.theme import GRID, MUTED, PAPER, SANS, TEXT


class Sketch:
    """Collects what is drawn and gives it back as a layered chart.

    Parameters
    ----------
    name: names the view, so that no automatic name is needed.
    width: pixels of the drawing.
    x: the horizontal encoding of the field `x`; pixels if not given.
    at: turns pixels from the left into a value of `x`; identity if not given.
    """

    def __init__(
        self, name: str, width: float, x: alt.X | None = None, at: Callable[[float], Any] | None = None
    ) -> None:
        """Begin an empty pad."""
        self.name = name
        self.width = width
        self.x = across(width) if x is None else x
        self.at = at or (lambda pixel: round(pixel, 1))
        self._parts: dict[tuple[str, bool], list[dict[str, Any]]] = {}
        self._hits: list[dict[str, Any]] = []

    def _add(self, kind: str, row: Row | None, part: dict[str, Any]) -> None:
        if row is not None:
            part["key"] = row["ref"]
        self._parts.setdefault((kind, row is not None), []).append(part)

    def rule(
        self,
        x: Any,
        y: float,
        x2: Any,
        y2: float,
        row: Row | None = None,
        *,
        colour: str = MUTED,
        thick: float = 1,
        dash: list[float] = SOLID,
        opacity: float = 1,
    ) -> None:
        """Draw a straight line; `x` and `x2` in values of x, `y` and `y2` in pixels from the top."""
        part = {"x": x, "y": y, "x2": x2, "y2": y2, "stroke": colour, "thick": thick, "dash": dash, "opacity": opacity}
        self._add("rule", row, part)

    def hairline(self, y: float) -> None:
        """Draw a faint line over the whole width, but for the pixel that its thickness takes at either end."""
        self.rule(self.at(2), y, self.at(self.width - 2), y, colour=GRID)

    def rect(
        self,
        x: Any,
        y: float,
        x2: Any,
        y2: float,
        row: Row | None = None,
        *,
        fill: str = "transparent",
        opacity: float = 1,
        stroke: str = "transparent",
        thick: float = 0,
        dash: list[float] = SOLID,
        radius: float = 1.5,
    ) -> None:
        """Draw a box; `opacity` is that of its inside."""
        part = {"x": x, "y": y, "x2": x2, "y2": y2, "fill": fill, "opacity": opacity, "radius": radius}
        self._add("rect", row, part | {"stroke": stroke, "thick": thick, "dash": dash})

    def point(
        self,
        x: Any,
        y: float,
        row: Row | None = None,
        *,
        shape: str = "circle",
        size: float = 110,
        fill: str = "transparent",
        opacity: float = 1,
        stroke: str = "transparent",
        thick: float = 2,
        dash: list[float] = SOLID,
    ) -> None:
        """Draw a symbol; `size` is its area in square pixels."""
        part = {"x": x, "y": y, "shape": shape, "size": size, "fill": fill, "opacity": opacity}
        self._add("point", row, part | {"stroke": stroke, "thick": thick, "dash": dash})

    def words(
        self,
        x: Any,
        y: float,
        line: str,
        row: Row | None = None,
        *,
        colour: str = TEXT,
        size: float = 13,
        bold: bool = False,
        italic: bool = False,
        align: str = "left",
        font: str = SANS,
        outline: bool = False,
    ) -> None:
        """Write one line of text; `y` is its baseline. With `outline` its letters are drawn hollow."""
        part = {"x": x, "y": y, "words": line, "fill": colour, "size": size, "align": align, "font": font}
        part |= {"weight": 600 if bold else 400, "style": "italic" if italic else "normal"}
        if outline:
            # Letters of paper over broader ones in colour: a stroke alone would show where a letter's parts overlap.
            self._add("outline", row, dict(part))
            part["fill"] = PAPER
        self._add("text", row, part)

    def curve(self, points: list[tuple[float, float]], *, colour: str = MUTED, thick: float = 1.25) -> None:
        """Draw a soft line through some corners; it belongs to no row."""
        line = len({part["line"] for part in self._parts.get(("curve", False), [])})
        for order, (x, y) in enumerate(points):
            part = {"x": x, "y": y, "line": line, "order": order, "stroke": colour, "thick": thick}
            self._add("curve", None, part)

    def plate(self, left: float, top: float, right: float, bottom: float) -> None:
        """Lay a piece of paper under words, so that no grid line runs through them; all in pixels."""
        left, right = max(1, left), min(self.width - 1, right)
        self.rect(self.at(left), top, self.at(right), bottom, fill=PAPER, radius=0)

    def hit(self, left: float, y: float, right: float, y2: float, row: Row) -> None:
        """Lay the clear area of a row over its marks and words, in pixels: link, spoken sentence, tooltip."""
        # One pixel inside, or rounding would make the drawing a pixel wider than its page.
        x, x2 = self.at(max(1, left)), self.at(min(self.width - 1, right))
        area = {"x": x, "y": y, "x2": x2, "y2": y2, "key": row["ref"], "href": row["href"], "sentence": row["sentence"]}
        self._hits.append(area | {name: str(row[name]) if given(row.get(name)) else "" for name in TOOLTIP})

    def chart(
        self,
        height: float,
        extra: list[alt.Parameter] | None = None,
        chosen: Choices = NONE,
        moving: Sequence[alt.Chart] = (),
    ) -> alt.LayerChart:
        """Give back everything as one chart, `height` pixels tall.

        Parameters
        ----------
        height: pixels.
        extra: further selections (a brush, for instance) that fade what they leave out.
        chosen: what a reader can choose to see, the rest fades too.
        moving: layers whose places depend on a choice, over everything that stays.
        """
        hover = alt.selection_point(name=f"hover_{self.name}", on="pointerover", clear="pointerout", fields=["key"])
        faded = fading([hover, *(extra or [])], chosen.tests)
        # Plates lie over the grid and under everything that belongs to a row.
        order = [(kind, False) for kind in ("curve", "rule", "rect", "point", "text")]
        order += [(kind, True) for kind in ("rect", "rule", "point", "outline", "text")]
        layers = []
        for kind, rowed in order:
            if (kind, rowed) in self._parts:
                parts = [dict(part) for part in self._parts[kind, rowed]]
                layer = LAYERS[kind](parts, self.x, down(height))
                if rowed and self._hits:
                    layer = layer.encode(opacity=faded)
                layers.append(layer)
        layers += moving
        if self._hits:
            hits = [dict(area) for area in self._hits]
            area = hit_layer(hits, self.x, down(height)).properties(name=self.name)
            layers.append(area.add_params(hover, *(extra or [])))
        chart = alt.layer(*layers, width=self.width, height=height).add_params(*chosen.params)
        return cast(alt.LayerChart, chart)
