"""A workbench: a copy of the tiny subject that a test may break, one cell or one byte at a time."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from explainer.model.faults import Faults
from explainer.query.ledger import Ledger
from explainer.validate import prove

TINY = Path(__file__).parents[1] / "tiny"


class Bench:
    """A copy of a subject's tables and text in a folder of its own; the tiny subject's without `of`."""

    def __init__(self, folder: Path, of: Path = TINY) -> None:
        self.root = folder / "subject"
        for part in ("data", "seeds"):
            shutil.copytree(of / part, self.root / part)

    def path(self, table: str) -> Path:
        return self.root / "data" / f"{table}.csv"

    def rows(self, table: str, change: Callable[[list[list[str]]], None]) -> Self:
        """Change the rows of a table, the header row included."""
        with self.path(table).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        change(rows)
        with self.path(table).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        return self

    def cell(self, table: str, row: str, column: str, value: str) -> Self:
        """Put a value into one cell."""

        def change(rows: list[list[str]]) -> None:
            found = [cells for cells in rows if cells[0] == row]
            assert found, f"{table} has no row {row}"
            at = rows[0].index(column)
            assert found[0][at] != value, "the cell holds this value already"
            found[0][at] = value

        return self.rows(table, change)

    def raw(self, path: str, change: Callable[[bytes], bytes]) -> Self:
        """Change a file's bytes."""
        file = self.root / path
        before = file.read_bytes()
        after = change(before)
        assert before != after, "nothing changed"
        file.write_bytes(after)
        return self

    def package(self, change: Callable[[dict[str, Any]], object]) -> Self:
        """Change the descriptor."""
        file = self.root / "data" / "datapackage.json"
        package = json.loads(file.read_text("utf-8"))
        change(package)
        file.write_text(json.dumps(package), "utf-8")
        return self

    def faults(self) -> list[str]:
        """Prove the ledger and give its faults as lines."""
        try:
            return [str(fault) for fault in prove(Ledger.read(self.root))]
        except Faults as error:
            return [str(fault) for fault in error.faults]
