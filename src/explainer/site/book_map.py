"""The book's order as readers see it: parts with captions, short names of pages, numbers of chapters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sphinx.environment import BuildEnvironment
from sphinx_external_toc.api import UrlItem


@dataclass(frozen=True)
class Part:
    """A part of the book: its caption (may be empty), its pages by docname and its links elsewhere, in order."""

    caption: str
    items: tuple[str | UrlItem, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages alone."""
        return tuple(item for item in self.items if isinstance(item, str))


def parts(env: BuildEnvironment) -> list[Part]:
    """Give the parts of the book in order, as `_toc.yml` has them; deeper pages follow their parent."""
    site_map = env.app.config.external_site_map
    return [Part(tree.caption or "", tuple(_items(site_map, tree))) for tree in site_map.root.subtrees]


def _items(site_map: Any, tree: Any) -> list[str | UrlItem]:
    found: list[str | UrlItem] = []
    for item in tree.items:
        found.append(item if isinstance(item, UrlItem) else str(item))
        if not isinstance(item, UrlItem):
            for below in site_map[str(item)].subtrees:
                found += _items(site_map, below)
    return found


def chapters(env: BuildEnvironment) -> tuple[str, ...]:
    """Give the chapters: the pages of the first part that has a caption."""
    return next((part.pages for part in parts(env) if part.caption), ())


def place(env: BuildEnvironment, docname: str) -> int:
    """Give a chapter's number, 0 for a page that is no chapter."""
    pages = chapters(env)
    return pages.index(docname) + 1 if docname in pages else 0


def name(env: BuildEnvironment, docname: str) -> str:
    """Give a page's short name: the one `_toc.yml` gives it, else its title."""
    site_map = env.app.config.external_site_map
    given = site_map[docname].title if docname in site_map else None
    if given:
        return str(given)
    return env.titles[docname].astext() if docname in env.titles else docname


def resolve(env: BuildEnvironment, page: str, beside: str) -> str | None:
    """Find a page by the name that another page calls it: in the same folder first.

    Parameters
    ----------
    page: "chapter" or "folder/chapter", as written.
    beside: the page that names it (docname).

    Returns the docname, None when there is no such page.
    """
    folder = beside.rpartition("/")[0]
    page = page.removesuffix(".md")
    for docname in (f"{folder}/{page}" if folder else page, page):
        if docname in env.found_docs:
            return docname
    return None
