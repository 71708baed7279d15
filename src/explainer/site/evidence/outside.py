"""What others say: {checks} claim by claim, {checks-summary}, {outside} for one chapter, {aftermath} for later.

And what it comes to: {scorecard}, how well each reason stands; {meanings} KIND, what the words of firmness, verdict or
certainty mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from explainer.figures.record import looked_up
from explainer.model.rows import Aftermath, Check, Claim, Reason
from explainer.query.ledger import Ledger
from explainer.query.times import newest_words
from explainer.site.cards import reason_path
from explainer.site.citation_html import text_html
from explainer.site.evidence.claims import WORST_FIRST, ClaimView, checks_by_claim, rank, verdict_counts
from explainer.site.evidence.directive import Part, Place
from explainer.text import dates

_TOLD = ("backed", "elsewhere", "open")
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
    rows = sorted((row for checks in compared.values() for row in checks), key=lambda row: place.is_weak(row))
    reached = {key: [row for row in rows if row.verdict == key] for key in WORST_FIRST}
    return place.fill(
        "checks-summary",
        tallies={key: found for key, found in reached.items() if found},
        total=len(rows),
        weak=sum(place.is_weak(row) for row in rows),
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
    return place.fill(
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
    return place.fill("aftermath", rows=rows, newest=newest_words(place.ledger, "aftermath") if rows else "")


def _ends(edtf: str) -> tuple[date, date]:
    """Give the last and the first day of a date: what took years comes where it ended, not where it began."""
    period = dates.parse(edtf)
    return period.upper or date.max, period.lower or date.min


@dataclass(frozen=True)
class Card:
    """A reason as it is judged.

    Parameters
    ----------
    label: the reason.
    claim: what introduces it: who says it, and how firmly.
    backed, elsewhere, open: what the text gives for it, what others say, what is left open.
    verdicts: how many findings from outside came to what, over all of its claims.
    standing, standing_words: how well it stands, in a word and in a sentence.
    """

    label: str
    claim: ClaimView
    backed: Markup
    elsewhere: Markup
    open: Markup
    verdicts: str
    standing: str
    standing_words: str


def _top(ledger: Ledger) -> list[Reason]:
    return sorted((row for row in ledger.rows_of(Reason) if not row.parent), key=lambda row: row.position)


def write_scorecard(place: Place, argument: str) -> str:
    """Write one card for each reason at the top of the argument."""
    return place.fill("scorecard", cards=[_card(place, row) for row in _top(place.ledger)])


def _card(place: Place, row: Reason) -> Card:
    ledger = place.ledger
    below = {claim.id for claim in ledger.rows_of(Claim) if row.id in reason_path(ledger, claim.reason)}
    found = [check for check in ledger.rows_of(Check) if check.claim in below]
    told = {
        name: text_html(looked_up(row.cells[name], ledger, f"reasons.csv, {row.id}, {name}")[0], place.address)
        for name in _TOLD
    }
    standing = row.standing
    return Card(
        label=row.label,
        claim=ClaimView(place, ledger.by_id(Claim)[row.claim]),
        verdicts=verdict_counts(place, found),
        standing=place.label("standings", standing),
        standing_words=place.meaning("standings", standing),
        **told,
    )


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
