"""Who, where, which words: {people}, {places}, {glossary-list}; {derived-list}: numbers that we worked out.

And of the book itself: {source-chain}, how the text came to us; {build-record}, what this edition was made of;
{corrections} and {licences}.
"""

from __future__ import annotations

import hashlib
import platform
from collections import Counter
from datetime import date
from importlib import metadata
from typing import TypeVar

from explainer.amounts.amount import Amount, Derived
from explainer.amounts.interval import OPERATIONS
from explainer.model import rows
from explainer.query.ledger import Ledger
from explainer.query.times import newest, newest_words
from explainer.references.citation import CLASSES, cite, split_ref
from explainer.site.evidence.directive import Part, Place
from explainer.site.evidence.package_files import package_files
from explainer.text import dates

Typed = TypeVar("Typed", rows.Actor, rows.Place)
#: The packages whose version can change what a reader sees.
MAIN_PACKAGES = (
    "explainer", "jupyter-book", "sphinx", "myst-nb", "altair", "vl-convert-python", "pandas", "frictionless",
)  # fmt: skip


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


def source_chain(ledger: Ledger) -> list[rows.Source]:
    """Give the sources from which the article derives, the first first, the article itself last."""
    sources = ledger.by_id(rows.Source)
    waiting = [ledger.vocabulary.get("article", {}).get("source", "")]
    found: list[rows.Source] = []
    while waiting:
        row = sources.get(waiting.pop(0))
        if row and row not in found:
            found.insert(0, row)
            waiting += [row.derived_from]
    return found


def write_chain(place: Place, argument: str) -> str:
    """Write the links through which the text came, and which of them we have seen."""
    return place.fill("chain", links=source_chain(place.ledger), words=dates.words)


def versions() -> list[tuple[str, str]]:
    """Give the version of Python and of every main package that is there."""
    found = [("Python", platform.python_version())]
    for name in MAIN_PACKAGES:
        try:
            found.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            continue
    return found


def write_record(place: Place, argument: str) -> str:
    """Write the build record. It knows no clock, so that two builds of one state are the same."""
    ledger, known = place.ledger, place.domain
    notes = {
        (use.docname, use.label) for uses in known.uses.values() for use in uses if use.label.startswith("note ")
    }
    return place.fill(
        "record",
        edition=known.edition,
        versions=versions(),
        article=ledger.article,
        files=[
            (path, file.size, hashlib.sha256(file.content).hexdigest()) for path, file in package_files(ledger).items()
        ],
        newest=_newest(ledger),
        counts=[
            ("claims", len(ledger.ids("claims"))),
            ("outside findings", len(ledger.rows_of(rows.Finding))),
            ("figures", len(known.figures)),
            ("notes", len(notes)),
            ("pages", len(place.env.found_docs)),
        ],
    )


def _newest(ledger: Ledger) -> str:
    """Say the newest source date of the tables that report from outside, "" when they are empty."""
    found = []
    for table in ("checks", "aftermath"):
        if ledger.ids(table) and isinstance(row := newest(ledger, table), rows.Finding):
            found.append((dates.parse(row.published or row.date).upper or date.max, table))
    return newest_words(ledger, max(found)[1]) if found else ""


def write_corrections(place: Place, argument: str) -> str:
    """Write the log of corrections, or that there is none, who answers for errors and how one is reported."""
    found = sorted(place.ledger.rows_of(rows.Correction), key=lambda row: row.date, reverse=True)
    config = place.builder.config
    issues = config.explainer_settings.issues
    return place.fill("corrections", corrections=found, words=dates.words, author=config.author, issues=issues)


def write_licences(place: Place, argument: str) -> str:
    """Write what may be used how: the package's words, each resource's, and the sources it stands on."""
    ledger, package = place.ledger, place.ledger.package
    groups: dict[str, list[str]] = {}
    for resource in package.get("resources", []):
        groups.setdefault(resource.get("rights", ""), []).append(resource.get("title", resource["name"]))
    reached = {row.id for row in source_chain(ledger)}
    article = ledger.by_id(rows.Source).get(ledger.vocabulary.get("article", {}).get("source", ""))
    return place.fill(
        "licences",
        package=package,
        groups=[(rights, titles) for rights, titles in groups.items() if rights],
        article=article.licence if article else "",
        program=_program_licence(),
        sources=[row for row in ledger.rows_of(rows.Source) if row.id not in reached],
        words=dates.words,
    )


def _program_licence() -> str:
    try:
        about = metadata.metadata("explainer").json
    except metadata.PackageNotFoundError:
        return ""
    return str(about.get("license_expression") or about.get("license") or "")


PARTS = (
    Part("people", write_people, {"actor": "actors"}),
    Part("places", write_places, {"place": "places"}),
    Part("glossary-list", write_glossary, {"term": "glossary"}),
    Part("derived-list", write_derived, {"derived": "derived"}),
    Part("source-chain", write_chain),
    Part("build-record", write_record),
    Part("corrections", write_corrections),
    Part("licences", write_licences),
)
