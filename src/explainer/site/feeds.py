"""For programs: the corrections as an Atom feed, `sitemap.xml` and `robots.txt`.

Entries are named by their content (RFC 4122, version 5), not by an address: they stay the same when the book moves.
https://www.rfc-editor.org/rfc/rfc4287 and https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

import uuid
from pathlib import Path

from sphinx.application import Sphinx

from explainer.model.rows import Correction
from explainer.site import book_map
from explainer.site.address import absolute, base
from explainer.site.citation_html import templates
from explainer.site.domain import domain

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
