"""Numbers written with their hedges."""

from explainer import hedges


def test_small_plain_counts_are_words_and_shares_are_not() -> None:
    assert hedges.amount("exact", 3, None, None) == "three"
    assert hedges.amount("exact", 10, None, None) == "10"
    assert hedges.amount("exact", 5, None, None, after="%") == "5%"
    assert hedges.amount("about", 3, None, None) == "about 3"
