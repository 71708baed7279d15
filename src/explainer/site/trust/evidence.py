"""{evidence}: every claim of the article, with all that hangs on it and every place that uses it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from explainer import phrases
from explainer.ledger import Ledger
from explainer.site.figure_html import linked
from explainer.site.trust.claim_row import ClaimRow, claim_row, in_order, reason_path
from explainer.site.trust.outside_row import OutsideRow, checks_by_claim
from explainer.site.trust.piece import Piece, Place
from explainer.site.trust.uses import UsePage, overviews, used_on, uses
from explainer.site.wording import joined
from explainer.tables import Row


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


def write(place: Place, argument: str) -> str:
    """Write the list of claims, paragraph by paragraph."""
    ledger = place.ledger
    checks, used = checks_by_claim(place), uses(place.env)
    entries = []
    for row in in_order(ledger):
        claim = claim_row(place, row)
        found = checks.get(row.id, [])
        pages = used_on(place, used.get(("claim", row.id), []))
        has = [("number", claim.amounts), ("date", claim.dates), ("reading", claim.readings), ("check", found)]
        path = " ".join(reason_path(ledger, row["reason"]))
        entries.append(Entry(claim, found, pages, path, " ".join(name for name, there in has if there)))
    records = [
        linked(phrases.plain(record.payload["title"], ledger), place.page(record.docname, f"figure-{id}"))
        for id, record in overviews(place.env).items()
    ]
    return place.fill(
        "evidence",
        paragraphs=[(number, list(group)) for number, group in groupby(entries, lambda entry: entry.claim.paragraph)],
        total=len(entries),
        filters=_filters(place, entries) if place.with_files else [],
        marks=[(name, label, sum(name in entry.has.split() for entry in entries)) for name, label in _MARKS],
        overviews=joined(records),
    )


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
            Choice(row.id, ("– " if row["parent"] else "") + row["label"], reasons[row.id]) for row in _tree(ledger)
        ],
    }
    return [
        Filter(name, label, every, [choice for choice in choices[name] if choice.count])
        for name, label, every in _FILTERS
    ]


def _tree(ledger: Ledger, parent: str = "") -> Iterable[Row]:
    """Give the reasons, each followed by those under it."""
    for row in ledger.tables["reasons"].rows:
        if row["parent"] == parent:
            yield row
            yield from _tree(ledger, row.id)


def words(ledger: Ledger, argument: str) -> Iterable[str]:
    """Give the claims' words for the search."""
    for row in in_order(ledger):
        yield f"{row['quote']} {row['restatement']}"


PIECES = (Piece("evidence", write, {"claim": "claims"}, words),)
