"""What comes from outside: numbers with the bounds their hedge takes, dates that are dates, addresses."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from explainer.amounts import quantity
from explainer.model.faults import Fault
from explainer.model.tables import Row
from explainer.text import dates
from explainer.text.hedges import HEDGES
from explainer.text.quoted import numbers_in

if TYPE_CHECKING:
    from explainer.model.ledger import Ledger

DATED = {
    "checks": ("date", "published", "accessed"),
    "aftermath": ("date", "published", "accessed"),
    "sources": ("published", "accessed"),
    "corrections": ("date",),
}
_URL = re.compile(r"https?://[^\s/]+\.[^\s]+")


def check(ledger: Ledger) -> list[Fault]:
    """Look at checks, aftermath, sources and corrections."""
    faults = []
    for table, columns in DATED.items():
        for row in ledger.tables[table].rows:
            for column in columns:
                if row[column]:
                    faults += _date(row, column)
            if row["url"] and not _URL.fullmatch(row["url"]):
                faults.append(row.fault("url", f"{row['url']!r} is no address of a page"))
    for table in ("checks", "aftermath"):
        for row in ledger.tables[table].rows:
            faults += _number(ledger, row)
    return faults


def _date(row: Row, column: str) -> list[Fault]:
    try:
        dates.parse(row[column])
    except ValueError as error:
        return [row.fault(column, str(error))]
    return []


def _readable(row: Row) -> list[Fault]:
    """The page elsewhere is not here to be read, but the row's own words are: its numbers stand in them too."""
    words = " ".join(row[column] for column in ("label", "event", "finding", "title", "note"))
    said = numbers_in(words)
    return [
        row.fault(column, f"{row[column]} cannot be read in the row's own words (finding, note)")
        for column in ("value", "low", "high")
        if row.number(column) is not None and Decimal(row[column]) not in said
    ]


def _number(ledger: Ledger, row: Row) -> list[Fault]:
    value, low, high = (row.number(column) for column in ("value", "low", "high"))
    if value is None and low is None and high is None:
        return [row.fault("hedge", "a hedge without a number")] if row["hedge"] else []
    faults = _readable(row)
    known = [number for number in (low, value, high) if number is not None]
    if known != sorted(known):
        faults.append(row.fault("value", "low, value and high are not in this order"))
    if not row["unit"]:
        faults.append(row.fault("unit", "a number without a unit"))
    if row["hedge"] and row["hedge"] not in HEDGES:
        return [*faults, row.fault("hedge", f"{row['hedge']!r} is no hedge; the hedges are {', '.join(HEDGES)}")]
    try:
        quantity.of_check(ledger, row)
    except ValueError as error:
        faults.append(row.fault("hedge", str(error)))
    return faults
