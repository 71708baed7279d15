"""Sign-offs: what has no second witness is as an editor signed it off.

A quotation has the article as its witness; a judgement has none (what kind a claim is, how sure a reading), nor has a
finding copied from a page elsewhere. Newsrooms let a second pair of eyes sign such things off, and so does a ledger
whose package names columns under `explainer.signed`. `data/signoff.txt` keeps, for every row, the day and a short hash
of each of those cells. It proves no judgement right; it makes sure that none changes unnoticed. The verb `sign` writes
it.

A line of the file: table, id, day, how ("read" by an editor, or "standing" as it was when signing began), column:hash…
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from explainer.model.faults import Fault
from explainer.model.tables import Row

if TYPE_CHECKING:
    from explainer.model.ledger import Ledger

FILE = "signoff.txt"
HOW = ("read", "standing")


@dataclass(frozen=True)
class Signed:
    """One row as it was signed off: on a day, in one of the ways HOW, with a hash for each column."""

    day: str
    how: str
    seals: dict[str, str]


def columns(ledger: Ledger) -> dict[str, list[str]]:
    """Give, by table, the columns that an editor signs off; none when the subject signs nothing."""
    return {table: list(names) for table, names in ledger.vocabulary.get("signed", {}).items()}


def seal(row: Row, column: str) -> str:
    """Hash a cell, with its place: eight signs tell it from every other value a cell could sensibly have."""
    return _hash("\n".join((row.table, row.id, column, row[column])))


@lru_cache(maxsize=20_000)  # proved again and again by those who change one cell at a time
def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def read(ledger: Ledger) -> tuple[dict[tuple[str, str], Signed], list[Fault]]:
    """Read the sign-offs by table and id, and the faults of lines that are none."""
    return _read(ledger.signed)


@lru_cache(maxsize=4)
def _read(text: str) -> tuple[dict[tuple[str, str], Signed], list[Fault]]:
    found: dict[tuple[str, str], Signed] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        table, key, day, how, *seals = [*line.split(), "", "", "", ""][: max(4, len(line.split()))]
        if how not in HOW or not all(":" in one for one in seals):
            faults.append(Fault(FILE, f"line {number}", "", f"no sign-off: {line!r}"))
        elif (table, key) in found:
            faults.append(Fault(FILE, f"line {number}", "", f"{table} {key} is signed off twice"))
        else:
            found[table, key] = Signed(day, how, dict(one.split(":", 1) for one in seals))
    return found, faults


def open_cells(ledger: Ledger) -> Iterator[tuple[Row, list[str]]]:
    """Give every row that waits for a sign-off, with the columns in which it is another one; none when it is new."""
    signed = read(ledger)[0]
    for table, names in columns(ledger).items():
        for row in ledger.tables[table].rows if table in ledger.tables else ():
            told = signed.get((table, row.id))
            if told is None:
                yield row, []
            elif changed := [name for name in names if told.seals.get(name) != seal(row, name)]:
                yield row, changed


def check(ledger: Ledger) -> list[Fault]:
    """Look for rows that no editor signed off as they stand, and for sign-offs of rows that are gone."""
    asked = columns(ledger)
    if not asked:
        return []
    signed, unread = read(ledger)
    faults = list(unread)
    for row, changed in open_cells(ledger):
        how = f"read it again, then: python -m explainer sign {row.table}/{row.id}"
        if not changed:
            faults.append(row.fault("", f"no editor has signed this row off; {how}"))
        for column in changed:
            day = signed[row.table, row.id].day
            faults.append(row.fault(column, f"{row[column]!r} is not what was signed off on {day}; {how}"))
    for table, key in signed:
        if key not in ledger.rows.get(table, {}):
            how = f"if it shall be gone: python -m explainer sign {table}/{key}"
            faults.append(Fault(table, key, "", f"signed off, but the row is gone; {how}"))
    return faults
