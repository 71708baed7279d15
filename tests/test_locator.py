"""The locator map on an invented island: two countries, a sea, a river, and nothing of this book."""

import json
import re
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely

from explainer.charts.ground import Frame, hatch, seams
from explainer.charts.locate import Inset, locator
from explainer.charts.pages import NARROW, WIDE, Page
from explainer.charts.plate import Plate, clashes, strays


def wavy(lon: float, south: float = 10, north: float = 14) -> list[tuple[float, float]]:
    """A border running north that is anything but straight."""
    lat = np.linspace(south, north, 300)
    return list(zip(lon + 0.05 * np.sin(lat * 40), lat, strict=True))


BORDER, SEAM = wavy(3), wavy(1.5)
NORRA = shapely.Polygon([(0, 10), *BORDER, (0, 14)])
SUDRA = shapely.Polygon([*BORDER, (6, 14), (6, 10)])
WEST = shapely.Polygon([(0, 10), *SEAM, (0, 14)])
EAST = shapely.Polygon([*SEAM, *BORDER[::-1]])


@pytest.fixture
def land() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"iso": ["NO-X", "SU-X"]}, geometry=[NORRA, SUDRA], crs=4326)


@pytest.fixture
def rows() -> gpd.GeoDataFrame:
    cells = {
        "ref": ["claim:valley", "claim:march"],
        "href": ["#claim-valley", "#claim-march"],
        "label": ["The western valley", "The march"],
        "sentence": ["The western valley. Somebody named it.", "The march. It is where they met."],
        "speaker": ["A shepherd", ""],
    }
    return gpd.GeoDataFrame(cells, geometry=[WEST, shapely.LineString(BORDER)], crs=4326)


LETTERING = pd.DataFrame(
    {
        "text": ["NORRA", "SUDRA", "Border\nof the march", "a note that is long enough to need a second line"],
        "lon": [1.0, 4.5, 3.3, 4.4],
        "lat": [13.3, 13.3, 12.3, 10.8],
        "role": ["subject", "land", "mark", "note"],
        "side": ["", "", "right", ""],
    }
)
CITIES = gpd.GeoDataFrame(
    {"label": ["Alby", "Beby", "Far away"], "capital": [True, False, False], "side": ["right", "left", "right"]},
    geometry=gpd.points_from_xy([1.2, 5.2, 40], [12.4, 11.6, 40]),
    crs=4326,
)


def frame_of(page: Page, land: gpd.GeoDataFrame) -> Frame:
    return Frame.around(land.geometry, page.width, page.height(500, 300))


def draw(page: Page, rows: gpd.GeoDataFrame, land: gpd.GeoDataFrame, **more: Any) -> dict[str, Any]:
    options = {"frame": frame_of(page, land), "land": land, "subject": ["NO-X"], "cities": CITIES, "bar": 100}
    spec: dict[str, Any] = locator(rows, page, **(options | {"lettering": LETTERING} | more)).to_dict()
    return spec


def tables(spec: dict[str, Any], field: str) -> list[dict[str, Any]]:
    """The rows of the first data set whose rows have a field."""
    return next((rows for rows in spec["datasets"].values() if rows and field in rows[0]), [])


@pytest.mark.parametrize("page", [WIDE, NARROW], ids=lambda page: page.name)
def test_each_row_is_one_link_with_its_spoken_sentence(
    page: Page, rows: gpd.GeoDataFrame, land: gpd.GeoDataFrame
) -> None:
    spec = draw(page, rows, land)
    areas = tables(spec, "href")
    assert [(area["href"], area["sentence"]) for area in areas] == list(zip(rows.href, rows.sentence, strict=True))
    linked = [layer for layer in spec["layer"] if "href" in layer["encoding"]]
    assert len(linked) == 1
    assert linked[0]["encoding"]["description"]["field"] == "sentence"
    assert all(layer["mark"].get("aria") is False for layer in spec["layer"] if layer not in linked)


