"""A map from one TopoJSON file: what a text names, drawn as vaguely as it names it, over quiet land.

Every row becomes a shape of that file with the row's columns as its properties, so that the published specification
holds the file once and whoever opens it in the Vega editor can change any layer.
"""

from __future__ import annotations

from math import log, pi, radians, tan
from typing import Any

import altair as alt
import pandas as pd
from altair.typing import ChartType

from explainer.charts import grammar
from explainer.charts.theme import ARTICLE, MUTED, OUTSIDE, TEXT
from explainer.charts.viewport import Viewport
from explainer.model import Json

_STRIPES = 70
_FILE = "map"


def atlas(
    rows: pd.DataFrame,
    view: Viewport,
    *,
    topology: Json,
    words: pd.DataFrame,
    extent: tuple[float, float, float, float],
) -> ChartType:
    """Draw a map.

    Parameters
    ----------
    rows: what is marked, with `ref`, `sentence`, `form` and `iso`: `whole` (a country of which only a part is meant:
        lightly hatched), `area` (an area named), `border` (`iso` names the two countries, "AA|BB"), `near` (a place of
        which the extent is not known, at `lon` and `lat`); optional `step` (from which step of the figure on).
    view: what is drawn for.
    topology: a TopoJSON file with the objects `countries` and `regions`, whose features have the property `iso`.
    words: what is written where: `text`, `lon`, `lat`, `role` (country, city, place, article, outside) and `step`.
    extent: what is seen: degrees west, south, east and north (mercator).

    Raises `ValueError` for missing columns and for codes that the file does not have.
    """
    data = grammar.ready(rows, "form", "iso", "lon?", "lat?", "step?")
    data["row"] = data.index
    west, south, east, north = extent
    tall = _mercator(north) - _mercator(south)
    height = view.pick(640, round(view.width * tall / radians(east - west)))
    scale = min(view.width / radians(east - west), height / tall)
    shapes = _shapes(topology, data[data["form"] != "near"])
    # What lies outside is cut off in the data of the paths too, a little beyond the edge so that no cut is seen.
    looks: Json = {
        "clipExtent": [[-9, -9], [view.width + 9, height + 9]],
        "center": [(west + east) / 2, (south + north) / 2],
        "scale": scale,
    }
    land = _shape("form", "country").mark_geoshape(aria=False, fill=TEXT, stroke=MUTED, strokeWidth=0.8, clip=True)
    whole = data.loc[data["form"] == "whole", "iso"].to_list()
    strong = alt.condition(f"indexof({whole}, datum.properties.iso) >= 0", alt.value(0.14), alt.value(0.06))
    parts: list[ChartType] = [land.encode(fillOpacity=strong)]
    inner = _shape("form", "region").transform_filter(alt.FieldOneOfPredicate("properties.land", whole))
    parts.append(inner.mark_geoshape(aria=False, fill=None, stroke=MUTED, strokeWidth=0.8, strokeDash=[1.5, 3]))
    for step in sorted({*data["step"], *words["step"]}):
        layers = [
            *(_marks(form, here, view) for form, here in grammar.runs(data[data["step"] == step], "form")),
            *_written(words[words["step"] == step], view),
        ]
        parts.append(alt.layer(*layers, name=f"step{step}_map"))
    chart = alt.layer(*parts, width=view.width, height=height).project(type="mercator", **looks)
    # The file is named, not repeated: Altair would copy and check it anew for every layer.
    chart.datasets = {_FILE: shapes}
    return chart


def _mercator(latitude: float) -> float:
    return log(tan(pi / 4 + radians(latitude) / 2))


def _shape(field: str, *values: Any) -> alt.Chart:
    """The shapes of which a property has one of some values."""
    chart = grammar.Chart(alt.NamedData(name=_FILE, format=alt.TopoDataFormat(type="topojson", feature="shapes")))
    return chart.transform_filter(alt.FieldOneOfPredicate(f"properties.{field}", list(values)))


