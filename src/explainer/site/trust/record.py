"""{build-record}: what this edition was made from, with which tools; {corrections}; {licences}."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from datetime import date
from importlib import metadata

from explainer.model.rows import Claim, Correction, Finding, Source
from explainer.query import newest, newest_words
from explainer.query.ledger import Ledger
from explainer.site import memory
from explainer.site.shell.edition import edition
from explainer.site.trust.chain import chain, link
from explainer.site.trust.files import package_files
from explainer.site.trust.piece import Piece, Place
from explainer.text import dates

#: The packages whose version can change what a reader sees.
MAIN_PACKAGES = (
    "explainer", "jupyter-book", "sphinx", "myst-nb", "altair", "vl-convert-python", "pandas", "frictionless",
)  # fmt: skip


def versions() -> list[tuple[str, str]]:
    """Give the version of Python and of every main package that is there."""
    found = [("Python", platform.python_version())]
    for name in MAIN_PACKAGES:
        try:
            found.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            continue
    return found


def write(place: Place, argument: str) -> str:
    """Write the build record. It knows no clock, so that two builds of one state are the same."""
    ledger = place.ledger
    files = [(path, file) for path, file in package_files(ledger).items()]
    notes = {
        (use.docname, use.label)
        for uses in memory.all_uses(place.env).values()
        for use in uses
        if use.label.startswith("note ")
    }
    return place.fill(
        "record",
        edition=edition(ledger.root),
        versions=versions(),
        article=ledger.article,
        files=[(path, file.size, hashlib.sha256(file.content).hexdigest()) for path, file in files],
        newest=_newest(ledger),
        counts=[
            ("claims", len(ledger.by_id(Claim))),
            ("outside findings", len(ledger.rows_of(Finding))),
            ("figures", len(memory.figures(place.env))),
            ("notes", len(notes)),
            ("pages", len(place.env.found_docs)),
        ],
    )


def _newest(ledger: Ledger) -> str:
    """Say the newest source date of the tables that report from outside, "" when they are empty."""
    found = []
    for table in ("checks", "aftermath"):
        if ledger.tables[table].rows and isinstance(row := newest(ledger, table), Finding):
            found.append((dates.parse(row.published or row.date).upper or date.max, table))
    return newest_words(ledger, max(found)[1]) if found else ""


def write_corrections(place: Place, argument: str) -> str:
    """Write the log of corrections, or that there is none."""
    rows = sorted(place.ledger.rows_of(Correction), key=lambda row: row.date, reverse=True)
    listed = [(dates.words(row.date), row.page, row.what, row.was, row.now) for row in rows]
    return place.fill("corrections", corrections=listed)


def write_licences(place: Place, argument: str) -> str:
    """Write what may be used how: the package's words, each resource's, and the sources it stands on."""
    package = place.ledger.package
    groups: dict[str, list[str]] = {}
    for resource in package.get("resources", []):
        groups.setdefault(resource.get("rights", ""), []).append(resource.get("title", resource["name"]))
    reached = {row.id for row in chain(place.ledger)}
    others = [link(row) for row in place.ledger.rows_of(Source) if row.id not in reached]
    article = place.ledger.by_id(Source).get(place.ledger.vocabulary["article"]["source"])
    return place.fill(
        "licences",
        package=package,
        groups=[(rights, titles) for rights, titles in groups.items() if rights],
        article=article.licence if article else "",
        program=_program_licence(),
        sources=others,
    )


def _program_licence() -> str:
    try:
        about = metadata.metadata("explainer").json
    except metadata.PackageNotFoundError:
        return ""
    return str(about.get("license_expression") or about.get("license") or "")


def words(ledger: Ledger, argument: str) -> Iterable[str]:
    """Give the corrections for the search."""
    return (f"{row.what} {row.was} {row.now}" for row in ledger.rows_of(Correction))


PIECES = (
    Piece("build-record", write),
    Piece("corrections", write_corrections, words=words),
    Piece("licences", write_licences),
)
