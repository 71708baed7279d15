"""{outside} PAGE: what other sources say about the claims of one chapter, the worst first, in short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explainer.model.rows import Check, Claim
from explainer.query.ledger import Ledger
from explainer.site.trust.claim_row import ClaimRow, claim_row
from explainer.site.trust.outside_row import OutsideRow, checks_by_claim, verdict_words
from explainer.site.trust.piece import Piece, Place


@dataclass(frozen=True)
class Compared:
    """A claim beside what others say about it."""

    claim: ClaimRow
    checks: list[OutsideRow]


def write(place: Place, argument: str) -> str:
    """Write the panel of one chapter."""
    found = checks_by_claim(place, argument)
    shown = []
    for claim, checks in found.items():
        told = [row for row in checks if row.verdict != "context"]
        if told:
            shown.append(Compared(claim_row(place, place.ledger.by_id(Claim)[claim]), told))
    every = [row for checks in found.values() for row in checks]
    return place.fill(
        "outside",
        page=argument,
        shown=sorted(shown, key=lambda one: one.checks[0].rank),
        background=[row for row in every if row.verdict == "context"],
        counts=verdict_words(place, every),
        total=len(every),
        level=2,
    )


def pages(ledger: Ledger) -> Iterable[str]:
    """Give the pages that checks belong to, and the chapters there are."""
    checked = (row.chapter for row in ledger.rows_of(Check))
    return dict.fromkeys((*ledger.vocabulary.get("chapters", {}), *(page for page in checked if page)))


def words(ledger: Ledger, argument: str) -> Iterable[str]:
    """Give the findings for the search."""
    return (row.finding for row in ledger.rows_of(Check) if row.chapter == argument)


PIECES = (Piece("outside", write, words=words, choices=pages),)
