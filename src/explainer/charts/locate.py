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

from explainer.charts.ground import DETAIL, Frame, hatch, seams
from explainer.charts.marks import COLOURS, class_of, records
from explainer.charts.measure import wrap
from explainer.charts.pages import Page
from explainer.charts.plate import LINE, Plate
from explainer.charts.theme import ARTICLE, GRID, MUTED, PAPER, SMALL, TEXT

_WATER: dict[str, Any] = {"fill": MUTED, "fillOpacity": 0.34}
_LAND: dict[str, Any] = {"fill": GRID, "fillOpacity": 0.5}
_NEAR: dict[str, Any] = {"fill": GRID, "fillOpacity": 0.28}
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
    lettering: names on the small map, as for the large one.
    """

    frame: Frame
    text: str
    lon: float
    lat: float
    beside: bool = False
    lettering: pd.DataFrame | None = None


def locator(
    rows: gpd.GeoDataFrame,
    page: Page,
    *,
    frame: Frame,
    land: gpd.GeoDataFrame,
    subject: Sequence[str],
    near: Sequence[str] = (),
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
    near: keys of land that matters next: a shade lighter than the rest.
    regions: areas whose inner borders are drawn as thin dashes.
    cities: points with label, and optionally capital (bool) and side (left, right, above or below) of the label.
    lettering: names and notes: text, lon, lat, role (subject, land, mark or note), and optionally side: the words are
        centred on the point if it is empty, else right or left of it. A note is broken into lines; "\\n" breaks others.
    inset: a small map that tells where the large one lies.
    bar: kilometres of the scale bar; none if 0, on the right if below 0.
    key: the column of `land` that holds its keys.

    Raises `ValueError` when a column is missing, a key is not in `land`, or lettering stands outside the frame.
    """
    plate = Plate("locator")
    absent = {*subject, *near} - set(land[key])
    if absent:
        raise ValueError(f"land has no {key} {', '.join(sorted(absent))}")
    tone = land[key].map({**dict.fromkeys(near, "near"), **dict.fromkeys(subject, "subject")}).fillna("rest")
    _base(plate, frame, land.geometry, tone, regions)
    _marked(plate, frame, rows)
    _cities(plate, frame, page, cities)
    _lettering(plate, frame, page, lettering)
    if bar:
        _bar(plate, frame, bar)
    bottom = frame.top + frame.height
    if inset is not None:
        bottom = max(bottom, _inset(plate, page, frame, inset, land.geometry, tone))
    return plate.chart(page.width, bottom)


def _base(
    plate: Plate, frame: Frame, land: gpd.GeoSeries, tone: pd.Series, regions: gpd.GeoDataFrame | None, fine: float = 1
) -> None:
    """Water, land, borders and the outline of the subject; `fine` makes the lines of a small map thinner."""
    areas = frame.areas(gpd.GeoDataFrame({"tone": tone}, geometry=land), DETAIL / fine)
    shapes, tones = areas.geometry.to_numpy(), areas.tone.to_numpy()
    plate.shape(frame.box, fill=PAPER)
    # Land is not painted over water: both are translucent, so that light and dark pages need no colours of their own.
    plate.shape(shapely.difference(frame.box, shapely.union_all(shapes)), **_WATER)
    for name, style in (("rest", _LAND), ("near", _NEAR)):
        plate.shape(shapely.union_all(shapes[tones == name]), **style)
    if regions is not None:
        inner = seams(frame.areas(regions).geometry.to_numpy())
        plate.shape(inner, stroke=MUTED, strokeWidth=0.7, strokeDash=[2, 3])
    outline = shapely.boundary(shapely.union_all(shapes[tones == "subject"]))
    plate.shape(shapely.difference(seams(shapes), outline), stroke=MUTED, strokeWidth=0.9 * fine)
    outline = shapely.line_merge(shapely.difference(outline, shapely.boundary(frame.box)))
    plate.shape(outline, stroke=TEXT, strokeWidth=1.5 * fine)


def _marked(plate: Plate, frame: Frame, rows: gpd.GeoDataFrame) -> None:
    """The rows: areas hatched, lines thick; then their clear areas, lines on top, as they are harder to hit."""
    tokens = records(pd.DataFrame(rows.drop(columns="geometry")), "href", "sentence", "label")
    is_line = shapely.get_dimensions(rows.geometry.to_numpy()) == 1
    areas = frame.areas(rows[~is_line]).geometry
    for place, shape in areas.items():
        row = tokens[rows.index.get_loc(place)]
        colour = COLOURS[class_of(row["ref"])]
        plate.shape(shape, row, fill=colour, fillOpacity=0.12, stroke=colour, strokeWidth=1.2)
        plate.shape(hatch(shape), row, stroke=colour, strokeWidth=0.8)
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
        if not shapely.contains_xy(frame.box, x, y):
            raise ValueError(f"the lettering {name['text']!r} stands outside the frame")
        role = name["role"]
        size = {"subject": page.size + page.pick(4, 2), "mark": page.size}.get(role, SMALL)
        text = "\n".join(wrap(name["text"], page.pick(215, 180), size)) if role == "note" else name["text"]
        plate.write(x, y, text, size=size, align=_SIDES.get(name.get("side", ""), (0, 0, "center"))[2], **_ROLES[role])


def _bar(plate: Plate, frame: Frame, km: int) -> None:
    """A scale bar in a lower corner; the projection keeps it true within 0.1 %."""
    length = abs(km) * 1000 / frame.metres
    x = frame.left + (14 if km > 0 else frame.width - 14 - length)
    y = frame.top + frame.height - 14
    ruler = shapely.LineString([(x, y - 4), (x, y), (x + length, y), (x + length, y - 4)])
    plate.shape(ruler, stroke=TEXT, strokeWidth=1.2)
    plate.write(x + length / 2, y - 10, f"{abs(km)} km", size=SMALL, align="center")


def _inset(plate: Plate, page: Page, frame: Frame, inset: Inset, land: gpd.GeoSeries, tone: pd.Series) -> float:
    """Draw the small map, its sentence and a line from the one to the other; give back where it ends, from the top."""
    small, gap = inset.frame, 8
    right, bottom = small.left + small.width, small.top + small.height
    room = page.width - right - 4 * gap if inset.beside else small.width - 2 * gap
    lines = wrap(inset.text, room, SMALL)
    depth = len(lines) * SMALL * LINE
    end = bottom if inset.beside else bottom + depth + 1.5 * gap
    plate.shape(shapely.box(small.left, small.top, right, end), fill=PAPER)
    _base(plate, small, land, tone, None, fine=0.7)
    plate.shape(small.outline(frame), stroke=TEXT, strokeWidth=1)
    _lettering(plate, small, page, inset.lettering)
    ((x, y),) = small.points(np.array([inset.lon]), np.array([inset.lat]))
    if inset.beside:
        leader = [(x + 4, y), (right + 2 * gap, y)]
        plate.write(right + 3 * gap, min(y, end - depth / 2), "\n".join(lines), size=SMALL)
    else:
        leader = [(x, y + 4), (x, bottom + gap / 2)]
        plate.write(small.left + gap, bottom + gap + depth / 2, "\n".join(lines), size=SMALL)
    plate.shape(shapely.LineString(leader), stroke=TEXT, strokeWidth=1)
    plate.dot(x, y, size=50, fill=PAPER)
    plate.shape(shapely.box(small.left, small.top, right, end), stroke=MUTED, strokeWidth=0.8)
    return end
