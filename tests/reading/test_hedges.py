"""Numbers written with their hedges."""

import pytest

from explainer.text import hedges


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


def test_a_part_of_a_whole_is_written_in_words() -> None:
    given = {0.5: "half", 0.25: "a quarter", 0.75: "three quarters", 0.667: "two thirds", 0.41: "0.41"}
    assert {value: hedges.amount("exact", value, None, None, part=True) for value in given} == given
    assert hedges.amount("about", 0.5, None, None, part=True) == "about half"


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


def test_small_plain_counts_are_words_and_shares_are_not() -> None:
    assert hedges.amount("exact", 3, None, None) == "three"
    assert hedges.amount("exact", 10, None, None) == "10"
    assert hedges.amount("exact", 5, None, None, after="%") == "5%"
    assert hedges.amount("about", 3, None, None) == "about 3"


def test_a_bound_that_is_possible_itself_is_said_so() -> None:
    assert hedges.amount("more_than", None, 3, None, inclusive=hedges.inclusive("At least three")) == "at least 3"
    assert hedges.amount("less_than", None, None, 5, inclusive=hedges.inclusive("by as much as 5 meters")) == "up to 5"
    assert hedges.amount("more_than", None, 200, None, inclusive=hedges.inclusive("more than 200")) == "more than 200"
