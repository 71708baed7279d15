"""What holds for every chart, on both pages."""

from __future__ import annotations

import json
import re
from itertools import combinations

import pytest

from explainer.charts.pages import Page
from tests.charts.conftest import RECIPES, drawn

pytestmark = pytest.mark.parametrize("recipe", RECIPES)


def test_the_drawing_is_as_wide_as_its_page(recipe: str, page: Page) -> None:
    assert drawn(recipe, page).width == page.width


def test_no_words_run_over_others_or_off_the_page(recipe: str, page: Page) -> None:
    drawing = drawn(recipe, page)
    assert drawing.words
    for words in drawing.words:
        assert words.left >= -0.5 and words.right <= drawing.width + 0.5, words
        assert words.top >= -0.5 and words.bottom <= drawing.height + 0.5, words
    clashes = [(a.text, b.text) for a, b in combinations(drawing.words, 2) if a.covers(b)]
    assert clashes == []


def test_no_text_is_smaller_than_twelve_pixels(recipe: str, page: Page) -> None:
    assert min(words.size for words in drawn(recipe, page).words) >= 12


def test_every_row_is_one_link_with_its_spoken_sentence(recipe: str, page: Page) -> None:
    rows = RECIPES[recipe][1]()
    expected = sorted(zip(rows["href"], rows["sentence"], strict=True))
    assert sorted(drawn(recipe, page).links) == expected


def test_only_links_have_a_voice(recipe: str, page: Page) -> None:
    drawing = drawn(recipe, page)
    spoken = [element.get("aria-label") for element in drawing.root.iter() if element.get("aria-label")]
    assert sorted(spoken) == sorted(name for _, name in drawing.links)


def test_colours_are_names_for_the_style_sheet(recipe: str, page: Page) -> None:
    svg = drawn(recipe, page).svg
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
    assert all(colour.startswith("var(--chart-") for colour in used - {"none", "transparent"}), used


def test_the_same_rows_give_the_same_specification(recipe: str, page: Page) -> None:
    draw, rows = RECIPES[recipe]
    once, twice = (json.dumps(draw(rows(), page).to_dict()) for _ in range(2))
    assert once == twice
    assert not re.search(r'"(?:view|param)_\d+"', once)


def test_nothing_is_only_in_a_tooltip(recipe: str, page: Page) -> None:
    """A name that a reader points at stands in the drawing too, or its dot is one of many alike."""
    if recipe in ("matrix", "strip"):
        return  # their marks are many and alike: the link names each, and so does the table
    written = " ".join(words.text for words in drawn(recipe, page).words)
    for label in RECIPES[recipe][1]()["label"]:
        assert all(word.lower() in written.lower() for word in label.split()), label


def test_a_missing_column_is_named(recipe: str, page: Page) -> None:
    draw, rows = RECIPES[recipe]
    with pytest.raises(ValueError, match=r"lack the column.* sentence"):
        draw(rows().drop(columns="sentence"), page)
