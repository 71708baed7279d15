"""Change the tables without touching a byte of the rows that stay; each change can be taken back."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from explainer.model.faults import Fault, Faults
from explainer.model.files import replace_file
from explainer.model.rows import table_columns
from explainer.model.store import Store
from explainer.model.tables import Table, read_table
from explainer.validate.descriptor import describe, written

Cells = dict[str, str]
#: New texts of files below `data/`, by file name.
Texts = dict[str, str]
DESCRIPTOR = "datapackage.json"
_KEPT = 50  # changes that can be taken back


def added(ledger: Store, rows: Mapping[str, list[Cells]]) -> Texts:
    """Give the tables' texts with rows added.

    A table whose rows stand in the order of the article keeps that order; else rows come last.

    Parameters
    ----------
    ledger: the tables as they are on disk.
    rows: new rows by table; a column that a row leaves out stays empty.

    Raises Faults when a table cannot be read, or has an id or not a column.
    """
    texts: Texts = {}
    for name, new in rows.items():
        _known(ledger, name)
        for cells in new:
            taken = {row.id for row in ledger.tables[name].rows} | {other["id"] for other in new if other is not cells}
            if cells.get("id", "") in taken:
                raise Faults([Fault(name, cells["id"], "id", "a row has this id already")])
        if new:
            texts |= _edited(ledger, name, {key for cells in new for key in cells}, lambda sheet: sheet.insert(new))  # noqa: B023
    return texts


def changed(ledger: Store, table: str, rows: Mapping[str, Cells]) -> Texts:
    """Give the table's text with cells of rows changed, by id; raises Faults as `added` does."""
    for id in rows:
        _row(ledger, table, id)

    def edit(sheet: _Sheet) -> None:
        for id, cells in rows.items():
            sheet.replace(id, cells)

    return _edited(ledger, table, {column for cells in rows.values() for column in cells}, edit)


def removed(ledger: Store, table: str, id: str) -> Texts:
    """Give the table's text without one row; raises Faults when there is none."""
    _row(ledger, table, id)
    return _edited(ledger, table, set(), lambda sheet: sheet.replace(id, None))


def preview(ledger: Store, texts: Texts) -> Store:
    """Give the ledger as it would be with these texts; nothing is written."""
    package = json.loads(texts[DESCRIPTOR]) if DESCRIPTOR in texts else ledger.package
    tables, faults = dict(ledger.tables), list(ledger.faults)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            if name.endswith(".csv"):
                path = Path(folder) / name
                path.write_text(text, "utf-8", newline="")
                tables[path.stem] = read_table(path.stem, path, faults)
    return type(ledger)(ledger.root, package, tables, ledger.article, faults, ledger.published)


def write(ledger: Store, texts: Texts, said: str) -> None:
    """Write files of `data/`, and note how they were, so that `undo` can take the change back.

    Parameters
    ----------
    ledger: the subject.
    texts: the new texts.
    said: what was done, for whoever takes it back.
    """
    data = ledger.root / "data"
    before = {name: (data / name).read_text("utf-8") for name in texts}
    notes = [*_notes(ledger.root), {"said": said, "before": before, "after": {n: _hash(t) for n, t in texts.items()}}]
    for name, text in texts.items():
        replace_file(data / name, text)
    path = _memory(ledger.root)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, json.dumps(notes[-_KEPT:], ensure_ascii=False))


def undo(root: Path) -> str:
    """Take the last change back; gives what it had done.

    Raises Faults when there is none, or a file was changed since by other means.
    """
    notes = _notes(root)
    if not notes:
        raise Faults([Fault("data", "", "", "there is no change to take back")])
    last = notes.pop()
    for name, after in last["after"].items():
        if _hash((root / "data" / name).read_text("utf-8")) != after:
            said = f"it was changed since {last['said']!r}; take that back by hand or with version control"
            raise Faults([Fault(name, "", "", said)])
    for name, before in last["before"].items():
        replace_file(root / "data" / name, before)
    replace_file(_memory(root), json.dumps(notes, ensure_ascii=False))
    return str(last["said"])


def _memory(root: Path) -> Path:
    return root / "_build" / "undo.json"


def _notes(root: Path) -> list[dict]:
    path = _memory(root)
    return json.loads(path.read_text("utf-8")) if path.is_file() else []


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _known(ledger: Store, table: str) -> None:
    if table not in ledger.tables:
        raise Faults([Fault(table, "", "", f"no such table; they are {', '.join(ledger.tables)}")])


