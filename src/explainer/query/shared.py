"""What every answer needs: anchors, labels, and rows picked by id."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from explainer.model.tables import Row, parts

if TYPE_CHECKING:
    import pandas as pd

    from explainer.model.ledger import Ledger


def href(ref: str) -> str:
    """Give the anchor of a reference: "claim:ID" is found at "#claim-ID"."""
    return "#" + ref.replace(":", "-", 1)


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


def frame(rows: Iterable[dict], columns: str) -> pd.DataFrame:
    """Make a frame that has its columns even when it has no rows."""
    import pandas as pd

    return pd.DataFrame(list(rows), columns=columns.split())


def speaker(ledger: Ledger, claim: Row) -> str:
    """Give the name of who asserts a claim."""
    actor = ledger.rows["actors"].get(claim["actor"])
    return actor["name"] if actor else claim["actor"]


def label(ledger: Ledger, kind: str, key: str) -> str:
    """Give the vocabulary's words for a key: of a track, a modality, a kind, a chapter."""
    return ledger.vocabulary.get(kind, {}).get(key, {}).get("label", key.replace("_", " "))


def rows_where(ledger: Ledger, argument: str) -> list[Row]:
    """Give the rows of a table that meet conditions: "claims", "claims:actor=somebody,modality!=likely".

    Parameters
    ----------
    ledger: where to look.
    argument: a table's name, then conditions; a cell that is a list meets one when any of its parts does.

    Raises ValueError when there is no such table or column.
    """
    name, _, conditions = argument.partition(":")
    if name not in ledger.rows:
        raise ValueError(f"there is no table {name!r}; they are {', '.join(ledger.rows)}")
    columns, kept = ledger.tables[name].columns, list(ledger.rows[name].values())
    for condition in filter(None, conditions.split(",")):
        column, _, value = (part.strip() for part in condition.partition("="))
        unlike, column = column.endswith("!"), column.removesuffix("!").strip()
        if column not in columns:
            raise ValueError(f"table {name} has no column {column!r}; they are {', '.join(columns)}")
        kept = [row for row in kept if (row[column] == value or value in parts(row[column])) != unlike]
    return kept


def pick(
    ledger: Ledger, table: str, ids: Sequence[str] | None, column: str = "", wanted: Collection[str] | None = None
) -> list[Row]:
    """Give rows by id in the order asked for, or all of them in the order of the table.

    Parameters
    ----------
    ledger, table, ids: where to look for which rows; all of them when `ids` is None.
    column, wanted: only rows that hold one of these in this column; all rows when `wanted` is None.

    Raises KeyError naming the first id that is not there.
    """
    rows = ledger.rows[table]
    if wanted is not None:
        held = ledger.column(table, column)
        ids = [key for key in (held if ids is None else ids) if key not in held or held[key] in wanted]
    if ids is None:
        return list(rows.values())
    for key in ids:
        if key not in rows:
            raise KeyError(f"{table} has no row {key!r}")
    return [rows[key] for key in ids]
