"""Findings from outside the article: their order, their numbers and dates in words."""

from __future__ import annotations

from explainer.amounts.amount import of_finding
from explainer.model.rows import Finding, Row
from explainer.query.ledger import Ledger
from explainer.site.evidence.directive import Place
from explainer.text import dates

#: Verdicts from the one a reader most needs to see to the one that matters least.
WORST_FIRST = ("contradicted", "differs", "not_found", "consistent", "context")


def checks_by_claim(ledger: Ledger, chapter: str = "") -> dict[str, list[Row]]:
    """Give the checks of each claim, claims in the order of the article, the worst verdict of each first.

    Parameters
    ----------
    ledger: the book's.
    chapter: only checks of this page; all when empty.
    """
    found: dict[str, list[Row]] = {}
    for row in sorted(ledger.tables["checks"].rows, key=lambda row: ledger.number(row["claim"])):
        if not chapter or row["chapter"] == chapter:
            found.setdefault(row["claim"], []).append(row)
    return {claim: sorted(checks, key=rank) for claim, checks in found.items()}


def rank(row: Row) -> int:
    """Give a verdict's place, the worst first."""
    return WORST_FIRST.index(row["verdict"]) if row["verdict"] in WORST_FIRST else len(WORST_FIRST)


def is_weak(ledger: Ledger, row: Row) -> bool:
    """True when a source is to be read with care."""
    return bool(ledger.vocabulary.get("qualities", {}).get(row["quality"], {}).get("weak"))


def amount(ledger: Ledger, row: Row) -> str:
    """Give a finding's number with hedge and unit; most findings give none."""
    if not isinstance(row, Finding):
        return ""
    try:
        return of_finding(ledger, row).full
    except ValueError:
        return ""


def when(row: Row) -> str:
    """Say when what a finding reports was so."""
    return _words(row["date"], row["certainty"])


def published(row: Row) -> str:
    """Say when the source of a finding says it, or else when it was so."""
    return _words(row["published"], "") or when(row) or "undated"


def _words(edtf: str, certainty: str) -> str:
    try:
        return dates.words(edtf, certainty) if edtf else ""
    except ValueError:
        return edtf


def fill(place: Place, template: str, **given: object) -> str:
    """Fill a template of `templates/trust` that shows findings."""
    helpers = {"published": published, "when": when, "amount": lambda row: amount(place.ledger, row)}
    return place.fill(template, **helpers, weak_source=lambda row: is_weak(place.ledger, row), **given)
