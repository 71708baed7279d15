"""The files themselves: encoding, line ends, header rows, and cells that a spreadsheet would run."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches

from explainer.model.columns import WHOLE
from explainer.model.faults import Fault
from explainer.model.rows import table_columns
from explainer.model.store import Store
from explainer.model.tables import LONGEST, Table

#: With these a spreadsheet takes a cell for a formula, or a program for a command.
_FORMULA = "=+-@|%;"


def check(ledger: Store) -> Iterator[Fault]:
    """Look at every table's file as bytes, at its header row, and at each cell's first character."""
    described = {resource["name"]: resource for resource in ledger.package["resources"]}
    for name, table in ledger.tables.items():
        if table.path is None or not table.path.is_file():
            continue
        try:
            yield from _bytes(name, table.path.read_bytes())
        except OSError:
            continue  # whoever read the table has said so
        if fields := list(ledger.fields(name)):
            yield from _header(table, fields)
        yield from _cells(table, ledger.article.text)
    for name, resource in described.items():
        path = resource["path"]
        if not path.endswith(".csv") and not (ledger.root / "data" / path).is_file():
            yield Fault("datapackage.json", name, "path", f"the file {path} is missing")
    known = {table.path.name for table in ledger.tables.values() if table.path}
    for path in sorted((ledger.root / "data").glob("*.csv")):
        if path.name not in known:
            yield Fault("datapackage.json", "resources", "", f"the table {path.name} is not described")


def _bytes(name: str, raw: bytes) -> Iterator[Fault]:
    if raw.startswith(b"\xef\xbb\xbf"):
        yield Fault(name, "", "", "the file begins with a byte order mark: save it as UTF-8 without BOM", 1)
    if b"\r" in raw:
        line = raw[: raw.index(b"\r")].count(b"\n") + 1
        yield Fault(name, "", "", "Windows line end: save the file with LF line ends", line)
    if raw and not raw.endswith(b"\n"):
        yield Fault(name, "", "", "the last row does not end with a line end", raw.count(b"\n") + 1)


def _header(table: Table, fields: list[str]) -> Iterator[Fault]:
    missing = [field for field in fields if field not in table.columns]
    for column in table.columns:
        if table.columns.count(column) > 1:
            yield Fault(table.name, "", column, "two columns have this name", 1)
        if column not in fields:
            close = get_close_matches(column, missing, 1, 0.6)
            hint = f"; did {close[0]} get renamed?" if close else ""
            yield Fault(table.name, "", column, f"datapackage.json does not describe this column{hint}", 1)
    for column in missing:
        yield Fault(table.name, "", column, "this column, described in datapackage.json, is missing", 1)
    if sorted(table.columns) == sorted(fields) and table.columns != fields:
        said = f"the columns are not in the order of datapackage.json: {', '.join(fields)}"
        yield Fault(table.name, "", "", said, 1)


def _cells(table: Table, text: str) -> Iterator[Fault]:
    known = table_columns(table.name)
    for row in table.rows:
        for column, cell in row.cells.items():
            if cell != cell.strip():
                yield row.fault(column, "the cell begins or ends with white space")
            if len(cell) > LONGEST:
                yield row.fault(column, f"a cell holds at most {LONGEST} characters")
            yield from [row.fault(column, said) for said in _signs(cell, text)]
            given = known.get(column)
            if given and given.required and not cell:
                yield row.fault(column, "empty, but it is required")
            if given and (given.kind == "number" or given.kind in WHOLE):
                if cell and not given.holds(cell):
                    whole = "whole " if given.kind in WHOLE else ""
                    yield row.fault(column, f"{cell!r} is not a {whole}number")
            elif cell and unicodedata.normalize("NFKC", cell[0])[0] in _FORMULA:
                said = f"the cell begins with {cell[0]!r}: a spreadsheet would run it as a formula"
                yield row.fault(column, said)


def _signs(cell: str, text: str) -> Iterator[str]:
    """Say which signs of a cell a reader would not see, or would take for others; the article's own words stand."""
    if cell.isascii() and cell.isprintable():
        return
    if "\n" in cell:
        yield "the cell holds a line break: one row, one line"
    cell = cell.replace("\n", "")
    for sign in dict.fromkeys(cell):
        kind = unicodedata.category(sign)
        if kind in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") or sign == "\ufffd" or (kind == "Cf" and sign not in text):
            yield f"it holds the sign U+{ord(sign):04X}, which nobody sees"
        elif kind == "Nd" and not sign.isascii() and cell not in text:
            yield f"it holds {sign!r}, which is no digit 0 to 9"
    if not unicodedata.is_normalized("NFC", cell) and cell not in text:
        yield "its letters are not in their normal form (NFC)"
