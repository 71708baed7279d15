"""What was kept row by row says the same as the tables, is asked for single rows, and never outlives a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.build.kept import keep, open_kept
from explainer.model.ledger import KEPT, PROVED, Ledger
from explainer.model.store import Store
from tests.core.bench import Bench


@pytest.fixture
def kept(bench: Bench, tmp_path: Path) -> Path:
    ledger = Ledger.read(bench.root)
    path = tmp_path / "ledger.db"
    keep(ledger.tables.values(), bench.root / "data", ledger.fingerprint, path)
    return path


def fetched(store: Store) -> set[str]:
    """The tables of which all rows were fetched."""
    return {name for name, table in store.tables.items() if isinstance(table.__dict__.get("rows"), list)}


def test_kept_tables_say_what_the_tables_say(bench: Bench, kept: Path) -> None:
    read, opened = Ledger.read(bench.root), Ledger.read(bench.root, kept)
    assert fetched(opened) == set() and fetched(read) == set(read.tables)
    for name, table in read.tables.items():
        other = opened.tables[name]
        assert (other.columns, other.path) == (table.columns, table.path)
        rows = opened.rows[name]
        assert all(rows[id] == row for id, row in table.by_id().items())
        assert "no-such-row" not in rows and rows.get("no-such-row") is None
        handed_out = list(rows.values())
        assert handed_out == list(table.by_id().values()) and len(rows) == len(table.by_id())
        assert all(rows[row.id] is row for row in handed_out)
        assert other.rows == table.rows
    assert opened.rows["checks"] | opened.rows["aftermath"] == read.rows["checks"] | read.rows["aftermath"]


def test_who_asks_for_one_row_fetches_one(bench: Bench, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEPT, str(kept))
    monkeypatch.setenv(PROVED, Ledger.read(bench.root).fingerprint)
    first = next(iter(Ledger.read(bench.root).rows["quantities"]))
    ledger = Ledger.load(bench.root)
    assert len(ledger.amounts([first])) == 1
    assert fetched(ledger) <= {"readings"}


def test_a_changed_table_is_read_and_proved_itself(bench: Bench, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Ledger.read(bench.root)
    monkeypatch.setenv(KEPT, str(kept))
    monkeypatch.setenv(PROVED, before.fingerprint)
    id = next(iter(before.rows["actors"]))
    bench.cell("actors", id, "role", "Another role")
    assert Ledger.load(bench.root).rows["actors"][id]["role"] == "Another role"


@pytest.mark.parametrize("content", [None, b"", b"no database", b"SQLite format 3\0" + bytes(4096)])
def test_a_file_that_is_none_of_ours_is_passed_over(bench: Bench, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "other.db"
    if content is not None:
        path.write_bytes(content)
    assert open_kept(path, bench.root / "data") is None
    assert fetched(Ledger.read(bench.root, path)) == set(Ledger.read(bench.root).tables)
