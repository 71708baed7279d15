"""What is wrong, and where: one line for each fault, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, with the place where somebody can mend it.

    Parameters
    ----------
    table: name of the table ("claims"), file ("datapackage.json") or page.
    row: the row's id and line, as `row_name` writes it; "" when the whole table is meant.
    column: name of the column; "" when the whole row is meant.
    message: what is wrong, in words that lead to the mending.
    """

    table: str
    row: str
    column: str
    message: str

    def __str__(self) -> str:
        """Give the line that a person reads: "table, row, column: what is wrong"."""
        place = ", ".join(part for part in (self.table, self.row, self.column) if part)
        return f"{place}: {self.message}"


class Faults(Exception):
    """Every fault found, raised together so that nobody mends them one run at a time.

    Parameters
    ----------
    faults: what was found; `str()` gives one line for each.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Take the faults; see the class."""
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def row_name(row_id: str, line: int) -> str:
    """Name a row so that a person finds it: `poll-august (line 12)`."""
    return f"{row_id} (line {line})" if row_id else f"line {line}"