@pytest.mark.parametrize("page", [WIDE, NARROW], ids=lambda page: page.name)
def test_words_are_large_enough_and_stay_clear_of_each_other(
    page: Page, rows: gpd.GeoDataFrame, land: gpd.GeoDataFrame
) -> None:
    spec = draw(page, rows, land)
    words = tables(spec, "words")
    assert {"NORRA", "SUDRA", "Border", "of the march", "Alby", "Beby", "100 km"} <= {line["words"] for line in words}
    assert "Far away" not in {line["words"] for line in words}
    assert min(line["size"] for line in words) >= 12
    assert clashes(words) == []
    assert strays(words, spec["width"], spec["height"]) == []
    assert spec["autosize"] == "none"


def test_colours_are_only_those_of_the_theme(rows: gpd.GeoDataFrame, land: gpd.GeoDataFrame) -> None:
    spec = draw(WIDE, rows, land)
    drawn = [row for data in spec["datasets"].values() for row in data]
    used = {row[channel] for row in drawn for channel in ("fill", "stroke") if channel in row}
    assert all(colour == "transparent" or colour.startswith("var(--chart-") for colour in used)
    assert not re.search(r'"#[0-9a-fA-F]{3,8}"', json.dumps(spec))


def test_shapes_are_in_pixels_already_and_inside_the_frame(rows: gpd.GeoDataFrame, land: gpd.GeoDataFrame) -> None:
    spec = draw(WIDE, rows, land)
    shapes = [layer for layer in spec["layer"] if layer["mark"]["type"] == "geoshape"]
    assert all(layer["projection"] == {"type": "identity", "scale": 1, "translate": [0, 0]} for layer in shapes)
    for row in tables(spec, "geometry"):
        left, top, right, bottom = shapely.geometry.shape(row["geometry"]).bounds
        assert (left, top) >= (0, 0) and right <= 720 and bottom <= 500


def test_lettering_outside_the_frame_is_refused(rows: gpd.GeoDataFrame, land: gpd.GeoDataFrame) -> None:
    with pytest.raises(ValueError, match=r"SUDRA.*outside"):
        draw(WIDE, rows, land, lettering=LETTERING.assign(lon=[1, 60, 3.3, 4.4]))


def test_a_subject_that_is_not_land_is_refused(rows: gpd.GeoDataFrame, land: gpd.GeoDataFrame) -> None:
    with pytest.raises(ValueError, match="ZZ"):
        draw(WIDE, rows, land, subject=["NO-X", "ZZ"])


def test_rows_without_a_sentence_are_refused(rows: gpd.GeoDataFrame, land: gpd.GeoDataFrame) -> None:
    with pytest.raises(ValueError, match="sentence"):
        draw(WIDE, rows.drop(columns="sentence"), land)


@pytest.mark.parametrize(("page", "beside"), [(WIDE, False), (NARROW, True)])
def test_inset_prints_its_sentence_and_makes_room_for_it(
    page: Page, beside: bool, rows: gpd.GeoDataFrame, land: gpd.GeoDataFrame
) -> None:
    main = frame_of(page, land)
    small = Frame.around(land.geometry, 120, 100, left=0 if beside else 590, top=main.height + 10 if beside else 10)
    spec = draw(page, rows, land, inset=Inset(small, "The isle, as the treaty has it", 4, 11, beside=beside))
    written = " ".join(line["words"] for line in tables(spec, "words"))
    assert "The isle, as the treaty has it" in written
    assert spec["height"] >= (small.top + small.height if beside else main.height)
    assert clashes(tables(spec, "words")) == []


