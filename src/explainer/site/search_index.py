"""The book's own search: an index of every place a reader may want, as a script, so that it works from `file://` too.

Sphinx's search knows which pages hold a word; a reader wants the sentence. This index holds the text of every section,
figure and row with its address, and the page's script does the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree, html
from sphinx.application import Sphinx

from explainer.model import Json

INDEX = "search-index.js"
#: Rows of the tables that stand on a page, by the first word of their ids.
_ROW = re.compile(r"(claim|check|reading|tension|source|actor|place|term|derived)-")
#: What is no text of the page: ways, drawings, code, marks, the rows of a figure's table, repeated notes.
_LEFT_OUT = {"nav", "script", "svg", "button", "form", "noscript"}
_LEFT_OUT_CLASSES = {
    "code", "downloads", "figure-number", "figure-table", "margin-note", "marks-key", "note-mark", "permalink",
    "sentences-used",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_INLINE = {"a", "b", "code", "em", "i", "q", "span", "strong", "sub", "sup", "time"}


class Place(NamedTuple):
    """A place in the book: its page (file name), its id there ("" for the page), its heading, its words."""

    page: str
    anchor: str
    title: str
    words: str


def places(page: str, written: str) -> list[Place]:
    """Read the places of a finished page.

    Parameters
    ----------
    page: its file's name.
    written: its HTML.
    """
    root = html.document_fromstring(written)
    main = next(iter(root.xpath("//main")), root)
    for element in list(main.iter(etree.Element)):
        if element.tag in _LEFT_OUT or _LEFT_OUT_CLASSES & set(element.get("class", "").split()):
            element.drop_tree()
    heading = next(iter(main.xpath(".//h1")), None)
    name = _title(heading) if heading is not None else page
    found = [Place(page, "", name, _words(main))]
    for element in main.iter():
        if _is_place(element) and (words := _words(element)):
            found.append(Place(page, element.get("id"), _heading(element) or name, words))
    return [place for place in found if place.words or not place.anchor]


def _is_place(element: html.HtmlElement) -> bool:
    id = element.get("id", "") if isinstance(element.tag, str) else ""
    if not id:
        return False
    # The page's own section is the page.
    inner = element.tag == "section" and element.getparent().tag != "main"
    return inner or element.tag == "figure" or bool(_ROW.match(id))


def _words(element: html.HtmlElement) -> str:
    """Give an element's words, without its headings and without the words of places inside it."""
    pieces: list[str] = []
    _gather(element, pieces)
    return " ".join("".join(pieces).split())


def _gather(element: html.HtmlElement, pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _HEADINGS and not _is_place(child):
            # A block ends a word.
            gap = "" if child.tag in _INLINE else " "
            pieces.append(gap)
            _gather(child, pieces)
            pieces.append(gap)
        pieces.append(child.tail or "")


def _heading(element: html.HtmlElement) -> str:
    """Give a place's heading: a section's or a figure's title, a row's number or name."""
    for candidate in element.iter(*_HEADINGS, "dt", "th", "a"):
        if candidate.tag != "a" or "claim-number" in candidate.get("class", ""):
            return _title(candidate)
    return ""


def _title(element: html.HtmlElement) -> str:
    asked = element.xpath(".//*[@class='asked']")
    words = " ".join((asked[0] if asked else element).text_content().split())
    return words or " ".join(" ".join(element.xpath(".//@aria-label")).split())


def index(found: Iterable[Place]) -> str:
    """Write the index as a script."""
    return f"explainerSearch({json.dumps(list(found), ensure_ascii=False, separators=(',', ':'))});\n"


def write_search_index(app: Sphinx) -> None:
    """Write the index when the pages stand."""
    found: list[Place] = []
    for docname in app.env.collect_relations():
        page = app.builder.get_target_uri(docname)
        found += places(page, (Path(app.outdir) / unquote(page)).read_text("utf-8"))
    (Path(app.outdir) / "_static" / INDEX).write_text(index(found), "utf-8")


def further_pages(app: Sphinx) -> list[tuple[str, Json, str]]:
    """Give the search page and the page for addresses that are not there."""
    return [("search", {"title": "Search"}, "search.html"), ("404", {"title": "Not here"}, "404.html")]
