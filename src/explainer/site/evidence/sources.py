"""{source-chain}: how the text came to us; {build-record}: what this edition was made of; {corrections}; {licences}."""

from __future__ import annotations

import hashlib
import platform
from datetime import date
from importlib import metadata

from explainer.model.rows import Correction, Finding, Source
from explainer.query.ledger import Ledger
from explainer.query.times import newest, newest_words
from explainer.site.evidence.directive import Part, Place
from explainer.site.evidence.package_files import package_files
from explainer.text import dates

#: The packages whose version can change what a reader sees.
MAIN_PACKAGES = (
    "explainer", "jupyter-book", "sphinx", "myst-nb", "altair", "vl-convert-python", "pandas", "frictionless",
)  # fmt: skip


def source_chain(ledger: Ledger) -> list[Source]:
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
            ("outside findings", len(ledger.rows_of(Finding))),
            ("figures", len(known.figures)),
            ("notes", len(notes)),
            ("pages", len(place.env.found_docs)),
        ],
    )


def _newest(ledger: Ledger) -> str:
    """Say the newest source date of the tables that report from outside, "" when they are empty."""
    found = []
    for table in ("checks", "aftermath"):
        if ledger.ids(table) and isinstance(row := newest(ledger, table), Finding):
            found.append((dates.parse(row.published or row.date).upper or date.max, table))
    return newest_words(ledger, max(found)[1]) if found else ""


def write_corrections(place: Place, argument: str) -> str:
    """Write the log of corrections, or that there is none, who answers for errors and how one is reported."""
    rows = sorted(place.ledger.rows_of(Correction), key=lambda row: row.date, reverse=True)
    app = place.builder.app
    issues = app.config.explainer_settings.issues
    return place.fill("corrections", corrections=rows, words=dates.words, author=app.config.author, issues=issues)


def write_licences(place: Place, argument: str) -> str:
    """Write what may be used how: the package's words, each resource's, and the sources it stands on."""
    ledger, package = place.ledger, place.ledger.package
    groups: dict[str, list[str]] = {}
    for resource in package.get("resources", []):
        groups.setdefault(resource.get("rights", ""), []).append(resource.get("title", resource["name"]))
    reached = {row.id for row in source_chain(ledger)}
    article = ledger.by_id(Source).get(ledger.vocabulary.get("article", {}).get("source", ""))
    return place.fill(
        "licences",
        package=package,
        groups=[(rights, titles) for rights, titles in groups.items() if rights],
        article=article.licence if article else "",
        program=_program_licence(),
        sources=[row for row in ledger.rows_of(Source) if row.id not in reached],
        words=dates.words,
    )


def _program_licence() -> str:
    try:
        about = metadata.metadata("explainer").json
    except metadata.PackageNotFoundError:
        return ""
    return str(about.get("license_expression") or about.get("license") or "")


PARTS = (
    Part("source-chain", write_chain),
    Part("build-record", write_record),
    Part("corrections", write_corrections),
    Part("licences", write_licences),
)
