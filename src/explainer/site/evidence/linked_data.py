"""What a page is, for machines: schema.org descriptions made from the same rows as the page.

A data block in a page is not run, so that a strict Content-Security-Policy lets it stand
(https://html.spec.whatwg.org/multipage/scripting.html#data-block).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from markupsafe import Markup
from sphinx.application import Sphinx

from explainer.model import Json
from explainer.model.rows import Aftermath, Check, Finding, Source
from explainer.query.ledger import Ledger
from explainer.site.domain import Key, domain
from explainer.site.evidence.package_files import FOLDER, package_zip, resource_paths
from explainer.site.evidence.sources import source_chain

Thing = Json


def _lean(thing: Thing) -> Thing:
    """Leave out what is not known."""
    return {name: value for name, value in thing.items() if value not in ("", None, [], {})}


def source(row: Source) -> Thing:
    """Describe a row of `sources`; a producer given as "unknown" is none."""
    known = row.producer and row.producer.casefold() != "unknown"
    creator = {"@type": "Organization", "name": row.producer} if known else {}
    return _lean({"@type": "CreativeWork", "name": row.title, "url": row.url, "creator": creator})


def finding(row: Finding) -> Thing:
    """Describe the source of a row of `checks` or `aftermath`."""
    return _lean({
        "@type": "CreativeWork", "name": row.title, "url": row.url, "datePublished": _day(row.published),
        "publisher": _lean({"@type": "Organization", "name": row.publisher}),
    })  # fmt: skip


def _day(edtf: str) -> str:
    """Give a date only where it is plain ISO 8601, which is all that readers of this format know."""
    return edtf if edtf.replace("-", "").isdigit() else ""


def article(ledger: Ledger, title: str, book: str, uses: list[Key], about: Thing) -> Thing:
    """Describe a page: what it is part of, the text it reads, the outside sources it cites.

    Parameters
    ----------
    title, book: of the page and of the book; equal for the front page.
    uses: the rows the page leans on or lists.
    about: what is the same for every page: language, licence, author.
    """
    read = source_chain(ledger)
    outside = ledger.by_id(Finding)
    cited = {outside[id].url: finding(outside[id]) for kind, id in uses if kind == "check" and outside[id].url}
    part = {"isPartOf": {"@type": "Book", "name": book}} if title != book else {}
    return _lean({
        "@context": "https://schema.org", "@type": "Article", "headline": title, **part, **about,
        "isBasedOn": [source(row) for row in reversed(read)], "citation": list(cited.values()),
    })  # fmt: skip


def dataset(ledger: Ledger, about: Thing) -> Thing:
    """Describe the data package and the files it can be had as."""
    package = ledger.package
    files = [(path, resource) for resource in package.get("resources", []) for path in resource_paths(resource)]
    packed = package_zip(ledger)
    return _lean({
        "@context": "https://schema.org", "@type": "Dataset", **about, "name": package.get("title", ""),
        "description": package.get("description", ""), "version": package.get("version", ""),
        "keywords": package.get("keywords", []),
        "license": next((one.get("path", "") for one in package.get("licenses", [])), ""),
        "isBasedOn": [source(row) for row in ledger.rows_of(Source)],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "application/zip", "contentUrl": f"{FOLDER}/{packed.path}"},
            *(
                _lean({
                    "@type": "DataDownload", "name": resource.get("title", ""),
                    "encodingFormat": resource.get("mediatype", ""), "contentUrl": f"{FOLDER}/{path}",
                })
                for path, resource in files
            ),
        ],
    })  # fmt: skip


def block(things: list[Thing]) -> Markup:
    """Write descriptions as a data block; `<` is escaped, so that no text can end it."""
    written = json.dumps(things if len(things) > 1 else things[0], ensure_ascii=False, separators=(",", ":"))
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(written.replace("<", "\\u003c")))


def _shown(ledger: Ledger, parts: Iterable[tuple[str, str]]) -> list[Key]:
    """Give the outside rows that the parts of a page list."""
    checks, found = ledger.rows_of(Check), list[Finding]()
    for name, argument in parts:
        listed: dict[str, Sequence[Finding]] = {"checks": checks, "aftermath": ledger.rows_of(Aftermath)}
        listed["outside"] = [row for row in checks if row.chapter == argument]
        found += listed.get(name, [])
    return [("check", row.id) for row in found]


def page_data(app: Sphinx, pagename: str) -> Markup:
    """Describe a page of the book."""
    known, config = domain(app.env), app.config
    ledger, said = known.ledger, known.page(pagename)
    author, book = known.book.author, known.book.title
    person = {"@type": "Organization", "name": author} if author else {}
    about = _lean({"inLanguage": config.language, "author": person})
    title = book if pagename == config.root_doc else app.env.titles[pagename].astext()
    things = [article(ledger, title, book, [*(key for key, _, _ in said.uses), *_shown(ledger, said.parts)], about)]
    if {"dictionary", "downloads"} & {name for name, _ in said.parts}:
        things.append(dataset(ledger, {"inLanguage": config.language}))
    return block(things)
