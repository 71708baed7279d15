"""The finished pages of the site as an edition takes them over: their main part, in the book's order."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote

from html5lib.constants import adjustForeignAttributes, adjustSVGAttributes
from lxml import html
from lxml.html import HtmlElement
from sphinx_external_toc.api import TocTree

from explainer.build.contents import Contents
from explainer.model.faults import Fault, Faults
from explainer.site.content.toc import site_map
from explainer.site.editions import bare

# SVG's elements with capitals; HTML parsers that know no SVG write them small.
# https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign
_ELEMENTS = {
    name.lower(): name
    for name in ("clipPath", "linearGradient", "radialGradient", "textPath", "foreignObject", "feGaussianBlur")
}
#: What the first page is called in contents: by its own name it would be called like the book.
FIRST = "In short"


@dataclass
class Leaf:
    """One page.

    Parameters
    ----------
    name: its name in addresses, as "chapter"; its place in an edition is `page-chapter`.
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


def read(site: Path, root: Path) -> list[Leaf]:
    """Read every page of a finished site.

    Parameters
    ----------
    site: the folder of the site.
    root: the project's folder, for the order of the pages.

    Raises Faults for pages that are missing or have no main part.
    """
    contents = Contents.read(root)
    captions = _captions(root)
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
        mend_svg(mains[0])
        _carry_pictures(mains[0], path.parent)
        found.append(Leaf(name, file, title, captions.get(docname, ""), front, mains[0]))
    if faults:
        raise Faults(faults)
    return found


def _carry_pictures(root: HtmlElement, folder: Path) -> None:
    """Put every picture of a page into the page itself: an edition has no files beside it."""
    for image in root.iter("img"):
        source = image.get("src", "")
        path = folder / unquote(source)
        if not source.startswith("data:") and path.is_file():
            kind = guess_type(path.name)[0] or "image/png"
            image.set("src", f"data:{kind};base64,{b64encode(path.read_bytes()).decode('ascii')}")


def _captions(root: Path) -> dict[str, str]:
    """Give the caption of each page's part."""
    pages = site_map(root)

    def below(tree: TocTree) -> Iterator[str]:
        for name in tree.files():
            yield name
            for deeper in pages[name].subtrees:
                yield from below(deeper)

    return {name: tree.caption or "" for tree in pages.root.subtrees for name in below(tree)}


def mend_svg(root: HtmlElement) -> None:
    """Give names inside drawings back their capitals, which HTML's parser took from them."""
    for svg in list(root.iter("svg")):
        for element in svg.iter():
            if not isinstance(element.tag, str):
                continue
            element.tag = _ELEMENTS.get(element.tag, element.tag)
            for name in [name for name in element.attrib if name in adjustSVGAttributes]:
                element.set(adjustSVGAttributes[name], element.attrib.pop(name))
            for name in [name for name in element.attrib if name in adjustForeignAttributes]:
                # `xmlns` is written anew where an edition needs it.
                value = element.attrib.pop(name)
                if name == "xlink:href":
                    element.set("href", value)


def classes(*names: str) -> str:
    """Give the XPath condition for elements that have one of these classes."""
    return " or ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in names)
