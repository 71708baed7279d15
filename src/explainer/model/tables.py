"""Reading the tables of `data/` as they are written, keeping the line of every row.

Python's csv module reads them, because a fault has to name the line, and because every
cell must arrive as the characters that stand in the file.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.model.faults import Fault, row_name
from explainer.model.schema import COLUMNS, INTEGERS, NUMBERS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "INTEGERS", "NUMBERS", "Row", "Table", "read_package", "read_table", "read_tables"]


@dataclass
class Row:
    """One row as written: cells by column, all text, and the line it stands on."""

    table: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Give a cell; a column that the table lacks is empty."""
        return self.cells.get(column, "")

    @property
    def id(self) -> str:
        """The row's id; "" in a table without ids."""
        return self.cells.get("id", "")

    def listed(self, column: str) -> list[str]:
        """Give the parts of a cell that holds a list separated by `|`."""
        return parts(self[column])

    def number(self, column: str) -> float | None:
        """Give a cell as a number, None when it is empty or no number."""
        try:
            return float(self[column]) if self[column] else None
        except ValueError:
            return None

    def whole(self, column: str) -> int | None:
        """Give a cell as a whole number, None when it is empty or no whole number."""
        text = self[column]
        return int(text) if text.isascii() and text.lstrip("-").isdigit() else None

    def fault(self, column: str, message: str) -> Fault:
        """Say what is wrong with a cell of this row (or with the row, when column is "")."""
        return Fault(self.table, row_name(self.id, self.line), column, message)


def parts(cell: str) -> list[str]:
    """Give the parts of a cell that holds a list separated by `|`."""
    return [part.strip() for part in cell.split("|") if part.strip()]


@dataclass
class Table:
    """One table as written: its columns in order and its rows."""

    name: str
    columns: list[str]
    rows: list[Row] = field(default_factory=list)
    path: Path | None = None

    def by_id(self) -> dict[str, Row]:
        """Give the rows by id; of two rows with one id the first."""
        found: dict[str, Row] = {}
        for row in self.rows:
            found.setdefault(row.id, row)
        return found

    def frame(self) -> pd.DataFrame:
        """Give the table as pandas: indexed by id, text everywhere but in numeric columns.

        Numeric columns are int64 when every cell is filled, else float64 with NaN.
        """
        import pandas as pd

        data = {name: [row[name] for row in self.rows] for name in self.columns}
        frame = pd.DataFrame(data, columns=self.columns, dtype="str")
        for name in self.columns:
            if name in INTEGERS | NUMBERS:
                column = pd.to_numeric(frame[name].replace("", None), errors="coerce").astype("float64")
                whole = name in INTEGERS and column.notna().all()
                frame[name] = column.astype("int64") if whole else column
        return frame.set_index("id", drop=False).rename_axis(None) if "id" in self.columns else frame


def read_package(data: Path) -> dict:
    """Read `datapackage.json`, which names the tables and holds the subject's vocabulary.

    Raises OSError when it is missing and ValueError when it is not JSON.
    """
    return json.loads((data / "datapackage.json").read_text("utf-8"))


def read_tables(data: Path, package: dict) -> tuple[dict[str, Table], list[Fault]]:
    """Read every table that the package names; tables it does not name come out empty.

    Parameters
    ----------
    data: the folder with `datapackage.json` and the tables.
    package: what `read_package` gave.

    Returns the tables by name, and the faults that stand in the way of reading them.
    """
    tables = {name: Table(name, columns.split()) for name, columns in COLUMNS.items()}
    faults: list[Fault] = []
    for resource in package.get("resources", []):
        name, path = resource.get("name", ""), resource.get("path", "")
        if isinstance(path, str) and path.endswith(".csv"):
            tables[name] = read_table(name, data / path, faults)
    return tables, faults


def read_table(name: str, path: Path, faults: list[Fault]) -> Table:
    """Read one CSV file; add to `faults` what makes it unreadable."""
    known = COLUMNS.get(name, "").split()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        faults.append(Fault(name, "", "", f"the file {path.name} is missing"))
        return Table(name, known, path=path)
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        faults.append(Fault(name, f"line {line}", "", "not UTF-8: save the file as UTF-8"))
        return Table(name, known, path=path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    table = Table(name, known, path=path)
    try:
        header = next(reader, None)
        if not header:
            faults.append(Fault(name, "", "", "the file is empty: it needs a header row"))
            return table
        table.columns = header
        for missing in (column for column in known if column not in header):
            faults.append(Fault(name, "line 1", missing, "this column is missing from the header row"))
        for cells in reader:
            if len(cells) != len(header):
                message = f"{len(cells)} cells where the header row has {len(header)}"
                faults.append(Fault(name, row_name(cells[0] if cells else "", reader.line_num), "", message))
                continue
            table.rows.append(Row(name, reader.line_num, dict(zip(header, cells, strict=True))))
    except csv.Error as error:
        faults.append(Fault(name, f"line {reader.line_num}", "", f"not readable as CSV: {error}"))
    return table
