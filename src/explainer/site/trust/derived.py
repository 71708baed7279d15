"""{derived-list}: numbers that we worked out; {exceptions-list}: what of the article became no claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explainer.amounts.amount import Amount, Derived
from explainer.amounts.interval import OPERATIONS
from explainer.model.rows import Derivation, Exemption
from explainer.query.ledger import Ledger
from explainer.references.citation import CLASSES, cite, split_ref
from explainer.site.trust.piece import Piece, Place
from explainer.site.trust.uses import UsePage, used_on, uses


@dataclass(frozen=True)
class Part:
    """A number that another is worked out from: its words, whose it is, and where it stands."""

    text: str
    label: str
    family: str
    name: str
    href: str | None


@dataclass(frozen=True)
class Worked:
    """A derived amount: the number, how it was got, under which condition, from what, used where."""

    anchor: str
    label: str
    value: str
    formula: str
    meaning: str
    condition: str
    parts: list[Part]
    used: list[UsePage]


def formula(said: Derived) -> str:
    """Write the sum as a reader would check it: "100 − 5% − 2% − about 70%"."""
    parts = [part.text for part in said.parts] or [said.text]
    if said.operation == "remainder" and all(part.endswith("%") for part in parts):
        parts.insert(0, "100%")
    sign = {"share": " ÷ ", "ratio": " ÷ ", "multiple": " ÷ "}.get(said.operation, " − ")
    return sign.join(parts) + (" × 100" if said.operation == "share" else "")


def write(place: Place, argument: str) -> str:
    """Write every derived amount."""
    used = uses(place.env)
    worked = []
    for id in place.ledger.by_id(Derivation):
        said = place.ledger.derive(id)
        pages = used_on(place, used.get(("derived", id), []))
        parts = [_part(place, part) for part in said.parts]
        meaning = OPERATIONS[said.operation]
        worked.append(
            Worked(f"derived-{id}", said.label, said.full, formula(said), meaning, said.condition, parts, pages)
        )
    return place.fill("derived", worked=worked)


def _part(place: Place, said: Amount) -> Part:
    kind, id = split_ref(said.ref)
    told = cite(place.ledger, kind, id)
    return Part(said.full, "" if kind == "check" else said.label, CLASSES[kind], told.label, place.address(kind, id))


def write_exceptions(place: Place, argument: str) -> str:
    """Write, folded, every passage of the article that became no claim, with the reason."""
    rows = sorted(place.ledger.rows_of(Exemption), key=lambda row: row.start)
    article = place.ledger.article
    listed = []
    for row in rows:
        paragraph = article.paragraph_at(row.start)
        listed.append((f"exception-{row.id}", paragraph.number if paragraph else 0, row.quote, row.why))
    return place.fill("exceptions", exceptions=listed)


def words(ledger: Ledger, argument: str) -> Iterable[str]:
    """Give labels and conditions for the search."""
    return (f"{row.label} {row.condition}" for row in ledger.rows_of(Derivation))


PIECES = (Piece("derived-list", write, {"derived": "derived"}, words), Piece("exceptions-list", write_exceptions))
