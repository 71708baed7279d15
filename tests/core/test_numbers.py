from __future__ import annotations

import pytest

from explainer.text import hedges, numbers
from explainer.text.seen import in_words


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("about 30,000 troops", [30000]),
        ("1,234.5 tons, 2.5 million pounds", [1234.5, 2_500_000]),
        ("three men and twenty-one boats", [3, 21]),
        ("two hundred and five, one thousand two hundred", [205, 1200]),
        ("a hundred days, three million", [100, 3_000_000]),
        ("the second reason of the 19th century", [2, 19]),
        ("hundreds of lorries, the majority", [None, None]),
        ("half of a dozen", [0.5, 12]),
        ("two dozen men, three score boats, the score", [24, 60]),
        ("eighteen hundred shocks, 4½ miles", [1800, 4.5]),
        ("at 2:15 am, 7 o’clock or 13:15", [None, None, None]),
        ("in the 1990s", []),
        ("bread and butter", []),
    ],
)
def test_numbers_are_read(text: str, values: list[float | None]) -> None:
    assert [number.value for number in numbers.find(text)] == values


def test_a_percent_sign_or_its_word_is_seen() -> None:
    found = numbers.find("5% of 20, 7 percent, three per cent")
    assert [number.percent for number in found] == [True, False, True, True]


def test_a_number_stands_where_it_says() -> None:
    text = "nearly forty-two of 1,000"
    assert [text[n.start : n.end] for n in numbers.find(text)] == ["forty-two", "1,000"]


@pytest.mark.parametrize(
    ("lead", "hedge"),
    [
        ("about ", "about"), ("it is only about ", "about"), ("nearly a ", "about"), ("estimated at ", "exact"),
        ("More than ", "more_than"), ("at least ", "more_than"), ("less than ", "less_than"), ("up to ", "less_than"),
        ("no more than ", "less_than"), ("less than about ", "less_than"), ("only ", "exact"), ("roundabout ", "exact"),
    ],
)  # fmt: skip
def test_the_words_before_a_number_hedge_it(lead: str, hedge: str) -> None:
    assert hedges.read(lead + "40 men", len(lead)) == hedge


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (("exact", 5, None, None), "5%"),
        (("about", 30000, None, None), "about 30,000%"),
        (("more_than", None, 12000, None), "more than 12,000%"),
        (("less_than", None, None, 0.5), "less than 0.5%"),
        (("range", None, 4000, 6000), "4,000–6,000%"),
        (("majority", None, None, None), "the majority"),
        (("hundreds", None, None, None), "hundreds"),
    ],
)
def test_amounts_are_written_with_their_hedge(given: tuple, text: str) -> None:
    assert hedges.amount(*given, after="%") == text


def test_every_hedge_has_its_mark_and_a_range_has_no_midpoint() -> None:
    assert [hedge.mark for hedge in hedges.HEDGES.values()] == [
        "filled dot", "open dot", "arrow", "arrow", "bar", "label", "label",
    ]  # fmt: skip
    assert hedges.HEDGES["range"].columns == ("low", "high")


def test_a_sign_before_the_number_stands_on_both_ends_of_a_range() -> None:
    assert hedges.amount("range", None, 4, 6, before="£") == "£4–£6"


def test_a_number_that_is_missing_is_refused() -> None:
    with pytest.raises(ValueError, match="more_than needs low"):
        hedges.amount("more_than", 5, None, None)
    with pytest.raises(ValueError, match="is no hedge"):
        hedges.amount("roughly", 5, None, None)


@pytest.mark.parametrize(
    ("text", "hedge", "values"),
    [
        ("estimated at 4,000-6,000 men", "range", (4000, 6000)),
        ("4–6 million pounds", "range", (4_000_000, 6_000_000)),
        ("between £4 million and £6 million", "range", (4_000_000, 6_000_000)),
        ("from 5 to 10 boats", "range", (5, 10)),
        ("5% to 7% of them", "range", (5, 7)),
        ("about £300", "about", (300,)),
        ("less than 2% of it", "less_than", (2,)),
        ("on 24/9 three ferries", "exact", (3,)),
        ("two or three hundred men", "range", (200, 300)),
        ("two to three times", "range", (2, 3)),
        ("four to six thousand", "range", (4000, 6000)),
        ("twenty or so boats", "about", (20,)),
        ("200 or more of them", "more_than", (200,)),
        ("twenty-odd boats", "about", (20,)),
        ("as much as 5 meters", "less_than", (5,)),
        ("upward of a dozen", "more_than", (12,)),
        ("at 2:15 am three boats", "exact", (3,)),
    ],
)
def test_the_words_around_a_number_make_its_hedge(text: str, hedge: str, values: tuple[float, ...]) -> None:
    found = in_words(text)
    assert [(number.hedge, number.values) for number in found] == [(hedge, values)]


def test_two_numbers_are_no_range() -> None:
    assert [number.hedge for number in in_words("two and about three boats")] == ["exact", "about"]
