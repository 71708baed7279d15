"""What the cells of a column keep to, and how a cell is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import Any, Literal

Kind = Literal[
    "string", "list", "id", "ids", "key", "keys", "edtf", "day", "date", "iso", "uri",
    "integer", "offset", "paragraph", "number",
]  # fmt: skip
Cell = str | int | float | tuple[str, ...] | None

#: Kinds whose cells are whole numbers; a cell that is none is read as NOWHERE.
WHOLE = ("integer", "offset", "paragraph")
#: Kinds whose cells hold several words or keys, separated by `|`.
SEVERAL = ("list", "ids", "keys")
#: The whole number of a cell that holds none: no place in any text.
NOWHERE = -1
# At most 15 digits: what a binary64 number holds exactly. ASCII alone: int() and float() take other digits too.
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")


@dataclass(frozen=True)
class Column:
    """One column of a table that the engine knows.

    Parameters
    ----------
    description: what its cells mean, for the data package.
    kind: what they keep to: `id` and `key` are keys of rows (small letters; any letters), `ids`, `keys` and `list` hold
        several, separated by `|`; `edtf` is a date of ISO 8601-2, `day` a day, a month or a year; `offset` counts code
        points of the article, `paragraph` its lines.
    title: its heading; "" for its name with a capital letter.
    required, unique: no cell is empty; no two cells are equal.
    optional: a subject may leave the column out.
    tables: for keys, the tables one of which has each of them.
    words: the part of the vocabulary whose keys the cells are, or `hedges`, `numbers`, `operations`, `counted`.
    unit: the unit of its numbers, in words.
    minimum, maximum, longest: bounds of a number; the most characters of a text.
    """

    description: str
    kind: Kind = "string"
    title: str = ""
    required: bool = False
    unique: bool = False
    optional: bool = False
    tables: tuple[str, ...] = ()
    words: str = ""
    unit: str = ""
    minimum: int | None = None
    maximum: int | None = None
    longest: int | None = None

    def read(self, cell: str) -> Cell:
        """Read a cell: a whole number or NOWHERE, a number or None, several words, or the text as it stands."""
        if self.kind in WHOLE:
            return int(cell) if _WHOLE.fullmatch(cell) else NOWHERE
        if self.kind == "number":
            return number(cell)
        return tuple(parts(cell)) if self.kind in SEVERAL else cell

    def holds(self, cell: str) -> bool:
        """Tell whether a cell of a numeric column is a number; other columns hold any text."""
        pattern = _WHOLE if self.kind in WHOLE else _NUMBER if self.kind == "number" else None
        return pattern is None or pattern.fullmatch(cell) is not None


def column(description: str, kind: Kind = "string", *tables: str, **more: Any) -> Any:
    """Declare a field of a row as a column; `more` are parameters of `Column`."""
    made = Column(description, kind, tables=tables, **more)
    return field(default=made.read(""), metadata={"column": made})


def columns_of(row: type) -> dict[str, Column]:
    """Give the columns of a kind of row by name, in their order."""
    return {one.name: one.metadata["column"] for one in fields(row) if "column" in one.metadata}


def number(cell: str) -> float | None:
    """Read a cell as a number; None where it holds none."""
    return float(cell) if _NUMBER.fullmatch(cell) else None


def parts(cell: str) -> list[str]:
    """Give the parts of a cell that holds a list separated by `|`."""
    return [part.strip() for part in cell.split("|") if part.strip()]
