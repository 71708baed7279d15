"""Rows with a number, from any table, as one shape: amount, unit, words.

Quantities of the article, findings from outside and derived amounts all pass through here, so
that a chart and a sentence say the same number in the same words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from explainer.amounts import interval
from explainer.model.columns import number
from explainer.model.rows import Claim, Derivation, Finding, Quantity
from explainer.model.store import Store
from explainer.text import hedges
from explainer.text.reader import read

#: The unit of a part of a whole, from 0 to 1.
SHARE = "share"
# What a number has besides figures and words when its unit is a sign: "%", "£", a no-break space before "km".
_SIGN = re.compile(r"[^\w ,.()–’-]")


@dataclass(frozen=True)
class Amount:
    """An amount with everything needed to say it or draw it.

    Parameters
    ----------
    ref: where it comes from: "claim:ID", "check:ID" or "derived:ID".
    label: what is counted.
    value, low, high: numbers in the unit, None where the hedge gives none.
    hedge: one of `hedges.HEDGES`.
    text: the number in words and figures: "about 30,000", "about 70%".
    unit, unit_label: the unit's key, and its words ("troops", "percent").
    """

    ref: str
    label: str
    value: float | None
    low: float | None
    high: float | None
    hedge: str
    text: str
    unit: str
    unit_label: str

    @property
    def full(self) -> str:
        """The number with its unit's word or sign: "about 30,000 troops", "hundreds of letters", "about 70%", "£3"."""
        if not self.unit_label or _SIGN.search(self.text):
            return self.text
        link = {"majority": " of the ", "hundreds": " of "}.get(self.hedge, " ")
        return f"{self.text}{link}{self.unit_label}"


def unit_words(ledger: Store, unit: str, single: bool = False) -> tuple[str, str, str]:
    """Give a unit's sign before the number, its sign after it, and its word.

    A unit that the vocabulary does not describe is its own word; a share ("half", "two thirds") has none.
    """
    given = ledger.vocabulary.get("units", {}).get(unit, {})
    if unit == SHARE:
        return "", "", ""
    word = given.get("one" if single else "many") or given.get("many") or given.get("label") or unit.replace("_", " ")
    after = given.get("symbol", "")
    return given.get("before", ""), f"\u00a0{after}" if after[:1].isalpha() else after, word


def of_quantity(ledger: Store, row: Quantity) -> Amount:
    """Say a row of `quantities`.

    Raises ValueError when its hedge and its columns do not fit.
    """
    before, after, word = unit_words(ledger, row.unit, row.value == 1)
    claim = ledger.by_id(Claim).get(row.claim)
    quote = claim.quote if claim else ""
    said = vague_word(quote, row.hedge) if row.hedge in ("hundreds", "majority") else ""
    text = hedges.amount(
        row.hedge, row.value, row.low, row.high, before=before, after=after, said=said,
        inclusive=hedges.inclusive(quote), part=row.unit == SHARE,
    )  # fmt: skip
    return Amount(f"claim:{row.claim}", row.counted, row.value, row.low, row.high, row.hedge, text, row.unit, word)


def vague_word(quote: str, hedge: str, lang: str = "en") -> str:
    """Give the quote's own word for a vague hedge: "thousands", "majority", "most"; "" for none."""
    found = [one.words.lower() for one in read(quote, lang) if one.hedge == hedge]
    word = re.search(r"majority|minority", found[0]) if found else None
    return word[0] if word else found[0] if found else ""


