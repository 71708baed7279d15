"""{evidence}: every claim with all that hangs on it; {readings}, {tensions}, {exceptions-list}: what is unclear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from explainer.amounts.amount import of_quantity
from explainer.model.faults import Fault
from explainer.model.rows import Check, Claim, Event, Exemption, Quantity, Reading, Reason, Tension
from explainer.query.ledger import Ledger
from explainer.references.citation import Citation, cite
from explainer.site.cards import reason_path
from explainer.site.citation_html import joined, linked
from explainer.site.domain import ExplainerDomain
from explainer.site.evidence.directive import Part, Place
from explainer.validate.coverage import growing


@dataclass(frozen=True)
class ClaimView:
    """A claim as pages show it: its row, what any reader is told about it, and what hangs on it.

    `checks` are the findings from outside about it, where a page lists them with it.
    """

    place: Place
    row: Claim
    checks: Sequence[Check] = ()

    @cached_property
    def told(self) -> Citation:
        """Number, quotation, speaker and firmness."""
        return cite(self.place.ledger, "claim", self.row.id)

    @cached_property
    def restated(self) -> str:
        """What it says in our words, with whose words they restate and how firm those are: so it can be copied."""
        return f"{self.row.restatement.rstrip('.')} ({self.told.speaker}, {self.told.firmness})."

    @property
    def href(self) -> str | None:
        """Its address."""
        return self.place.address("claim", self.row.id)

    @cached_property
    def dates(self) -> list[Event]:
        """Its events."""
        return self.place.ledger.of_claim(Event, self.row.id)

    @cached_property
    def amounts(self) -> list[tuple[str, Quantity]]:
        """Its numbers with hedge and unit, and the row of each."""
        ledger = self.place.ledger
        return [(of_quantity(ledger, row).full, row) for row in ledger.of_claim(Quantity, self.row.id)]

    @cached_property
    def readings(self) -> list[Reading]:
        """The garbled passages that it rests on."""
        return [self.place.ledger.by_id(Reading)[id] for id in self.told.readings]

    @cached_property
    def reasons(self) -> list[Reason]:
        """The reason that it belongs to and those above it, the widest first."""
        return [self.place.ledger.by_id(Reason)[key] for key in reason_path(self.place.ledger, self.row.reason)]

    @property
    def has(self) -> list[str]:
        """The marks that the filter looks for."""
        found = {"number": self.amounts, "date": self.dates, "reading": self.readings, "check": self.checks}
        return [name for name, there in found.items() if there]


#: Verdicts from the one a reader most needs to see to the one that matters least.
WORST_FIRST = ("contradicted", "differs", "not_found", "consistent", "context")


def checks_by_claim(ledger: Ledger, chapter: str = "") -> dict[str, list[Check]]:
    """Give the checks of each claim, claims in the order of the article, the worst verdict of each first.

    Parameters
    ----------
    ledger: the book's.
    chapter: only checks of this page; all when empty.
    """
    place = {verdict: place for place, verdict in enumerate(WORST_FIRST)}
    found: dict[str, list[Check]] = {}
    for row in sorted(ledger.rows_of(Check), key=lambda row: (ledger.number(row.claim), place.get(row.verdict, 9))):
        if not chapter or row.chapter == chapter:
            found.setdefault(row.claim, []).append(row)
    return found


def verdict_counts(place: Place, rows: Iterable[Check]) -> str:
    """Count verdicts in words, worst first: "contradicted 2, differs 22"."""
    counts = Counter(row.verdict for row in rows)
    return ", ".join(f"{place.label('verdicts', key)} {counts[key]}" for key in WORST_FIRST if counts[key])


def in_order(ledger: Ledger) -> list[Claim]:
    """Give the claims in the order of the article."""
    return sorted(ledger.rows_of(Claim), key=lambda row: ledger.number(row.id))


def write_evidence(place: Place, argument: str) -> str:
    """Write the list of claims, paragraph by paragraph."""
    checks = checks_by_claim(place.ledger)
    claims = [ClaimView(place, row, checks.get(row.id, ())) for row in in_order(place.ledger)]
    figures = [
        linked(placed.record.plain("title"), place.page(placed.docname, f"figure-{id}"))
        for id, placed in place.domain.overviews.items()
    ]
    return place.fill(
        "evidence",
        paragraphs=[(number, list(group)) for number, group in groupby(claims, lambda claim: claim.row.paragraph)],
        total=len(claims),
        filters=_filters(place, claims),
        marks=[(name, label, sum(name in claim.has for claim in claims)) for name, label in _MARKS],
        overviews=joined(figures),
    )


_MARKS = (
    ("number", "have a number"),
    ("date", "have a date"),
    ("reading", "rest on a garbled passage"),
    ("check", "were checked elsewhere"),
)
Choice = tuple[str, str, int]
"""One choice of a filter: its value in the address, its words, and how many claims it leaves."""


def _filters(place: Place, claims: list[ClaimView]) -> list[tuple[str, str, str, list[Choice]]]:
    """Give the filters: name, label, words for every claim, choices; one that would leave nothing is not offered."""
    ledger = place.ledger
    chapters = Counter(claim.row.chapter for claim in claims)
    speakers = Counter((claim.row.actor, claim.told.speaker) for claim in claims)
    firmness = Counter(claim.row.modality for claim in claims)
    reasons = Counter(row.id for claim in claims for row in claim.reasons)
    order = dict.fromkeys((*ledger.vocabulary.get("chapters", {}), *chapters))
    choices: list[tuple[str, str, str, list[Choice]]] = [
        ("chapter", "Chapter", "all chapters", [(key, place.label("chapters", key), chapters[key]) for key in order]),
        ("speaker", "Speaker", "all speakers", [(key, name, count) for (key, name), count in speakers.most_common()]),
        ("firmness", "How firmly", "however firmly", [
            (key, place.label("modalities", key), count) for key, count in firmness.most_common()
        ]),
        ("reason", "Reason", "all reasons, and none", [
            (row.id, ("– " if row.parent else "") + row.label, reasons[row.id]) for row in _tree(ledger)
        ]),
    ]  # fmt: skip
    return [(name, label, every, [one for one in given if one[2]]) for name, label, every, given in choices]


def _tree(ledger: Ledger, parent: str = "") -> Iterable[Reason]:
    """Give the reasons, each followed by those under it."""
    for row in ledger.rows_of(Reason):
        if row.parent == parent:
            yield row
            yield from _tree(ledger, row.id)


def write_readings(place: Place, argument: str) -> str:
    """Write the register of garbled passages and how we read them, in the order of the article."""
    ledger = place.ledger
    resting: dict[str, list[ClaimView]] = {}
    for row in in_order(ledger):
        for reading in ledger.readings_of(row.id):
            resting.setdefault(reading, []).append(ClaimView(place, row))
    rows = _by_place(ledger, Reading)
    keys = ledger.vocabulary.get("certainties", {})
    counts = [(key, sum(row.certainty == key for row, _ in rows)) for key in keys]
    return place.fill("readings", readings=rows, resting=resting, counts=[one for one in counts if one[1]])


Passage = TypeVar("Passage", Reading, Exemption)


def _by_place(ledger: Ledger, kind: type[Passage]) -> list[tuple[Passage, int]]:
    """Give rows that name a passage in the order of the article, each with its paragraph (0 for none)."""
    rows = sorted(ledger.rows_of(kind), key=lambda row: (row.start, row.end))
    found = [(row, ledger.article.paragraph_at(row.start)) for row in rows]
    return [(row, paragraph.number if paragraph else 0) for row, paragraph in found]


def write_tensions(place: Place, argument: str) -> str:
    """Write where the article sits badly with itself: the claims, and what we make of it."""
    rows = place.ledger.by_id(Claim)
    tensions = [
        (row, [ClaimView(place, rows[claim]) for claim in row.claims]) for row in place.ledger.rows_of(Tension)
    ]
    return place.fill("tensions", tensions=tensions)


def write_exceptions(place: Place, argument: str) -> str:
    """Write, folded, every passage of the article that became no claim, with the reason."""
    return place.fill("exceptions", exceptions=_by_place(place.ledger, Exemption))


def unused_claims(known: ExplainerDomain) -> list[Fault]:
    """Give the claims that are used nowhere without a reason, and those used although a reason says why not.

    A book without a page for its evidence is not asked; in one that grows a claim may wait for its chapter.
    """
    if not any("claim" in said.targets for said in known.pages.values()):
        return []
    faults, used = [], known.counted_uses
    for row in in_order(known.ledger):
        places = used.get(("claim", row.id), [])
        if not places and not row.unused and not growing(known.ledger):
            message = "no note, figure or look-up uses it: use it, or say in the column unused why not"
            faults.append(row.fault("", message))
        if places and row.unused:
            where = f"{places[0].title or places[0].docname}, {places[0].label}"
            faults.append(row.fault("unused", f"it gives a reason why no page uses it, but is used in {where}"))
    return faults


PARTS = (
    Part("evidence", write_evidence, {"claim": "claims"}),
    Part("readings", write_readings, {"reading": "readings"}),
    Part("tensions", write_tensions, {"tension": "tensions"}),
    Part("exceptions-list", write_exceptions),
)
