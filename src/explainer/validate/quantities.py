"""Quantities: every number is read in its claim's quote, with its hedge and its unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from explainer.model.faults import Fault
from explainer.model.rows import Claim, Event, Quantity
from explainer.model.store import Store
from explainer.text import hedges
from explainer.text.hedges import HEDGES
from explainer.text.mention import MONEY, TIME, Mention
from explainer.text.reader import is_read, read
from explainer.validate.readable import amounts, language, quoted, stands

_NUMBERS = ("value", "low", "high")


def check(ledger: Store) -> Iterator[Fault]:
    """Look at the columns each hedge fills, then at the number, hedge, unit and date of every quantity."""
    yield from _units(ledger)
    dated = _dated(ledger)
    for row in ledger.rows_of(Quantity):
        claim = ledger.by_id(Claim).get(row.claim)
        wrong = list(_columns(row))
        # A cell that is no number has its own fault (`files`); nothing can be compared with it.
        if claim and not any(getattr(row, column) is None and row.cells.get(column) for column in _NUMBERS):
            found = amounts(quoted(ledger, claim))
            wrong = wrong or _read_or_grounded(ledger, row, claim, found) or _restated(row, claim, language(ledger))
            yield from _as_of(row, claim, dated)
        yield from wrong


def _wanted(row: Quantity) -> tuple[Decimal, ...]:
    """Give the numbers that the row's hedge asks for, as exact as they are written."""
    return tuple(Decimal(str(getattr(row, column))) for column in HEDGES[row.hedge].columns)


def _columns(row: Quantity) -> Iterator[Fault]:
    hedge = HEDGES.get(row.hedge)
    if hedge is None:
        yield row.fault("hedge", f"{row.hedge!r} is no hedge; the hedges are {', '.join(HEDGES)}")
        return
    for column in _NUMBERS:
        cell = row.cells.get(column, "")
        if column in hedge.columns and not cell:
            yield row.fault(column, f"empty, but the hedge {hedge.name} needs it")
        elif column not in hedge.columns and cell:
            yield row.fault(column, f"{cell}, but the hedge {hedge.name} leaves it empty")
    if row.low is not None and row.high is not None and row.low >= row.high:
        low, high = hedges.number(row.low), hedges.number(row.high)
        yield row.fault("low", f"{low} is not below the high bound {high}")


def _read_or_grounded(ledger: Store, row: Quantity, claim: Claim, found: list[Mention]) -> list[Fault]:
    """A ground stands in for what cannot be read, or is read otherwise; what is read needs none."""
    unit = list(_unit(ledger, row, claim, found))
    wrong = [*_readable(row, claim, found), *unit]
    if row.ground and not wrong:
        return [row.fault("ground", "the quotation gives this number so: it needs no ground")]
    if row.unit not in ledger.vocabulary["units"]:
        return unit if row.ground else wrong
    return [] if row.ground else wrong


def _readable(row: Quantity, claim: Claim, found: list[Mention]) -> Iterator[Fault]:
    hedge, quote = row.hedge, claim.quote
    if hedge in ("majority", "hundreds"):
        if all(one.hedge != hedge for one in found):
            yield row.fault("hedge", f"{hedge!r}, but no such word stands in the quote {quote!r}")
        return
    wanted, columns = _wanted(row), HEDGES[hedge].columns
    here = [number for number in found if is_read(wanted, number) and (not number.ask or number.readings)]
    inside = [number for number in found if set(wanted) & set(number.values)]
    if not here and inside:
        missing = [column for column, number in zip(columns, wanted, strict=True) if number not in inside[0].values]
        said = " to ".join(hedges.number(value) for value in inside[0].values)
        how = "" if inside[0].hedge == hedge else f" as {inside[0].hedge}, not as {hedge}"
        yield row.fault([*missing, "hedge"][0], f"the quote gives {said}{how}")
    elif not here:
        has = ", ".join(" to ".join(hedges.number(v) for v in n.values) for n in found if n.values) or "no number"
        has += "".join(f"; {one.ask}" for one in found if one.ask)
        said = " to ".join(hedges.number(value) for value in wanted)
        yield row.fault(columns[0], f"{said} cannot be read in the quote of {claim.id!r}, which has {has}")
    elif all(number.hedge != hedge for number in here):
        yield row.fault("hedge", f"{hedge!r}, but the article's words make it {here[0].hedge!r}")
    elif all(number.lead < claim.start for number in here):
        yield row.fault("claim", "the quote begins after the word that hedges the number")


