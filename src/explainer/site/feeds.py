"""For programs: corrections as an Atom feed, `sitemap.xml`, `robots.txt`; what a page is, as schema.org describes it.

Entries are named by their content (RFC 4122, version 5), not by an address: they stay the same when the book moves.
A data block in a page is not run, so that a strict Content-Security-Policy lets it stand.
https://www.rfc-editor.org/rfc/rfc4287, https://www.sitemaps.org/protocol.html,
https://html.spec.whatwg.org/multipage/scripting.html#data-block
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

from markupsafe import Markup
from sphinx.application import Sphinx

from explainer.model import Json
from explainer.model.rows import Aftermath, Check, Correction, Finding, Source
from explainer.query.ledger import Ledger
from explainer.site import book_map
from explainer.site.address import absolute, base
from explainer.site.citation_html import templates
from explainer.site.domain import Key, domain
from explainer.site.evidence.package_files import FOLDER, package_zip, resource_paths
from explainer.site.evidence.registers import source_chain

FEED, SITEMAP, ROBOTS = "corrections.xml", "sitemap.xml", "robots.txt"


def _urn(*words: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(words)).urn


def feed(app: Sphinx) -> str:
    """Write an entry for each correction, the newest first; addresses are relative where no whole one is known."""
    config, ledger = app.config, domain(app.env).ledger
    # The front page where none is configured.
    listed, place = book_map.corrections(app.env)
    book = book_map.Book.of(config)
    rows = sorted(ledger.rows_of(Correction), key=lambda row: row.date, reverse=True)
    # Never the clock: the newest correction, or the day of the edition, or the day the tables were made.
    days = (rows[0].date if rows else "", domain(app.env).edition.date, ledger.package.get("created", ""))
    return templates().get_template("feed.xml").render(
        base=base(config), language=config.language or "en", brand=book.brand, book=book.title,
        id=_urn(book.title, "corrections"), updated=next((day[:10] for day in days if day), "1970-01-01"),
        author=book.author or book.brand, own=absolute(config, FEED),
        listed=app.builder.get_target_uri(listed or config.root_doc) + place,
        entries=[(row, _urn(book.title, "corrections", row.id)) for row in rows],
    ) + "\n"  # fmt: skip


def sitemap(app: Sphinx) -> str:
    """List the book's pages, in their order; figures' own pages repeat what stands there and are left out."""
    pages = [absolute(app.config, app.builder.get_target_uri(docname)) for docname in app.env.collect_relations()]
    day = domain(app.env).edition.date
    return templates().get_template("sitemap.xml").render(pages=pages, day=day) + "\n"


def write_feeds(app: Sphinx) -> None:
    """Write them when the pages stand; a sitemap needs whole addresses, so without a base address there is none."""
    out, where = Path(app.outdir), absolute(app.config, SITEMAP)
    (out / FEED).write_text(feed(app), "utf-8")
    # Everybody may read everything.
    (out / ROBOTS).write_text("User-agent: *\nAllow: /\n" + (f"Sitemap: {where}\n" if where else ""), "utf-8")
    if where:
        (out / SITEMAP).write_text(sitemap(app), "utf-8")


def _lean(thing: Json) -> Json:
    """Leave out what is not known."""
    return {name: value for name, value in thing.items() if value not in ("", None, [], {})}


def source(row: Source) -> Json:
    """Describe a row of `sources`; a producer given as "unknown" is none."""
    known = row.producer and row.producer.casefold() != "unknown"
    creator = {"@type": "Organization", "name": row.producer} if known else {}
    return _lean({"@type": "CreativeWork", "name": row.title, "url": row.url, "creator": creator})


def finding(row: Finding) -> Json:
    """Describe the source of a row of `checks` or `aftermath`."""
    return _lean({
        "@type": "CreativeWork", "name": row.title, "url": row.url, "datePublished": _day(row.published),
        "publisher": _lean({"@type": "Organization", "name": row.publisher}),
    })  # fmt: skip


def _day(edtf: str) -> str:
    """Give a date only where it is plain ISO 8601, which is all that readers of this format know."""
    return edtf if edtf.replace("-", "").isdigit() else ""


def article(ledger: Ledger, title: str, book: str, uses: list[Key], about: Json) -> Json:
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


def dataset(ledger: Ledger, about: Json) -> Json:
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


def block(things: list[Json]) -> Markup:
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
