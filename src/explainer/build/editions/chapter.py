"""The pages of a site as chapters of an edition: without what works on a site only, ids and links for one document."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from html5lib.constants import adjustForeignAttributes, adjustSVGAttributes
from lxml import html
from lxml.html import HtmlElement
from sphinx_external_toc.api import TocTree

from explainer.build.contents import Contents
from explainer.model.faults import Fault, Faults
from explainer.site.content.settings import site_map
from explainer.site.editions import bare

#: What the first page is called in contents: by its own name it would be called like the book.
FIRST = "In short"
#: Elements that ask for a script or a server, and boxes that only a site can fill (`site-only` is for whatever a page
#: wants to keep out of editions).
_WEB_TAGS = (
    "script", "noscript", "button", "form", "iframe", "input", "select", "textarea", "output", "template", "object",
)  # fmt: skip
_WEB_BOXES = (
    "site-only", "figure-range", "downloads", "neighbours", "claim-filter", "permalink", "copy", "live",
)  # fmt: skip
#: Attributes through which scripts find their work.
_HANDLES = ("for", "data-script", "data-figure", "data-copy", "data-copy-place", "data-runtime")
#: Attributes that hold one id or several.
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "headers", "list")
# SVG's elements with capitals; HTML parsers that know no SVG write them small.
# https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign
_SVG = {
    name.lower(): name
    for name in ("clipPath", "linearGradient", "radialGradient", "textPath", "foreignObject", "feGaussianBlur")
}


@dataclass
class Chapter:
    """One page of the site as an edition takes it over.

    Parameters
    ----------
    name: its name in addresses, as "chapter".
    file: its file in the site.
    title: its short name.
    part: the caption of its part of the book, "" for none.
    front: True for the first page.
    body: its main part.
    """

    name: str
    file: str
    title: str
    part: str
    front: bool
    body: HtmlElement

    @property
    def anchor(self) -> str:
        """The id of its place in an edition."""
        return f"page-{self.name}"

    @property
    def question(self) -> str:
        """The question that its heading asks, "" for none."""
        found = self.body.xpath(f".//h1//*[{classes('asked')}]")
        return words(found[0]) if found else ""


def read_chapters(site: Path, root: Path) -> list[Chapter]:
    """Read the pages of a finished site, without what works on a site only, their ids unique among all of them.

    Parameters
    ----------
    site: the folder of the site.
    root: the project's folder.

    Raises Faults for pages that are missing or have no main part.
    """
    contents, pages = Contents.read(root), site_map(root)

    def below(tree: TocTree) -> Iterator[str]:
        for name in tree.files():
            yield name
            for deeper in pages[name].subtrees:
                yield from below(deeper)

    captions = {name: tree.caption or "" for tree in pages.root.subtrees for name in below(tree)}
    found, faults = [], []
    for docname in contents.docs:
        file = contents.page(docname)
        path = site / file
        tree = html.document_fromstring(bare(path.read_text("utf-8")) if path.is_file() else "<p></p>")
        mains = tree.xpath("//main")
        if not mains:
            faults.append(Fault(file, "", "", "the page is missing, or has no main part"))
            continue
        front = docname == contents.root
        title = FIRST if front else re.split(r" · (?=[^·]*$)", tree.findtext(".//title") or docname)[0]
        name = re.sub(r"[/\s]", "-", file.removesuffix(".html"))
        _mend_svg(mains[0])
        _carry_pictures(mains[0], path.parent)
        found.append(Chapter(name, file, title, captions.get(docname, ""), front, mains[0]))
    if faults:
        raise Faults(faults)
    for chapter in found:
        _strip_web_parts(chapter.body)
    _rewrite_ids(found)
    return found


def _carry_pictures(body: HtmlElement, folder: Path) -> None:
    """Put every picture of a page into the page itself: an edition has no files beside it."""
    for image in body.iter("img"):
        source = image.get("src", "")
        path = folder / unquote(source)
        if not source.startswith("data:") and path.is_file():
            kind = guess_type(path.name)[0] or "image/png"
            image.set("src", f"data:{kind};base64,{b64encode(path.read_bytes()).decode('ascii')}")


def _mend_svg(root: HtmlElement) -> None:
    """Give names inside drawings back their capitals, which HTML's parser took from them."""
    for element in root.xpath(".//svg/descendant-or-self::*"):
        element.tag = _SVG.get(element.tag, element.tag)
        for name, value in element.attrib.items():
            if name in adjustSVGAttributes:
                element.set(adjustSVGAttributes[name], element.attrib.pop(name))
            elif name in adjustForeignAttributes:
                # `xmlns` is written anew where an edition needs it.
                del element.attrib[name]
                if name == "xlink:href":
                    element.set("href", value)


