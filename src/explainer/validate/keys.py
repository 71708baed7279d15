"""Keys: every id names one row, every reference finds one, and a claim has the row that its kind promises."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from explainer.amounts.interval import CHOICE
from explainer.model.columns import SEVERAL, parts
from explainer.model.faults import Fault
from explainer.model.rows import Claim, Derivation, Event, Quantity, Row, table_columns
from explainer.model.store import Store

# What a claim of a kind must have in the other tables: a row in one of them.
_HOLDS: dict[str, tuple[type[Row], ...]] = {"event": (Event,), "quantity": (Quantity,), "poll": (Quantity, Event)}
_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


def check(ledger: Store) -> Iterator[Fault]:
    """Look at ids, foreign keys and lists of keys in every table."""
    for table in ledger.tables.values():
        first: dict[str, int] = {}
        for row in table.rows if "id" in table.columns else ():
            if not _ID.fullmatch(row.id):
                yield row.fault("id", f"{row.id!r} is no id: letters, digits and single hyphens")
            elif first.setdefault(row.id, row.line) != row.line:
                yield row.fault("id", f"the same id stands on line {first[row.id]}")
    known = {name: {row.id for row in table.rows} for name, table in ledger.tables.items()}
    for row, column, keys, tables in references(ledger):
        for key, times in Counter(keys).items():
            if times > 1:
                yield row.fault(column, f"{key!r} stands in the list twice")
            if not any(key in known[name] for name in tables):
                close = get_close_matches(key, [id for name in tables for id in known[name]], 2, 0.6)
                hint = f"; close to it: {', '.join(close)}" if close else ""
                yield row.fault(column, f"no {' or '.join(tables)} row has the id {key!r}{hint}")
    for claim in ledger.rows_of(Claim):
        kinds = _HOLDS.get(claim.kind, ())
        if kinds and not any(ledger.of_claim(kind, claim.id) for kind in kinds):
            said = f"{claim.kind!r}, but no row of {' or '.join(kind.table for kind in kinds)} belongs to this claim"
            yield claim.fault("kind", said)


def references(ledger: Store) -> Iterator[tuple[Row, str, list[str], list[str]]]:
    """Give every cell that holds keys: row, column, the keys, and the tables one of which must have each of them."""
    for name, table in ledger.tables.items():
        columns = {key: (column.kind in SEVERAL, column.tables) for key, column in table_columns(name).items()}
        for column, target in _foreign(ledger, name):
            columns.setdefault(column, (False, (target,)))
        for column, (several, tables) in columns.items():
            for row in table.rows if tables else ():
                cell = row.cells.get(column, "")
                # A choice has a number where others have parts.
                if cell and not (isinstance(row, Derivation) and row.operation == CHOICE):
                    known = [target for target in tables if target in ledger.tables]
                    yield row, column, parts(cell) if several else [cell], known


def _foreign(ledger: Store, name: str) -> Iterator[tuple[str, str]]:
    """Give the foreign keys that the package has beside the engine's: column, table."""
    for resource in ledger.package["resources"]:
        if resource["name"] == name:
            for foreign in resource.get("schema", {}).get("foreignKeys", []):
                yield foreign["fields"][0], foreign["reference"].get("resource", name)
