"""The newest source that a table rests on: after it, the book knows nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from explainer.model.tables import Row
from explainer.query.shared import rows_where
from explainer.text import dates

if TYPE_CHECKING:
    from explainer.model.ledger import Ledger


def newest(ledger: Ledger, table: str) -> Row:
    """Find the row whose source was published last.

    Parameters
    ----------
    table: name of a table with a column `published` or `date`, or with conditions as `rows_where` reads them:
        "aftermath:quality!=mirror or aggregator".

    Raises ValueError when the table is unknown or has no dated row.
    """
    dated = [row for row in rows_where(ledger, table) if row[_column(row)]]
    if not dated:
        raise ValueError(f"the table {table!r} has no row with a date")
    # Of a month only its first day is certain: "June" is not newer than 27 June.
    return max(dated, key=lambda row: dates.parse(row[_column(row)]).lower or date.min)


def _column(row: Row) -> str:
    return "published" if row.table in ("checks", "aftermath", "sources") else "date"


def newest_words(ledger: Ledger, table: str) -> str:
    """Say the newest date: "23 February 2026".

    Raises ValueError as `newest` does.
    """
    row = newest(ledger, table)
    return dates.words(row[_column(row)])
