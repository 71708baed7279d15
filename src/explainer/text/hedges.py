"""Hedges: how firmly a text gives a number, and the words for it. Each chart has signs of its own for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Hedge:
    """One way of giving a number.

    Parameters
    ----------
    name: the word in the tables.
    says: what a legend says of the sign that a chart has for it.
    columns: the columns of a quantity that this hedge fills; the others stay empty.
    """

    name: str
    says: str
    columns: tuple[str, ...]


HEDGES = {
    hedge.name: hedge
    for hedge in (
        Hedge("exact", "given as exact", ("value",)),
        Hedge("about", "given as about", ("value",)),
        Hedge("more_than", "more than, no upper bound given", ("low",)),
        Hedge("less_than", "less than, no lower bound given", ("high",)),
        Hedge("range", "from low to high, nothing between preferred", ("low", "high")),
        Hedge("majority", "a majority, no number given", ()),
        Hedge("hundreds", "a number word without a number", ()),
    )
}

# Words that leave the number itself possible: "at least 3" may be three.
_INCLUSIVE = re.compile(
    r"\b(?:at least|no fewer than|no less than|not less than|up to|at most|no more than|not more than"
    r"|as (?:many|much|far|long|high) as|or (?:more|upwards?|over|less|fewer|under))\b",
    re.I,
)


def inclusive(text: str) -> bool:
    """Tell whether a text hedges with words that leave the number itself possible: "at least", "as much as"."""
    return _INCLUSIVE.search(text) is not None


def number(value: float | Decimal) -> str:
    """Write a number as the book does: thousands separators, decimals as given."""
    text = Decimal(repr(float(value)))
    return f"{int(value):,}" if value == int(value) else f"{text.normalize():,f}"


_SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def counted(value: float) -> str:
    """Write a plain count as a sentence has it: whole numbers below ten as words."""
    return _SMALL[int(value)] if value in range(1, 10) else number(value)


_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}


def parted(value: float) -> str:
    """Write a part of a whole: "half", "a third", "two thirds"; any other as a number."""
    for below, word in _PARTS.items():
        above = round(value * below)
        if 0 < above < below and abs(value - above / below) < 0.005:
            many = _SMALL[above] if above > 1 else "a"
            return word if below == 2 else f"{many} {word}" + "s" * (above > 1)
    return number(value)


def amount(
    hedge: str,
    value: float | None,
    low: float | None,
    high: float | None,
    *,
    before: str = "",
    after: str = "",
    said: str = "",
    approximate: bool = False,
    inclusive: bool = False,
    part: bool = False,
) -> str:
    """Write an amount with its hedge: "about 30,000", "more than 12,000", "4,000–6,000", "about 70%".

    Parameters
    ----------
    hedge: one of `HEDGES`.
    value, low, high: what the hedge's columns hold; the others are not looked at.
    before, after: a sign of the unit that touches the number, such as "£" or "%".
    said: the text's own word for a vague hedge, such as "thousands"; its usual word when empty.
    approximate: bounds that are themselves about right, as in "more than about 9%".
    inclusive: the bound itself is possible: "at least 3", "up to 5".
    part: the number is a part of a whole: 0.5 is written "half".

    Raises ValueError for an unknown hedge, or when a number it needs is missing.
    """

    def write(given: float | None) -> str:
        if given is None:
            raise ValueError(f"the hedge {hedge} needs {' and '.join(HEDGES[hedge].columns)}")
        return before + (parted(given) if part else number(given)) + after

    about = "about " if approximate else ""
    if hedge == "exact":
        return about + (counted(value) if not part and value is not None and not before + after else write(value))
    if hedge == "about":
        return "about " + write(value)
    if hedge == "more_than":
        return f"{'at least' if inclusive else 'more than'} {about}{write(low)}"
    if hedge == "less_than":
        return f"{'up to' if inclusive else 'less than'} {about}{write(high)}"
    if hedge == "range":
        # A sign before the number touches both ends of the range, one after it only the last.
        return f"{about}{write(low).removesuffix(after)}–{write(high)}"
    if hedge == "majority":
        return f"the {said}" if said.lower() == "minority" else "most" if said.lower() == "most" else "the majority"
    if hedge == "hundreds":
        return said or "hundreds"
    raise ValueError(f"{hedge!r} is no hedge; the hedges are {', '.join(HEDGES)}")
