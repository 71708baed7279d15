"""{checks}: the article beside other sources, claim by claim; {checks-summary}: how many came to which verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explainer.model.rows import Check, Claim
from explainer.query.ledger import Ledger
from explainer.site.trust.claim_row import ClaimRow, claim_row
from explainer.site.trust.outside_row import WORST_FIRST, OutsideRow, checks_by_claim
from explainer.site.trust.piece import Piece, Place
from explainer.site.trust.uses import UsePage, used_on, uses


@dataclass(frozen=True)
class Finding:
    """A check with its places of use."""

    row: OutsideRow
    used: list[UsePage]


@dataclass(frozen=True)
class Beside:
    """A claim and, beside it, what others say."""

    claim: ClaimRow
    findings: list[Finding]


@dataclass(frozen=True)
class Tally:
    """A verdict, its word and meaning, and the checks that came to it, firm sources first."""

    verdict: str
    label: str
    meaning: str
    rows: list[OutsideRow]


def write(place: Place, argument: str) -> str:
    """Write every check beside its claim, chapter by chapter."""
    used = uses(place.env)
    chapters: dict[str, list[Beside]] = {key: [] for key in place.ledger.vocabulary.get("chapters", {})}
    for claim, checks in checks_by_claim(place).items():
        row = place.ledger.by_id(Claim)[claim]
        findings = [Finding(check, used_on(place, used.get(("check", check.id), []))) for check in checks]
        chapter = place.ledger.by_id(Check)[checks[0].id].chapter or row.chapter
        chapters.setdefault(chapter, []).append(Beside(claim_row(place, row), findings))
    named = [(key, place.label("chapters", key), beside) for key, beside in chapters.items() if beside]
    return place.fill("checks", chapters=named)


def write_summary(place: Place, argument: str) -> str:
    """Write how many checks came to which verdict, one square for each."""
    ledger, used = place.ledger, uses(place.env)
    compared = checks_by_claim(place)
    rows = sorted((row for checks in compared.values() for row in checks), key=lambda row: row.weak)
    reached = {key: [row for row in rows if row.verdict == key] for key in WORST_FIRST}
    return place.fill(
        "checks-summary",
        tallies=[
            Tally(key, place.label("verdicts", key), place.meaning("verdicts", key), found)
            for key, found in reached.items()
            if found
        ],
        total=len(rows),
        weak=sum(row.weak for row in rows),
        named=sum(("check", row.id) in used for row in rows),
        claims=len(compared),
        unchecked=len(ledger.by_id(Claim)) - len(compared),
    )


def words(ledger: Ledger, argument: str) -> Iterable[str]:
    """Give the findings for the search."""
    return (f"{row.finding} {row.publisher}" for row in ledger.rows_of(Check))


PIECES = (Piece("checks", write, {"check": "checks"}, words), Piece("checks-summary", write_summary))
