"""Keys: every id names one row, and every reference finds one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from explainer.amounts.derive import CHOICE
from explainer.model.faults import Fault
from explainer.model.tables import Row

if TYPE_CHECKING:
    from explainer.model.ledger import Ledger

_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")

# Columns that hold several ids, separated by `|`, and the tables one of which has each of them.
LISTS = {
    ("events", "actors"): ("actors",),
    ("tensions", "claims"): ("claims",),
    ("reasons", "claims"): ("claims",),
    ("derived", "of"): ("quantities", "checks", "aftermath", "derived"),
    ("aftermath", "checks"): ("checks",),
}
# References that hold whatever the package says; it may add others as foreign keys.
KEYS = {
    ("claims", "actor"): "actors",
    ("claims", "reason"): "reasons",
    ("events", "claim"): "claims",
    ("quantities", "claim"): "claims",
    ("reasons", "claim"): "claims",
    ("reasons", "parent"): "reasons",
    ("actors", "claim"): "claims",
    ("places", "claim"): "claims",
    ("places", "source"): "sources",
    ("sources", "derived_from"): "sources",
    ("checks", "claim"): "claims",
    ("glossary", "claim"): "claims",
    ("glossary", "source"): "sources",
}


def check(ledger: Ledger) -> list[Fault]:
    """Look at ids, foreign keys and lists of keys in every table."""
    faults = []
    for table in ledger.tables.values():
        seen = Counter(row.id for row in table.rows)
        first: dict[str, int] = {}
        for row in table.rows:
            if "id" not in table.columns:
                break
            if not _ID.fullmatch(row.id):
                faults.append(row.fault("id", f"{row.id!r} is no id: letters, digits and single hyphens"))
            elif seen[row.id] > 1 and first.setdefault(row.id, row.line) != row.line:
                faults.append(row.fault("id", f"the same id stands on line {first[row.id]}"))
    for row, column, key, tables in references(ledger):
        known = [ledger.rows[name] for name in tables if name in ledger.rows]
        if not any(key in rows for rows in known):
            close = get_close_matches(key, [name for rows in known for name in rows], 2, 0.6)
            hint = f"; close to it: {', '.join(close)}" if close else ""
            faults.append(row.fault(column, f"no {' or '.join(tables)} row has the id {key!r}{hint}"))
    for name in ledger.tables:
        for column in {column for table, column in LISTS if table == name}:
            for row in ledger.tables[name].rows:
                faults += _repeated(row, column, row.listed(column))
    return faults


def references(ledger: Ledger) -> Iterator[tuple[Row, str, str, tuple[str, ...]]]:
    """Give every reference of the ledger: row, column, key, and the tables one of which must have it."""
    for (name, column), tables in single_references(ledger).items():
        for row in ledger.tables[name].rows if name in ledger.tables else ():
            if row[column]:
                yield row, column, row[column], tables
    for (name, column), tables in LISTS.items():
        for row in ledger.tables[name].rows:
            if name == "derived" and row["operation"] == CHOICE:
                continue  # It has a number where others have parts.
            for key in row.listed(column):
                yield row, column, key, tables


def single_references(ledger: Ledger) -> dict[tuple[str, str], tuple[str, ...]]:
    """Give, for each column that holds one key, the tables one of which has it: the engine's and the package's."""
    single: dict[tuple[str, str], tuple[str, ...]] = {place: (target,) for place, target in KEYS.items()}
    for resource in ledger.package.get("resources", []):
        for foreign in resource.get("schema", {}).get("foreignKeys", []):
            fields, target = foreign.get("fields", []), foreign.get("reference", {})
            column = fields if isinstance(fields, str) else fields[0] if len(fields) == 1 else None
            if column and target.get("fields") in ("id", ["id"]):
                name = resource.get("name", "")
                single.setdefault((name, column), (target.get("resource") or name,))
    return single


def _repeated(row: Row, column: str, keys: Iterable[str]) -> list[Fault]:
    return [row.fault(column, f"{key!r} stands in the list twice") for key, n in Counter(keys).items() if n > 1]
