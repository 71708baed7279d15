from __future__ import annotations

from math import inf

import pytest

from explainer.amounts.interval import Interval, compute, interval

EXACT, ABOUT = interval("exact", 5, None, None), interval("about", 70, None, None)
MORE, LESS = interval("more_than", None, 20, None), interval("less_than", None, None, 8)
RANGE = interval("range", None, 4000, 6000)


def test_what_is_left_of_a_hundred_is_about_right_when_one_part_is() -> None:
    left = compute("remainder", [EXACT, interval("exact", 2, None, None), ABOUT], of_hundred=True)
    assert (left.hedge, left.low) == ("about", 23)


def test_exact_parts_give_an_exact_difference() -> None:
    assert compute("difference", [Interval(10, 10), Interval(4, 4)]).hedge == "exact"


def test_a_range_stays_a_range() -> None:
    share = compute("share", [RANGE, interval("about", 45500, None, None)])
    assert (share.hedge, share.low, share.high, share.approximate) == ("range", 8.8, 13, True)


@pytest.mark.parametrize(
    ("operation", "parts", "hedge"),
    [
        ("difference", [MORE, EXACT], "more_than"),
        ("difference", [EXACT, MORE], "less_than"),
        ("difference", [EXACT, LESS], "more_than"),
        ("ratio", [EXACT, MORE], "less_than"),
        ("ratio", [MORE, EXACT], "more_than"),
        ("ratio", [EXACT, LESS], "more_than"),
        ("ratio", [LESS, EXACT], "less_than"),
        ("remainder", [EXACT, LESS], "more_than"),
    ],
)
def test_open_bounds_open_the_right_side(operation: str, parts: list[Interval], hedge: str) -> None:
    assert compute(operation, parts).hedge == hedge


@pytest.mark.parametrize("parts", [[MORE, MORE], [LESS, LESS]])
def test_nothing_follows_from_two_open_bounds(parts: list[Interval]) -> None:
    with pytest.raises(ValueError, match="nothing certain follows"):
        compute("ratio", parts)
    with pytest.raises(ValueError, match="nothing certain follows"):
        compute("difference", parts)


def test_rounding_never_makes_an_open_bound_bolder() -> None:
    assert compute("ratio", [Interval(50610, 50610), interval("more_than", None, 12000, None)]).high == 4.3  # 4.2175
    assert compute("ratio", [interval("more_than", None, 1000, None), Interval(300, 300)]).low == 3.3  # 3.333


def test_a_rounded_value_is_only_about_right() -> None:
    assert compute("ratio", [Interval(1, 1), Interval(3, 3)]).hedge == "about"
    assert compute("ratio", [Interval(1, 1), Interval(4, 4)]).hedge == "exact"


def test_a_majority_cannot_be_reckoned_with() -> None:
    with pytest.raises(ValueError, match="majority"):
        interval("majority", None, None, None)


def test_a_whole_that_may_be_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="may be zero"):
        compute("share", [EXACT, Interval(0, 0)])


@pytest.mark.parametrize(("operation", "parts"), [("sum", [EXACT]), ("share", [EXACT]), ("remainder", [EXACT])])
def test_what_is_no_operation_is_refused(operation: str, parts: list[Interval]) -> None:
    with pytest.raises(ValueError, match=r"is no operation|needs two parts|needs something"):
        compute(operation, parts)


def test_an_amount_known_only_from_below_is_no_single_value() -> None:
    assert MORE.columns() == (None, 20, None)
    assert LESS.low == -inf


def test_a_half_is_rounded_upwards_as_charts_round() -> None:
    assert compute("share", [Interval(500, 500), Interval(4000, 4000)]).low == 13  # 12.5


def test_a_range_that_rounding_closes_is_about_one_number() -> None:
    closed = compute("share", [Interval(1, 1), Interval(1000, 1001)])
    assert (closed.low, closed.high, closed.hedge) == (0.1, 0.1, "about")
