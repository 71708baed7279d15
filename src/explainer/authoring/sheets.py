"""Add rows to the tables without touching a byte of the rows that are there."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from explainer.model.faults import Fault, Faults
from explainer.model.files import replace_file
from explainer.model.store import Store
from explainer.model.tables import Table

Cells = dict[str, str]


def add(ledger: Store, rows: dict[str, list[Cells]]) -> None:
    """Add rows to tables: all of them, or none when one cannot be added.

    A table whose rows stand in the order of the article keeps that order; else rows come last.

    Parameters
    ----------
    ledger: the tables as they are on disk.
    rows: new rows by table; a column that a row leaves out stays empty.

    Raises Faults when a table cannot be read, has an id already, or would not read back as it should.
    """
    texts = {name: (ledger.tables[name].path, _with(ledger.tables[name], new)) for name, new in rows.items() if new}
    for path, text in texts.values():
        assert path is not None
        replace_file(path, text)


def _with(table: Table, new: Sequence[Cells]) -> str:
    """Give a table's text with rows added."""
    before = _text(table)
    lines = before.splitlines(keepends=True)
    old = list(csv.reader(io.StringIO(before, newline=""), strict=True))
    header = old[0]
    taken = {row.id for row in table.rows}
    for cells in new:
        if unknown := set(cells) - set(header):
            raise Faults([Fault(table.name, "line 1", "", f"it has no column {', '.join(sorted(unknown))}")])
        if cells.get("id", "") in taken:
            raise Faults([Fault(table.name, cells["id"], "id", "a row has this id already")])
        taken.add(cells.get("id", ""))
        if any("\n" in cell or "\r" in cell for cell in cells.values()):
            raise Faults([Fault(table.name, cells.get("id", ""), "", "a cell cannot hold a line break")])
        row = [cells.get(column, "").strip() for column in header]
        at = _place(header, old, row)
        old.insert(at, row)
        lines.insert(at, _line(row))
    after = "".join(lines)
    if list(csv.reader(io.StringIO(after, newline=""), strict=True)) != old:
        raise Faults([Fault(table.name, "", "", "the row would not read back as it was written; nothing was written")])
    return after


def _text(table: Table) -> str:
    """Read a table's text, refusing one that rows cannot be added to line by line."""
    name = table.name
    if table.path is None or not table.path.is_file():
        raise Faults([Fault(name, "", "", "there is no such table in data/")])
    raw = table.path.read_bytes()
    wrong = ""
    if b"\r" in raw:
        wrong = "it has Windows line ends: save it with LF line ends first"
    elif raw.startswith(b"\xef\xbb\xbf"):
        wrong = "it begins with a byte order mark: save it as UTF-8 without BOM first"
    elif raw and not raw.endswith(b"\n"):
        wrong = "its last row does not end with a line end: add one first"
    try:
        text = raw.decode("utf-8")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Faults([Fault(name, "", "", f"it cannot be read, so no row is added: {error}")]) from error
    if not wrong and not rows:
        wrong = "it has no header row"
    if not wrong and len(rows) != len(text.splitlines()):
        wrong = "a cell holds a line break: one row, one line"
    if not wrong and any(len(row) != len(rows[0]) for row in rows):
        wrong = "a row has more or fewer cells than the header row; `explainer check` says which"
    if wrong:
        raise Faults([Fault(name, "", "", wrong)])
    return text


def _line(row: list[str]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerow(row)
    return written.getvalue()


def _place(header: list[str], rows: list[list[str]], row: list[str]) -> int:
    """Give where a new row goes: by its place in the article when all others stand in that order."""
    if "start" not in header:
        return len(rows)
    column = header.index("start")
    starts = [int(cells[column]) if cells[column].isdigit() else -1 for cells in rows[1:]]
    if starts != sorted(starts) or not row[column].isdigit():
        return len(rows)
    return 1 + sum(1 for start in starts if start <= int(row[column]))
