"""{people}, {places} and {glossary-list}: who is who, where is where, and what words mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from explainer.site.trust.piece import Piece, Place, docnames

from explainer.model import rows
from explainer.query.ledger import Ledger

Typed = TypeVar("Typed", rows.Actor, rows.Place)


@dataclass(frozen=True)
class First:
    """The claim in which something is first mentioned: its number and address; number 0 for none."""

    number: int = 0
    href: str | None = None


@dataclass(frozen=True)
class Actor:
    """A person or body, with how many claims it asserts and where they are listed."""

    anchor: str
    name: str
    role: str
    spellings: list[str]
    first: First
    claims: int
    all_claims: str


@dataclass(frozen=True)
class Spot:
    """A place: how we write it, how else it is written, its code and coordinates."""

    anchor: str
    name: str
    common: str
    spellings: list[str]
    type: str
    iso: str
    where: str
    source: str
    first: First
    note: str


@dataclass(frozen=True)
class Term:
    """A word and what it means here."""

    anchor: str
    term: str
    definition: str
    first: First
    source: str


def _first(place: Place, claim: str) -> First:
    return First(place.ledger.number(claim), place.address("claim", claim)) if claim else First()


def _source(place: Place, id: str) -> str:
    row = place.ledger.by_id(rows.Source).get(id)
    return row.title if row else id


def _grouped(ledger: Ledger, kind: type[Typed]) -> list[tuple[str, list[Typed]]]:
    """Give the rows of a table by type, types in the order of the vocabulary."""
    types = ledger.vocabulary[kind.table]
    groups = ((type, [row for row in ledger.rows_of(kind) if row.type == type]) for type in types)
    return [(type, found) for type, found in groups if found]


def _many(place: Place, type: str) -> str:
    """Give the vocabulary's word for several actors of a type: "people"; where it has none, the word for one."""
    given = place.ledger.vocabulary.get("actors", {}).get(type, {})
    return str(given.get("many") or place.label("actors", type))


def write_people(place: Place, argument: str) -> str:
    """Write people and bodies, type by type."""
    spoken = Counter(row.actor for row in place.ledger.rows_of(rows.Claim))
    evidence = next(iter(docnames(place.env, "claim")), "") if place.with_files else ""

    def actor(row: rows.Actor) -> Actor:
        listed = f"{place.page(evidence)}?speaker={row.id}" if evidence and spoken[row.id] else ""
        names = [name for name in row.spellings if name != row.name]
        return Actor(
            f"actor-{row.id}", row.name, row.role, names, _first(place, row.claim), spoken[row.id], listed
        )

    groups = [(_many(place, type), [actor(row) for row in found]) for type, found in _grouped(place.ledger, rows.Actor)]
    return place.fill("people", groups=groups)


def write_places(place: Place, argument: str) -> str:
    """Write places as a table."""

    def spot(row: rows.Place) -> Spot:
        where = f"{row.lat}, {row.lon}" if None not in (row.lat, row.lon) else ""
        common = row.common if row.common != row.name else ""
        names = [name for name in row.spellings if name not in (row.name, row.common)]
        return Spot(
            f"place-{row.id}", row.name, common, names, place.label("places", row.type), row.iso, where,
            _source(place, row.source), _first(place, row.claim), row.note,
        )  # fmt: skip

    spots = [spot(row) for _, found in _grouped(place.ledger, rows.Place) for row in found]
    return place.fill("places", spots=spots)


def write_glossary(place: Place, argument: str) -> str:
    """Write the glossary in the order of the alphabet."""
    terms = sorted(place.ledger.rows_of(rows.Term), key=lambda row: row.term.casefold())

    def term(row: rows.Term) -> Term:
        first, source = _first(place, row.claim), _source(place, row.source)
        return Term(f"term-{row.id}", row.term, row.definition, first, source)

    return place.fill("glossary", terms=[term(row) for row in terms])


def _words(table: str, *columns: str) -> Callable[[Ledger, str], Iterable[str]]:
    return lambda ledger, argument: (" ".join(row.cells[name] for name in columns) for row in ledger.tables[table].rows)


PIECES = (
    Piece("people", write_people, {"actor": "actors"}, _words("actors", "name", "spellings", "role")),
    Piece("places", write_places, {"place": "places"}, _words("places", "name", "common", "spellings")),
    Piece("glossary-list", write_glossary, {"term": "glossary"}, _words("glossary", "term", "definition")),
)
