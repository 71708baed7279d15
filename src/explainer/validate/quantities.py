"""Quantities: every number is read in its claim's quote, with its hedge and its unit."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from explainer.model.faults import Fault
from explainer.model.tables import Row
from explainer.text import dates, hedges
from explainer.text.hedges import HEDGES
from explainer.text.quoted import is_read
from explainer.text.reader import Mention
from explainer.validate.readable import amounts, quoted

if TYPE_CHECKING:
    from explainer.model.store import Store as Ledger


def check(ledger: Ledger) -> list[Fault]:
    """Look at the columns each hedge fills, then at the number, hedge, unit and date of every quantity."""
    faults = _units(ledger)
    dated = _dated(ledger)
    for row in ledger.tables["quantities"].rows:
        claim = ledger.rows["claims"].get(row["claim"])
        wrong = _columns(row)
        if claim and all(row[name] == "" or row.number(name) is not None for name in ("value", "low", "high")):
            found = amounts(quoted(ledger, claim))
            wrong = wrong or _read_or_grounded(ledger, row, claim, found)
            wrong += _as_of(row, claim, dated)
        faults += wrong
    return faults


def _columns(row: Row) -> list[Fault]:
    hedge = HEDGES.get(row["hedge"])
    if hedge is None:
        return [row.fault("hedge", f"{row['hedge']!r} is no hedge; the hedges are {', '.join(HEDGES)}")]
    faults = []
    for column in ("value", "low", "high"):
        if column in hedge.columns and not row[column]:
            faults.append(row.fault(column, f"empty, but the hedge {hedge.name} needs it"))
        elif column not in hedge.columns and row[column]:
            faults.append(row.fault(column, f"{row[column]}, but the hedge {hedge.name} leaves it empty"))
    low, high = row.number("low"), row.number("high")
    if low is not None and high is not None and low >= high:
        faults.append(row.fault("low", f"{row['low']} is not below the high bound {row['high']}"))
    return faults


def _read_or_grounded(ledger: Ledger, row: Row, claim: Row, found: list[Mention]) -> list[Fault]:
    """A ground stands in for what cannot be read, or is read otherwise; what is read needs none."""
    try:
        unread, unit = _readable(row, claim, found), _unit(ledger, row, claim, found)
    except InvalidOperation:
        return []  # a cell that is no number; the table's own check says so
    if not row["ground"]:
        return unread + unit
    if row["unit"] not in ledger.vocabulary.get("units", {}):
        return unit
    if not unread + unit:
        return [row.fault("ground", "the quotation gives this number so: it needs no ground")]
    return []


def _readable(row: Row, claim: Row, found: list[Mention]) -> list[Fault]:
    hedge, quote = row["hedge"], claim["quote"]
    if hedge in ("majority", "hundreds"):
        if all(one.hedge != hedge for one in found):
            return [row.fault("hedge", f"{hedge!r}, but no such word stands in the quote {quote!r}")]
        return []
    wanted = tuple(Decimal(row[column]) for column in HEDGES[hedge].columns)
    here = [number for number in found if is_read(wanted, number) and (not number.ask or number.readings)]
    column = HEDGES[hedge].columns[0]
    if not here:
        inside = [number for number in found if set(wanted) & set(number.values)]
        if inside:
            given = zip(HEDGES[hedge].columns, wanted, strict=True)
            other = next((column for column, number in given if number not in inside[0].values), "hedge")
            said = " to ".join(hedges.number(value) for value in inside[0].values)
            how = "" if inside[0].hedge == hedge else f" as {inside[0].hedge}, not as {hedge}"
            return [row.fault(other, f"the quote gives {said}{how}")]
        has = ", ".join(" to ".join(hedges.number(v) for v in n.values) for n in found if n.values) or "no number"
        has += "".join(f"; {one.ask}" for one in found if one.ask)
        said = " to ".join(hedges.number(value) for value in wanted)
        return [row.fault(column, f"{said} cannot be read in the quote of {claim.id!r}, which has {has}")]
    if all(number.hedge != hedge for number in here):
        return [row.fault("hedge", f"{hedge!r}, but the article's words make it {here[0].hedge!r}")]
    start = claim.whole("start") or 0
    if all(number.lead < start for number in here):
        return [row.fault("claim", "the quote begins after the word that hedges the number")]
    return []


def _unit(ledger: Ledger, row: Row, claim: Row, found: list[Mention]) -> list[Fault]:
    given = ledger.vocabulary.get("units", {}).get(row["unit"])
    if given is None:
        return [row.fault("unit", f"{row['unit']!r} is not among the units of datapackage.json")]
    faults, quote = [], claim["quote"]
    read = given.get("read", [])
    if not read:
        said = f"{row['unit']!r} has no words (read) in datapackage.json by which a quote could show it"
        faults.append(row.fault("unit", said))
    elif not any(_stands(word, quote) for word in read):
        said = f"{row['unit']!r}, but none of {', '.join(read)} stands in the quote {quote!r}"
        faults.append(row.fault("unit", said))
    wanted = tuple(Decimal(row[column]) for column in HEDGES[row["hedge"]].columns)
    percent = given.get("symbol") == "%"
    numbered = [number for number in found if wanted and is_read(wanted, number)]
    if numbered and all((number.unit == "percent") != percent for number in numbered):
        said = "a percent sign" if not percent else "no percent sign"
        faults.append(row.fault("unit", f"{row['unit']!r}, but {said} follows the number in the quote"))
    return faults


def _stands(word: str, text: str) -> bool:
    edge = [r"\b" if word[0].isalnum() else "", r"\b" if word[-1].isalnum() else ""]
    return re.search(edge[0] + re.escape(word) + edge[1], text, re.IGNORECASE) is not None


def _units(ledger: Ledger) -> list[Fault]:
    """A word that two units could read would let one pass for the other."""
    owner: dict[str, str] = {}
    faults = []
    for unit, given in ledger.vocabulary.get("units", {}).items():
        for word in given.get("read", []):
            if owner.setdefault(word.lower(), unit) != unit:
                said = f"both {owner[word.lower()]!r} and {unit!r} are read from {word!r}"
                faults.append(Fault("datapackage.json", "explainer", f"units.{unit}", said))
    return faults


def _dated(ledger: Ledger) -> dict[str, list[str]]:
    """Give the dates of events by claim id and by paragraph, and that of the article under ""."""
    found: dict[str, list[str]] = {"": [ledger.vocabulary.get("article", {}).get("written", "")]}
    for row in ledger.tables["events"].rows:
        claim = ledger.rows["claims"].get(row["claim"])
        if claim:
            found.setdefault(claim.id, []).append(row["date"])
            found.setdefault(f"paragraph {claim['paragraph']}", []).append(row["date"])
    return found


def _as_of(row: Row, claim: Row, dated: dict[str, list[str]]) -> list[Fault]:
    """The date of a number is that of an event in its claim or paragraph, or that of the article."""
    if not row["as_of"]:
        return []
    try:
        dates.parse(row["as_of"])
    except ValueError as error:
        return [row.fault("as_of", str(error))]
    known = dated.get(claim.id, []) or [*dated.get(f"paragraph {claim['paragraph']}", []), *dated[""]]
    if row["as_of"] not in known:
        where = "its claim" if claim.id in dated else "its paragraph, nor that of the article"
        said = f"{row['as_of']} is not the date of an event of {where}: {', '.join(dict.fromkeys(known)) or 'none'}"
        return [row.fault("as_of", said)]
    return []