def _row(ledger: Store, table: str, id: str) -> None:
    _known(ledger, table)
    known = [row.id for row in ledger.tables[table].rows]
    if id not in known:
        near = [key for key in known if id in key or key in id]
        close = f"; close to it: {', '.join(near)}" if near else ""
        raise Faults([Fault(table, id, "", f"there is no such row{close}")])


def _edited(ledger: Store, name: str, columns: set[str], edit: Callable[[_Sheet], None]) -> Texts:
    """Give the texts that an edit of one table makes; an optional column that it needs is added first."""
    _known(ledger, name)
    if unreadable := [fault for fault in ledger.faults if fault.table == name]:
        raise Faults(unreadable)
    sheet, texts = _Sheet(ledger.tables[name]), {}
    missing = sorted(columns - set(sheet.header))
    known = table_columns(name)
    if unknown := [column for column in missing if column not in known or not known[column].optional]:
        raise Faults([Fault(name, "", unknown[0], f"no such column; they are {', '.join(sheet.header)}", 1)])
    if missing:
        sheet.widen(missing)
        package = json.loads(json.dumps(ledger.package))
        fields = next(given for given in package["resources"] if given["name"] == name)["schema"]["fields"]
        fields += [{"name": column} for column in missing]
        texts[DESCRIPTOR] = written(describe(package, ledger.article))
    edit(sheet)
    return texts | {f"{name}.csv": sheet.text()}


class _Sheet:
    """A table's lines and rows, edited together: one row, one line."""

    def __init__(self, table: Table) -> None:
        self.name, text = table.name, _text(table)
        self.lines = text.splitlines(keepends=True)
        self.rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))

    @property
    def header(self) -> list[str]:
        return self.rows[0]

    def widen(self, columns: list[str]) -> None:
        for at, row in enumerate(self.rows):
            row += columns if at == 0 else [""] * len(columns)
            self.lines[at] = _line(row) if at == 0 else self.lines[at].rstrip("\n") + "," * len(columns) + "\n"

    def insert(self, new: list[Cells]) -> None:
        for cells in new:
            row = [self._cell(cells.get(column, "")) for column in self.header]
            at = self._place(row)
            self.rows.insert(at, row)
            self.lines.insert(at, _line(row))

    def replace(self, id: str, cells: Cells | None) -> None:
        at = next(at for at, row in enumerate(self.rows) if at and row[self.header.index("id")] == id)
        if cells is None:
            del self.rows[at], self.lines[at]
            return
        old = dict(zip(self.header, self.rows[at], strict=True))
        self.rows[at] = [self._cell(cells.get(column, old[column])) for column in self.header]
        self.lines[at] = _line(self.rows[at])

    def text(self) -> str:
        after = "".join(self.lines)
        if list(csv.reader(io.StringIO(after, newline=""), strict=True)) != self.rows:
            said = "the rows would not read back as they were written; nothing was written"
            raise Faults([Fault(self.name, "", "", said)])
        return after

    def _cell(self, value: str) -> str:
        if "\n" in value or "\r" in value:
            raise Faults([Fault(self.name, "", "", "a cell cannot hold a line break")])
        return value.strip()

    def _place(self, row: list[str]) -> int:
        """Give where a new row goes: by its place in the article when all others stand in that order."""
        if "start" not in self.header:
            return len(self.rows)
        column = self.header.index("start")
        starts = [int(cells[column]) if cells[column].isdigit() else -1 for cells in self.rows[1:]]
        if starts != sorted(starts) or not row[column].isdigit():
            return len(self.rows)
        return 1 + sum(1 for start in starts if start <= int(row[column]))


def _text(table: Table) -> str:
    """Read a table's text, refusing one that cannot be edited line by line."""
    if table.path is None:
        raise Faults([Fault(table.name, "", "", "there is no such table in data/")])
    raw = table.path.read_bytes()
    text = raw.decode("utf-8")
    reasons = (
        (b"\r" in raw, "it has Windows line ends: save it with LF line ends first"),
        (raw.startswith(b"\xef\xbb\xbf"), "it begins with a byte order mark: save it as UTF-8 without BOM first"),
        (not raw.endswith(b"\n"), "its last row does not end with a line end: add one first"),
        (len(table.rows) + 1 != len(text.splitlines()), "a cell holds a line break: one row, one line"),
    )
    if wrong := next((said for is_so, said in reasons if is_so), ""):
        raise Faults([Fault(table.name, "", "", wrong)])
    return text


def _line(row: list[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\n").writerow(row)
    return line.getvalue()
