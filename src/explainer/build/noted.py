"""A ledger that notes which of its cells are read, so that a chapter runs again for those alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from explainer.build.reads import Read
from explainer.model.rows import Row
from explainer.model.tables import Table
from explainer.query.ledger import Ledger

if TYPE_CHECKING:
    from explainer.model.article import Article

Note = Callable[[Read], None]


class _Noting(Mapping[str, Any]):
    """A mapping that notes each key asked for, there or not; whoever goes through it has read all of it.

    Parameters
    ----------
    content: what it holds.
    one: notes one key.
    every: notes all of it.
    give: makes of a value what is handed out, when it is asked for.
    """

    def __init__(
        self,
        content: Mapping[str, Any],
        one: Callable[[str], None],
        every: Callable[[], None],
        give: Callable[[Any], Any] = lambda value: value,
    ) -> None:
        """Take what the class says."""
        self._content, self._one, self._every, self._give = content, one, every, give

    def __getitem__(self, key: str) -> Any:
        self._one(key)
        return self._give(self._content[key])

    def __iter__(self) -> Iterator[str]:
        self._every()
        return iter(self._content)

    def __len__(self) -> int:
        self._every()
        return len(self._content)

    def __or__(self, other: Mapping[str, Any]) -> _Noting:
        """Lay two tables over each other, the other on top: each key is looked for in both."""
        return _Over(other, self)

    def copy(self) -> dict[str, Any]:
        """Give all of it."""
        return dict(self)


class _Over(_Noting):
    """Two mappings as one."""

    def __init__(self, upper: Mapping[str, Any], lower: Mapping[str, Any]) -> None:
        self._upper, self._lower = upper, lower

    def __getitem__(self, key: str) -> Any:
        return self._upper[key] if key in self._upper else self._lower[key]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*self._lower, *self._upper]))

    def __len__(self) -> int:
        return len(list(iter(self)))


class _NotingTable:
    """A table that notes as a whole whatever is asked of it, but for the names of its columns."""

    def __init__(self, table: Table, note: Note) -> None:
        self._table, self._note = table, note

    def __getattr__(self, name: str) -> Any:
        self._note(Read("header" if name == "columns" else "table", self._table.name))
        return getattr(self._table, name)


class NotedLedger(Ledger):
    """A ledger whose every way in is noted; `noted` makes one."""

    _note: Note

    @property
    def tables(self) -> dict[str, Table]:  # type: ignore[override]
        """The tables as written; each is noted when something of it is read."""
        raw = self.__dict__["tables"]
        lazy = {name: _NotingTable(table, self._note) for name, table in raw.items()}
        return cast(dict[str, Table], _Noting(lazy, lambda name: self._new(name), lambda: self._note(Read("package"))))

    @property
    def rows(self) -> dict[str, dict[str, Row]]:  # type: ignore[override]
        """The rows as written, by table and id; whether one is there and each of its cells is noted."""
        return cast(dict[str, dict[str, Row]], self.__dict__["_noting_rows"])

    def column(self, table: str, name: str) -> dict[str, str]:
        """Give one column of a table, noted as that."""
        self._note(Read("column", table, name))
        return {id: row[name] for id, row in self.__dict__["_raw_rows"][table].items()}

    @property
    def vocabulary(self) -> dict:
        """The subject's words; each kind of them is noted when it is asked for."""
        words = self.__dict__["package"].get("explainer", {})
        return cast(dict, _Noting(words, lambda key: self._note(Read("words", key)), lambda: self._note(Read("words"))))

    @property
    def package(self) -> dict:  # type: ignore[override]
        """The package's descriptor, noted as a whole."""
        self._note(Read("package"))
        return cast(dict, self.__dict__["package"])

    @property
    def article(self) -> Article:  # type: ignore[override]
        """The article, noted as a whole."""
        self._note(Read("article"))
        return cast("Article", self.__dict__["article"])

    @property
    def fingerprint(self) -> str:  # type: ignore[override]
        """The hash of everything, noted as that."""
        self._note(Read("everything"))
        return cast(str, self.__dict__["fingerprint"])

    def _new(self, name: str) -> None:
        """Note the asking for a table that is not there."""
        if name not in self.__dict__["tables"]:
            self._note(Read("table", name))


def noted(ledger: Ledger, note: Note) -> NotedLedger:
    """Make a ledger that notes what is read of it.

    Parameters
    ----------
    ledger: the ledger as it was loaded; nothing that it worked out before is taken over.
    note: is told of each part, as often as it is read.
    """
    raw = {name: table.by_id() for name, table in ledger.tables.items()}

    def table(name: str, rows: dict[str, Row]) -> _Noting:
        def give(row: Row) -> Row:
            note(Read("row", name, row.id))
            return row

        # A long table has many rows of which a chapter asks for few.
        return _Noting(
            rows,
            lambda id: note(Read("has", name, id)),
            lambda: note(Read("table", name)),
            give,
        )

    made = NotedLedger.__new__(NotedLedger)
    kept = ("root", "package", "tables", "article", "faults", "fingerprint", "paths", "asked")
    made.__dict__ |= {name: getattr(ledger, name) for name in kept}
    made.__dict__ |= {"_frames": {}, "_rows": {}, "_of_claim": {}, "_note": note}
    made.__dict__["_raw_rows"] = raw
    made.__dict__["_noting_rows"] = _Noting(
        {name: table(name, rows) for name, rows in raw.items()},
        lambda name: None if name in raw else note(Read("table", name)),
        lambda: note(Read("package")),
    )
    return made
