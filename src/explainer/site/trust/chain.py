"""{source-chain}: the links through which the text came to us, the first first, and which of them we have seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explainer.model.rows import Source
from explainer.query.ledger import Ledger
from explainer.site.trust.piece import Piece, Place
from explainer.text import dates


@dataclass(frozen=True)
class Link:
    """One source of the chain.

    Parameters
    ----------
    anchor: its id on the page.
    title, kind, producer, published, licence: what it is.
    seen: True when the table says when it was looked at.
    processing, limits: what was done with it, and what it cannot tell.
    url: its address, or "".
    """

    anchor: str
    title: str
    kind: str
    producer: str
    published: str
    licence: str
    seen: bool
    processing: str
    limits: str
    url: str


def link(row: Source) -> Link:
    """Put a row of `sources` into words."""
    published = row.published
    return Link(
        anchor=f"source-{row.id}",
        title=row.title,
        kind=row.kind,
        producer=row.producer,
        published=dates.words(published) if published else "",
        licence=row.licence,
        seen=bool(row.accessed),
        processing=row.processing,
        limits=row.limits,
        url=row.url,
    )


def chain(ledger: Ledger) -> list[Source]:
    """Give the sources from which the article derives, the first first, the article itself last."""
    sources = ledger.by_id(Source)
    waiting = [ledger.vocabulary.get("article", {}).get("source", "")]
    found: list[Source] = []
    while waiting:
        row = sources.get(waiting.pop(0))
        if row and row not in found:
            found.insert(0, row)
            waiting += [row.derived_from]
    return found


def write(place: Place, argument: str) -> str:
    """Write the chain."""
    return place.fill("chain", links=[link(row) for row in chain(place.ledger)])


def words(ledger: Ledger, argument: str) -> Iterable[str]:
    """Give the sources' words for the search."""
    return (f"{row.title} {row.producer} {row.limits}" for row in chain(ledger))


PIECES = (Piece("source-chain", write, words=words),)
