"""What others say: {checks} claim by claim, {checks-summary}, {outside} for one chapter, {aftermath} for later.

And what it comes to: {scorecard}, how well each reason stands; {meanings} KIND, what the words of firmness, verdict or
certainty mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from explainer.model.rows import Aftermath, Check, Claim
from explainer.query.ledger import Ledger
from explainer.query.times import newest_words
from explainer.site.cards import reason_path, top_reasons
from explainer.site.evidence.claims import WORST_FIRST, ClaimView, checks_by_claim, verdict_counts
from explainer.site.evidence.directive import Part, Place
from explainer.text import dates

_KINDS = ("modalities", "verdicts", "certainties", "standings")
ROOM = 4
"""How many findings that contradict or differ stand open in a chapter; what contradicts always does."""


def write_checks(place: Place, argument: str) -> str:
    """Write every check beside its claim, chapter by chapter."""
    ledger = place.ledger
    chapters: dict[str, list[tuple[ClaimView, list[Check]]]] = {key: [] for key in ledger.vocabulary["chapters"]}
    for claim, checks in checks_by_claim(ledger).items():
        row = ledger.by_id(Claim)[claim]
        chapters.setdefault(checks[0].chapter or row.chapter, []).append((ClaimView(place, row), checks))
    return place.fill("checks", chapters={key: beside for key, beside in chapters.items() if beside})


def write_summary(place: Place, argument: str) -> str:
    """Write how many checks came to which verdict, one square for each, firm sources first."""
    ledger, used = place.ledger, place.domain.counted_uses
    compared = checks_by_claim(ledger)
    rows = sorted((row for checks in compared.values() for row in checks), key=lambda row: bool(place.weak_source(row)))
    reached = {key: [row for row in rows if row.verdict == key] for key in WORST_FIRST}
    return place.fill(
        "checks-summary",
        tallies={key: found for key, found in reached.items() if found},
        total=len(rows),
        weak=sum(bool(place.weak_source(row)) for row in rows),
        named=sum(("check", row.id) in used for row in rows),
        claims=len(compared),
        unchecked=len(ledger.ids("claims")) - len(compared),
    )


def write_chapter(place: Place, argument: str) -> str:
    """Write what other sources say about the claims of one chapter: what differs first, what agrees folded."""
    rows, found = place.ledger.by_id(Claim), sum(checks_by_claim(place.ledger, argument).values(), list[Check]())
    told = {
        verdict: [(ClaimView(place, rows[row.claim]), row) for row in found if row.verdict == verdict]
        for verdict in WORST_FIRST
    }
    return place.fill("outside", room=ROOM, chapter=argument, told=told, total=len(found), level=2)


def chapters(ledger: Ledger) -> Iterable[str]:
    """Give the pages that checks belong to, and the chapters there are."""
    checked = (row.chapter for row in ledger.rows_of(Check))
    return dict.fromkeys((*ledger.vocabulary.get("chapters", {}), *(page for page in checked if page)))


def write_aftermath(place: Place, argument: str) -> str:
    """Write what was reported after the article, what was over first at the head."""
    rows = sorted(place.ledger.rows_of(Aftermath), key=lambda row: _ends(row.date))
    return place.fill("aftermath", rows=rows, newest=newest_words(place.ledger, "aftermath") if rows else "")


def _ends(edtf: str) -> tuple[date, date]:
    """Give the last and the first day of a date: what took years comes where it ended, not where it began."""
    period = dates.parse(edtf)
    return period.upper or date.max, period.lower or date.min


def write_scorecard(place: Place, argument: str) -> str:
    """Write how well each reason at the top of the argument stands."""
    ledger, cards = place.ledger, []
    for row in top_reasons(ledger):
        below = {claim.id for claim in ledger.rows_of(Claim) if row.id in reason_path(ledger, claim.reason)}
        verdicts = verdict_counts(place, (check for check in ledger.rows_of(Check) if check.claim in below))
        cards.append((row, ClaimView(place, ledger.by_id(Claim)[row.claim]), verdicts))
    return place.fill("scorecard", cards=cards)


def write_meanings(place: Place, argument: str) -> str:
    """Write each word of a kind with what it means."""
    given = place.ledger.vocabulary.get(argument, {})
    told = [(key, place.label(argument, key), place.meaning(argument, key)) for key in given]
    return place.fill("meanings", kind=argument, told=[one for one in told if one[2]])


# What came after is a check of the article's expectation: figures and notes name its rows so too.
PARTS = (
    Part("checks", write_checks, {"check": "checks"}),
    Part("checks-summary", write_summary),
    Part("outside", write_chapter, choices=chapters),
    Part("aftermath", write_aftermath, {"check": "aftermath"}),
    Part("scorecard", write_scorecard),
    Part("meanings", write_meanings, choices=lambda ledger: _KINDS),
)
