"""From the globe to the page: a frame says which piece of the earth fills which rectangle of a drawing.

Geometry is projected, cut, simplified and rounded here, once per page, so that a chart's spec holds only what can be
seen at its size. Everything leaves in pixels of the drawing; the charts need no projection of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

WGS84 = "EPSG:4326"
DETAIL = 1.3
Shapes = NDArray[np.object_]
Margin = tuple[float, float, float, float]


@dataclass(frozen=True)
class Frame:
    """A rectangle of the drawing and the piece of the earth in it, in an equal-area projection about its own centre.

    The projection is Lambert's azimuthal equal-area. Up to 500 km from the centre its scale is right within 0.1 %
    (it grows with an eighth of the squared distance in earth radii), so one scale bar holds for the whole frame.

    Parameters
    ----------
    lon, lat: degrees of the point in the middle.
    km: kilometres on the ground from the left edge to the right one.
    width, height: pixels.
    left, top: pixels from the drawing's corner to the frame's.
    """

    lon: float
    lat: float
    km: float
    width: float
    height: float
    left: float = 0
    top: float = 0

    @classmethod
    def around(
        cls, shapes: gpd.GeoSeries, width: float, height: float, margin: Margin = (16, 16, 16, 16), **corner: float
    ) -> Frame:
        """Choose the middle and the scale so that `shapes` fill a rectangle up to its margins.

        Parameters
        ----------
        shapes: what must be seen whole.
        width, height: pixels of the rectangle.
        margin: pixels to keep free at the top, right, bottom and left.
        corner: left and top, as for the frame itself.
        """
        ground = shapes if shapes.crs else shapes.set_crs(WGS84)
        upper, right, lower, left = margin
        west, south, east, north = ground.total_bounds
        lon, lat = (west + east) / 2, (south + north) / 2
        # The middle moves with the scale and the scale, a little, with the middle: two rounds settle both.
        for _ in range(2):
            crs = _equal_area(lon, lat)
            west, south, east, north = ground.to_crs(crs).total_bounds
            metres = max((east - west) / (width - left - right), (north - south) / (height - upper - lower))
            x = (west + east + metres * (right - left)) / 2
            y = (south + north + metres * (upper - lower)) / 2
            middle = gpd.GeoSeries.from_xy([x], [y], crs=crs).to_crs(WGS84)
            lon, lat = round(float(middle.x.iloc[0]), 3), round(float(middle.y.iloc[0]), 3)
        return cls(lon, lat, round(metres * width / 1000, 1), width, height, **corner)

    @property
    def crs(self) -> str:
        """The projection, as PROJ writes it."""
        return _equal_area(self.lon, self.lat)

    @property
    def metres(self) -> float:
        """Metres on the ground that one pixel shows."""
        return self.km * 1000 / self.width

    @property
    def box(self) -> shapely.Polygon:
        """The rectangle, in pixels of the drawing."""
        return shapely.box(self.left, self.top, self.left + self.width, self.top + self.height)

    def pixels(self, shapes: gpd.GeoSeries) -> Shapes:
        """Shapes on the earth as shapes in pixels, uncut; without a CRS they are WGS 84, as every TopoJSON is."""
        ground = (shapes if shapes.crs else shapes.set_crs(WGS84)).to_crs(self.crs)
        middle = np.array([self.left + self.width / 2, self.top + self.height / 2])
        return np.asarray(shapely.transform(ground.to_numpy(), lambda xy: middle + xy / [self.metres, -self.metres]))

    def points(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Degrees as pixels: one row (x, y) for each point."""
        return np.asarray(shapely.get_coordinates(self.pixels(gpd.GeoSeries.from_xy(lon, lat, crs=WGS84))))

    def areas(self, layer: gpd.GeoDataFrame, detail: float = DETAIL) -> gpd.GeoDataFrame:
        """Areas that share borders, in pixels: simplified together, cut at the frame, those outside it left out.

        Parameters
        ----------
        layer: areas in degrees that touch but do not overlap.
        detail: pixels; a corner whose triangle is smaller than a square of this side is dropped.
        """
        near = shapely.buffer(self.box, 20 * detail, cap_style="square", join_style="mitre")
        shapes = self.pixels(layer.geometry)
        inside = shapely.intersects(shapes, near)
        shapes = shapely.coverage_simplify(shapes[inside], detail)
        rest = pd.DataFrame(layer[inside].drop(columns=layer.geometry.name))
        placed = gpd.GeoDataFrame(rest, geometry=cut(shapes, self.box))  # pixels: no coordinate system of the earth
        return placed[~placed.is_empty]

    def lines(self, shapes: gpd.GeoSeries, detail: float = DETAIL) -> Shapes:
        """Lines in degrees as simplified lines in pixels, cut at the frame."""
        # Merged first: a border found as the common part of two outlines comes as loose segments.
        whole = shapely.simplify(shapely.line_merge(self.pixels(shapes)), detail / 2)
        return np.asarray(shapely.intersection(whole, self.box))

    def outline(self, other: Frame, step: float = 80) -> shapely.Polygon:
        """Where the rectangle of `other` lies in this frame, with a corner every `step` pixels, for its edges bend."""
        edges = shapely.segmentize(other.box, step)
        middle = np.array([other.left + other.width / 2, other.top + other.height / 2])
        ground = shapely.transform(edges, lambda xy: (xy - middle) * [other.metres, -other.metres])
        return self.pixels(gpd.GeoSeries([ground], crs=other.crs))[0]


def _equal_area(lon: float, lat: float) -> str:
    return f"+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m"


def cut(shapes: Shapes, box: shapely.Polygon, speck: float = 1.0) -> Shapes:
    """Areas inside `box`, without parts smaller than `speck` square pixels."""
    kept = []
    for shape in shapely.intersection(shapes, box):
        parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area >= speck]
        kept.append(shapely.MultiPolygon(parts) if len(parts) != 1 else parts[0])
    return np.array(kept, dtype=object)


def seams(shapes: Shapes) -> shapely.Geometry:
    """The lines along which areas touch, each once: inner borders without the coast."""
    return shapely.line_merge(shapely.union_all(np.array(list(_touching(shapes)), dtype=object)))


def _touching(shapes: Shapes) -> Iterator[shapely.Geometry]:
    for one, other in combinations(shapes, 2):
        if shapely.intersects(one, other):
            yield from lines_of(shapely.intersection(one, other))


def lines_of(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """The lines of a shape; points and areas in it are left out."""
    return [part for part in shapely.get_parts(shape) if part.geom_type in ("LineString", "LinearRing")]


def hatch(shape: shapely.Geometry, gap: float = 6) -> shapely.Geometry:
    """Parallel lines rising to the right that fill an area, `gap` pixels apart.

    They lie on one grid for the whole drawing, so that hatched neighbours look like one.
    """
    left, top, right, bottom = shape.bounds
    across = gap * np.sqrt(2)
    steps = np.arange(np.floor((left + top) / across), np.ceil((right + bottom) / across) + 1) * across
    lines = [shapely.LineString([(total - bottom, bottom), (total - top, top)]) for total in steps]
    inside = shapely.intersection(shapely.MultiLineString(lines), shape)
    return shapely.MultiLineString(lines_of(inside))