def test_scale_bar_is_as_long_as_the_ground(rows: gpd.GeoDataFrame, land: gpd.GeoDataFrame) -> None:
    frame = frame_of(WIDE, land)
    geod = pyproj.Geod(ellps="WGS84")
    for lon, lat in ((0.5, 10.5), (5.5, 13.5), (3, 12)):
        east, north, _ = geod.fwd(lon, lat, 60, 100_000)
        one, other = frame.points(np.array([lon, east]), np.array([lat, north]))
        assert np.hypot(*(other - one)) == pytest.approx(100_000 / frame.metres, rel=2e-3)


def test_equal_areas_are_drawn_equal() -> None:
    frame = Frame(3, 12, 700, 720, 500)
    geod = pyproj.Geod(ellps="WGS84")
    for corner in ((0, 10), (5, 13)):
        square = shapely.segmentize(shapely.box(*corner, corner[0] + 1, corner[1] + 1), 0.01)
        true, _ = geod.geometry_area_perimeter(square)
        drawn = frame.pixels(gpd.GeoSeries([square], crs=4326))[0].area
        assert drawn == pytest.approx(abs(true) / frame.metres**2, rel=1e-3)


def test_frame_holds_what_it_was_made_around_and_keeps_its_margins(land: gpd.GeoDataFrame) -> None:
    frame = Frame.around(land.geometry, 720, 400, margin=(10, 150, 20, 90), left=5, top=7)
    left, top, right, bottom = shapely.total_bounds(frame.pixels(land.geometry))
    assert left >= 5 + 89.5 and top >= 7 + 9.5
    assert right <= 5 + 720 - 149.5 and bottom <= 7 + 400 - 19.5
    assert bottom - top == pytest.approx(370, abs=1) or right - left == pytest.approx(480, abs=1)


def test_layers_without_a_crs_are_taken_as_degrees(land: gpd.GeoDataFrame) -> None:
    frame = frame_of(WIDE, land)
    bare = gpd.GeoDataFrame({"iso": land.iso}, geometry=land.geometry.to_numpy())
    assert bare.crs is None
    assert frame.areas(bare).geometry.geom_equals(frame.areas(land).geometry).all()


def test_neighbours_share_one_seam_after_simplifying(land: gpd.GeoDataFrame) -> None:
    shapes = frame_of(NARROW, land).areas(land).geometry.to_numpy()
    assert shapely.get_num_coordinates(shapes).sum() < 350
    assert shapely.area(shapely.union_all(shapes)) == pytest.approx(shapely.area(shapes).sum())
    shared = shapely.union_all(shapes).length
    assert seams(shapes).length == pytest.approx((shapely.length(shapes).sum() - shared) / 2)


def test_what_the_frame_cuts_off_is_gone(land: gpd.GeoDataFrame) -> None:
    frame = Frame(1, 12, 120, 300, 300)
    areas = frame.areas(land)
    assert areas.iso.tolist() == ["NO-X"]
    assert areas.geometry.iloc[0].equals(frame.box)


def test_hatching_fills_the_area_and_lines_up_across_a_seam() -> None:
    left, right = shapely.box(0, 0, 50, 80), shapely.box(50, 0, 100, 80)
    both = hatch(shapely.union_all([left, right])).length
    assert hatch(left).length + hatch(right).length == pytest.approx(both)
    assert both == pytest.approx(100 * 80 / 6, rel=0.05)
    assert shapely.covered_by(hatch(left), shapely.buffer(left, 1e-6))


def test_clashes_and_strays_are_found() -> None:
    plate = Plate("test")
    plate.write(10, 10, "one word")
    plate.write(30, 12, "another")
    plate.write(200, 10, "far off")
    spec = plate.chart(300, 50).to_dict()
    assert clashes(tables(spec, "words")) == [("one word", "another")]
    assert strays(tables(spec, "words"), 225, 50) == ["far off"]


def test_same_map_every_time(rows: gpd.GeoDataFrame, land: gpd.GeoDataFrame) -> None:
    assert json.dumps(draw(WIDE, rows, land)) == json.dumps(draw(WIDE, rows, land))
