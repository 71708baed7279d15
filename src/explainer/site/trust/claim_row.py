"""A claim of the article, as the trust pages show it: words, speaker, firmness, dates, numbers, uses."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.amounts.amount import of_quantity
from explainer.model.rows import Claim, Event, Quantity, Reading, Reason
from explainer.query.ledger import Ledger
from explainer.references.citation import cite
from explainer.site.trust.piece import Place
from explainer.text import dates


@dataclass(frozen=True)
class Dated:
    """When an event of the claim was: words, how the date was got ("worked out by us"), and on what ground."""

    label: str
    words: str
    how: str
    ground: str


@dataclass(frozen=True)
class Counted:
    """A number of the claim with hedge and unit, what is counted, and on what ground where we worked it out."""

    text: str
    counted: str
    ground: str


@dataclass(frozen=True)
class Read:
    """A garbled passage that a claim rests on: where its reading stands, and how sure that reading is."""

    href: str | None
    certainty: str


@dataclass(frozen=True)
class ClaimRow:
    """One claim, in words.

    Parameters
    ----------
    id, anchor, href: the claim, its id on its page, its address.
    number, paragraph: its place among the claims, and in the article.
    quote: the article's words, for a page that sets the quotation marks itself.
    restatement: the claim in our words.
    speaker, speaker_id, speaker_href: who asserts it, and where that speaker is described.
    modality, firmness, firmness_words: how firmly: key, one word, a few words.
    kind: what sort of claim, in a word.
    chapter, reason: keys of the page and the reason it belongs to; `reason` may be empty.
    reasons: the reason and the one above it, as words, the widest first.
    dates, amounts, readings: what hangs on it.
    unused: why no page uses it, or "".
    """

    id: str
    anchor: str
    href: str | None
    number: int
    paragraph: str
    quote: str
    restatement: str
    speaker: str
    speaker_id: str
    speaker_href: str | None
    modality: str
    firmness: str
    firmness_words: str
    kind: str
    chapter: str
    reason: str
    reasons: tuple[str, ...]
    dates: tuple[Dated, ...]
    amounts: tuple[Counted, ...]
    readings: tuple[Read, ...]
    unused: str


def claim_row(place: Place, row: Claim) -> ClaimRow:
    """Put a row of `claims` into words."""
    ledger = place.ledger
    told = cite(ledger, "claim", row.id)
    return ClaimRow(
        id=row.id,
        anchor=f"claim-{row.id}",
        href=place.address("claim", row.id),
        number=told.number,
        paragraph=str(row.paragraph),
        quote=told.says,
        restatement=row.restatement,
        speaker=told.speaker,
        speaker_id=row.actor,
        speaker_href=place.address("actor", row.actor),
        modality=row.modality,
        firmness=told.firmness,
        firmness_words=place.meaning("modalities", row.modality),
        kind=place.label("kinds", row.kind),
        chapter=row.chapter,
        reason=row.reason,
        reasons=tuple(ledger.by_id(Reason)[key].label for key in reason_path(ledger, row.reason)),
        dates=tuple(_dated(place, event) for event in ledger.of_claim(Event, row.id)),
        amounts=tuple(
            Counted(of_quantity(ledger, said).full, said.counted, said.ground)
            for said in ledger.of_claim(Quantity, row.id)
        ),
        readings=tuple(
            Read(place.address("reading", id), place.label("certainties", ledger.by_id(Reading)[id].certainty))
            for id in told.readings
        ),
        unused=row.unused,
    )


def in_order(ledger: Ledger) -> list[Claim]:
    """Give the claims in the order of the article."""
    return sorted(ledger.rows_of(Claim), key=lambda row: ledger.number(row.id))


def reason_path(ledger: Ledger, reason: str) -> list[str]:
    """Give a reason and those above it, the widest first; empty for no reason."""
    path: list[str] = []
    while reason and reason not in path:
        path.insert(0, reason)
        reason = ledger.by_id(Reason)[reason].parent
    return path


def _dated(place: Place, event: Event) -> Dated:
    how = place.label("resolutions", event.resolution)
    return Dated(event.label, dates.words(event.date, event.certainty), how, event.ground)
