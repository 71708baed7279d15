"""The book as readers see it: its name, its parts and pages in order and by name, what pages say as plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx_external_toc.api import SiteMap, TocTree, UrlItem

from explainer.model.article import sentences
from explainer.model.store import Store
from explainer.references import phrases

_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z“])|(?<=[;:])\s+")


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


def _items(site_map: SiteMap, tree: TocTree) -> list[str | UrlItem]:
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


def corrections(env: BuildEnvironment) -> tuple[str, str]:
    """Give the page that lists the corrections ("" when none is configured) and the place on it, as "#place"."""
    page, sign, place = env.config.explainer_corrections.partition("#")
    docname = resolve(env, page, env.config.root_doc) if page else None
    return docname or "", sign + place if docname and place else ""


def place_words(env: BuildEnvironment, docname: str) -> str:
    """Say where in the book a page is: "Chapter 3 · Constraints", "About · Method"; "" for the front page."""
    if docname == env.config.root_doc or not hasattr(env.config, "external_site_map"):
        return ""
    number = place(env, docname)
    captions = [part.caption for part in parts(env) if docname in part.pages]
    before = f"{env.config.explainer_chapter} {number}" if number else next(iter(captions), "")
    return f"{before} · {name(env, docname)}" if before else name(env, docname)


def brand(config: Config) -> str:
    """Give the book's short name: as configured, else its title up to the colon."""
    return config.explainer_brand or str(config.html_title or config.project).partition(":")[0].strip()


def licence(config: Config) -> str:
    """Give the licence of the book's own figures, the first that it names; "" when it names none."""
    return str(next(iter(config.explainer_licences.values()), ""))


def author(config: Config) -> str:
    """Give who wrote the book, "" when it does not say."""
    return "" if config.author == "unknown" else config.author


def plain(text: str, ledger: Store) -> str:
    """Give a text of a page as words only: look-ups put in, links and emphasis taken off.

    Raises Faults for a look-up that fails.
    """
    found = phrases.plain(text, ledger)
    found = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", found)
    found = re.sub(r"(?<!\w)[*_]+(\S(?:.*?\S)?)[*_]+(?!\w)", r"\1", found)
    return " ".join(found.split())


def first_sentence(text: str) -> str:
    """Give the first sentence of a text, or its first part where a semicolon or colon parts it."""
    first = _SENTENCE.split(text, maxsplit=1)[0].rstrip(" ;:")
    return f"{first}." if first and not first.endswith((".", "?", "!", "”")) else first


def shortened(text: str, longest: int = 200) -> str:
    """Cut a text to at most so many characters: to whole sentences if they fill half of it, else to whole words."""
    if len(text) <= longest:
        return text
    whole = [end for _, end in sentences(text) if longest / 2 <= end <= longest]
    return text[: whole[-1]] if whole else text[:longest].rpartition(" ")[0].rstrip(",;:") + "…"
