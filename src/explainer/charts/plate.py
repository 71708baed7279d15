"""A drawing pad for maps: shapes in painter's order, dots, and names with a halo, as one Altair chart.

Like the sketch of the other charts it works in pixels. Shapes of a row are drawn without a voice; over everything lies
one clear area per row that carries the link, the spoken sentence and the tooltip.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import altair as alt
import numpy as np
import shapely

from explainer.charts.layers import TOOLTIP, across, down
from explainer.charts.marks import SOLID, Row, given
from explainer.charts.measure import width as width_of
from explainer.charts.theme import PAPER, SANS, TEXT

_STYLE = {"fill": "transparent", "fillOpacity": 1, "stroke": "transparent", "strokeWidth": 0, "strokeDash": SOLID}
_PLANE: dict[str, Any] = {"type": "identity", "scale": 1, "translate": [0, 0]}
LINE = 1.22
_FADED = 0.25


class Plate:
    """Collects what is drawn and gives it back as a layered chart.

    Parameters
    ----------
    name: names the view and its selection, so that no automatic name is needed.
    """

    def __init__(self, name: str) -> None:
        """Take an empty pad."""
        self.name = name
        self._base: list[dict[str, Any]] = []
        self._marks: list[dict[str, Any]] = []
        self._hits: list[dict[str, Any]] = []
        self._dots: list[dict[str, Any]] = []
        self._words: list[dict[str, Any]] = []

    def shape(self, shape: shapely.Geometry, row: Row | None = None, **style: Any) -> None:
        """Paint a shape over those painted before; what belongs to a row lies over what does not.

        Parameters
        ----------
        shape: in pixels; an empty one is passed over.
        row: the row it belongs to, if any.
        style: fill, fillOpacity, stroke, strokeWidth, strokeDash, as Vega-Lite names them.
        """
        if shape.is_empty:
            return
        if row is None:
            self._base.append(_feature(shape) | _STYLE | style)
        else:
            self._marks.append(_feature(shape) | _STYLE | style | {"key": _key(row)})

    def hit(self, shape: shapely.Geometry, row: Row) -> None:
        """Lay the clear area of a row over everything: link, spoken sentence, tooltip."""
        told = {name: str(row[name]) for name in TOOLTIP if given(row.get(name))}
        self._hits.append(_feature(shape) | {"key": _key(row), "href": row["href"], "sentence": row["sentence"]} | told)

    def dot(self, x: float, y: float, *, shape: str = "circle", size: float = 26, fill: str = TEXT) -> None:
        """Draw a symbol of `size` square pixels."""
        self._dots.append({"x": round(x, 1), "y": round(y, 1), "shape": shape, "size": size, "fill": fill})

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 13,
        colour: str = TEXT,
        bold: bool = False,
        italic: bool = False,
        align: str = "left",
    ) -> None:
        r"""Write a block of words centred on the height `y`; "\n" begins a new line."""
        lines = text.split("\n")
        style = {"size": size, "fill": colour, "align": align, "weight": 600 if bold else 400}
        style["style"] = "italic" if italic else "normal"
        for number, line in enumerate(lines):
            height = y + (number - (len(lines) - 1) / 2) * size * LINE
            self._words.append({"x": round(x, 1), "y": round(height, 1), "words": line} | style)

    def chart(self, width: float, height: float) -> alt.LayerChart:
        """Give back everything as one chart of `width` by `height` pixels."""
        hover = alt.selection_point(name=f"hover_{self.name}", on="pointerover", clear="pointerout", fields=["key"])
        x: Any = across(width)
        y: Any = down(height)
        layers: list[alt.Chart] = []
        if self._base:
            layers.append(_shapes(self._base))
        if self._marks:
            layers.append(_shapes(self._marks).encode(opacity=alt.condition(hover, alt.value(1), alt.value(_FADED))))
        if self._dots:
            layers.append(_dots(self._dots).encode(x=x, y=y))
        if self._words:
            # The halo is the same words drawn first with a broad edge in the colour of the paper.
            layers += [_words(self._words, True).encode(x=x, y=y), _words(self._words, False).encode(x=x, y=y)]
        if self._hits:
            layers.append(_areas(self._hits).properties(name=self.name).add_params(hover))
        # Shapes are in pixels for good: nothing may rescale the drawing to make room for something.
        drawn: alt.LayerChart = alt.layer(*layers, width=width, height=height, autosize="none")  # type: ignore[assignment]
        return drawn


def clashes(words: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of lines of a chart's words that stand on each other, for a test to find."""
    pairs = combinations(words, 2)
    return [(one["words"], other["words"]) for one, other in pairs if _box(one).intersection(_box(other)).area > 1]


def strays(words: list[dict[str, Any]], width: float, height: float) -> list[str]:
    """Lines of a chart's words that reach over its edges, for a test to find."""
    return [line["words"] for line in words if not _box(line).within(shapely.box(0, 0, width, height))]


def _key(row: Row) -> str:
    # Several rows of a map may rest on one claim; the label tells them apart.
    return f"{row['ref']} {row['label']}"


def _feature(shape: shapely.Geometry) -> dict[str, Any]:
    rounded = shapely.transform(shape, lambda xy: np.round(xy, 1))
    return {"type": "Feature", "geometry": shapely.geometry.mapping(rounded)}


def _box(words: dict[str, Any]) -> shapely.Polygon:
    wide = width_of(words["words"], words["size"], words["weight"] > 400)
    left = words["x"] - {"left": 0, "center": wide / 2, "right": wide}[words["align"]]
    return shapely.box(left, words["y"] - words["size"] * 0.45, left + wide, words["y"] + words["size"] * 0.45)


def _raw(field: str) -> dict[str, Any]:
    """A channel that takes its values as they stand in the data."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def _shapes(features: list[dict[str, Any]]) -> alt.Chart:
    chart = alt.Chart(alt.InlineData(values=features)).project(**_PLANE)
    style = {channel: _raw(channel) for channel in _STYLE}
    return chart.mark_geoshape(aria=False, strokeJoin="round", strokeCap="round").encode(**style)


def _dots(parts: list[dict[str, Any]]) -> alt.Chart:
    chart = alt.Chart(alt.InlineData(values=parts)).mark_point(aria=False, opacity=1, stroke=TEXT, strokeWidth=1.25)
    return chart.encode(shape=_raw("shape"), size=_raw("size"), fill=_raw("fill"))


def _words(parts: list[dict[str, Any]], halo: bool) -> alt.Chart:
    edge: dict[str, Any] = {"stroke": PAPER, "strokeWidth": 3, "strokeJoin": "round", "opacity": 0.85} if halo else {}
    style: dict[str, Any] = {
        "align": alt.expr("datum.align"),
        "fontWeight": alt.expr("datum.weight"),
        "fontStyle": alt.expr("datum.style"),
    }
    chart = alt.Chart(alt.InlineData(values=parts)).mark_text(aria=False, font=SANS, baseline="middle", **style, **edge)
    return chart.encode(text="words:N", size=_raw("size"), fill=_raw("fill"))


def _areas(features: list[dict[str, Any]]) -> alt.Chart:
    shown = [name for name in TOOLTIP if any(name in feature for feature in features)]
    chart = alt.Chart(alt.InlineData(values=features)).project(**_PLANE)
    return chart.mark_geoshape(fill="transparent", stroke=None, cursor="pointer").encode(
        href="href:N", description="sentence:N", tooltip=[alt.Tooltip(f"{name}:N") for name in shown]
    )
