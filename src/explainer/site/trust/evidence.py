"""{evidence}: every claim of the article, with all that hangs on it and every place that uses it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from explainer.model.rows import Claim, Reason
from explainer.query.ledger import Ledger
from explainer.site import memory
from explainer.site.blocks import Block, blocks
from explainer.site.citation_html import joined, linked
from explainer.site.trust.claim_row import ClaimRow, claim_row, in_order, reason_path
from explainer.site.trust.outside_row import OutsideRow, checks_by_claim
from explainer.site.trust.piece import Piece, Place
from explainer.site.trust.uses import UsePage, overviews, used_on, uses


@dataclass(frozen=True)
class Entry:
    """A claim with its outside checks and its places of use; `has` are the marks the filter looks for."""

    claim: ClaimRow
    checks: list[OutsideRow]
    used: list[UsePage]
    reasons: str
    has: str


@dataclass(frozen=True)
class Choice:
    """One choice of a filter: its value in the address, its words, and how many claims it leaves."""

    value: str
    words: str
    count: int


@dataclass(frozen=True)
class Filter:
    """A filter with choices."""

    name: str
    label: str
    every: str
    choices: list[Choice]


@dataclass(frozen=True)
class Gathered:
    """What every block of claims needs: all claims in order, outside checks and uses by claim, and the overviews."""

    rows: list[Claim]
    checks: dict[str, list[OutsideRow]]
    used: dict[memory.Key, list[memory.Use]]
    overviews: dict[str, memory.PlacedFigure]

    @classmethod
    def of(cls, place: Place) -> Gathered:
        """Gather it, once for all blocks: they lie in one folder, so an address is right on each."""
        return cls(in_order(place.ledger), checks_by_claim(place), uses(place.env), overviews(place.env))


def write(place: Place, argument: str) -> str:
    """Write the list of claims, paragraph by paragraph; of a long article the first block of it."""
    total = len(place.ledger.by_id(Claim))
    return write_block(place, blocks(total, place.docname) if place.builder.name == "html" else (), 0)


def write_block(place: Place, cut: tuple[Block, ...], at: int, gathered: Gathered | None = None) -> str:
    """Write one block of claims.

    Parameters
    ----------
    place: the block's page.
    cut: all blocks; none where the claims stand together whatever their number.
    at: which of them.
    gathered: what all blocks need.
    """
    book = gathered or Gathered.of(place)
    rows = book.rows[cut[at].first - 1 : cut[at].last] if len(cut) > 1 else book.rows
    entries = [_entry(place, row, book) for row in rows]
    records = [
        linked(placed.record.plain("title"), place.page(placed.docname, f"figure-{id}"))
        for id, placed in book.overviews.items()
    ]
    return place.fill(
        "evidence",
        paragraphs=[(number, list(group)) for number, group in groupby(entries, lambda entry: entry.claim.paragraph)],
        total=len(entries),
        filters=_filters(place, entries) if place.with_files else [],
        marks=[(name, label, sum(name in entry.has.split() for entry in entries)) for name, label in _MARKS],
        overviews=joined(records),
        blocks=_near(place, cut, at),
    )


def _entry(place: Place, row: Claim, book: Gathered) -> Entry:
    claim, found = claim_row(place, row), book.checks.get(row.id, [])
    pages = used_on(place, book.used.get(("claim", row.id), []))
    has = [("number", claim.amounts), ("date", claim.dates), ("reading", claim.readings), ("check", found)]
    path = " ".join(reason_path(place.ledger, row.reason))
    return Entry(claim, found, pages, path, " ".join(name for name, there in has if there))


def _near(place: Place, cut: tuple[Block, ...], at: int) -> list[tuple[str, str]]:
    """Give the ways to the first block, the last, and those around this one: words, and an address ("" for here)."""
    if len(cut) < 2:
        return []
    shown = sorted({0, len(cut) - 1, *range(max(0, at - 2), min(len(cut), at + 3))})
    return [(f"{cut[n].first}–{cut[n].last}", "" if n == at else place.page(cut[n].page)) for n in shown]


_FILTERS = (
    ("chapter", "Chapter", "all chapters"),
    ("speaker", "Speaker", "all speakers"),
    ("firmness", "How firmly", "however firmly"),
    ("reason", "Reason", "all reasons, and none"),
)
_MARKS = (
    ("number", "have a number"),
    ("date", "have a date"),
    ("reading", "rest on a garbled passage"),
    ("check", "were checked elsewhere"),
)


def _filters(place: Place, entries: list[Entry]) -> list[Filter]:
    """Give the filters with choices; a choice that would leave nothing is not offered."""
    ledger = place.ledger
    chapters = Counter(entry.claim.chapter for entry in entries)
    speakers = Counter((entry.claim.speaker_id, entry.claim.speaker) for entry in entries)
    firmness = Counter(entry.claim.modality for entry in entries)
    reasons = Counter(key for entry in entries for key in entry.reasons.split())
    order = dict.fromkeys((*ledger.vocabulary.get("chapters", {}), *chapters))
    choices = {
        "chapter": [Choice(key, place.label("chapters", key), chapters[key]) for key in order],
        "speaker": [Choice(key, name, count) for (key, name), count in speakers.most_common()],
        "firmness": [Choice(key, place.label("modalities", key), count) for key, count in firmness.most_common()],
        "reason": [
            Choice(row.id, ("– " if row.parent else "") + row.label, reasons[row.id]) for row in _tree(ledger)
        ],
    }
    return [
        Filter(name, label, every, [choice for choice in choices[name] if choice.count])
        for name, label, every in _FILTERS
    ]


def _tree(ledger: Ledger, parent: str = "") -> Iterable[Reason]:
    """Give the reasons, each followed by those under it."""
    for row in ledger.rows_of(Reason):
        if row.parent == parent:
            yield row
            yield from _tree(ledger, row.id)


def words(ledger: Ledger, argument: str) -> Iterable[str]:
    """Give the claims' words for the search."""
    for row in in_order(ledger):
        yield f"{row.quote} {row.restatement}"


PIECES = (Piece("evidence", write, {"claim": "claims"}, words),)
