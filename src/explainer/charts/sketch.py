"""A drawing pad: lines, boxes, points and words are put at places worked out beforehand, and become one Altair chart.

Every recipe lays its chart out in pixels, so that labels never collide and both pages are drawn rather than shrunk.
What belongs to a row is drawn without a voice; over it lies one clear area per row that carries the link, the spoken
sentence and the tooltip. So each row is one stop of the keyboard, and large enough for a finger.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import altair as alt

from explainer.charts.marks import SOLID, Row, given
from explainer.theme import GRID, MUTED, PAPER, SANS, TEXT

TOOLTIP = ("label", "words", "text", "quote", "speaker")
_FADED = 0.22


def across(size: float) -> alt.X:
    """A position in pixels from the left."""
    return alt.X("x:Q", scale=alt.Scale(domain=[0, size], nice=False, zero=False), axis=None)


def down(size: float) -> alt.Y:
    """A position in pixels from the top."""
    return alt.Y("y:Q", scale=alt.Scale(domain=[0, size], nice=False, zero=False, reverse=True), axis=None)


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
        self.at = at or (lambda pixel: round(pixel, 2))
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
    ) -> None:
        """Write one line of text; `y` is its baseline."""
        part = {"x": x, "y": y, "words": line, "fill": colour, "size": size, "align": align, "font": font}
        style = "italic" if italic else "normal"
        self._add("text", row, part | {"weight": 600 if bold else 400, "style": style})

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

    def chart(self, height: float, extra: list[alt.Parameter] | None = None) -> alt.LayerChart:
        """Give back everything as one chart, `height` pixels tall.

        Parameters
        ----------
        height: pixels.
        extra: further selections (a brush, for instance) that fade what they leave out.
        """
        hover = alt.selection_point(name=f"hover_{self.name}", on="pointerover", clear="pointerout", fields=["key"])
        fading = _fading([hover, *(extra or [])])
        # Plates lie over the grid and under everything that belongs to a row.
        order = [(kind, False) for kind in ("curve", "rule", "rect", "point", "text")]
        order += [(kind, True) for kind in ("rect", "rule", "point", "text")]
        layers = []
        for kind, rowed in order:
            if (kind, rowed) in self._parts:
                parts = [dict(part) for part in self._parts[kind, rowed]]
                layer = _LAYERS[kind](parts, self.x, down(height))
                if rowed:
                    layer = layer.encode(opacity=fading)
                layers.append(layer)
        if self._hits:
            hits = [dict(area) for area in self._hits]
            area = _hit_layer(hits, self.x, down(height)).properties(name=self.name)
            layers.append(area.add_params(hover, *(extra or [])))
        return cast(alt.LayerChart, alt.layer(*layers, width=self.width, height=height))


def _fading(selections: list[alt.Parameter]) -> alt.OpacityValue:
    """Full strength for what every selection holds; an empty one holds everything."""
    test = {"and": [{"param": selection.name} for selection in selections]}
    return alt.OpacityValue(_FADED, condition={"test": test, "value": 1})


def _data(parts: list[dict[str, Any]]) -> alt.Data:
    return alt.InlineData(values=parts)


def _shared(parts: list[dict[str, Any]], field: str) -> bool:
    return all(part[field] == parts[0][field] for part in parts)


# Channels as objects, field and constant: Altair takes many times longer to make them out of dicts.
_CHANNELS: dict[str, tuple[Any, Any]] = {
    "fill": (alt.Fill, alt.FillValue),
    "fillOpacity": (alt.FillOpacity, alt.FillOpacityValue),
    "stroke": (alt.Stroke, alt.StrokeValue),
    "strokeDash": (alt.StrokeDash, alt.StrokeDashValue),
    "strokeOpacity": (alt.StrokeOpacity, alt.StrokeOpacityValue),
    "strokeWidth": (alt.StrokeWidth, alt.StrokeWidthValue),
    "shape": (alt.Shape, alt.ShapeValue),
    "size": (alt.Size, alt.SizeValue),
}


def _channels(parts: list[dict[str, Any]], **fields: str) -> dict[str, Any]:
    """Channel by channel: one value if all parts share it (and the field is dropped), else the field as it stands."""
    channels: dict[str, Any] = {}
    for channel, field in fields.items():
        varying, constant = _CHANNELS[channel]
        if _shared(parts, field):
            channels[channel] = constant(parts[0][field])
            for part in parts:
                del part[field]
        else:
            channels[channel] = varying(f"{field}:N", scale=None, legend=None)
    return channels


def _props(parts: list[dict[str, Any]], **fields: str) -> dict[str, Any]:
    """Mark properties that are no channels: one value if all parts share it, else an expression over the datum."""
    props: dict[str, Any] = {}
    for prop, field in fields.items():
        if _shared(parts, field):
            props[prop] = parts[0][field]
            for part in parts:
                del part[field]
        else:
            props[prop] = {"expr": f"datum.{field}"}
    return props


def _rects(parts: list[dict[str, Any]], x: alt.X, y: alt.Y) -> alt.Chart:
    style = _channels(parts, fill="fill", fillOpacity="opacity", stroke="stroke", strokeWidth="thick")
    # Vega-Lite's rect has no channel for dashes, so they go in as a property.
    chart = alt.Chart(_data(parts)).mark_rect(aria=False, **_props(parts, cornerRadius="radius", strokeDash="dash"))
    return chart.encode(x=x, x2=alt.X2("x2"), y=y, y2=alt.Y2("y2"), **style)


def _rules(parts: list[dict[str, Any]], x: alt.X, y: alt.Y) -> alt.Chart:
    style = _channels(parts, stroke="stroke", strokeWidth="thick", strokeDash="dash", strokeOpacity="opacity")
    chart = alt.Chart(_data(parts)).mark_rule(aria=False)
    return chart.encode(x=x, x2=alt.X2("x2"), y=y, y2=alt.Y2("y2"), **style)


def _curves(parts: list[dict[str, Any]], x: alt.X, y: alt.Y) -> alt.Chart:
    style = _channels(parts, stroke="stroke", strokeWidth="thick")
    chart = alt.Chart(_data(parts)).mark_line(aria=False, interpolate="basis", strokeOpacity=0.55)
    return chart.encode(x=x, y=y, order=alt.Order("order:O"), detail=alt.Detail("line:N"), **style)


def _points(parts: list[dict[str, Any]], x: alt.X, y: alt.Y) -> alt.Chart:
    style = _channels(
        parts,
        shape="shape",
        size="size",
        fill="fill",
        fillOpacity="opacity",
        stroke="stroke",
        strokeWidth="thick",
        strokeDash="dash",
    )
    return alt.Chart(_data(parts)).mark_point(aria=False, opacity=1).encode(x=x, y=y, **style)


def _texts(parts: list[dict[str, Any]], x: alt.X, y: alt.Y) -> alt.Chart:
    style = _channels(parts, fill="fill", size="size")
    props = _props(parts, align="align", font="font", fontWeight="weight", fontStyle="style")
    chart = alt.Chart(_data(parts)).mark_text(aria=False, baseline="alphabetic", **props)
    return chart.encode(x=x, y=y, text=alt.Text("words:N"), **style)


def _hit_layer(parts: list[dict[str, Any]], x: alt.X, y: alt.Y) -> alt.Chart:
    shown = [name for name in TOOLTIP if any(part[name] for part in parts)]
    for part in parts:
        for name in set(TOOLTIP) - set(shown):
            del part[name]
    chart = alt.Chart(_data(parts)).mark_rect(fill="transparent", cursor="pointer")
    return chart.encode(
        x=x,
        x2=alt.X2("x2"),
        y=y,
        y2=alt.Y2("y2"),
        href=alt.Href("href:N"),
        description=alt.Description("sentence:N"),
        tooltip=[alt.Tooltip(f"{name}:N") for name in shown],
    )


_LAYERS = {"rect": _rects, "rule": _rules, "curve": _curves, "point": _points, "text": _texts}
