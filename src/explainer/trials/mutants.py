"""Every mutant of a ledger: its tables with one thing wrong in them.

Which changes a cell gets follows from what the engine and the subject's `datapackage.json` say of its column: an
enumeration, a key, a date, a number, words of the article, or words of our own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.model.ledger import Ledger
from explainer.model.tables import INTEGERS, NUMBERS, Row, Table
from explainer.trials import changes
from explainer.validate.findings import DATED
from explainer.validate.keys import LISTS, single_references

#: Columns whose words are somebody else's and must stand as they stand there.
WORDS = {
    ("claims", "quote"), ("readings", "quote"), ("exceptions", "quote"), ("events", "printed"), ("reasons", "words"),
    ("actors", "spellings"), ("actors", "name"), ("places", "spellings"), ("places", "name"),
}  # fmt: skip
DATES = {("events", "date"), ("quantities", "as_of")} | {
    (table, name) for table, names in DATED.items() for name in names
}


@dataclass(frozen=True)
class Mutant:
    """A ledger with one thing wrong in it.

    Parameters
    ----------
    table, row, column: where; column is "" for a whole row.
    kind: the kind of change.
    old, new: what stood there and what stands there now; "" for a whole row.
    """

    table: str
    row: str
    column: str
    kind: str
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        """Name it in one line."""
        place = ", ".join(part for part in (self.table, self.row, self.column) if part)
        return f"{place}: {self.kind}" + (f": {self.old!r} became {self.new!r}" if self.column else "")


def mutants(ledger: Ledger) -> Iterator[Mutant]:
    """Give every mutant of a ledger, table by table, row by row; each but once."""
    columns = Columns(ledger)
    for name, table in ledger.tables.items():
        if table.path is None or "id" not in table.columns:
            continue
        for row in table.rows:
            for column in table.columns:
                seen = {row[column]}
                for kind, new in columns.changes(name, column, row):
                    if new not in seen:
                        seen.add(new)
                        yield Mutant(name, row.id, column, kind, row[column], new)
            yield from _rows(table, row)


def _rows(table: Table, row: Row) -> Iterator[Mutant]:
    yield Mutant(table.name, row.id, "", "row deleted")
    yield Mutant(table.name, row.id, "", "row twice")
    yield Mutant(table.name, row.id, "", "row twice under another id")
    if row is not table.rows[-1]:
        yield Mutant(table.name, row.id, "", "cells exchanged with the next row's")


def applied(ledger: Ledger, mutant: Mutant) -> Ledger:
    """Give the ledger that a mutant is; the one it is made from stays as it was."""
    table = ledger.tables[mutant.table]
    rows = [Row(row.table, row.line, row.cells) for row in table.rows]
    at = next(place for place, row in enumerate(rows) if row.id == mutant.row)
    if mutant.column:
        rows[at].cells = rows[at].cells | {mutant.column: mutant.new}
    elif mutant.kind == "row deleted":
        del rows[at]
    elif mutant.kind.startswith("row twice"):
        other = {"id": _new_id(mutant.row)} if mutant.kind.endswith("id") else {}
        rows.append(Row(table.name, rows[-1].line + 1, rows[at].cells | other))
    else:
        one, two = rows[at].cells, rows[at + 1].cells
        rows[at].cells, rows[at + 1].cells = two | {"id": one["id"]}, one | {"id": two["id"]}
    tables = ledger.tables | {mutant.table: Table(table.name, table.columns, rows, table.path)}
    return type(ledger)(ledger.root, ledger.package, tables, ledger.article, list(ledger.faults))


def _new_id(key: str) -> str:
    """Give an id that has the form of another one."""
    last = key[-1]
    return key[:-1] + ("z" if last.isalpha() else "9") if not key.islower() else f"{key}-again"


class Columns:
    """What a ledger's columns hold, and so what can be wrong in them."""

    def __init__(self, ledger: Ledger) -> None:
        """Read the package and the keys of every table."""
        self.ledger = ledger
        self.keys = {name: list(rows) for name, rows in ledger.rows.items()}
        self.single = single_references(ledger)
        self.enums = {
            (resource["name"], field["name"]): field.get("constraints", {}).get("enum")
            for resource in ledger.package.get("resources", [])
            for field in resource.get("schema", {}).get("fields", [])
        }

    def changes(self, table: str, column: str, row: Row) -> Iterator[changes.Change]:
        """Give the wrong values of one cell, with the kind of each."""
        place, cell = (table, column), row[column]
        if cell and column != "note":
            yield "emptied", ""
        if self.enums.get(place):
            yield from changes.another(cell, self.enums[place] or ())
            yield "a word that nothing has", f"{cell or 'x'}x"
        elif place in self.single:
            yield from changes.neighbour(cell, [key for name in self.single[place] for key in self.keys.get(name, [])])
        elif place in LISTS:
            yield from changes.listed(cell, [key for name in LISTS[place] for key in self.keys.get(name, [])])
        elif place in DATES:
            yield from changes.date(cell)
        elif column == "unit":
            yield from changes.neighbour(cell, list(self.ledger.vocabulary.get("units", {})))
        elif column in INTEGERS:
            yield from changes.whole(cell)
        elif column in NUMBERS:
            yield from changes.amount(cell)
        elif place in WORDS:
            yield from changes.exact(cell)
        elif column != "id":
            yield from changes.spoken(cell)
        if column not in INTEGERS | NUMBERS:
            yield from changes.unwelcome(cell, row.line)
