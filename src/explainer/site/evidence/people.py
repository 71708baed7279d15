"""{people}, {places} and {glossary-list}: who is who, where is where, and what words mean."""

from __future__ import annotations

from collections import Counter

from explainer.model.tables import Row
from explainer.query.ledger import Ledger
from explainer.site.evidence.directive import Part, Place


def _grouped(ledger: Ledger, table: str) -> list[tuple[str, list[Row]]]:
    """Give the rows of a table by type, types in the order of the vocabulary."""
    rows = ledger.tables[table].rows
    types = dict.fromkeys((*ledger.vocabulary.get(table, {}), *(row["type"] for row in rows)))
    groups = ((type, [row for row in rows if row["type"] == type]) for type in types)
    return [(type, found) for type, found in groups if found]


def _many(place: Place, type: str) -> str:
    """Give the vocabulary's word for several actors of a type: "people"; where it has none, the word for one."""
    given = place.ledger.vocabulary.get("actors", {}).get(type, {})
    return str(given.get("many") or place.label("actors", type))


def _source(place: Place, row: Row) -> str:
    """Give the title of a row's source."""
    source = place.ledger.rows["sources"].get(row["source"])
    return source["title"] if source else row["source"]


def write_people(place: Place, argument: str) -> str:
    """Write people and bodies, type by type, with how many claims each asserts and where they are listed."""
    pages = (docname for docname, said in sorted(place.domain.pages.items()) if "claim" in said.targets)
    evidence = next(pages, "")
    return place.fill(
        "people",
        groups=[(_many(place, type), rows) for type, rows in _grouped(place.ledger, "actors")],
        asserted=Counter(row["actor"] for row in place.ledger.tables["claims"].rows),
        listed=place.page(evidence) if evidence else "",
    )


def write_places(place: Place, argument: str) -> str:
    """Write places as a table."""
    rows = [(row, _source(place, row)) for _, found in _grouped(place.ledger, "places") for row in found]
    return place.fill("places", places=rows)


def write_glossary(place: Place, argument: str) -> str:
    """Write the glossary in the order of the alphabet."""
    rows = sorted(place.ledger.tables["glossary"].rows, key=lambda row: row["term"].casefold())
    return place.fill("glossary", terms=[(row, _source(place, row)) for row in rows])


PARTS = (
    Part("people", write_people, {"actor": "actors"}),
    Part("places", write_places, {"place": "places"}),
    Part("glossary-list", write_glossary, {"term": "glossary"}),
)