def _shapes(topology: Json, data: pd.DataFrame) -> Json:
    """One collection of all shapes: countries, regions, and those of the rows with the rows' columns as properties.

    Vega wants a data set for every object that is read from a file; with one object the file is there once.
    """
    known, shapes = {}, []
    for form, objects in (("country", "countries"), ("region", "regions")):
        for one in topology["objects"][objects]["geometries"]:
            code = one["properties"]["iso"]
            known[code] = one
            shapes.append(one | {"properties": {"form": form, "iso": code, "land": code[:2]}})
    for row in data.drop(columns=["lon", "lat"]).to_dict("records"):
        codes = row["iso"].split("|")
        if unknown := [code for code in codes if code not in known]:
            raise ValueError(f"the map has no {' and no '.join(unknown)}")
        shape = known[codes[0]]
        if row["form"] == "border":
            shared = sorted(_arcs(shape["arcs"]) & _arcs(known[codes[1]]["arcs"]))
            shape = {"type": "MultiLineString", "arcs": [[arc] for arc in shared]}
        shapes.append(shape | {"properties": row})
    return topology | {"objects": {"shapes": {"type": "GeometryCollection", "geometries": shapes}}}


def _arcs(part: Any) -> set[int]:
    """The numbers of the lines that an outline is made of; -1 - n is line n drawn backwards."""
    return {max(part, ~part)} if isinstance(part, int) else set().union(*map(_arcs, part))


def _hatched(colour: str, stripes: int, broad: float) -> Json:
    """Stripes from corner to corner: a gradient whose stops have no room between them."""
    stops = []
    for n in range(stripes):
        for edge, ink in ((n, colour), (n + broad, colour), (n + broad, "transparent"), (n + 1, "transparent")):
            stops.append({"offset": round(edge / stripes, 5), "color": ink})
    return {"gradient": "linear", "x1": 0, "y1": 0, "x2": 1, "y2": 1, "stops": stops}


_LOOKS: dict[str, Json] = {
    "whole": {"fill": _hatched(ARTICLE, _STRIPES, 0.1), "fillOpacity": 0.5, "stroke": ARTICLE, "strokeWidth": 1},
    "area": {"fill": _hatched(ARTICLE, 20, 0.2), "stroke": ARTICLE, "strokeWidth": 1.5},
    "border": {"fill": None, "stroke": ARTICLE, "strokeWidth": 5, "strokeCap": "round", "strokeJoin": "round"},
}


def _marks(form: str, data: pd.DataFrame, view: Viewport) -> alt.Chart:
    """Rows of one form; a place without an edge is strong in the middle, nothing at a distance that means nothing."""
    if form == "near":
        ring = grammar.Chart(data).transform_calculate(ring="sequence(1, 8)").transform_flatten(["ring"])
        ring = ring.transform_calculate(size=f"datum.ring * datum.ring * {view.pick(300, 80)}")
        return ring.mark_point(shape="circle", strokeOpacity=0, fillOpacity=0.13, opacity=1).encode(
            longitude="lon:Q", latitude="lat:Q", size=alt.Size("size:Q", scale=None), fill=grammar.FILL, **grammar.LINK
        )
    link = {"href": alt.Href("properties.href:N"), "description": alt.Description("properties.sentence:N")}
    return _shape("row", *data["row"]).mark_geoshape(clip=True, **_LOOKS[form]).encode(**link)


def _written(words: pd.DataFrame, view: Viewport) -> list[alt.Chart]:
    size = view.size
    looks: dict[str, Json] = {
        "country": {"color": MUTED, "fontSize": size - 1, "align": "center"},
        "city": {"color": TEXT, "fontSize": size - 1, "dx": 8},
        "place": {"color": ARTICLE, "fontWeight": 600, "align": "center"},
        "article": {"color": TEXT, "fontStyle": "italic", "align": "center"},
        "outside": {"color": OUTSIDE, "fontWeight": 600, "align": "center"},
    }
    layers = []
    for role, look in looks.items():
        here = words[words["role"] == role][["text", "lon", "lat"]]
        if here.empty:
            continue
        base = grammar.Chart(here).encode(longitude="lon:Q", latitude="lat:Q")
        if role == "city":
            layers.append(base.mark_point(aria=False, shape="circle", filled=True, size=28, opacity=1, fill=TEXT))
        layers += grammar.halo(grammar.words(base, view, "text", **look), 5)
    return layers