def of_finding(ledger: Store, row: Finding) -> Amount:
    """Say the number of a finding from outside.

    Its `hedge` column decides; where that is empty, the filled columns do: `low` alone is "more
    than", `high` alone "less than". A `value` that is also the bound was said by the source
    itself: "at least 20", "up to 9,000". Raises ValueError when the finding gives no number.
    """
    value, low, high = row.value, row.low, row.high
    before, after, word = unit_words(ledger, row.unit, value == 1)
    hedge = row.hedge or _hedge_of(value, low, high)

    def write(name: str, approximate: bool = False) -> str:
        return hedges.amount(name, value, low, high, before=before, after=after, approximate=approximate)

    if hedge in ("more_than", "less_than") and value is not None and value == (low if hedge == "more_than" else high):
        text = ("at least " if hedge == "more_than" else "up to ") + write("exact")
    else:
        text = write(hedge)
        if hedge in ("exact", "about") and low is not None and high is not None:
            text = f"{text} ({write('range')})"
    # A later event is counted in its own words; its `finding` says what it means for the text.
    return Amount(f"check:{row.id}", row.event or row.finding, value, low, high, hedge, text, row.unit, word)


def _hedge_of(value: float | None, low: float | None, high: float | None) -> str:
    if value is not None:
        if low is None and value == high:
            return "less_than"
        return "more_than" if high is None and value == low else "exact"
    if low is not None and high is not None:
        return "range"
    if low is None and high is None:
        raise ValueError("this finding gives no number")
    return "more_than" if low is not None else "less_than"


@dataclass(frozen=True)
class Derived(Amount):
    """An amount that the engine worked out from others.

    Parameters
    ----------
    operation: one of `interval.OPERATIONS`.
    condition: under what condition it may be read.
    parts: the amounts it is made of.
    approximate: the bounds are about right.
    """

    operation: str = ""
    condition: str = ""
    parts: tuple[Amount, ...] = ()
    approximate: bool = False


def of_derived(ledger: Store, row: Derivation, above: tuple[str, ...] = ()) -> Derived:
    """Work out and say a row of `derived`.

    Parameters
    ----------
    ledger: the ledger.
    row: a row of `derived`.
    above: the derived rows that ask for this one, so that no circle runs for ever.

    Raises ValueError, with a sentence, when a part is missing or nothing follows from the parts.
    """
    if row.id in above:
        raise ValueError(f"it is made of itself: {' → '.join((*above, row.id))}")
    if row.operation == interval.CHOICE:
        return _choice(ledger, row)
    said = [_part(ledger, key, (*above, row.id)) for key in row.of]
    parts = [interval.interval(part.hedge, part.value, part.low, part.high) for part in said]
    if not parts:
        raise ValueError("it names no quantity or check to reckon with")
    percent = all(part.text.endswith("%") for part in said)
    result = interval.compute(row.operation, parts, of_hundred=percent)
    before, after, word = unit_words(ledger, row.unit, result.low == result.high == 1)
    value, low, high = result.columns()
    text = hedges.amount(result.hedge, value, low, high, before=before, after=after, approximate=result.approximate)
    return Derived(
        f"derived:{row.id}", row.label, value, low, high, result.hedge, text.replace("about about", "about"),
        row.unit, word, row.operation, row.condition, tuple(said), result.approximate,
    )  # fmt: skip


def _choice(ledger: Store, row: Derivation) -> Derived:
    """Say the number at which a reader's own choice begins; the row has it in place of parts."""
    given = "|".join(row.of)
    value = number(given)
    if value is None:
        raise ValueError(f"a choice begins with a number, not with {given!r}")
    if value <= 0:
        raise ValueError("a choice begins with a number above zero")
    before, after, word = unit_words(ledger, row.unit, value == 1)
    text = hedges.amount("exact", value, None, None, before=before, after=after)
    return Derived(
        f"derived:{row.id}", row.label, value, None, None, "exact", text, row.unit, word, row.operation, row.condition
    )  # fmt: skip


def _part(ledger: Store, key: str, above: tuple[str, ...]) -> Amount:
    if row := ledger.by_id(Quantity).get(key):
        return of_quantity(ledger, row)
    if found := ledger.by_id(Finding).get(key):
        return of_finding(ledger, found)
    if derived := ledger.by_id(Derivation).get(key):
        return of_derived(ledger, derived, above)
    raise ValueError(f"{key!r} is neither a quantity nor a check nor derived")
