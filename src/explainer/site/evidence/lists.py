"""{people}, {places} and {glossary-list}: who, where, which words; {derived-list}: numbers that we worked out."""

from __future__ import annotations

from collections import Counter
from typing import TypeVar

from explainer.amounts.amount import Amount, Derived
from explainer.amounts.interval import OPERATIONS
from explainer.model import rows
from explainer.query.ledger import Ledger
from explainer.references.citation import CLASSES, cite, split_ref
from explainer.site.evidence.directive import Part, Place

Typed = TypeVar("Typed", rows.Actor, rows.Place)


def _grouped(ledger: Ledger, kind: type[Typed]) -> list[tuple[str, list[Typed]]]:
    """Give the rows of a table by type, types in the order of the vocabulary."""
    found, types = ledger.rows_of(kind), ledger.vocabulary[kind.table]
    groups = ((type, [row for row in found if row.type == type]) for type in types)
    return [(type, of_type) for type, of_type in groups if of_type]


def _many(place: Place, type: str) -> str:
    """Give the vocabulary's word for several actors of a type: "people"; where it has none, the word for one."""
    given = place.ledger.vocabulary.get("actors", {}).get(type, {})
    return str(given.get("many") or place.label("actors", type))


def _source(place: Place, id: str) -> str:
    """Give the title of a source."""
    row = place.ledger.by_id(rows.Source).get(id)
    return row.title if row else id


def write_people(place: Place, argument: str) -> str:
    """Write people and bodies, type by type, with how many claims each asserts and where they are listed."""
    pages = (docname for docname, said in sorted(place.domain.pages.items()) if "claim" in said.targets)
    evidence = next(pages, "")
    return place.fill(
        "people",
        groups=[(_many(place, type), found) for type, found in _grouped(place.ledger, rows.Actor)],
        asserted=Counter(row.actor for row in place.ledger.rows_of(rows.Claim)),
        listed=place.page(evidence) if evidence else "",
    )


def write_places(place: Place, argument: str) -> str:
    """Write places as a table."""
    found = [row for _, grouped in _grouped(place.ledger, rows.Place) for row in grouped]
    return place.fill("places", places=[(row, _source(place, row.source)) for row in found])


def write_glossary(place: Place, argument: str) -> str:
    """Write the glossary in the order of the alphabet."""
    terms = sorted(place.ledger.rows_of(rows.Term), key=lambda row: row.term.casefold())
    return place.fill("glossary", terms=[(row, _source(place, row.source)) for row in terms])


def formula(said: Derived) -> str:
    """Write the sum as a reader would check it: "100 − 5% − 2% − about 70%"."""
    parts = [part.text for part in said.parts] or [said.text]
    if said.operation == "remainder" and all(part.endswith("%") for part in parts):
        parts.insert(0, "100%")
    sign = {"share": " ÷ ", "ratio": " ÷ ", "multiple": " ÷ "}.get(said.operation, " − ")
    return sign.join(parts) + (" × 100" if said.operation == "share" else "")


def write_derived(place: Place, argument: str) -> str:
    """Write every derived amount."""
    worked = [(id, place.ledger.derive(id)) for id in place.ledger.ids("derived")]
    return place.fill(
        "derived",
        worked=[(id, said, formula(said), OPERATIONS[said.operation]) for id, said in worked],
        part=lambda said: _part(place, said),
    )


def _part(place: Place, said: Amount) -> tuple[str, str, str, str | None]:
    """Give of a number that another is worked out from: its class, what it counts, whose it is, where it stands."""
    kind, id = split_ref(said.ref)
    label = "" if kind == "check" else said.label
    return CLASSES[kind], label, cite(place.ledger, kind, id).label, place.address(kind, id)


PARTS = (
    Part("people", write_people, {"actor": "actors"}),
    Part("places", write_places, {"place": "places"}),
    Part("glossary-list", write_glossary, {"term": "glossary"}),
    Part("derived-list", write_derived, {"derived": "derived"}),
)
