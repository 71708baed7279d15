"""The newest source that a table rests on: after it, the book knows nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from explainer.model.tables import Row
from explainer.text import dates

if TYPE_CHECKING:
    from explainer.model.ledger import Ledger


def newest(ledger: Ledger, table: str) -> Row:
    """Find the row whose source was published last; where that is not given, its own date counts.

    Parameters
    ----------
    table: name of a table with a column `published` or `date`.

    Raises ValueError when the table is unknown or has no dated row.
    """
    if table not in ledger.tables:
        raise ValueError(f"there is no table {table!r}; they are {', '.join(sorted(ledger.tables))}")
    dated = [row for row in ledger.tables[table].rows if row["published"] or row["date"]]
    if not dated:
        raise ValueError(f"the table {table!r} has no row with a date")
    return max(dated, key=lambda row: dates.parse(row["published"] or row["date"]).upper or date.max)


def newest_words(ledger: Ledger, table: str) -> str:
    """Say the newest date: "23 February 2026".

    Raises ValueError as `newest` does.
    """
    row = newest(ledger, table)
    return dates.words(row["published"] or row["date"])
