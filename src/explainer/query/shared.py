"""What every answer needs: anchors, labels, and rows picked by id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from explainer.model.columns import parts
from explainer.model.rows import Actor, Claim, Finding, Row
from explainer.model.store import Store

if TYPE_CHECKING:
    import pandas as pd

R = TypeVar("R", bound=Row)


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


def speaker(ledger: Store, claim: Claim) -> str:
    """Give the name of who asserts a claim."""
    actor = ledger.by_id(Actor).get(claim.actor)
    return actor.name if actor else claim.actor


def label(ledger: Store, kind: str, key: str) -> str:
    """Give the vocabulary's words for a key: of a track, a modality, a kind, a chapter."""
    return ledger.vocabulary.get(kind, {}).get(key, {}).get("label", key.replace("_", " "))


def publisher(row: Finding) -> str:
    """Say who published the page of a finding. That we found nothing is our own word, not that of the nearest page."""
    return f"nearest page seen: {row.publisher}" if row.verdict == "not_found" else row.publisher


def weak(ledger: Store, row: Finding) -> str:
    """Give the word of warning that stands wherever a finding is cited whose kind of source is weak; else ""."""
    return "weak source" if ledger.vocabulary.get("qualities", {}).get(row.quality, {}).get("weak") else ""


def rows_where(ledger: Store, argument: str) -> list[Row]:
    """Give the rows of a table that meet conditions: "claims", "claims:actor=somebody,modality!=likely".

    Parameters
    ----------
    ledger: where to look.
    argument: a table's name, then conditions; a cell that is a list meets one when any of its parts does.

    Raises ValueError when there is no such table or column.
    """
    name, _, conditions = argument.partition(":")
    if name not in ledger.tables:
        raise ValueError(f"there is no table {name!r}; they are {', '.join(ledger.tables)}")
    columns, kept = ledger.tables[name].columns, list(ledger.tables[name].rows)
    for condition in filter(None, conditions.split(",")):
        column, _, value = (part.strip() for part in condition.partition("="))
        unlike, column = column.endswith("!"), column.removesuffix("!").strip()
        if column not in columns:
            raise ValueError(f"table {name} has no column {column!r}; they are {', '.join(columns)}")
        kept = [row for row in kept if (row.cells[column] == value or value in parts(row.cells[column])) != unlike]
    return kept


def pick(ledger: Store, kind: type[R], ids: Sequence[str] | None) -> list[R]:
    """Give rows by id in the order asked for, or all of them in the order of the table.

    Parameters
    ----------
    ledger, kind, ids: where to look for which rows; all of them when `ids` is None.

    Raises KeyError naming the first id that is not there.
    """
    rows = ledger.by_id(kind)
    for key in ids or ():
        if key not in rows:
            raise KeyError(f"{kind.table} has no row {key!r}")
    return list(rows.values()) if ids is None else [rows[key] for key in ids]
