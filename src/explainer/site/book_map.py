"""The book as readers see it: its names and edition, its parts and pages in order, what pages say as plain words."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx_external_toc.api import SiteMap, TocTree, UrlItem

from explainer.model.article import sentences
from explainer.model.store import Store
from explainer.references import phrases
from explainer.text import dates

_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z“])|(?<=[;:])\s+")


class Part(NamedTuple):
    """A part of the book: its caption (may be empty), its pages by docname and its links elsewhere, in order."""

    caption: str
    items: tuple[str | UrlItem, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages alone."""
        return tuple(item for item in self.items if isinstance(item, str))


class Book(NamedTuple):
    """What a book says of itself: title, short name, who wrote it, the licence of its own figures ("" for none)."""

    title: str
    brand: str
    author: str
    licence: str

    @classmethod
    def of(cls, config: Config) -> Book:
        """Read it from the settings: the short name as configured, else the title up to the colon."""
        title, author = str(config.html_title or config.project), "" if config.author == "unknown" else config.author
        brand = config.explainer_brand or title.partition(":")[0].strip()
        return cls(title, brand, author, str(next(iter(config.explainer_licences.values()), "")))


class Edition(NamedTuple):
    """An edition of the book.

    Parameters
    ----------
    date: its day, ISO 8601; "" when the book stands in no repository.
    commit: the short name of the commit, or "".
    words: its day in words, as the book writes days, or "".
    """

    date: str = ""
    commit: str = ""
    words: str = ""


def edition(folder: Path) -> Edition:
    """Read the edition from the repository that holds a folder; empty when there is none.

    It is the last commit's and never the clock's, so that the same sources give the same pages.
    """
    try:
        command = ["git", "-C", str(folder), "log", "-1", "--format=%cs %H"]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return Edition()
    date, _, commit = ran.stdout.strip().partition(" ")
    # The whole name cut to a fixed length: git's own short names grow with the number of objects in a clone.
    return Edition(date, commit[:10], dates.words(date)) if ran.returncode == 0 and date else Edition()


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
