"""Reading the tables of `data/` as they are written, keeping the line of every row.

Python's csv module reads them, because a fault has to name the line, and because every
cell must arrive as the characters that stand in the file.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from explainer.model import Json
from explainer.model.columns import WHOLE
from explainer.model.faults import Fault
from explainer.model.rows import TABLES, Row, read_row, table_columns

if TYPE_CHECKING:
    import pandas as pd

#: The most characters of a cell. Of a longer one so many and one more are read: enough to see that it is too long.
LONGEST = 5_000


@dataclass
class Table:
    """One table as written: its columns in order and its rows.

    Parameters
    ----------
    name: as the package has it.
    columns: the header row; of a table without a file, the columns that the engine needs.
    rows: in the order of the file.
    path: the file, None when the subject has no such table.
    """

    name: str
    columns: list[str]
    rows: list[Row] = field(default_factory=list)
    path: Path | None = None

    def frame(self) -> pd.DataFrame:
        """Give the table as pandas: indexed by id, text everywhere but in numeric columns.

        Numeric columns are int64 when every cell is filled, else float64 with NaN.
        """
        import pandas as pd

        data = {name: [row.cells.get(name, "") for row in self.rows] for name in self.columns}
        frame = pd.DataFrame(data, columns=self.columns, dtype="str")
        for name, column in table_columns(self.name).items():
            if name in data and (column.kind in WHOLE or column.kind == "number"):
                numbers = pd.to_numeric(frame[name].replace("", None), errors="coerce").astype("float64")
                whole = column.kind in WHOLE and numbers.notna().all()
                frame[name] = numbers.astype("int64") if whole else numbers
        return frame.set_index("id", drop=False).rename_axis(None) if "id" in self.columns else frame


def needed(name: str) -> list[str]:
    """Give the columns that a table must have; a subject may leave out the optional ones."""
    return [column for column, given in table_columns(name).items() if not given.optional]


def read_tables(data: Path, resources: list[Json]) -> tuple[dict[str, Table], list[Fault]]:
    """Read every table that a package names; tables it does not name come out empty.

    Parameters
    ----------
    data: the folder with `datapackage.json` and the tables.
    resources: of the package, each with `name` and `path`.

    Returns the tables by name, and the faults that stand in the way of reading them.
    """
    tables = {name: Table(name, needed(name)) for name in TABLES}
    faults: list[Fault] = []
    for resource in resources:
        name, path = resource["name"], resource["path"]
        if path.endswith(".csv"):
            tables[name] = read_table(name, data / path, faults)
    return tables, faults


def read_table(name: str, path: Path, faults: list[Fault]) -> Table:
    """Read one CSV file; add to `faults` what makes it unreadable."""
    known = needed(name)
    table = Table(name, known, path=path)
    # Only files: whoever reads from a pipe waits for ever.
    if not path.is_file():
        faults.append(Fault(name, "", "", f"the file {path.name} is {'no file' if path.exists() else 'missing'}"))
        return table
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        faults.append(Fault(name, "", "", f"the file {path.name} cannot be read: {error.strerror}"))
        return table
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        faults.append(Fault(name, "", "", "not UTF-8: save the file as UTF-8", line))
        return table
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, None)
        if not header:
            faults.append(Fault(name, "", "", "the file is empty: it needs a header row"))
            return table
        table.columns = header
        for missing in (column for column in known if column not in header):
            faults.append(Fault(name, "", missing, "this column is missing from the header row", 1))
        for cells in reader:
            if len(cells) != len(header):
                message = f"{len(cells)} cells where the header row has {len(header)}"
                faults.append(Fault(name, cells[0] if cells else "", "", message, reader.line_num))
                continue
            cut = [cell[: LONGEST + 1] for cell in cells]
            table.rows.append(read_row(name, reader.line_num, dict(zip(header, cut, strict=True))))
    except csv.Error as error:
        faults.append(Fault(name, "", "", f"not readable as CSV: {error}", reader.line_num))
    return table
