"""The book as an EPUB 3: a zip of XHTML pages with a package file that says what each of them is.

Colours are concrete, each figure has one drawing, and notes are such that readers can pop them up.
https://www.w3.org/TR/epub-33/
"""

from __future__ import annotations

import re
from base64 import b64decode
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from lxml import etree, html
from lxml.html import HtmlElement
from markupsafe import Markup

from explainer.build.editions.book import TEMPLATES, About, Book, fill, inner
from explainer.build.editions.chapter import Chapter, classes, words
from explainer.build.editions.paper import leave_out
from explainer.charts import theme
from explainer.charts.measure import wrap
from explainer.figures.draw import png
from explainer.figures.svg import SVG
from explainer.site import assets
from explainer.site.boxes import marks_key
from explainer.site.evidence.package_files import zipped

FOLDER = "EPUB"
NOTES = "Notes"
XHTML, OPS, _XLINK = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops", "http://www.w3.org/1999/xlink"
#: What MathML 3, which EPUB asks for, allows on these elements only; MathML Core has it on every one.
_STYLED = {"scriptlevel": ("mstyle",), "displaystyle": ("mstyle", "mtable", "math")}
MATHML = "http://www.w3.org/1998/Math/MathML"
_KINDS = {
    "xhtml": "application/xhtml+xml", "css": "text/css", "png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif",
    "svg": "image/svg+xml", "woff2": "font/woff2",
}  # fmt: skip
# What an element is to an e-book reader (https://www.w3.org/TR/epub-ssv-11/), until it is written as `epub:type`.
_TYPE = "epub-type"


@dataclass(frozen=True)
class Item:
    """A file of the package: its path, its content, what it is; `spine` is True for a page to be read in order."""

    path: str
    content: str | bytes
    properties: str = ""
    spine: bool = False
    title: str = ""

    @property
    def id(self) -> str:
        """Its name in the package file."""
        return "item-" + self.path.replace("/", "-").replace(".", "-")

    @property
    def kind(self) -> str:
        """Its media type."""
        return _KINDS[self.path.rpartition(".")[2]]


@dataclass
class Way:
    """A line of the contents: its words, its address ("" for the caption of a part) and the lines below it."""

    title: str
    href: str
    below: list[Way] = field(default_factory=list)


def epub(book: Book) -> bytes:
    """Make the EPUB.

    Raises KeyError for a colour in a drawing that is no colour of the site.
    """
    chapters = deepcopy(book.chapters)
    for chapter in chapters:
        _transform(chapter)
    pictures = _unpack(chapters)
    files = {chapter.anchor: f"{chapter.name}.xhtml" for chapter in chapters}
    for chapter in chapters:
        files |= {id: f"{chapter.name}.xhtml" for element in chapter.body.iter() if (id := element.get("id"))}
    for chapter in chapters:
        _point(chapter.body, files, f"{chapter.name}.xhtml")
    given = {"book": book, "about": book.about}
    status = book.status
    if status is not None:
        _point(status, files, "imprint.xhtml")
    imprint = fill("epub-imprint.xhtml", status=Markup("") if status is None else xhtml(status), **given)
    first = f"{chapters[0].name}.xhtml"
    nav = fill("epub-nav.xhtml", ways=_ways(chapters), figures=_figures(chapters), first=first, **given)
    items = [
        Item("cover.xhtml", fill("epub-cover.xhtml", **given), spine=True),
        Item("imprint.xhtml", imprint, spine=True),
        Item("nav.xhtml", nav, "nav", spine=True),
        *(_page(book, chapter) for chapter in chapters),
        *pictures,
        Item("style.css", concrete((TEMPLATES / "epub.css").read_text("utf-8"))),
        Item("cover.png", png(cover_svg(book.about), scale=1), "cover-image"),
        *(Item(f"fonts/{name}", content) for name, content in sorted(book.fonts.items())),
    ]
    package = fill("epub-package.opf", items=items, modified=f"{book.about.day}T00:00:00Z", **given)
    return _packed(book.about.day, [*items, Item("package.opf", package)])


# --- the pages ------------------------------------------------------------------------------------------------------


def concrete(text: str) -> str:
    """Put the light colours in place of their names; many e-book readers know no variables.

    Raises KeyError for a name that is no colour of the site.
    """
    light = assets.colours(assets.LIGHT)
    return re.sub(r"var\(--([a-z0-9-]+)\)", lambda found: light[found[1]], text)


def _transform(chapter: Chapter) -> None:
    """Change one page for an e-book; its notes go to its end, and it is said what they are."""
    leave_out(chapter, drawing="wide")
    body = chapter.body
    # The notes of the page say all that the list of sentences repeats.
    for repeated in body.xpath(f".//section[{classes('sentences-used')}] | .//*[{classes('in-margin', 'as-before')}]"):
        if repeated.getparent() is not None:
            repeated.drop_tree()
    for element in body.iter():
        for name, value in element.attrib.items():
            if "var(--" in value:
                element.set(name, concrete(value))
    for call in body.xpath(".//a[@role='doc-noteref']"):
        call.set(_TYPE, "noteref")
    notes = body.xpath(".//aside[@role='doc-footnote']")
    if not notes:
        return
    section = html.Element("section", {"class": "chapter-notes", "aria-labelledby": f"{chapter.name}-notes"})
    section.set(_TYPE, "footnotes")
    title = html.Element("h2", {"id": f"{chapter.name}-notes"})
    title.text = NOTES
    section.append(title)
    for note in notes:
        note.set(_TYPE, "footnote")
        copy = deepcopy(note)
        copy.tail = None
        note.drop_tree()  # what follows it stays in its place
        section.append(copy)
    for empty in body.xpath(f".//div[{classes('notes')}]"):
        empty.drop_tree()
    body.append(section)


