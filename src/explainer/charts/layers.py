"""From what a sketch has collected to the layers of an Altair chart, one for each kind of mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

TOOLTIP = ("label", "words", "text", "quote", "speaker")
_FADED = 0.22


def across(size: float) -> alt.X:
    """A position in pixels from the left."""
    return alt.X("x:Q", scale=alt.Scale(domain=[0, size], nice=False, zero=False), axis=None)


def down(size: float) -> alt.Y:
    """A position in pixels from the top."""
    return alt.Y("y:Q", scale=alt.Scale(domain=[0, size], nice=False, zero=False, reverse=True), axis=None)


def fading(selections: list[alt.Parameter], tests: Sequence[str] = ()) -> alt.OpacityValue:
    """Full strength for what every selection holds and every test is true of; an empty selection holds everything."""
    test = {"and": [*({"param": selection.name} for selection in selections), *tests]}
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


def _outlines(parts: list[dict[str, Any]], x: alt.X, y: alt.Y) -> alt.Chart:
    style = _channels(parts, stroke="fill", size="size")
    props = _props(parts, align="align", font="font", fontWeight="weight", fontStyle="style")
    looks = {"fill": "transparent", "strokeWidth": 3, "strokeJoin": "round"}
    mark: Any = {"aria": False, "baseline": "alphabetic", **looks, **props}
    return alt.Chart(_data(parts)).mark_text(**mark).encode(x=x, y=y, text=alt.Text("words:N"), **style)


def hit_layer(parts: list[dict[str, Any]], x: alt.X, y: alt.Y) -> alt.Chart:
    """Make the layer of clear areas that carry links, spoken sentences and tooltips."""
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


LAYERS = {"rect": _rects, "rule": _rules, "curve": _curves, "point": _points, "text": _texts, "outline": _outlines}
"""What makes the layer of each kind of part."""
