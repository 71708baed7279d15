"""Findings from outside the article: their order, their numbers and dates in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from explainer.amounts.amount import of_finding
from explainer.model.rows import Check, Finding
from explainer.query.ledger import Ledger
from explainer.references.citation import published_words
from explainer.site.evidence.directive import Place
from explainer.text import dates

#: Verdicts from the one a reader most needs to see to the one that matters least.
WORST_FIRST = ("contradicted", "differs", "not_found", "consistent", "context")


def checks_by_claim(ledger: Ledger, chapter: str = "") -> dict[str, list[Check]]:
    """Give the checks of each claim, claims in the order of the article, the worst verdict of each first.

    Parameters
    ----------
    ledger: the book's.
    chapter: only checks of this page; all when empty.
    """
    found: dict[str, list[Check]] = {}
    for row in sorted(ledger.rows_of(Check), key=lambda row: ledger.number(row.claim)):
        if not chapter or row.chapter == chapter:
            found.setdefault(row.claim, []).append(row)
    return {claim: sorted(checks, key=rank) for claim, checks in found.items()}


def rank(row: Finding) -> int:
    """Give a verdict's place, the worst first."""
    return WORST_FIRST.index(row.verdict) if row.verdict in WORST_FIRST else len(WORST_FIRST)


def is_weak(ledger: Ledger, row: Finding) -> bool:
    """True when a source is to be read with care."""
    return bool(ledger.vocabulary.get("qualities", {}).get(row.quality, {}).get("weak"))


def amount(ledger: Ledger, row: Finding) -> str:
    """Give a finding's number with hedge and unit; most findings give none."""
    try:
        return of_finding(ledger, row).full
    except ValueError:
        return ""


def when(row: Finding) -> str:
    """Say when what a finding reports was so."""
    return _words(row.date, row.certainty)


def _words(edtf: str, certainty: str) -> str:
    try:
        return dates.words(edtf, certainty) if edtf else ""
    except ValueError:
        return edtf


def verdict_counts(place: Place, rows: Iterable[Check]) -> str:
    """Count verdicts in words, worst first: "contradicted 2, differs 22"."""
    counts = Counter(row.verdict for row in rows)
    return ", ".join(f"{place.label('verdicts', key)} {counts[key]}" for key in WORST_FIRST if counts[key])


def fill(place: Place, template: str, **given: object) -> str:
    """Fill a template of `templates/trust` that shows findings."""
    helpers = {"published": published_words, "when": when, "amount": lambda row: amount(place.ledger, row)}
    return place.fill(template, **helpers, weak_source=lambda row: is_weak(place.ledger, row), **given)
