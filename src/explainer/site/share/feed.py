"""The corrections as an Atom feed, so that readers who relied on the book hear when it was wrong.

Entries are named by their content (RFC 4122, version 5), not by an address: they stay the same when the book moves.
https://www.rfc-editor.org/rfc/rfc4287
"""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from explainer.model.rows import Correction
from explainer.site import memory
from explainer.site.base import absolute, base
from explainer.site.share.status import brand
from explainer.site.shell import contents

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FILE = "corrections.xml"
ATOM = "http://www.w3.org/2005/Atom"


def _urn(*words: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(words)).urn


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def feed(app: Sphinx) -> bytes:
    """Write an entry for each correction, the newest first; addresses are relative where no whole one is known."""
    config, ledger = app.config, memory.ledger(app.env)
    book = str(config.html_title or config.project)
    rows = sorted(ledger.rows_of(Correction), key=lambda row: row.date, reverse=True)
    # Never the clock: the newest correction, or the day of the edition, or the day the tables were made.
    days = (rows[0].date if rows else "", app.explainer_edition.date, ledger.package.get("created", ""))  # type: ignore[attr-defined]
    day = next((day[:10] for day in days if day), "1970-01-01")
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    if base(config):
        root.set("{http://www.w3.org/XML/1998/namespace}base", base(config))
    root.set("{http://www.w3.org/XML/1998/namespace}lang", config.language or "en")
    _add(root, "title", f"{brand(config)}: corrections")
    _add(root, "subtitle", f"What was printed wrongly in “{book}”, and what is printed now.")
    _add(root, "id", _urn(book, "corrections"))
    _add(root, "updated", _moment(day))
    author = config.author if config.author not in ("", "unknown") else brand(config)
    _add(etree.SubElement(root, f"{{{ATOM}}}author"), "name", author)
    if absolute(config, FILE):
        _add(root, "link", rel="self", type="application/atom+xml", href=absolute(config, FILE))
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
    docname = contents.resolve(app.env, page, app.config.root_doc) if page else None
    target = app.builder.get_target_uri(docname or app.config.root_doc)
    return f"{target}#{place}" if docname and place else target


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes).text = text


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.name == "html":
        (Path(app.outdir) / FILE).write_bytes(feed(app))


def setup(app: Sphinx) -> None:
    """Write the feed when the pages stand."""
    app.connect("build-finished", _write)
