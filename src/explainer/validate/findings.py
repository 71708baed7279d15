"""Numbers that are not the article's: those of findings with the bounds their hedge takes, and those worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from explainer.amounts.amount import of_derived, of_finding
from explainer.amounts.interval import interval, overlap
from explainer.model.faults import Fault
from explainer.model.rows import Check, Derivation, Finding, Quantity
from explainer.model.store import Store
from explainer.text import dates, hedges
from explainer.text.reader import numbers_in, read
from explainer.validate.readable import period

_DOUBT = re.compile(r"\b(?:probably|likely|perhaps)\b")


def check(ledger: Store) -> Iterator[Fault]:
    """Look at the numbers of findings and of derived amounts, and at verdicts on numbers."""
    for row in ledger.rows_of(Finding):
        yield from _number(ledger, row)
        yield from _doubtful(row)
    for one in ledger.rows_of(Check):
        yield from _verdict(ledger, one)
    yield from _derived(ledger)


def _readable(row: Finding, hedge: str) -> list[Fault]:
    """The page elsewhere is not here to be read; in the row's own words its numbers stand with their hedge."""
    words = " . ".join((row.label, row.event, row.finding, row.title, row.note))
    numbers = {name: Decimal(str(n)) for name in ("value", "low", "high") if (n := getattr(row, name)) is not None}
    said = numbers_in(words)
    faults = [
        row.fault(column, f"{hedges.number(value)} cannot be read in the row's own words (finding, note)")
        for column, value in numbers.items() if value not in said
    ]  # fmt: skip
    found = [one for one in read(words) if set(one.values) & set(numbers.values())]
    if found and all(one.hedge != hedge for one in found):
        faults.append(row.fault("hedge", f"{hedge!r}, but the row's own words make it {found[0].hedge!r}"))
    return faults


def _doubtful(row: Finding) -> Iterator[Fault]:
    """A date that was inferred is not told as known: a sentence that names its month says that it is likely."""
    when = period(row.date)
    month = " ".join(dates.words(row.date).split()[-2:]) if when and when.uncertain else ""
    for column, said in (("event", row.event), ("finding", row.finding)):
        if month and month in said and not _DOUBT.search(said):
            yield row.fault(column, f"{month!r} is named as if it were known, but the date is {row.date}")


def _number(ledger: Store, row: Finding) -> Iterator[Fault]:
    known = [number for number in (row.low, row.value, row.high) if number is not None]
    if not known:
        if row.hedge:
            yield row.fault("hedge", "a hedge without a number")
        return
    if known != sorted(known):
        yield row.fault("value", "low, value and high are not in this order")
    if not row.unit:
        yield row.fault("unit", "a number without a unit")
    try:
        yield from _readable(row, of_finding(ledger, row).hedge)
    except ValueError as error:
        yield row.fault("hedge", str(error))


def _verdict(ledger: Store, row: Check) -> Iterator[Fault]:
    """Two numbers in one unit agree when their bounds meet; a tenth more or less is still "about"."""
    numbers = [one for one in ledger.of_claim(Quantity, row.claim) if one.unit == row.unit]
    if len(numbers) != 1 or row.verdict not in ("consistent", "contradicted"):
        return
    try:
        ours = interval(numbers[0].hedge, numbers[0].value, numbers[0].low, numbers[0].high)
        said = of_finding(ledger, row)
        theirs = interval(said.hedge, said.value, said.low, said.high)
    except ValueError:
        return
    if overlap(ours, theirs) != (row.verdict == "consistent"):
        how = "lie apart" if row.verdict == "consistent" else "agree"
        yield row.fault("verdict", f"{row.verdict!r}, but the numbers of the article and of the finding {how}")


def _derived(ledger: Store) -> Iterator[Fault]:
    """Work out every derived amount; nothing of it is typed, so nothing else can be wrong."""
    for row in ledger.rows_of(Derivation):
        try:
            said = of_derived(ledger, row)
        except ValueError as error:
            yield row.fault("operation" if "operation" in str(error) else "of", str(error))
            continue
        units, percent = {part.unit for part in said.parts}, said.text.endswith("%")
        # What is left of "percent of respondents" may be said in percent.
        wholes = {unit.partition(" of ")[0] for unit in units} | units
        share, sums = row.operation == "share", row.operation in ("difference", "remainder")
        rules = [
            ("of", sums and len(units) > 1, f"a {row.operation} of different units: {', '.join(sorted(units))}"),
            ("of", share and (said.low or said.value or 0) > 100, f"{said.text}: a share is not more than the whole"),
            ("unit", share and not percent, f"{row.unit!r}, but a share is a percentage"),
            ("unit", row.operation in ("ratio", "multiple") and percent,
             f"{row.unit!r}, but a {row.operation} is no percentage"),
            ("unit", sums and units and row.unit not in wholes,
             f"{row.unit!r}, but its parts are in {', '.join(sorted(units))}"),
        ]  # fmt: skip
        yield from [row.fault(column, wrong) for column, broken, wrong in rules if broken]
