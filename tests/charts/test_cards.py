"""The small drawings on a chapter's card."""

from __future__ import annotations

from itertools import combinations

import pytest

from explainer import charts
from explainer.charts.cards import TALL
from explainer.charts.pages import CARD
from explainer.figures.figure import figure, specify
from explainer.model.ledger import Ledger
from tests.charts import lighthouse
from tests.charts.drawing import Drawing

CARDS = {
    "dates": lambda: charts.timeline(lighthouse.events(), CARD),
    "dates-of-a-year": lambda: charts.timeline(lighthouse.events(), CARD, start="2022-01-01", end="2022-10-31"),
    "amounts": lambda: charts.amounts(lighthouse.amounts(), CARD),
    "shares": lambda: charts.shares(lighthouse.shares(), CARD),
}


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_small_legible_and_has_nothing_to_touch(name: str) -> None:
    drawing = Drawing(specify(CARDS[name](), CARD))
    assert drawing.width == CARD.width
    assert not drawing.links
    for words in drawing.words:
        assert words.size >= 12 and words.left >= -0.5 and words.right <= CARD.width + 0.5, words
    assert [(a.text, b.text) for a, b in combinations(drawing.words, 2) if a.covers(b)] == []


@pytest.mark.parametrize("name", ["dates-of-a-year", "shares", "two"])
def test_cards_in_a_row_are_equally_tall(name: str) -> None:
    draw = CARDS.get(name) or (lambda: charts.amounts(lighthouse.amounts().head(2), CARD))
    assert Drawing(specify(draw(), CARD)).height == pytest.approx(TALL, abs=2)


def test_a_card_of_dates_names_what_finds_room_and_draws_all() -> None:
    drawing = Drawing(specify(CARDS["dates"](), CARD))
    drawn = {part["key"] for kind in ("point", "rect", "rule") for part in drawing.parts(kind) if "key" in part}
    assert drawn == set(lighthouse.events()["ref"])
    named = {part["key"] for part in drawing.parts("text") if "key" in part}
    assert 0 < len(named) < len(drawn)


def test_hedges_decide_the_mark_on_a_card_too() -> None:
    drawing = Drawing(specify(CARDS["amounts"](), CARD))
    (bar,) = drawing.parts("rect", "claim:divers")
    assert (bar["x"], bar["x2"]) == (4000, 6000)
    assert drawing.parts("point", "claim:apprentices") == drawing.parts("rule", "claim:apprentices") == []
    written = [words.text for words in drawing.words]
    assert all(text in written for text in lighthouse.amounts()["text"])


def test_a_figure_may_have_a_card_of_some_of_its_rows(bridge: Ledger) -> None:
    rows = bridge.amounts(["walkers", "steel"])
    made = figure(
        "opening",
        lambda page: charts.amounts(rows, page),
        rows,
        title="Many came",
        takeaway="And steel.",
        alt=" ".join(rows["sentence"]),
        not_shown="More.",
        columns={"label": "Counted"},
        card=lambda page: charts.amounts(rows.head(1), page),
        ledger=bridge,
    )
    assert list(made.record.specifications) == ["wide", "narrow", "card"]
