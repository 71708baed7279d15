"""{readings}: garbled passages and how we read them; {tensions}: where the article sits badly with itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explainer.model import rows
from explainer.query.ledger import Ledger
from explainer.site.trust.claim_row import ClaimRow, claim_row, in_order
from explainer.site.trust.piece import Piece, Place


@dataclass(frozen=True)
class Reading:
    """A garbled passage: its words, what is wrong, how we read it, what else it could mean, how sure we are."""

    anchor: str
    paragraph: int
    quote: str
    wrong: str
    reading: str
    others: str
    certainty: str
    certainty_label: str
    certainty_words: str
    claims: list[ClaimRow]


@dataclass(frozen=True)
class Tension:
    """Claims that sit badly with each other, and what we make of it."""

    anchor: str
    title: str
    text: str
    claims: list[ClaimRow]


def write_readings(place: Place, argument: str) -> str:
    """Write the register, in the order of the article."""
    ledger = place.ledger
    resting: dict[str, list[ClaimRow]] = {}
    for row in in_order(ledger):
        for reading in ledger.readings_of(row.id):
            resting.setdefault(reading, []).append(claim_row(place, row))
    found = sorted(ledger.rows_of(rows.Reading), key=lambda row: (row.start, row.end))
    readings = [_reading(place, row, resting.get(row.id, [])) for row in found]
    counts = [
        (key, place.label("certainties", key), place.meaning("certainties", key), number)
        for key in ledger.vocabulary.get("certainties", {})
        if (number := sum(reading.certainty == key for reading in readings))
    ]
    return place.fill("readings", readings=readings, counts=counts)


def _reading(place: Place, row: rows.Reading, claims: list[ClaimRow]) -> Reading:
    paragraph = place.ledger.article.paragraph_at(row.start)
    return Reading(
        anchor=f"reading-{row.id}",
        paragraph=paragraph.number if paragraph else 0,
        quote=row.quote.replace("“", "‘").replace("”", "’"),
        wrong=row.wrong,
        reading=row.reading,
        others=row.others,
        certainty=row.certainty,
        certainty_label=place.label("certainties", row.certainty),
        certainty_words=place.meaning("certainties", row.certainty),
        claims=claims,
    )


def write_tensions(place: Place, argument: str) -> str:
    """Write every tension with the claims that are in it."""
    claims = place.ledger.by_id(rows.Claim)
    tensions = [
        Tension(
            f"tension-{row.id}",
            row.title,
            row.text,
            [claim_row(place, claims[claim]) for claim in row.claims],
        )
        for row in place.ledger.rows_of(rows.Tension)
    ]
    return place.fill("tensions", tensions=tensions)


def reading_words(ledger: Ledger, argument: str) -> Iterable[str]:
    """Give the register's words for the search."""
    return (f"{row.quote} {row.wrong} {row.reading}" for row in ledger.rows_of(rows.Reading))


def tension_words(ledger: Ledger, argument: str) -> Iterable[str]:
    """Give the tensions' words for the search."""
    return (f"{row.title} {row.text}" for row in ledger.rows_of(rows.Tension))


PIECES = (
    Piece("readings", write_readings, {"reading": "readings"}, reading_words),
    Piece("tensions", write_tensions, {"tension": "tensions"}, tension_words),
)
