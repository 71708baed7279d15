"""A finding from outside the article, as every trust page shows it: verdict, publisher, date, quality, limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from explainer.amounts.amount import of_finding
from explainer.model.rows import Check, Finding
from explainer.query.ledger import Ledger
from explainer.references.citation import UNDATED, published_words
from explainer.site.trust.piece import Place
from explainer.text import dates

#: Verdicts from the one a reader most needs to see to the one that matters least.
WORST_FIRST = ("contradicted", "differs", "not_found", "consistent", "context")


@dataclass(frozen=True)
class OutsideRow:
    """One row of `checks` or `aftermath`, in words.

    Parameters
    ----------
    id, anchor: the row's id, and the id it has on its page.
    href: its address, None when no page shows it.
    claim: the claim it checks, "" for what came after.
    verdict, verdict_label, verdict_words: what the comparison came to; empty for what came after.
    event, finding: what was reported; what it means for the claim.
    amount: its number with hedge and unit, or "".
    date: when it was so; published: the page's own date, or "undated page".
    publisher, title, url: the source.
    quality, quality_words: what kind of source it is; weak when it is to be read with care.
    limits: what to bear in mind.
    """

    id: str
    anchor: str
    href: str | None
    claim: str
    verdict: str
    verdict_label: str
    verdict_words: str
    event: str
    finding: str
    amount: str
    date: str
    published: str
    publisher: str
    title: str
    url: str
    quality: str
    quality_words: str
    weak: bool
    limits: str

    @property
    def undated(self) -> bool:
        """True when the page shows no date of its own: then its list tells when the finding was so."""
        return self.published == UNDATED

    @property
    def rank(self) -> int:
        """Place among the verdicts, the worst first."""
        return WORST_FIRST.index(self.verdict) if self.verdict in WORST_FIRST else len(WORST_FIRST)


def outside_row(place: Place, row: Finding) -> OutsideRow:
    """Put a row of `checks` or `aftermath` into words."""
    ledger = place.ledger
    quality, verdict = row.quality, row.verdict
    return OutsideRow(
        id=row.id,
        anchor=f"check-{row.id}",
        href=place.address("check", row.id),
        claim=row.claim,
        verdict=verdict,
        verdict_label=place.label("verdicts", verdict),
        verdict_words=place.meaning("verdicts", verdict),
        event=row.event,
        finding=row.finding,
        amount=_amount(ledger, row),
        date=_words(row.date, row.certainty),
        published=published_words(row),
        publisher=row.publisher,
        title=row.title,
        url=row.url,
        quality=place.label("qualities", quality),
        quality_words=place.meaning("qualities", quality),
        weak=bool(ledger.vocabulary.get("qualities", {}).get(quality, {}).get("weak")),
        limits=row.note,
    )


def _amount(ledger: Ledger, row: Finding) -> str:
    try:
        return of_finding(ledger, row).full
    except ValueError:
        return ""  # Most findings give no number.


def _words(edtf: str, certainty: str) -> str:
    try:
        return dates.words(edtf, certainty) if edtf else ""
    except ValueError:
        return edtf


def checks_by_claim(place: Place, chapter: str = "") -> dict[str, list[OutsideRow]]:
    """Give the checks of each claim, claims in the order of the article, the worst verdict of each first.

    Parameters
    ----------
    chapter: only checks of this page; all when empty.
    """
    found: dict[str, list[OutsideRow]] = {}
    rows = place.ledger.rows_of(Check)
    for row in sorted(rows, key=lambda row: place.ledger.number(row.claim)):
        if not chapter or row.chapter == chapter:
            found.setdefault(row.claim, []).append(outside_row(place, row))
    return {claim: sorted(checks, key=lambda check: check.rank) for claim, checks in found.items()}


def verdict_words(place: Place, rows: Iterable[OutsideRow]) -> str:
    """Count verdicts in words, worst first: "contradicted 2, differs 22"."""
    counts = Counter(row.verdict for row in rows)
    return ", ".join(f"{place.label('verdicts', key)} {counts[key]}" for key in WORST_FIRST if counts[key])
