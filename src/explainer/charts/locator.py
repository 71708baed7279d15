"""Where it is: a map that shows places and claims nothing else about them.

The base is quiet: land, water, borders, names. What the text speaks of lies on it in the colour of its class, each
mark a link to its sentence. An area of a row is hatched, because a text that names an area seldom says where in it; a
line of a row (a border, a river) is drawn thick. Nothing is measured on such a map, and no arrows are drawn on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from explainer.charts.ground import Frame, hatch, seams
from explainer.charts.marks import COLOURS, class_of, records
from explainer.charts.measure import wrap
from explainer.charts.plate import LINE, Plate
from explainer.pages import Page
from explainer.theme import ARTICLE, GRID, MUTED, PAPER, SMALL, TEXT

_WATER: dict[str, Any] = {"fill": MUTED, "fillOpacity": 0.34}
_LAND: dict[str, Any] = {"fill": GRID, "fillOpacity": 0.5}
_SIDES = {"right": (7, 0, "left"), "left": (-7, 0, "right"), "above": (0, -12, "center"), "below": (0, 12, "center")}
_ROLES: dict[str, dict[str, Any]] = {
    "subject": {"bold": True, "colour": TEXT},
    "land": {"colour": MUTED, "bold": True},
    "mark": {"colour": ARTICLE, "bold": True},
    "note": {"colour": TEXT, "italic": True},
    "city": {"colour": TEXT},
}


@dataclass(frozen=True)
class Inset:
    """A small map that tells where the large one lies, with one place pointed out.

    Parameters
    ----------
    frame: its piece of the earth and its rectangle on the page.
    text: a sentence about the place.
    lon, lat: degrees of the place; it gets a ring.
    beside: put the sentence right of the small map, in the rest of the page, and not under it.
    """

    frame: Frame
    text: str
    lon: float
    lat: float
    beside: bool = False


def locator(
    rows: gpd.GeoDataFrame,
    page: Page,
    *,
    frame: Frame,
    land: gpd.GeoDataFrame,
    subject: Sequence[str],
    regions: gpd.GeoDataFrame | None = None,
    cities: gpd.GeoDataFrame | None = None,
    lettering: pd.DataFrame | None = None,
    inset: Inset | None = None,
    bar: int = 0,
    key: str = "iso",
) -> alt.LayerChart:
    """Draw a locator map.

    Parameters
    ----------
    rows: what the text speaks of: ref, href, sentence, label, and a geometry (areas or lines, degrees).
    page: the page drawn for.
    frame: the piece of the earth shown and its rectangle in pixels.
    land: all land in and around the frame, as areas that share borders, with the column `key`.
    subject: keys of the land the map is about: left as light as the paper, with a firm outline.
    regions: areas whose inner borders are drawn as thin dashes.
    cities: points with label, and optionally capital (bool) and side (left, right, above or below) of the label.
    lettering: names and notes: text ("\\n" breaks), lon, lat, role (subject, land, mark or note), optionally align.
    inset: a small map that tells where the large one lies.
    bar: kilometres of the scale bar; none if 0.
    key: the column of `land` that holds its keys.

    Raises `ValueError` when a column is missing, or when a subject is not in `land`.
    """
    plate = Plate("locator")
    absent = set(subject) - set(land[key])
    if absent:
        raise ValueError(f"land has no {key} {', '.join(sorted(absent))}")
    _base(plate, frame, land, land[key].isin(subject), regions)
    _marked(plate, frame, rows)
    _cities(plate, frame, page, cities)
    _lettering(plate, frame, page, lettering)
    if bar:
        _bar(plate, frame, bar)
    bottom = frame.top + frame.height
    if inset is not None:
        bottom = max(bottom, _inset(plate, page, frame, inset, land, land[key].isin(subject)))
    return plate.chart(page.width, bottom)


def _base(plate: Plate, frame: Frame, land: gpd.GeoDataFrame, about: pd.Series, regions: Any, fine: float = 1) -> None:
    """Water, land, the subject, borders: `fine` makes the lines of a small map thinner."""
    plate.shape(frame.box, **_WATER)
    areas = frame.areas(land)
    shapes = areas.geometry.to_numpy()
    subject = shapely.union_all(shapes[about[areas.index]])
    # The ground is opaque first, or the colour of the water would shine through it.
    ground = shapely.union_all(shapes)
    plate.shape(ground, fill=PAPER)
    plate.shape(shapely.difference(ground, subject), **_LAND)
    if regions is not None:
        inner = seams(frame.areas(regions).geometry.to_numpy())
        plate.shape(inner, stroke=MUTED, strokeWidth=0.7, strokeDash=[2, 2.5])
    plate.shape(seams(shapes), stroke=MUTED, strokeWidth=0.9 * fine)
    outline = shapely.difference(shapely.boundary(subject), shapely.boundary(frame.box))
    plate.shape(shapely.line_merge(outline), stroke=TEXT, strokeWidth=1.5 * fine)


def _marked(plate: Plate, frame: Frame, rows: gpd.GeoDataFrame) -> None:
    """The rows: areas hatched, lines thick; then their clear areas, lines on top, as they are harder to hit."""
    tokens = records(pd.DataFrame(rows.drop(columns="geometry")), "href", "sentence", "label")
    is_line = shapely.get_dimensions(rows.geometry.to_numpy()) == 1
    areas = frame.areas(rows[~is_line]).geometry
    for place, shape in areas.items():
        row = tokens[rows.index.get_loc(place)]
        colour = COLOURS[class_of(row["ref"])]
        plate.shape(shape, row, fill=colour, fillOpacity=0.16)
        plate.shape(hatch(shape), row, stroke=colour, strokeWidth=1)
        plate.shape(shape, row, stroke=colour, strokeWidth=1.2)
        plate.hit(shapely.simplify(shape, 2), row)
    for number in is_line.nonzero()[0]:
        row = tokens[number]
        line = shapely.union_all(frame.lines(rows.geometry.iloc[[number]]))
        plate.shape(line, row, stroke=PAPER, strokeWidth=6.5)
        plate.shape(line, row, stroke=COLOURS[class_of(row["ref"])], strokeWidth=3.5)
        plate.hit(shapely.simplify(shapely.buffer(line, 8), 1.5), row)


def _cities(plate: Plate, frame: Frame, page: Page, cities: gpd.GeoDataFrame | None) -> None:
    if cities is None:
        return
    spots = frame.pixels(cities.geometry)
    for city, spot in zip(cities.drop(columns="geometry").to_dict("records"), spots, strict=True):
        if not shapely.contains(frame.box, spot):
            continue
        capital = bool(city.get("capital"))
        plate.dot(spot.x, spot.y, shape="square" if capital else "circle", size=44 if capital else 22)
        across, down, align = _SIDES[city.get("side") or "right"]
        plate.write(spot.x + across, spot.y + down, city["label"], size=page.size if capital else SMALL, align=align)


def _lettering(plate: Plate, frame: Frame, page: Page, lettering: pd.DataFrame | None) -> None:
    if lettering is None:
        return
    spots = frame.points(lettering.lon.to_numpy(float), lettering.lat.to_numpy(float))
    for name, (x, y) in zip(lettering.to_dict("records"), spots, strict=True):
        role = name["role"]
        size = {"subject": page.size + page.pick(4, 2), "mark": page.size}.get(role, SMALL)
        plate.write(x, y, name["text"], size=size, align=name.get("align") or "center", **_ROLES[role])


def _bar(plate: Plate, frame: Frame, km: int) -> None:
    """A scale bar in the lower left corner; the projection keeps it true within 0.1 %."""
    x, y = frame.left + 14, frame.top + frame.height - 14
    length = km * 1000 / frame.metres
    ruler = shapely.LineString([(x, y - 4), (x, y), (x + length, y), (x + length, y - 4)])
    plate.shape(ruler, stroke=TEXT, strokeWidth=1.2)
    plate.write(x + length / 2, y - 10, f"{km} km", size=SMALL, align="center")


def _inset(plate: Plate, page: Page, frame: Frame, inset: Inset, land: gpd.GeoDataFrame, about: pd.Series) -> float:
    """Draw the small map and its sentence; give back where it ends, in pixels from the top."""
    small, gap = inset.frame, 8
    room = page.width - small.left - small.width - 2 * gap if inset.beside else small.width - 2 * gap
    lines = wrap(inset.text, room, SMALL)
    depth = len(lines) * SMALL * LINE
    right, bottom = small.left + small.width, small.top + small.height
    if not inset.beside:
        plate.shape(shapely.box(small.left, bottom, right, bottom + depth + 2 * gap), fill=PAPER)
    _base(plate, small, land, about, None, fine=0.7)
    plate.shape(small.outline(frame), stroke=TEXT, strokeWidth=1.2)
    ((x, y),) = small.points(np.array([inset.lon]), np.array([inset.lat]))
    plate.dot(x, y, size=60, fill="transparent")
    if inset.beside:
        plate.write(right + 2 * gap, small.top + small.height / 2, "\n".join(lines), size=SMALL)
        end = bottom
    else:
        plate.write(small.left + gap, bottom + gap + depth / 2, "\n".join(lines), size=SMALL)
        end = bottom + depth + 2 * gap
        plate.shape(shapely.box(small.left, small.top, right, end), stroke=MUTED, strokeWidth=0.8)
    return end
