"""What comes from outside: numbers with the bounds their hedge takes, dates that are dates, addresses."""

from __future__ import annotations

import re
from decimal import Decimal

from explainer.amounts.amount import of_finding
from explainer.model.faults import Fault
from explainer.model.rows import Finding, Row, table_columns
from explainer.model.store import Store
from explainer.text import dates, hedges
from explainer.text.hedges import HEDGES
from explainer.text.quoted import numbers_in

_URL = re.compile(r"https?://[^\s/]+\.[^\s]+")


def check(ledger: Store) -> list[Fault]:
    """Look at checks, aftermath, sources and corrections."""
    faults = []
    for name, table in ledger.tables.items():
        for column, given in table_columns(name).items():
            for row in table.rows:
                cell = row.cells.get(column, "")
                if cell and given.kind in ("edtf", "day", "date") and name not in ("events", "quantities"):
                    faults += _date(row, column, cell)
                if cell and given.kind == "uri" and not _URL.fullmatch(cell):
                    faults.append(row.fault(column, f"{cell!r} is no address of a page"))
    for found in ledger.rows_of(Finding):
        faults += _number(ledger, found)
    return faults


def _date(row: Row, column: str, cell: str) -> list[Fault]:
    try:
        dates.parse(cell)
    except ValueError as error:
        return [row.fault(column, str(error))]
    return []


def _readable(row: Finding) -> list[Fault]:
    """The page elsewhere is not here to be read, but the row's own words are: its numbers stand in them too."""
    said = numbers_in(" ".join((row.label, row.event, row.finding, row.title, row.note)))
    return [
        row.fault(column, f"{hedges.number(value)} cannot be read in the row's own words (finding, note)")
        for column, value in (("value", row.value), ("low", row.low), ("high", row.high))
        if value is not None and Decimal(str(value)) not in said
    ]


def _number(ledger: Store, row: Finding) -> list[Fault]:
    value, low, high = row.value, row.low, row.high
    if value is None and low is None and high is None:
        return [row.fault("hedge", "a hedge without a number")] if row.hedge else []
    faults = _readable(row)
    known = [number for number in (low, value, high) if number is not None]
    if known != sorted(known):
        faults.append(row.fault("value", "low, value and high are not in this order"))
    if not row.unit:
        faults.append(row.fault("unit", "a number without a unit"))
    if row.hedge and row.hedge not in HEDGES:
        return [*faults, row.fault("hedge", f"{row.hedge!r} is no hedge; the hedges are {', '.join(HEDGES)}")]
    try:
        of_finding(ledger, row)
    except ValueError as error:
        faults.append(row.fault("hedge", str(error)))
    return faults
