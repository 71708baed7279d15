"""What others say: {checks} claim by claim, {checks-summary}, {outside} for one chapter, {aftermath} for later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from explainer.model.rows import Aftermath, Check, Claim
from explainer.query import newest_words
from explainer.query.ledger import Ledger
from explainer.site.evidence.claims import ClaimView
from explainer.site.evidence.directive import Part, Place, uses
from explainer.site.evidence.findings import WORST_FIRST, checks_by_claim, fill, is_weak, rank
from explainer.text import dates

ROOM = 4
"""How many findings that contradict or differ stand open in a chapter; what contradicts always does."""


def write_checks(place: Place, argument: str) -> str:
    """Write every check beside its claim, chapter by chapter."""
    ledger = place.ledger
    chapters: dict[str, list[tuple[ClaimView, list[Check]]]] = {key: [] for key in ledger.vocabulary["chapters"]}
    for claim, checks in checks_by_claim(ledger).items():
        row = ledger.by_id(Claim)[claim]
        chapters.setdefault(checks[0].chapter or row.chapter, []).append((ClaimView(place, row), checks))
    return fill(place, "checks", chapters={key: beside for key, beside in chapters.items() if beside})


def write_summary(place: Place, argument: str) -> str:
    """Write how many checks came to which verdict, one square for each, firm sources first."""
    ledger, used = place.ledger, uses(place.domain)
    compared = checks_by_claim(ledger)
    rows = sorted((row for checks in compared.values() for row in checks), key=lambda row: is_weak(ledger, row))
    reached = {key: [row for row in rows if row.verdict == key] for key in WORST_FIRST}
    return fill(
        place,
        "checks-summary",
        tallies={key: found for key, found in reached.items() if found},
        total=len(rows),
        weak=sum(is_weak(ledger, row) for row in rows),
        named=sum(("check", row.id) in used for row in rows),
        claims=len(compared),
        unchecked=len(ledger.ids("claims")) - len(compared),
    )


def write_chapter(place: Place, argument: str) -> str:
    """Write what other sources say about the claims of one chapter: what differs first, what agrees folded."""
    ledger = place.ledger
    found = checks_by_claim(ledger, argument)
    every = [row for checks in found.values() for row in checks]
    views = {claim: ClaimView(place, ledger.by_id(Claim)[claim]) for claim in found}
    told = sorted(((views[row.claim], row) for row in every if row.verdict != "context"), key=lambda one: rank(one[1]))
    counts = Counter(row.verdict for row in every)
    return fill(
        place,
        "outside",
        room=ROOM,
        chapter=argument,
        contradicted=[one for one in told if one[1].verdict == "contradicted"],
        differing=[one for one in told if one[1].verdict == "differs"],
        missing=[one for one in told if one[1].verdict == "not_found"],
        agreeing=[one for one in told if one[1].verdict == "consistent"],
        background=[row for row in every if row.verdict == "context"],
        counts={key: counts[key] for key in WORST_FIRST if counts[key]},
        total=len(every),
        level=2,
    )


def chapters(ledger: Ledger) -> Iterable[str]:
    """Give the pages that checks belong to, and the chapters there are."""
    checked = (row.chapter for row in ledger.rows_of(Check))
    return dict.fromkeys((*ledger.vocabulary.get("chapters", {}), *(page for page in checked if page)))


def write_aftermath(place: Place, argument: str) -> str:
    """Write what was reported after the article, what was over first at the head."""
    rows = sorted(place.ledger.rows_of(Aftermath), key=lambda row: _ends(row.date))
    return fill(place, "aftermath", rows=rows, newest=newest_words(place.ledger, "aftermath") if rows else "")


def _ends(edtf: str) -> tuple[date, date]:
    """Give the last and the first day of a date: what took years comes where it ended, not where it began."""
    period = dates.parse(edtf)
    return period.upper or date.max, period.lower or date.min


# What came after is a check of the article's expectation: figures and notes name its rows so too.
PARTS = (
    Part("checks", write_checks, {"check": "checks"}),
    Part("checks-summary", write_summary),
    Part("outside", write_chapter, choices=chapters),
    Part("aftermath", write_aftermath, {"check": "aftermath"}),
)
