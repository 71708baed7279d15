"""For programs: the corrections as an Atom feed, `sitemap.xml` and `robots.txt`.

Entries are named by their content (RFC 4122, version 5), not by an address: they stay the same when the book moves.
https://www.rfc-editor.org/rfc/rfc4287
"""

from __future__ import annotations

import uuid
from pathlib import Path

from lxml import etree
from sphinx.application import Sphinx

from explainer.model.rows import Correction
from explainer.site import book_map
from explainer.site.address import absolute, base
from explainer.site.domain import domain

FEED, SITEMAP, ROBOTS = "corrections.xml", "sitemap.xml", "robots.txt"
ATOM = "http://www.w3.org/2005/Atom"
#: https://www.sitemaps.org/protocol.html
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _urn(*words: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(words)).urn


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def feed(app: Sphinx) -> bytes:
    """Write an entry for each correction, the newest first; addresses are relative where no whole one is known."""
    config, ledger = app.config, domain(app.env).ledger
    book = str(config.html_title or config.project)
    rows = sorted(ledger.rows_of(Correction), key=lambda row: row.date, reverse=True)
    # Never the clock: the newest correction, or the day of the edition, or the day the tables were made.
    days = (rows[0].date if rows else "", domain(app.env).edition.date, ledger.package.get("created", ""))
    day = next((day[:10] for day in days if day), "1970-01-01")
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    if base(config):
        root.set("{http://www.w3.org/XML/1998/namespace}base", base(config))
    root.set("{http://www.w3.org/XML/1998/namespace}lang", config.language or "en")
    _add(root, "title", f"{book_map.brand(config)}: corrections")
    _add(root, "subtitle", f"What was printed wrongly in “{book}”, and what is printed now.")
    _add(root, "id", _urn(book, "corrections"))
    _add(root, "updated", _moment(day))
    author = config.author if config.author not in ("", "unknown") else book_map.brand(config)
    _add(etree.SubElement(root, f"{{{ATOM}}}author"), "name", author)
    if absolute(config, FEED):
        _add(root, "link", rel="self", type="application/atom+xml", href=absolute(config, FEED))
    _add(root, "link", rel="alternate", type="text/html", href=_listed(app))
    for row in rows:
        _entry(app, root, book, row)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _entry(app: Sphinx, root: etree._Element, book: str, row: Correction) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    _add(entry, "title", f"{row.page}: {row.what}")
    _add(entry, "id", _urn(book, "corrections", row.id))
    _add(entry, "updated", _moment(row.date))
    _add(entry, "link", rel="alternate", type="text/html", href=_listed(app))
    _add(entry, "content", f"Was: {row.was}\nIs now: {row.now}", type="text")


def _listed(app: Sphinx) -> str:
    """Give the address where the corrections are listed, seen from the feed; the front page when none is configured."""
    page, _, place = app.config.explainer_corrections.partition("#")
    docname = book_map.resolve(app.env, page, app.config.root_doc) if page else None
    target = app.builder.get_target_uri(docname or app.config.root_doc)
    return f"{target}#{place}" if docname and place else target


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes).text = text


def sitemap(app: Sphinx) -> bytes:
    """List the book's pages, in their order; figures' own pages repeat what stands there and are left out."""
    root = etree.Element(f"{{{NAMESPACE}}}urlset", nsmap={None: NAMESPACE})
    for docname in app.env.collect_relations():
        url = etree.SubElement(root, f"{{{NAMESPACE}}}url")
        etree.SubElement(url, f"{{{NAMESPACE}}}loc").text = absolute(app.config, app.builder.get_target_uri(docname))
        if day := domain(app.env).edition.date:
            etree.SubElement(url, f"{{{NAMESPACE}}}lastmod").text = day
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def robots(app: Sphinx) -> str:
    """Let everybody read everything; name the sitemap where there is one."""
    where = absolute(app.config, SITEMAP)
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {where}\n" if where else "")


def write_feeds(app: Sphinx) -> None:
    """Write them when the pages stand; a sitemap needs whole addresses, so without a base address there is none."""
    out = Path(app.outdir)
    (out / FEED).write_bytes(feed(app))
    (out / ROBOTS).write_text(robots(app), "utf-8")
    if absolute(app.config, SITEMAP):
        (out / SITEMAP).write_bytes(sitemap(app))
