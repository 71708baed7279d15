"""From lines to areas: the geometry of the rebuild.

Borders come as lines of several releases that miss each other by a little. Joined with the coast they
make one net; a face of the net on land belongs to one country and perhaps to one region. All faces are
simplified together, so that neighbours keep one common border, and dissolved into what the map draws.
"""

from __future__ import annotations

from collections import Counter

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

WGS84 = 4326
#: Degrees (west, south, east, north). Lines are read from a window wider than the one written, and the
#: one written is wider than any map drawn: an edge cut straight in degrees is bent by a projection.
READ = (9.0, 40.0, 50.0, 66.0)
WRITE = (15.5, 43.3, 46.0, 59.0)

#: Line ends of one release miss the lines of another by less than 0.002°; this bridges them.
BRIDGE = 0.03
#: Visvalingam tolerance in degrees (square root of the area of the triangles dropped), about 700 m:
#: under one pixel of the widest map, and small enough to keep Belarus's area.
TOLERANCE = 0.008
#: Islands smaller than this many square degrees (about 30 km²) cannot be seen on the maps drawn.
SMALLEST = 0.004


def bridges(lines: np.ndarray, target: shapely.Geometry) -> list[shapely.LineString]:
    """Short lines from every free end of `lines` to `target`, where the gap is at most BRIDGE degrees.

    Each reaches a hair beyond `target`, so that noding finds the crossing.
    """
    pieces = shapely.get_parts(shapely.union_all(lines))
    ends = Counter(end for piece in pieces for end in (piece.coords[0], piece.coords[-1]))
    found = []
    for end, touching in ends.items():
        gap = shapely.distance(shapely.Point(end), target)
        if touching == 1 and 0 < gap <= BRIDGE:
            start, stop = np.asarray(shapely.shortest_line(shapely.Point(end), target).coords)
            found.append(shapely.LineString([start, stop + (stop - start) / gap * 1e-7]))
    return found


def dry_land(land: gpd.GeoDataFrame) -> shapely.Geometry:
    """One area of land without holes: the source cuts lakes out, and a lake is not outside its country."""
    areas = shapely.get_parts(shapely.get_parts(shapely.make_valid(land.geometry.to_numpy())))
    areas = areas[shapely.get_type_id(areas) == shapely.GeometryType.POLYGON]
    return shapely.union_all(shapely.polygons(shapely.get_exterior_ring(areas)))


def faces(lines: list[shapely.Geometry], land: shapely.Geometry) -> gpd.GeoDataFrame:
    """The faces of the net of `lines` that lie on `land`, one row each."""
    net = shapely.union_all(np.array(lines, dtype=object))
    areas = np.array(shapely.polygonize([net]).geoms, dtype=object)
    shapely.prepare(land)
    on_land = shapely.contains(land, shapely.point_on_surface(areas))
    return gpd.GeoDataFrame(geometry=areas[on_land], crs=WGS84)


def nets(layers: dict[str, gpd.GeoDataFrame], land: shapely.Geometry, states: list[str]) -> tuple[list, list]:
    """The lines between countries, and the same with the lines between regions of `states`.

    `states` are Natural Earth's three-letter codes. Both nets share every vertex of the first.
    """
    window = shapely.box(*READ)
    coast = shapely.intersection(shapely.boundary(land), window)
    between_states = layers["admin_0_boundary_lines_land"].geometry.to_numpy()
    outer = [*between_states, *bridges(between_states, coast), coast, shapely.boundary(window)]
    regional = layers["admin_1_states_provinces_lines"]
    inner = regional.geometry[regional.adm0_a3.isin(states)].to_numpy()
    joined = shapely.union_all(np.array(outer, dtype=object))
    return outer, [joined, *inner, *bridges(inner, joined)]


def name_countries(
    areas: gpd.GeoDataFrame, countries: gpd.GeoDataFrame, places: gpd.GeoDataFrame, names: pd.DataFrame
) -> pd.Series:
    """Natural Earth's country code for every row of `areas`, missing where nobody lives near.

    A face of the country net belongs to the country of most populated places in it. Land without any
    place takes a hint from names.csv, or the nearest named land within half a degree (islands).
    """
    inside = gpd.sjoin(places[["adm0_a3", "geometry"]], countries, predicate="within")
    codes = inside.groupby("index_right").adm0_a3.agg(lambda codes: codes.mode().iat[0])
    countries = countries.assign(code=codes)
    points = gpd.GeoDataFrame(geometry=areas.representative_point(), crs=WGS84)
    code = gpd.sjoin(points, countries.dropna(subset="code"), predicate="within").groupby(level=0).code.first()
    code = code.reindex(areas.index)
    for hint in names[(names.kind == "country") & names.lon.notna()].itertuples():
        code[shapely.contains_xy(areas.geometry.to_numpy(), hint.lon, hint.lat)] = hint.key
    shapes = areas.geometry.to_numpy()
    lone = np.flatnonzero(code.isna() & (shapely.area(shapes) > SMALLEST / 2))
    named = np.flatnonzero(code.notna())
    tree = shapely.STRtree(shapes[named])
    islands, neighbours = tree.query_nearest(shapes[lone], max_distance=0.5, all_matches=False)
    code.iloc[lone[islands]] = code.iloc[named[neighbours]].to_numpy()
    return code


def name_regions(areas: gpd.GeoDataFrame, names: pd.DataFrame) -> pd.Series:
    """ISO 3166-2 code for every row of `areas` that holds the point of a region in names.csv."""
    wanted = names[names.kind == "region"]
    points = gpd.GeoDataFrame(wanted[["iso"]], geometry=gpd.points_from_xy(wanted.lon, wanted.lat), crs=WGS84)
    found = gpd.sjoin(areas, points, predicate="contains")
    if sorted(found.iso) != sorted(wanted.iso):
        raise SystemExit(f"rebuild: no face of its own for {sorted(set(wanted.iso) - set(found.iso))}")
    return found.iso.reindex(areas.index)


def simplify(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Cut to WRITE, drop specks and simplify all faces together, so that neighbours keep one common line."""
    cut = areas.clip(shapely.box(*WRITE)).explode(index_parts=False)
    seen = (shapely.area(cut.geometry.to_numpy()) >= SMALLEST) | cut.region.notna()
    cut = cut[(cut.geom_type == "Polygon") & seen].reset_index(drop=True)
    return cut.set_geometry(shapely.coverage_simplify(cut.geometry.to_numpy(), TOLERANCE), crs=WGS84)


def assemble(areas: gpd.GeoDataFrame, names: pd.DataFrame) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Countries and regions from the named faces, each with iso, name and common, sorted by iso."""
    listed = names[names.kind == "country"]
    unnamed = sorted(set(areas.country.dropna()) - set(listed.key))
    if unnamed:
        raise SystemExit(f"rebuild: names.csv has no country for {unnamed}")
    countries = areas.dissolve("country", as_index=False).merge(listed, left_on="country", right_on="key")
    regions = areas.dissolve("region", as_index=False).merge(
        names[names.kind == "region"], left_on="region", right_on="iso"
    )
    kept = ["iso", "name", "common", "geometry"]
    return tuple(layer[kept].sort_values("iso", ignore_index=True) for layer in (countries, regions))
