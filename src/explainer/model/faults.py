"""What is wrong, and where: one line for each fault, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: The most characters of a part of a fault that are shown: a cell of a table may be megabytes long, no message is.
LONGEST = 1000


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, with the place where somebody can mend it.

    Parameters
    ----------
    table: name of the table ("claims"), file ("datapackage.json") or page.
    row: the row's id, or another part of the file; "" when the whole table or a line without an id is meant.
    column: name of the column; "" when the whole row is meant.
    message: what is wrong, in words that lead to the mending.
    line: line of the file, counted from 1; 0 when none is meant.
    """

    table: str
    row: str
    column: str
    message: str
    line: int = 0

    def __str__(self) -> str:
        """Give the line that a person reads: "table, row (line 3), column: what is wrong"."""
        line = f"line {self.line}" if self.line else ""
        row = f"{short(self.row)} ({line})" if self.row and line else self.row or line
        place = ", ".join(short(part) for part in (self.table, row, self.column) if part)
        return f"{place}: {short(self.message)}"


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


def short(text: str) -> str:
    """Give the beginning and the end of a long text, and show signs that cannot be seen."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST * 2 // 3]} … {text[-LONGEST // 3 :]}"
    return "".join(sign if sign.isprintable() or sign == "\n" else f"\\u{ord(sign):04x}" for sign in text)
