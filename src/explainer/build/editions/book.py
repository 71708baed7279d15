"""The book as one set of chapters, taken from the finished pages of the site and ready to be given a form.

Editions say what the site says and nothing else. What works on a site only is stripped, ids are made unique among all
chapters, and links inside the book become places in it.
"""

from __future__ import annotations

import re
import uuid
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from html5lib.constants import adjustForeignAttributes, adjustSVGAttributes
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from lxml.html import HtmlElement
from markupsafe import Markup
from sphinx_external_toc.api import TocTree

from explainer.build.contents import Contents, settings
from explainer.model import Json
from explainer.model.faults import Fault, Faults
from explainer.site.book_map import Edition, edition
from explainer.site.content.settings import site_map
from explainer.site.editions import bare

TEMPLATES = Path(__file__).parent / "templates"
STATIC, STYLE = "_static", "explainer.css"
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
_SHEET = re.compile(r'<link rel="stylesheet" type="text/css" href="([^"?]*_static/(?:content|looks/[^"?]*)\.css)')
_FONT = re.compile(r"@font-face\{[^}]*src:url\(([^)]+)\)[^}]*\}")
# SVG's elements with capitals; HTML parsers that know no SVG write them small.
# https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign
_SVG = {
    name.lower(): name
    for name in ("clipPath", "linearGradient", "radialGradient", "textPath", "foreignObject", "feGaussianBlur")
}


@dataclass(frozen=True)
class About:
    """What an edition says of the book itself, as its settings and its repository have it.

    Parameters
    ----------
    title: the whole title.
    brand: its short name.
    author, language, year: "" for an author or a year that is not given.
    edition: the day and the commit; empty outside a repository.
    licences: what may be used how: pairs of a thing and its licence.
    wordmark: the short name as it is drawn on the front page, an SVG; "" when there is none.
    """

    title: str
    brand: str
    author: str = ""
    language: str = "en"
    year: str = ""
    edition: Edition = field(default_factory=Edition)
    licences: tuple[tuple[str, str], ...] = ()
    wordmark: str = ""

    @classmethod
    def read(cls, root: Path) -> About:
        """Read `_config.yml` and the repository.

        Raises OSError when a file that the settings name is missing.
        """
        config = settings(root)
        sphinx: Json = (config.get("sphinx") or {}).get("config") or {}
        title = str(config.get("title") or root.name)
        wordmark = sphinx.get("explainer_wordmark")
        year = re.search(r"\d{4}", str(config.get("copyright") or ""))
        return cls(
            title=title,
            brand=str(sphinx.get("explainer_brand") or title.partition(":")[0].strip()),
            author=str(config.get("author") or ""),
            language=str(sphinx.get("language") or "en"),
            year=year.group() if year else "",
            edition=edition(root),
            licences=tuple((sphinx.get("explainer_licences") or {}).items()),
            wordmark=(root / wordmark).read_text("utf-8").strip() if wordmark else "",
        )

    @property
    def slug(self) -> str:
        """The short name as files carry it: "the-bridge"."""
        return re.sub(r"[^a-z0-9]+", "-", self.brand.lower()).strip("-") or "book"

    @property
    def subtitle(self) -> str:
        """What the title says behind the short name, "" when that is all."""
        rest = self.title.removeprefix(self.brand).lstrip(" :–—")
        return rest[:1].upper() + rest[1:] if rest != self.title else ""

    @property
    def identifier(self) -> str:
        """The book's name for machines; the same for every edition of one title."""
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'explainer:{self.title}')}"

    @property
    def day(self) -> str:
        """The edition's day, ISO 8601; the earliest that a zip can hold when there is none."""
        return self.edition.date or "1980-01-01"


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


@dataclass
class Book:
    """The book in chapters.

    Parameters
    ----------
    about: what it says of itself.
    chapters: one a page; each edition may change them, so each edition takes a copy.
    style: the site's style sheet.
    fonts: the font files that it names, by name.
    description: what the book is, in a sentence or two.
    """

    about: About
    chapters: list[Chapter]
    style: str
    fonts: dict[str, bytes]
    description: str

    @classmethod
    def read(cls, site: Path, root: Path) -> Book:
        """Read a finished site.

        Parameters
        ----------
        site: the folder of the site.
        root: the project's folder.

        Raises Faults for pages that cannot be read, OSError for a style sheet or font that is missing.
        """
        chapters = _chapters(site, root)
        tree = html.document_fromstring((site / chapters[0].file).read_text("utf-8"))
        for chapter in chapters:
            _strip_web_parts(chapter.body)
        _rewrite_ids(chapters)
        further = _further_styles(site, [site / chapter.file for chapter in chapters])
        style = (site / STATIC / STYLE).read_text("utf-8") + further
        fonts = {name: (site / STATIC / name).read_bytes() for name in _FONT.findall(style)}
        described = tree.xpath("string(//meta[@name='description']/@content)")
        return cls(About.read(root), chapters, style, fonts, str(described))

    @property
    def status(self) -> HtmlElement | None:
        """A copy of the box that says what a reader must know of the source; None when the first page has none.

        Its notes stay on that page.
        """
        for found in self.chapters[0].body.xpath(f".//aside[{classes('source-status')}]"):
            box = deepcopy(found)
            for note in box.xpath(f".//*[{classes('note-mark', 'notes', 'margin-note')}]"):
                if note.getparent() is not None:
                    note.drop_tree()
            for element in box.iter():
                element.attrib.pop("id", None)
            box.tag, box.tail = "section", None
            return box
        return None


def _chapters(site: Path, root: Path) -> list[Chapter]:
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
    return found


def _carry_pictures(body: HtmlElement, folder: Path) -> None:
    """Put every picture of a page into the page itself: an edition has no files beside it."""
    for image in body.iter("img"):
        source = image.get("src", "")
        path = folder / unquote(source)
        if not source.startswith("data:") and path.is_file():
            kind = guess_type(path.name)[0] or "image/png"
            image.set("src", f"data:{kind};base64,{b64encode(path.read_bytes()).decode('ascii')}")


def _further_styles(site: Path, pages: list[Path]) -> str:
    """Give the style sheets that only some pages have, each rule once."""
    named = dict.fromkeys(
        address.removeprefix("../" * (len(page.relative_to(site).parts) - 1))
        for page in pages
        for address in _SHEET.findall(page.read_text("utf-8"))
    )
    sheets = [(site / name).read_text("utf-8") for name in named]
    return "\n".join(dict.fromkeys(line for sheet in sheets for line in sheet.replace("url(../", "url(").splitlines()))


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


def written(element: HtmlElement) -> Markup:
    """Write an element as HTML."""
    return Markup(html.tostring(element, encoding="unicode", with_tail=False))


def inner(element: HtmlElement) -> Markup:
    """Write what an element holds as HTML."""
    return Markup("\n").join(written(child) for child in element)


def fill(template: str, **given: object) -> str:
    """Fill one of the templates of the editions."""
    return _templates().get_template(template).render(**given)


@lru_cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters["inner"] = inner
    return made


def fonts_replaced(style: str, source: dict[str, str]) -> str:
    """Give a style sheet whose fonts come from somewhere else.

    Parameters
    ----------
    style: the site's style sheet.
    source: the new address of each font file, by name.
    """
    for name, address in source.items():
        style = style.replace(f"url({name})", f"url({address})")
    # A document that carries its fonts shows them; there is nothing to wait for.
    return style.replace("font-display:optional", "font-display:block")
