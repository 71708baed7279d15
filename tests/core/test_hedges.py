"""Numbers written with their hedges."""

from explainer.text import hedges


def test_small_plain_counts_are_words_and_shares_are_not() -> None:
    assert hedges.amount("exact", 3, None, None) == "three"
    assert hedges.amount("exact", 10, None, None) == "10"
    assert hedges.amount("exact", 5, None, None, after="%") == "5%"
    assert hedges.amount("about", 3, None, None) == "about 3"


def test_a_bound_that_is_possible_itself_is_said_so() -> None:
    assert hedges.amount("more_than", None, 3, None, inclusive=hedges.inclusive("At least three")) == "at least 3"
    assert hedges.amount("less_than", None, None, 5, inclusive=hedges.inclusive("by as much as 5 meters")) == "up to 5"
    assert hedges.amount("more_than", None, 200, None, inclusive=hedges.inclusive("more than 200")) == "more than 200"
