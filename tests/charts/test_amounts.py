"""The hedge decides the mark."""

from __future__ import annotations

import pandas as pd
import pytest

from explainer import charts
from explainer.charts.pages import WIDE, Page
from explainer.charts.scale import Scale
from explainer.charts.theme import ARTICLE, DERIVED, OUTSIDE, PAPER
from tests.charts import lighthouse
from tests.charts.conftest import drawn


def test_exact_is_a_filled_dot_and_about_an_open_one(page: Page) -> None:
    drawing = drawn("amounts", page)
    (exact,), (about,) = drawing.parts("point", "claim:bays"), drawing.parts("point", "claim:keepers")
    assert (exact["shape"], exact["fill"], exact["x"]) == ("circle", ARTICLE, 3)
    assert (about["shape"], about["fill"], about["stroke"], about["x"]) == ("circle", PAPER, ARTICLE, 45500)


def test_a_range_is_a_bar_from_low_to_high_without_a_middle(page: Page) -> None:
    drawing = drawn("amounts", page)
    (bar,) = drawing.parts("rect", "claim:divers")
    assert (bar["x"], bar["x2"]) == (4000, 6000)
    assert drawing.parts("point", "claim:divers") == drawing.parts("rule", "claim:divers") == []


def test_more_than_is_a_stop_and_an_arrow_onwards(page: Page) -> None:
    drawing = drawn("amounts", page)
    (head,) = drawing.parts("point", "claim:oil")
    rules = drawing.parts("rule", "claim:oil")
    assert head["shape"] == "triangle-right" and head["x"] > 12000
    assert all(min(rule["x"], rule["x2"]) >= 12000 for rule in rules), "no length from zero: it would be a total"


def test_less_than_is_a_stop_and_an_arrow_back(page: Page) -> None:
    drawing = drawn("amounts", page)
    (head,) = drawing.parts("point", "claim:share")
    assert head["shape"] == "triangle-left" and head["x"] < 1
    assert all(max(rule["x"], rule["x2"]) <= 1 for rule in drawing.parts("rule", "claim:share"))


def test_less_than_close_to_zero_loses_its_head_not_its_stop() -> None:
    rows = lighthouse.amounts()
    rows = pd.concat([rows[rows["unit"] == "percent"], lighthouse.shares().head(1)])
    drawing = drawn("amounts", WIDE, rows)
    assert drawing.parts("point", "claim:share") == []
    assert {1} == {rule["x"] for rule in drawing.parts("rule", "claim:share")}


@pytest.mark.parametrize("claim", ["claim:apprentices", "claim:flights"])
def test_a_number_word_has_no_length(claim: str, page: Page) -> None:
    drawing = drawn("amounts", page)
    assert [drawing.parts(kind, claim) for kind in ("point", "rect", "rule")] == [[], [], []]
    assert any("no figure given" in part["words"] for part in drawing.parts("text", claim))


def test_the_three_classes_differ_in_more_than_colour(page: Page) -> None:
    drawing = drawn("amounts", page)
    looks = {}
    for key in ("claim:keepers", "derived:share", "check:C3"):
        (point,) = drawing.parts("point", key)
        looks[key] = (point["shape"], tuple(point["strokeDash"])), point["stroke"]
    assert len({shape for shape, _ in looks.values()}) == 3
    assert [colour for _, colour in looks.values()] == [ARTICLE, DERIVED, OUTSIDE]


def test_different_units_never_share_an_axis(page: Page) -> None:
    rows = lighthouse.amounts()
    drawing = drawn("amounts", page)
    assert len(drawing.spec["vconcat"]) == rows["unit"].nunique()
    for panel in drawing.spec["vconcat"]:
        refs = {part["key"] for layer in panel["layer"] for part in drawing.data(layer) if "key" in part}
        assert rows.loc[rows["ref"].isin(refs), "unit"].nunique() == 1


def test_each_number_stands_beside_its_mark_in_words(page: Page) -> None:
    written = [words.text for words in drawn("amounts", page).words]
    assert all(text in written for text in lighthouse.amounts()["text"])


def test_a_bound_that_is_missing_or_a_hedge_that_is_unknown_is_named() -> None:
    rows = lighthouse.amounts().head(1)
    with pytest.raises(ValueError, match=r"claim:crew-sent.*needs low and high"):
        charts.amounts(rows.assign(hedge="range"), WIDE)
    with pytest.raises(ValueError, match="'roughly' is none of"):
        charts.amounts(rows.assign(hedge="roughly"), WIDE)


def test_round_numbers_label_the_axis() -> None:
    scale = Scale(57123, 230, 718)
    assert scale.ticks() == [0, 10000, 20000, 30000, 40000, 50000]
    assert scale.at(scale.pixel(45500)) == pytest.approx(45500, rel=1e-5)
    assert Scale(3.2, 230, 718, least=1).ticks() == [0, 1, 2, 3]


class TestShares:
    def test_every_share_begins_at_zero_on_one_axis(self, page: Page) -> None:
        drawing = drawn("shares", page)
        for row in lighthouse.shares()["ref"]:
            marks = drawing.parts("rule", row) + drawing.parts("rect", row)
            assert [mark["x"] for mark in marks] == [0]

    def test_what_is_missing_is_an_empty_dashed_box(self, page: Page) -> None:
        (box,) = drawn("shares", page).parts("rect", "derived:rest")
        assert (box["x2"], box["stroke"]) == (23, DERIVED)
        assert len(box["strokeDash"]) == 2 and min(box["strokeDash"]) > 0 and box["fillOpacity"] < 0.1

    def test_about_has_an_open_end(self, page: Page) -> None:
        (point,) = drawn("shares", page).parts("point", "claim:stay")
        assert (point["x"], point["fill"]) == (70, PAPER)

    def test_what_is_no_share_is_refused(self) -> None:
        with pytest.raises(ValueError, match="no share"):
            charts.shares(lighthouse.shares().assign(value=120), WIDE)
        with pytest.raises(ValueError, match="beyond the end"):
            charts.shares(lighthouse.shares(), WIDE, end=20)
