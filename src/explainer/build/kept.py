"""The tables as they were proved, kept row by row: a chapter that asks for six rows of fifty thousand reads six.

A build keeps them once for all its kernels. The tables themselves stay what counts: who opens what was kept compares
their fingerprint first (`Ledger.load`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

from explainer.model.files import replace_file
from explainer.model.rows import Row, read_row
from explainer.model.tables import Table

#: How every file of SQLite begins (https://www.sqlite.org/fileformat2.html).
_BEGINNING = b"SQLite format 3\0"
_SHAPE = """
CREATE TABLE kept (fingerprint TEXT);
CREATE TABLE tables (place INTEGER PRIMARY KEY, name TEXT, columns TEXT, path TEXT);
CREATE TABLE rows (place INTEGER PRIMARY KEY, name TEXT, id TEXT, line INTEGER, cells TEXT);
CREATE INDEX ids ON rows (name, id, place);
"""


@dataclass(frozen=True)
class Kept:
    """What a file keeps.

    Parameters
    ----------
    fingerprint: of everything the tables were proved with.
    tables: by name, each read row by row.
    """

    fingerprint: str
    tables: dict[str, Table]


class _Rows(Mapping[str, Row]):
    """The rows of a table by id, each fetched when it is asked for; whoever goes through them fetches all.

    Parameters
    ----------
    table: whose rows they are.
    kept: the open file.
    """

    def __init__(self, table: _Table, kept: sqlite3.Connection) -> None:
        """Fetch nothing yet."""
        self._table, self._kept = table, kept
        self._known: dict[str, Row] = {}

    def __getitem__(self, id: str) -> Row:
        if id not in self._known:
            query = "SELECT line, cells FROM rows WHERE name = ? AND id = ? ORDER BY place LIMIT 1"
            found = self._kept.execute(query, (self._table.name, id)).fetchone()
            if found is None:
                raise KeyError(id)
            self._known[id] = self._table.row(*found)
        return self._known[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __or__(self, other: Mapping[str, Row]) -> dict[str, Row]:
        """Lay two tables over each other, the other on top."""
        return {**self, **other}

    @cached_property
    def _all(self) -> dict[str, Row]:
        found: dict[str, Row] = {}
        for row in self._table.rows:
            # A row that was handed out stays the same object.
            found.setdefault(row.id, self._known.get(row.id, row))
        return found


class _Table(Table):
    """A table whose rows are fetched when they are asked for.

    Parameters
    ----------
    name, columns, path: as of the table that was kept.
    kept: the open file.
    """

    def __init__(self, name: str, columns: list[str], path: Path | None, kept: sqlite3.Connection) -> None:
        """Fetch nothing yet."""
        self.name, self.columns, self.path = name, columns, path
        self._kept = kept
        self._by_id = _Rows(self, kept)

    @cached_property
    def rows(self) -> list[Row]:  # type: ignore[override]
        """All rows, in their order."""
        query = "SELECT line, cells FROM rows WHERE name = ? ORDER BY place"
        return [self.row(*found) for found in self._kept.execute(query, (self.name,))]

    def row(self, line: int, cells: str) -> Row:
        """Make a row of what was kept."""
        return read_row(self.name, line, dict(zip(self.columns, json.loads(cells), strict=True)))

    def by_id(self) -> dict[str, Row]:
        """Give the rows by id; of two rows with one id the first."""
        return cast(dict[str, Row], self._by_id)


def keep(tables: Iterable[Table], data: Path, fingerprint: str, path: Path) -> None:
    """Keep tables in a file.

    Parameters
    ----------
    tables: as written.
    data: the folder they lie in.
    fingerprint: of everything they were proved with, as `Store.fingerprint` gives it.
    path: the file; replaced in one step.

    Raises OSError when it cannot be written.
    """
    kept = sqlite3.connect(":memory:")
    kept.executescript(_SHAPE)
    kept.execute("INSERT INTO kept VALUES (?)", (fingerprint,))
    for table in tables:
        place = table.path.relative_to(data).as_posix() if table.path else None
        kept.execute("INSERT INTO tables VALUES (NULL, ?, ?, ?)", (table.name, json.dumps(table.columns), place))
        rows = ((table.name, row.id, row.line, json.dumps([row[name] for name in table.columns])) for row in table.rows)
        kept.executemany("INSERT INTO rows VALUES (NULL, ?, ?, ?, ?)", rows)
    kept.commit()
    replace_file(path, kept.serialize())


def open_kept(path: Path, data: Path) -> Kept | None:
    """Open what was kept.

    Parameters
    ----------
    path: the file.
    data: the folder of the tables that were kept.

    Returns None when there is no such file or it is none of ours.
    """
    # Loaded into memory: a kernel may not open a database in the book's folder, and this one is only read.
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        content = path.read_bytes()
        if not content.startswith(_BEGINNING):
            raise sqlite3.DatabaseError("no database")
        kept.deserialize(content)
        fingerprint = str(kept.execute("SELECT fingerprint FROM kept").fetchone()[0])
        found = list(kept.execute("SELECT name, columns, path FROM tables ORDER BY place"))
    except (OSError, sqlite3.Error):
        kept.close()
        return None
    tables: dict[str, Table] = {
        name: _Table(name, json.loads(columns), data / place if place else None, kept) for name, columns, place in found
    }
    return Kept(fingerprint, tables)
