"""Arithmetic that keeps hedges: a sum with one "about" in it is about right, and no more.

Each amount is an interval; the operations are those of interval arithmetic, and a result is
exact only when everything in it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context
from math import inf, isfinite

CHOICE = "choice"
MINORITY = "minority"
OPERATIONS = {
    "share": "the first as a percentage of the second",
    "remainder": "what is left of the first when the others are taken away; of 100 when all are percentages",
    "difference": "the first less the second",
    "ratio": "the first divided by the second",
    "multiple": "the first as a multiple of the least that the second can be",
    MINORITY: "a whole of which the first is less than half: more than twice as much",
    CHOICE: "a number that we chose, and nobody reported",
}


@dataclass(frozen=True)
class Interval:
    """An amount as arithmetic needs it: its two bounds.

    Parameters
    ----------
    low, high: the bounds, in the amount's unit; equal for a single value, infinite where none is given.
    approximate: the bounds are about right, not exact.
    """

    low: float
    high: float
    approximate: bool = False

    @property
    def hedge(self) -> str:
        """The hedge that these bounds have."""
        if self.low == self.high:
            return "about" if self.approximate else "exact"
        if self.high == inf:
            return "more_than"
        return "less_than" if self.low == -inf else "range"

    def columns(self) -> tuple[float | None, float | None, float | None]:
        """Give value, low and high as the hedge's columns hold them."""
        if self.low == self.high:
            return self.low, None, None
        return None, self.low if isfinite(self.low) else None, self.high if isfinite(self.high) else None


def interval(hedge: str, value: float | None, low: float | None, high: float | None) -> Interval:
    """Take the bounds of an amount from its hedge and its numbers.

    Raises ValueError for a majority or a vague number word, which no arithmetic can use, and
    when a number is missing.
    """
    given = {"exact": (value, value), "about": (value, value), "range": (low, high)}
    given |= {"more_than": (low, inf), "less_than": (-inf, high)}
    bottom, top = given.get(hedge, (None, None))
    if bottom is None or top is None:
        raise ValueError(f"an amount given as {hedge.replace('_', ' ')!r} has no number to reckon with")
    return Interval(bottom, top, hedge == "about")


def overlap(one: Interval, other: Interval) -> bool:
    """Tell whether two amounts can be the same; a tenth more or less is still "about"."""

    slack = 1.1 if one.approximate or other.approximate else 1.0
    return one.low <= other.high * slack and other.low <= one.high * slack


def compute(operation: str, parts: list[Interval], *, of_hundred: bool = False) -> Interval:
    """Work out a derived amount.

    Parameters
    ----------
    operation: one of `OPERATIONS`.
    parts: two amounts, or for a remainder any number of them, in one unit.
    of_hundred: a remainder is what is left of 100 (the parts are percentages of one whole).

    Raises ValueError when the operation is unknown, the count of parts is wrong, a whole may be
    zero, or nothing certain follows (as from "more than" divided by "more than").
    """
    if operation not in OPERATIONS:
        raise ValueError(f"{operation!r} is no operation; they are {', '.join(OPERATIONS)}")
    if operation == CHOICE:
        raise ValueError("an operation of a choice has no parts: it is the number itself")
    approximate = any(part.approximate for part in parts)
    if operation == "remainder":
        first, rest = (Interval(100, 100), parts) if of_hundred else (parts[0], parts[1:])
        if not rest:
            raise ValueError("a remainder needs something to take away")
        low = first.low - sum(part.high for part in rest)
        high = first.high - sum(part.low for part in rest)
        return _certain(low, high, approximate)
    if operation == MINORITY and len(parts) == 1:
        return _certain(2 * parts[0].low, inf, approximate)
    if len(parts) != 2:
        raise ValueError(f"a {operation} needs two parts, not {len(parts)}")
    a, b = parts
    if operation == "difference":
        return _certain(a.low - b.high, a.high - b.low, approximate)
    if operation == "multiple":
        if b.low <= 0 or not isfinite(b.low):
            raise ValueError("a multiple needs a second part that has a least value above zero")
        return _rounded(_certain(a.low / b.low, a.high / b.low, approximate))
    # Shares and ratios are of counts: an amount known only from above is at least nothing.
    bottom = max(b.low, 0.0)
    if bottom == 0 and b.high in (0, inf):
        raise ValueError("the whole may be zero")
    scale = 100 if operation == "share" else 1
    low = scale * max(a.low, 0.0) / b.high if b.high != inf else -inf
    high = scale * a.high / bottom if bottom > 0 else inf
    return _rounded(_certain(low if low > 0 else -inf, high, approximate))


def _certain(low: float, high: float, approximate: bool) -> Interval:
    if low == -inf and high == inf:
        raise ValueError("nothing certain follows: both bounds are open")
    return Interval(low, high, approximate)


def _rounded(result: Interval) -> Interval:
    """Keep two significant digits, a half upwards as charts round, and never an open bound to the bolder side."""
    if result.low == result.high:
        rounded = _digits(result.low, ROUND_HALF_UP)
        return Interval(rounded, rounded, result.approximate or rounded != result.low)
    low = _digits(result.low, ROUND_FLOOR if result.high == inf else ROUND_HALF_UP)
    high = _digits(result.high, ROUND_CEILING if result.low == -inf else ROUND_HALF_UP)
    # A range so narrow that its ends are rounded to one number is about that number.
    return Interval(low, high, result.approximate or low == high)


def _digits(value: float, how: str) -> float:
    if not isfinite(value):
        return value
    # By its shortest digits: 1.6 is no float, and the next one above it would be rounded up.
    return float(Context(prec=2, rounding=how).create_decimal(repr(value)))