def _strip_web_parts(body: HtmlElement) -> None:
    """Take away what works on a site only: scripts, buttons, forms, files to take along, ways to the neighbours."""
    tags = " or ".join(f"self::{tag}" for tag in _WEB_TAGS)
    for element in body.xpath(f".//*[{tags} or {classes(*_WEB_BOXES)}] | .//comment()"):
        if element.getparent() is not None:
            element.drop_tree()
    # The parser takes a place to break (<wbr>) for a box around what follows, which no e-book reader would.
    for element in list(body.iter("wbr")):
        element.drop_tag()
    for element in body.iter():
        for name in element.attrib:
            # The page's own policy forbids those of the second kind anyway.
            if name in _HANDLES or name.startswith("on") or name == "style":
                del element.attrib[name]


def _rewrite_ids(chapters: list[Chapter]) -> None:
    """Make ids unique among all chapters and turn links between them into places of one document.

    An id that stands in one chapter only keeps its name, so that `#claim-ID` is the same place on the site and in an
    edition; one that stands in several gets the chapter's name in front. A link to another file of the site keeps its
    words and stops being a link.
    """
    ids = {chapter.file: [one.get("id") for one in chapter.body.iter() if one.get("id")] for chapter in chapters}
    count = Counter(id for found in ids.values() for id in found)
    # The places of the pages themselves come in anew.
    taken = {name for name, times in count.items() if times > 1} | {chapter.anchor for chapter in chapters}
    names = {
        chapter.file: {id: f"{chapter.name}-{id}" if id in taken else id for id in ids[chapter.file]}
        for chapter in chapters
    }
    places = {chapter.file: chapter.anchor for chapter in chapters}
    for chapter in chapters:
        # The main part itself stays behind; its place is the page's.
        if main := chapter.body.attrib.pop("id", None):
            names[chapter.file][main] = chapter.anchor
    for chapter in chapters:
        own = names[chapter.file]
        for element in list(chapter.body.iter()):
            for name, value in element.attrib.items():
                if name == "id":
                    element.set(name, own[value])
                elif name in _REFERENCES:
                    element.set(name, " ".join(own.get(id, id) for id in value.split()))
                elif "url(#" in value:
                    for id in re.findall(r"url\(#([^)]+)\)", value):
                        element.set(name, value := value.replace(f"url(#{id})", f"url(#{own.get(id, id)})"))
            _lead(element, chapter.file, names, places)


def _lead(element: HtmlElement, file: str, names: dict[str, dict[str, str]], places: dict[str, str]) -> None:
    """Point a link of one page at its place in the book."""
    if element.tag not in ("a", "use") or "href" not in element.attrib:
        return
    address = urlsplit(element.get("href"))
    if address.scheme or address.netloc:
        return
    target = normpath((PurePosixPath(file).parent / unquote(address.path)).as_posix()) if address.path else file
    place = unquote(address.fragment)
    if target in places:
        element.set("href", f"#{names[target].get(place, place) if place else places[target]}")
        return
    for name in ("href", "download", "target", "rel", "aria-label", "aria-current"):
        element.attrib.pop(name, None)
    if element.tag == "a":
        element.tag = "g" if next(element.iterancestors("svg"), None) is not None else "span"


def classes(*names: str) -> str:
    """Give the XPath condition for elements that have one of these classes."""
    return " or ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in names)


def words(element: HtmlElement) -> str:
    """Give the words of an element in one line."""
    return " ".join(element.text_content().split())
