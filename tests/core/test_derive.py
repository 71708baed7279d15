"""Arithmetic keeps hedges: open bounds open the right side, rounding makes nothing bolder, nonsense is refused."""

from __future__ import annotations

from math import inf

import pytest

from explainer.amounts.interval import Interval, compute, interval


def exact(number: float, high: float | None = None) -> Interval:
    return Interval(number, number if high is None else high)


MORE, LESS, ABOUT = (interval(hedge, 70, 20, 8) for hedge in ("more_than", "less_than", "about"))
RANGE, FIVE, ONE = interval("range", None, 4000, 6000), exact(5), exact(1)


# What follows: its hedge, then its low and high bound where rounding or reckoning decides them.
@pytest.mark.parametrize(
    ("operation", "parts", "hedge", "low", "high"),
    [
        ("remainder", [FIVE, exact(2), ABOUT], "about", 23, 23),
        ("difference", [exact(10), exact(4)], "exact", 6, 6),
        ("share", [RANGE, interval("about", 45500, None, None)], "range", 8.8, 13),
        ("difference", [MORE, FIVE], "more_than", 15, inf),
        ("difference", [FIVE, MORE], "less_than", -inf, -15),
        ("difference", [FIVE, LESS], "more_than", -3, inf),
        ("ratio", [FIVE, MORE], "less_than", None, 0.25),
        ("ratio", [MORE, FIVE], "more_than", 4, inf),
        ("ratio", [FIVE, LESS], "more_than", None, inf),
        ("ratio", [LESS, FIVE], "less_than", None, 1.6),
        ("remainder", [FIVE, LESS], "more_than", 87, inf),
        # 4.2175 and 3.333: rounding never makes an open bound bolder, and a rounded value is about right.
        ("ratio", [exact(50610), interval("more_than", None, 12000, None)], "less_than", None, 4.3),
        ("ratio", [interval("more_than", None, 1000, None), exact(300)], "more_than", 3.3, inf),
        ("ratio", [ONE, exact(3)], "about", None, None),
        ("ratio", [ONE, exact(4)], "exact", 0.25, 0.25),
        # A half is rounded upwards, as charts round; a range that rounding closes is about one number.
        ("share", [exact(500), exact(4000)], "about", 13, 13),
        ("share", [ONE, exact(1000, 1001)], "about", 0.1, 0.1),
    ],
)
def test_what_follows_keeps_the_hedges_of_its_parts(
    operation: str, parts: list[Interval], hedge: str, low: float | None, high: float | None
) -> None:
    made = compute(operation, parts, of_hundred=operation == "remainder")
    assert made.hedge == hedge
    assert low in (None, made.low) and high in (None, made.high)


@pytest.mark.parametrize(
    ("operation", "parts", "said"),
    [
        *((what, [one, one], "nothing certain follows") for what in ("ratio", "difference") for one in (MORE, LESS)),
        ("share", [FIVE, exact(0)], "may be zero"),
        ("sum", [FIVE], "is no operation"),
        ("share", [FIVE], "needs two parts"),
        ("remainder", [FIVE], "needs something"),
    ],
)
def test_what_cannot_be_worked_out_is_refused(operation: str, parts: list[Interval], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        compute(operation, parts)


def test_an_amount_without_its_numbers_is_no_single_value() -> None:
    assert MORE.columns() == (None, 20, None) and LESS.low == -inf
    assert compute("share", [RANGE, interval("about", 45500, None, None)]).approximate
    with pytest.raises(ValueError, match="majority"):
        interval("majority", None, None, None)
