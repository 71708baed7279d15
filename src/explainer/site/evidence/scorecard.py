"""{scorecard}: how well each reason stands; {meanings} KIND: what the words of firmness, verdict or certainty mean."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from explainer.figures.record import Span
from explainer.model.rows import Check, Claim, Reason
from explainer.query.ledger import Ledger
from explainer.references import phrases
from explainer.references.citation import CLASSES
from explainer.site.citation_html import text_html
from explainer.site.evidence.claims import ClaimView, reason_path
from explainer.site.evidence.directive import Part, Place
from explainer.site.evidence.findings import fill, verdict_counts

_TOLD = ("backed", "elsewhere", "open")
_KINDS = ("modalities", "verdicts", "certainties", "standings")


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


def write(place: Place, argument: str) -> str:
    """Write one card for each reason at the top of the argument."""
    return fill(place, "scorecard", cards=[_card(place, row) for row in _top(place.ledger)])


def _card(place: Place, row: Reason) -> Card:
    ledger = place.ledger
    below = {claim.id for claim in ledger.rows_of(Claim) if row.id in reason_path(ledger, claim.reason)}
    found = [check for check in ledger.rows_of(Check) if check.claim in below]
    told = {name: _told(place, row, name) for name in _TOLD}
    standing = row.standing
    return Card(
        label=row.label,
        claim=ClaimView(place, ledger.by_id(Claim)[row.claim]),
        verdicts=verdict_counts(place, found),
        standing=place.label("standings", standing),
        standing_words=place.meaning("standings", standing),
        **told,
    )


def _told(place: Place, row: Reason, name: str) -> Markup:
    spans = []
    for _, found in phrases.look_up(row.cells[name], place.ledger, f"reasons.csv, {row.id}, {name}"):
        use = next((use for use in found.uses[:1] if use.kind in CLASSES), None)
        spans.append(Span(found.text, use.kind, use.id) if use else Span(found.text))
    return text_html(spans, place.address)


def write_meanings(place: Place, argument: str) -> str:
    """Write each word of a kind with what it means."""
    given = place.ledger.vocabulary.get(argument, {})
    told = [(key, place.label(argument, key), place.meaning(argument, key)) for key in given]
    return place.fill("meanings", kind=argument, told=[one for one in told if one[2]])


PARTS = (
    Part("scorecard", write),
    Part("meanings", write_meanings, choices=lambda ledger: _KINDS),
)
