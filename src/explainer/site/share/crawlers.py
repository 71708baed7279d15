"""What programs that list pages look for: `robots.txt`, and where the book knows its address `sitemap.xml`.

A sitemap holds whole addresses only (https://www.sitemaps.org/protocol.html); without a base address there is none.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from explainer.site.base import absolute

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(app: Sphinx) -> bytes:
    """List the book's pages, in their order; figures' own pages repeat what stands there and are left out."""
    root = etree.Element(f"{{{NAMESPACE}}}urlset", nsmap={None: NAMESPACE})
    for docname in app.env.collect_relations():
        url = etree.SubElement(root, f"{{{NAMESPACE}}}url")
        etree.SubElement(url, f"{{{NAMESPACE}}}loc").text = absolute(app.config, app.builder.get_target_uri(docname))
        if app.explainer_edition.date:  # type: ignore[attr-defined]
            etree.SubElement(url, f"{{{NAMESPACE}}}lastmod").text = app.explainer_edition.date  # type: ignore[attr-defined]
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def robots(app: Sphinx) -> str:
    """Let everybody read everything; name the sitemap where there is one."""
    where = absolute(app.config, SITEMAP)
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {where}\n" if where else "")


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    (out / ROBOTS).write_text(robots(app), "utf-8")
    if absolute(app.config, SITEMAP):
        (out / SITEMAP).write_bytes(sitemap(app))


def setup(app: Sphinx) -> None:
    """Write them when the pages stand."""
    app.connect("build-finished", _write)
