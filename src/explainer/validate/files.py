"""The files themselves: encoding, line ends, header rows, and cells that a spreadsheet would run."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from explainer.model.faults import Fault
from explainer.model.tables import INTEGERS, NUMBERS, Table

if TYPE_CHECKING:
    from explainer.model.ledger import Ledger


def check(ledger: Ledger) -> list[Fault]:
    """Look at every table's file as bytes, at its header row, and at each cell's first character."""
    faults: list[Fault] = []
    described = {resource.get("name"): resource for resource in ledger.package.get("resources", [])}
    for name, table in ledger.tables.items():
        if table.path is None or not table.path.is_file():
            continue
        faults += _bytes(name, table.path.read_bytes())
        fields = [field.get("name") for field in described[name].get("schema", {}).get("fields", [])]
        if fields and table.rows:
            faults += _header(table, fields)
        faults += _cells(table)
    for name, resource in described.items():
        path = resource.get("path")
        if isinstance(path, str) and not path.endswith(".csv") and not (ledger.root / "data" / path).is_file():
            faults.append(Fault("datapackage.json", str(name), "path", f"the file {path} is missing"))
    known = {table.path.name for table in ledger.tables.values() if table.path}
    for path in sorted((ledger.root / "data").glob("*.csv")):
        if path.name not in known:
            faults.append(Fault("datapackage.json", "resources", "", f"the table {path.name} is not described"))
    return faults


def _bytes(name: str, raw: bytes) -> list[Fault]:
    faults = []
    if raw.startswith(b"\xef\xbb\xbf"):
        faults.append(Fault(name, "line 1", "", "the file begins with a byte order mark: save it as UTF-8 without BOM"))
    if b"\r" in raw:
        line = raw[: raw.index(b"\r")].count(b"\n") + 1
        faults.append(Fault(name, f"line {line}", "", "Windows line end: save the file with LF line ends"))
    if raw and not raw.endswith(b"\n"):
        last = raw.count(b"\n") + 1
        faults.append(Fault(name, f"line {last}", "", "the last row does not end with a line end"))
    return faults


def _header(table: Table, fields: list[str]) -> list[Fault]:
    faults = []
    missing = [field for field in fields if field not in table.columns]
    for column in table.columns:
        if table.columns.count(column) > 1:
            faults.append(Fault(table.name, "line 1", column, "two columns have this name"))
        if column not in fields:
            close = get_close_matches(column, missing, 1, 0.6)
            hint = f"; did {close[0]} get renamed?" if close else ""
            faults.append(Fault(table.name, "line 1", column, f"datapackage.json does not describe this column{hint}"))
    for column in missing:
        faults.append(Fault(table.name, "line 1", column, "this column, described in datapackage.json, is missing"))
    if not faults and table.columns != fields:
        said = f"the columns are not in the order of datapackage.json: {', '.join(fields)}"
        faults.append(Fault(table.name, "line 1", "", said))
    return faults


def _cells(table: Table) -> list[Fault]:
    faults = []
    numeric = (INTEGERS | NUMBERS) & set(table.columns)
    for row in table.rows:
        for column, cell in row.cells.items():
            if cell != cell.strip():
                faults.append(row.fault(column, "the cell begins or ends with white space"))
            if "\n" in cell:
                faults.append(row.fault(column, "the cell holds a line break: one row, one line"))
            if column in numeric:
                whole = column in INTEGERS
                if cell and (row.whole(column) if whole else row.number(column)) is None:
                    faults.append(row.fault(column, f"{cell!r} is not a {'whole ' if whole else ''}number"))
            elif cell and cell[0] in "=+-@\t":
                said = f"the cell begins with {cell[0]!r}: a spreadsheet would run it as a formula"
                faults.append(row.fault(column, said))
    return faults