def _point(body: HtmlElement, files: dict[str, str], own: str) -> None:
    """Point every link at the file where its place stands."""
    for link in body.iter("a"):
        place = link.get("href", "")
        if place.startswith("#") and (file := files.get(place[1:])) and file != own:
            link.set("href", file + place)


def _page(book: Book, chapter: Chapter) -> Item:
    body = Markup("\n").join(xhtml(child) for child in chapter.body)
    filled = fill("epub-page.xhtml", chapter=chapter, body=body, about=book.about)
    holds = [name for tag, name in (("svg", "svg"), ("math", "mathml")) if chapter.body.xpath(f".//{tag}")]
    return Item(f"{chapter.name}.xhtml", filled, " ".join(holds), spine=True, title=chapter.title)


def _unpack(chapters: list[Chapter]) -> list[Item]:
    """Make a file of every picture that pages carry: many e-book readers show no others."""
    found: dict[str, Item] = {}
    for image in (image for chapter in chapters for image in chapter.body.iter("img")):
        head, _, packed = image.get("src", "").partition(";base64,")
        if head.startswith("data:image/"):
            content = b64decode(packed)
            kind = head.removeprefix("data:image/").removesuffix("+xml")
            path = f"pictures/{sha256(content).hexdigest()[:16]}.{kind}"
            found[path] = Item(path, content)
            image.set("src", path)
    return list(found.values())


def xhtml(element: HtmlElement) -> Markup:
    """Write an element as XHTML: the same elements, each in its namespace, closed as XML wants it."""
    made = _made(element, XHTML)
    etree.cleanup_namespaces(made, top_nsmap={None: XHTML, "epub": OPS}, keep_ns_prefixes=["epub"])
    text = etree.tostring(made, encoding="unicode", with_tail=False)
    # The page that it stands in says both namespaces already.
    return Markup(text.replace(f' xmlns="{XHTML}"', "", 1).replace(f' xmlns:epub="{OPS}"', "", 1))


def _made(element: HtmlElement, space: str) -> etree._Element:
    space = {"svg": SVG, "math": MATHML}.get(element.tag, space)
    made = etree.Element(f"{{{space}}}{element.tag}", nsmap={None: space})
    # `xlink:href` is SVG 1.1's way, which every reader knows.
    spaces = {_TYPE: f"{{{OPS}}}type"} | ({"href": f"{{{_XLINK}}}href"} if space == SVG else {})
    for name, value in element.attrib.items():
        if space != MATHML or element.tag in _STYLED.get(name, (element.tag,)):
            made.set(spaces.get(name, name), value)
    made.text, made.tail = element.text, element.tail
    made.extend(_made(child, space) for child in element if isinstance(child.tag, str))
    return made


# --- the package ----------------------------------------------------------------------------------------------------


def _ways(chapters: list[Chapter]) -> list[Way]:
    """Give the contents: parts, pages, sections."""
    found: list[Way] = []
    part = ""
    for chapter in chapters:
        file = f"{chapter.name}.xhtml"
        titles = chapter.body.xpath(".//section[@id]/h2[1]")
        way = Way(chapter.title, file, [Way(words(one), f"{file}#{one.getparent().get('id')}") for one in titles])
        if chapter.part and chapter.part != part:
            found.append(Way(chapter.part, ""))
        part = chapter.part
        (found[-1].below if chapter.part else found).append(way)
    return found


def _figures(chapters: list[Chapter]) -> list[Way]:
    """Give the figures with their findings."""
    return [
        Way(words(figure.xpath(f".//*[{classes('figure-title')}]")[0]), f"{chapter.name}.xhtml#{figure.get('id')}")
        for chapter in chapters
        for figure in chapter.body.xpath(f".//figure[@id and {classes('figure')}]")
    ]


def _packed(day: str, items: list[Item]) -> bytes:
    """Pack the files; every one carries the edition's day, so that two builds give the same bytes."""
    container = fill("epub-container.xml", path=f"{FOLDER}/package.opf")
    # The first file is not compressed: it tells what the zip is.
    files: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
    files |= {f"{FOLDER}/{item.path}": item.content for item in items}
    content = {path: one.encode() if isinstance(one, str) else one for path, one in files.items()}
    return zipped(content, date.fromisoformat(day), plain="mimetype")


# --- the cover ------------------------------------------------------------------------------------------------------


def cover_svg(about: About) -> str:
    """Draw the cover, for the shelves of e-book readers: wordmark, title, edition, the marks of the notation."""
    mark = html.fragment_fromstring(about.wordmark) if about.wordmark else html.Element("svg", viewbox="0 0 1 0")
    box = mark.get("viewbox")
    _, _, width, height = map(float, box.split())
    colours = {name: assets.colours(assets.LIGHT)[f"field-{name}"] for name in ("ink", "muted", "rule")}
    return fill(
        "cover.svg", about=about, wrap=wrap, font=theme.SANS, ground=assets.colours(assets.LIGHT)["field"], **colours,
        shapes=inner(mark), box=box, height=height * 1340 / width,
        marks=[inner(one) for one in html.fragment_fromstring(marks_key()).xpath(".//svg")],
    )  # fmt: skip
