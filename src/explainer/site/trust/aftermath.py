"""{aftermath}: what was reported after the article, dated, with its sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from explainer.model.rows import Aftermath
from explainer.query import newest_words
from explainer.query.ledger import Ledger
from explainer.site.trust.checks import Finding
from explainer.site.trust.outside_row import outside_row
from explainer.site.trust.piece import Piece, Place
from explainer.site.trust.uses import used_on, uses
from explainer.text import dates


def write(place: Place, argument: str) -> str:
    """Write the list, what was over first at its head."""
    used = uses(place.env)
    rows = [outside_row(place, row) for row in in_order(place.ledger)]
    return place.fill(
        "aftermath",
        findings=[Finding(row, used_on(place, used.get(("check", row.id), []))) for row in rows],
        newest=newest_words(place.ledger, "aftermath") if rows else "",
    )


def in_order(ledger: Ledger) -> list[Aftermath]:
    """Give the rows by the last day of their date: what took years comes where it ended, not where it began."""
    return sorted(ledger.rows_of(Aftermath), key=lambda row: _ends(row.date))


def _ends(edtf: str) -> tuple[date, date]:
    period = dates.parse(edtf)
    return period.upper or date.max, period.lower or date.min


def words(ledger: Ledger, argument: str) -> Iterable[str]:
    """Give the events for the search."""
    return (f"{row.event} {row.finding} {row.publisher}" for row in ledger.rows_of(Aftermath))


# What came after is a check of the article's expectation: figures and notes name its rows so too.
PIECES = (Piece("aftermath", write, {"check": "aftermath"}, words),)
