"""The boundary files: where Crimea lies, what adds up, and that nobody changed a byte by hand."""

import csv
import hashlib
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "data" / "boundaries"
# Equal-area about the middle of Belarus: areas in it are true.
EQUAL_AREA = "+proj=laea +lat_0=53.7 +lon_0=28 +datum=WGS84"


def layer(name: str) -> gpd.GeoDataFrame:
    return gpd.read_file(FOLDER / "region.topo.json", layer=name).set_crs(4326).set_index("iso", drop=False)


@pytest.fixture(scope="module")
def countries() -> gpd.GeoDataFrame:
    return layer("countries")


@pytest.fixture(scope="module")
def regions() -> gpd.GeoDataFrame:
    return layer("regions")


@pytest.fixture(scope="module")
def cities() -> gpd.GeoDataFrame:
    return gpd.read_file(FOLDER / "cities.geojson").set_index("key", drop=False)


@pytest.fixture(scope="module")
def names() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "names.csv", dtype={"key": str}, keep_default_na=False)


def test_every_byte_is_the_one_the_script_made() -> None:
    lines = (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split() for line in lines)}
    assert sums == {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in sums}
    assert set(sums) == {"region.topo.json", "cities.geojson", "names.csv"}


def test_the_files_are_small() -> None:
    assert (FOLDER / "region.topo.json").stat().st_size < 120_000


@pytest.mark.parametrize(
    ("town", "lon", "lat"), [("Simferopol", 34.10, 44.95), ("Sevastopol", 33.60, 44.60), ("Kerch", 36.45, 45.35)]
)
def test_crimea_is_in_ukraine(countries: gpd.GeoDataFrame, town: str, lon: float, lat: float) -> None:
    holders = countries.index[countries.contains(shapely.Point(lon, lat))].tolist()
    assert holders == ["UA"], town


def test_features_are_valid_and_do_not_overlap(countries: gpd.GeoDataFrame, regions: gpd.GeoDataFrame) -> None:
    for areas in (countries, regions):
        assert areas.is_valid.all()
        assert shapely.coverage_is_valid(areas.geometry.to_numpy())


def test_outer_rings_run_clockwise_as_d3_wants_them(countries: gpd.GeoDataFrame, regions: gpd.GeoDataFrame) -> None:
    for areas in (countries, regions):
        rings = shapely.get_exterior_ring(shapely.get_parts(areas.geometry.to_numpy()))
        assert not shapely.is_ccw(rings).any()


def test_regions_add_up_to_belarus(countries: gpd.GeoDataFrame, regions: gpd.GeoDataFrame) -> None:
    whole = shapely.union_all(regions.geometry[regions.iso.str.startswith("BY")].to_numpy())
    assert shapely.symmetric_difference(whole, countries.geometry["BY"]).area < 1e-9


def test_regions_lie_in_their_country(countries: gpd.GeoDataFrame, regions: gpd.GeoDataFrame) -> None:
    for region in regions.itertuples():
        assert shapely.difference(region.geometry, countries.geometry[region.iso[:2]]).area < 1e-9, region.iso


@pytest.mark.parametrize("iso", ["UA-07", "UA-56", "UA-18"])
def test_named_regions_border_on_belarus(countries: gpd.GeoDataFrame, regions: gpd.GeoDataFrame, iso: str) -> None:
    shared = regions.boundary[iso].intersection(countries.boundary["BY"])
    assert shared.length > 0.5  # degrees: a border, not a point


def test_area_of_belarus(countries: gpd.GeoDataFrame) -> None:
    square_km = countries.to_crs(EQUAL_AREA).area["BY"] / 1e6
    assert square_km == pytest.approx(207_600, rel=1e-3)


def test_names_are_those_of_the_list(
    countries: gpd.GeoDataFrame, regions: gpd.GeoDataFrame, cities: gpd.GeoDataFrame, names: pd.DataFrame
) -> None:
    for kind, drawn in (("country", countries), ("region", regions), ("city", cities)):
        listed = names[names.kind == kind]
        assert sorted(zip(drawn.iso, drawn.name, drawn.common, strict=True)) == sorted(
            zip(listed.iso, listed["name"], listed.common, strict=True)
        )


def test_each_city_stands_in_its_country(countries: gpd.GeoDataFrame, cities: gpd.GeoDataFrame) -> None:
    for city in cities.itertuples():
        assert countries.geometry[city.iso].contains(city.geometry), city.name


def test_map_and_places_spell_alike(names: pd.DataFrame) -> None:
    with (ROOT / "data" / "places.csv").open(encoding="utf-8", newline="") as file:
        places = {(row["type"], row["iso"]): row for row in csv.DictReader(file)}
    drawn = {(row.kind, row.iso): row for row in names.itertuples() if row.kind in ("country", "region")}
    both = places.keys() & drawn.keys()
    assert {("region", "UA-07"), ("region", "UA-56"), ("region", "UA-18"), ("country", "BY")} <= both
    for key in both:
        assert (places[key]["name"], places[key]["common"]) == (drawn[key].name, drawn[key].common)


def test_lettering_names_what_exists(names: pd.DataFrame) -> None:
    lettering = pd.read_csv(FOLDER / "lettering.csv", dtype=str, keep_default_na=False)
    countries = set(names.iso[names.kind == "country"])
    for row in lettering.itertuples():
        assert row.role != "country" or row.names in countries, row.names


def test_crimeas_status_names_its_source(names: pd.DataFrame) -> None:
    (crimea,) = names[names.kind == "label"].itertuples()
    with (ROOT / "data" / "sources.csv").open(encoding="utf-8", newline="") as file:
        assert crimea.source in {row["id"] for row in csv.DictReader(file)}
    assert crimea.status.startswith("part of Ukraine")
