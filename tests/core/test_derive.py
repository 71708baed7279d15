from __future__ import annotations

from math import inf

import pytest

from explainer.amounts.derive import Amount, amount, compute

EXACT, ABOUT = amount("exact", 5, None, None), amount("about", 70, None, None)
MORE, LESS = amount("more_than", None, 20, None), amount("less_than", None, None, 8)
RANGE = amount("range", None, 4000, 6000)


def test_what_is_left_of_a_hundred_is_about_right_when_one_part_is() -> None:
    left = compute("remainder", [EXACT, amount("exact", 2, None, None), ABOUT], of_hundred=True)
    assert (left.hedge, left.low) == ("about", 23)


def test_exact_parts_give_an_exact_difference() -> None:
    assert compute("difference", [Amount(10, 10), Amount(4, 4)]).hedge == "exact"


def test_a_range_stays_a_range() -> None:
    share = compute("share", [RANGE, amount("about", 45500, None, None)])
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
def test_open_bounds_open_the_right_side(operation: str, parts: list[Amount], hedge: str) -> None:
    assert compute(operation, parts).hedge == hedge


@pytest.mark.parametrize("parts", [[MORE, MORE], [LESS, LESS]])
def test_nothing_follows_from_two_open_bounds(parts: list[Amount]) -> None:
    with pytest.raises(ValueError, match="nothing certain follows"):
        compute("ratio", parts)
    with pytest.raises(ValueError, match="nothing certain follows"):
        compute("difference", parts)


def test_rounding_never_makes_an_open_bound_bolder() -> None:
    assert compute("ratio", [Amount(50610, 50610), amount("more_than", None, 12000, None)]).high == 4.3  # 4.2175
    assert compute("ratio", [amount("more_than", None, 1000, None), Amount(300, 300)]).low == 3.3  # 3.333


def test_a_rounded_value_is_only_about_right() -> None:
    assert compute("ratio", [Amount(1, 1), Amount(3, 3)]).hedge == "about"
    assert compute("ratio", [Amount(1, 1), Amount(4, 4)]).hedge == "exact"


def test_a_majority_cannot_be_reckoned_with() -> None:
    with pytest.raises(ValueError, match="majority"):
        amount("majority", None, None, None)


def test_a_whole_that_may_be_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="may be zero"):
        compute("share", [EXACT, Amount(0, 0)])


@pytest.mark.parametrize(("operation", "parts"), [("sum", [EXACT]), ("share", [EXACT]), ("remainder", [EXACT])])
def test_what_is_no_operation_is_refused(operation: str, parts: list[Amount]) -> None:
    with pytest.raises(ValueError, match=r"is no operation|needs two parts|needs something"):
        compute(operation, parts)


def test_an_amount_known_only_from_below_is_no_single_value() -> None:
    assert MORE.columns() == (None, 20, None)
    assert LESS.low == -inf


def test_a_half_is_rounded_upwards_as_charts_round() -> None:
    assert compute("share", [Amount(500, 500), Amount(4000, 4000)]).low == 13  # 12.5


def test_a_range_that_rounding_closes_is_about_one_number() -> None:
    closed = compute("share", [Amount(1, 1), Amount(1000, 1001)])
    assert (closed.low, closed.high, closed.hedge) == (0.1, 0.1, "about")
