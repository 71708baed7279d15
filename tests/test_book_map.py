"""The map of this book as its chapter draws it: nothing in Belarus is coloured, nothing collides, Crimea is named."""

from pathlib import Path
from typing import Any

import jupytext
import pandas as pd
import pytest
import shapely

from explainer.build.notebooks.convert import BROWSER_ONLY
from explainer.charts import theme
from explainer.charts.plate import clashes, strays

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def specs() -> dict[str, dict[str, Any]]:
    """Both drawings of the chapter's map, made by running its cells up to the one that ends with the figure."""
    page = jupytext.read(ROOT / "book" / "exercises.md", fmt="md:myst")
    # What stands in for the map in a reader's browser is not the map of the page.
    code = [cell for cell in page.cells if cell.cell_type == "code"]
    cells = [cell.source for cell in code if BROWSER_ONLY not in cell.metadata.get("tags", ())]
    (last,) = [place for place, cell in enumerate(cells) if "charts.locator(" in cell]
    source = "\n".join(cells[: last + 1]).replace('\nfigure(\n    "map"', '\nfound = figure(\n    "map"')
    known: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT / "book")
        exec(compile(source, "exercises.md", "exec"), known)
    return dict(known["found"].specs)


def drawn(spec: dict[str, Any], field: str) -> list[list[dict[str, Any]]]:
    """Every data set of a drawing whose rows have a field."""
    return [rows for rows in spec["datasets"].values() if rows and field in rows[0]]


def belarus(spec: dict[str, Any]) -> shapely.Polygon:
    """The subject of the large map, found by its firm outline."""
    shapes = [row for rows in drawn(spec, "geometry") for row in rows]
    (outline,) = [row for row in shapes if row.get("stroke") == theme.TEXT and row["strokeWidth"] == 1.5]
    (area,) = shapely.get_parts(shapely.polygonize([shapely.geometry.shape(outline["geometry"])]))
    return area


def words(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return drawn(spec, "words")[0]


@pytest.mark.parametrize("page", ["wide", "narrow"])
def test_words_keep_clear_of_each_other_and_of_the_edges(specs: dict[str, Any], page: str) -> None:
    spec = specs[page]
    assert clashes(words(spec)) == []
    assert strays(words(spec), spec["width"], spec["height"]) == []
    assert min(line["size"] for line in words(spec)) >= 12


def test_both_drawings_name_the_same_countries(specs: dict[str, Any]) -> None:
    names = pd.read_csv(ROOT / "data" / "boundaries" / "names.csv", keep_default_na=False)
    countries = set(names[names["kind"] == "country"]["name"].str.upper())
    named = {page: {line["words"] for line in words(spec)} & countries for page, spec in specs.items()}
    assert named["wide"] == named["narrow"] >= {"BELARUS", "POLAND", "UKRAINE"}


@pytest.mark.parametrize("page", ["wide", "narrow"])
def test_no_part_of_belarus_is_coloured(specs: dict[str, Any], page: str) -> None:
    shapes = [row for rows in drawn(specs[page], "geometry") for row in rows]
    tints = [shapely.geometry.shape(row["geometry"]) for row in shapes if row.get("fill") == theme.ARTICLE]
    assert len(tints) == 3
    for tint in tints:
        assert shapely.intersection(tint, belarus(specs[page])).area < 0.01 * tint.area


@pytest.mark.parametrize("page", ["wide", "narrow"])
def test_the_small_map_hides_nothing_of_belarus(specs: dict[str, Any], page: str) -> None:
    shapes = [row for rows in drawn(specs[page], "geometry") for row in rows]
    framed = [row for row in shapes if row.get("stroke") == theme.MUTED and row["strokeWidth"] == 0.8]
    assert len(framed) == 1
    assert not shapely.geometry.shape(framed[0]["geometry"]).intersects(belarus(specs[page]))


@pytest.mark.parametrize("page", ["wide", "narrow"])
def test_three_examples_and_two_borders_are_marked_and_linked(specs: dict[str, Any], page: str) -> None:
    (areas,) = drawn(specs[page], "href")
    assert sorted((area["label"], area["href"]) for area in areas) == [
        ("Border with Poland", "#claim-drills-near-borders"),
        ("Border with Ukraine", "#claim-drills-near-borders"),
        ("Rivne", "#claim-hromov-regions"),
        ("Volyn", "#claim-hromov-regions"),
        ("Zhytomyr", "#claim-hromov-regions"),
    ]


@pytest.mark.parametrize("page", ["wide", "narrow"])
def test_crimea_and_kyiv_are_written_as_the_house_writes_them(specs: dict[str, Any], page: str) -> None:
    names = pd.read_csv(ROOT / "data" / "boundaries" / "names.csv", keep_default_na=False)
    (crimea,) = names[names["kind"] == "label"].itertuples()
    written = " ".join(line["words"] for line in words(specs[page]))
    assert f"{crimea.name}, {crimea.status}" in written
    assert "Kyiv" in written and "Kiev" not in written


def test_drawings_stay_light(specs: dict[str, Any]) -> None:
    for spec in specs.values():
        corners = sum(
            shapely.get_num_coordinates(shapely.geometry.shape(row["geometry"]))
            for rows in drawn(spec, "geometry")
            for row in rows
        )
        assert corners < 8000