def _restated(row: Quantity, claim: Claim, lang: str) -> list[Fault]:
    """Our sentence hedges the number as the article does, where it gives the number."""
    wanted = _wanted(row)
    here = [one for one in read(claim.restatement, lang) if wanted and is_read(wanted, one)]
    if here and all(one.hedge != row.hedge for one in here):
        said = f"{here[0].words!r} reads as {here[0].hedge}, but the quantity {row.id!r} is {row.hedge}"
        return [claim.fault("restatement", said)]
    return []


def _unit(ledger: Store, row: Quantity, claim: Claim, found: list[Mention]) -> Iterator[Fault]:
    units, quote, wanted = ledger.vocabulary["units"], claim.quote, _wanted(row)
    given = units.get(row.unit)
    if given is None:
        yield row.fault("unit", f"{row.unit!r} is not among the units of datapackage.json")
        return
    read = given.get("read", [])
    numbered = [number for number in found if wanted and is_read(wanted, number)]
    if not read:
        yield row.fault("unit", f"{row.unit!r} has no words (read) in datapackage.json by which a quote could show it")
    elif not stands(read, quote) and row.unit not in {one.unit for one in numbered}:
        said = f"{row.unit!r}, but none of {', '.join(read)} stands in the quote {quote!r}: quote it, or give a ground"
        yield row.fault("unit", said)
    percent = given.get("symbol") == "%"
    if numbered and all((number.unit == "percent") != percent for number in numbered):
        sign = "no percent sign" if percent else "a percent sign"
        yield row.fault("unit", f"{row.unit!r}, but {sign} follows the number in the quote")
    # Of "£2.5bn a year" the unit is pounds, though a year stands in the quotation too.
    beside = [{unit for unit, other in units.items() if one.unit in (unit, *other.get("read", []))} for one in numbered]
    strict = all(one.unit in (*MONEY, *TIME) for one in numbered)
    if numbered and strict and all(names and row.unit not in names for names in beside):
        said = ", ".join(sorted(set().union(*beside)))
        yield row.fault("unit", f"{row.unit!r}, but the words at the number show {said}")


def _units(ledger: Store) -> Iterator[Fault]:
    """A word that two units could read would let one pass for the other."""
    owner: dict[str, str] = {}
    for unit, given in ledger.vocabulary["units"].items():
        for word in given.get("read", []):
            if owner.setdefault(word.lower(), unit) != unit:
                said = f"both {owner[word.lower()]!r} and {unit!r} are read from {word!r}"
                yield Fault("datapackage.json", "explainer", f"units.{unit}", said)


def _dated(ledger: Store) -> dict[str, list[str]]:
    """Give the dates of events by claim id and by paragraph, and under "" that of the article, if it is printed."""
    written = ledger.vocabulary["article"]["written"]
    # A month that was worked out dates nothing: a number without a date in the text gets none.
    found: dict[str, list[str]] = {"": [] if "?" in written else [written]}
    for row in ledger.rows_of(Event):
        claim = ledger.by_id(Claim).get(row.claim)
        if claim:
            found.setdefault(claim.id, []).append(row.date)
            found.setdefault(f"paragraph {claim.paragraph}", []).append(row.date)
    return found


def _as_of(row: Quantity, claim: Claim, dated: dict[str, list[str]]) -> Iterator[Fault]:
    """The date of a number is that of an event in its claim or paragraph, or that of the article."""
    known = dated.get(claim.id, []) or [*dated.get(f"paragraph {claim.paragraph}", []), *dated[""]]
    if row.as_of and row.as_of not in known:
        where = "its claim" if claim.id in dated else "its paragraph, nor a printed one of the article"
        said = f"{row.as_of} is not the date of an event of {where}: {', '.join(dict.fromkeys(known)) or 'none'}"
        yield row.fault("as_of", said)
