"""The steps of the boundary rebuild, on lines invented here; the files it makes are in test_boundaries.py."""

import importlib
from pathlib import Path
from types import ModuleType

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

FOLDER = Path(__file__).parent.parent / "data" / "boundaries"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    return importlib.import_module("rebuild")


@pytest.fixture
def areas(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    return importlib.import_module("lines_to_areas")


def test_wheel_is_pinned_by_hash_and_no_registry_is_named(script: ModuleType) -> None:
    assert "--hash=sha256:" in script.REQUIREMENT
    assert all(len(digest) == 64 for digest in script.SHAPEFILES.values())
    assert "http" not in (FOLDER / "rebuild.py").read_text(encoding="utf-8")


def test_other_files_are_refused(script: ModuleType, tmp_path: Path) -> None:
    for name in script.SHAPEFILES:
        (tmp_path / f"{name}.shp").write_bytes(b"not a shapefile")
    with pytest.raises(SystemExit, match="not the file expected"):
        script.read(tmp_path)


def test_a_border_that_stops_short_of_the_coast_is_bridged(areas: ModuleType) -> None:
    island = shapely.box(20, 50, 22, 51)
    border = shapely.LineString([(21, 50.001), (21, 50.999)])
    coast = shapely.boundary(island)
    loose = areas.faces([coast, border], island)
    assert len(loose) == 1
    joined = areas.faces([coast, border, *areas.bridges(np.array([border]), coast)], island)
    assert len(joined) == 2
    assert shapely.area(joined.geometry.to_numpy()).sum() == pytest.approx(2)


def test_an_end_far_from_anything_stays_free(areas: ModuleType) -> None:
    stub = shapely.LineString([(21, 50.5), (21, 50.6)])
    assert areas.bridges(np.array([stub]), shapely.boundary(shapely.box(20, 50, 22, 51))) == []


def test_lakes_stay_in_their_country(areas: ModuleType) -> None:
    lake = shapely.box(20.5, 50.4, 20.8, 50.6)
    land = gpd.GeoDataFrame(geometry=[shapely.difference(shapely.box(20, 50, 22, 51), lake)], crs=4326)
    assert areas.dry_land(land).contains(lake)


def test_countries_are_named_by_their_places_and_islands_by_the_nearest(areas: ModuleType) -> None:
    west, east, islet = shapely.box(20, 50, 21, 51), shapely.box(21, 50, 22, 51), shapely.box(22.1, 50, 22.2, 50.1)
    faces = gpd.GeoDataFrame(geometry=[west, east, islet], crs=4326)
    places = gpd.GeoDataFrame(
        {"adm0_a3": ["AAA", "AAA", "BBB"]}, geometry=gpd.points_from_xy([20.2, 20.4, 21.5], [50.5] * 3), crs=4326
    )
    names = pd.DataFrame({"kind": ["country"], "lon": [np.nan], "lat": [np.nan], "key": ["AAA"]})
    assert areas.name_countries(faces, faces, places, names).tolist() == ["AAA", "BBB", "BBB"]


def test_neighbours_keep_one_common_line_after_simplifying(areas: ModuleType) -> None:
    y = np.linspace(50, 51, 400)
    seam = list(zip(21 + 0.002 * np.sin(np.arange(400) * 1.7), y, strict=True))
    west = shapely.Polygon([(20, 50), *seam, (20, 51)])
    east = shapely.Polygon([*seam, (22, 51), (22, 50)])
    faces = gpd.GeoDataFrame({"region": ["X-1", "X-2"]}, geometry=[west, east], crs=4326)
    simple = areas.simplify(faces)
    assert shapely.coverage_is_valid(simple.geometry.to_numpy())
    assert simple.count_coordinates().sum() < 60
    assert simple.union_all().area == pytest.approx(2, rel=1e-3)


def test_rings_are_turned_where_one_area_fills_the_hole_of_another(script: ModuleType) -> None:
    square, hole = [[0, 0], [9, 0], [0, 9], [-9, 0], [0, -9]], [[3, 3], [0, 3], [3, 0], [0, -3], [-3, 0]]
    around, inside = {"type": "Polygon", "arcs": [[0], [1]]}, {"type": "MultiPolygon", "arcs": [[[1]]]}
    topology = {"arcs": [square, hole], "objects": {"areas": {"geometries": [around, inside]}}}
    script.wind(topology)
    assert around["arcs"] == [[~0], [~1]]
    assert inside["arcs"] == [[[1]]]
