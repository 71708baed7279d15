"""The book as an EPUB 3: a zip of XHTML pages with a package file that says what each of them is.

https://www.w3.org/TR/epub-33/
"""

from __future__ import annotations

import io
import zipfile
from base64 import b64decode
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from lxml.html import HtmlElement
from markupsafe import Markup

from explainer.build.editions.cover import cover_png
from explainer.build.editions.leaves import Leaf, classes
from explainer.build.editions.onscreen import concrete, turn
from explainer.build.editions.whole import HERE, Whole, templates
from explainer.build.editions.xhtml import xhtml

FOLDER = "EPUB"
_KINDS = {
    "xhtml": "application/xhtml+xml", "css": "text/css", "png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif",
    "svg": "image/svg+xml", "woff2": "font/woff2",
}  # fmt: skip


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


def epub(whole: Whole) -> bytes:
    """Make the EPUB.

    Parameters
    ----------
    whole: the bound book.

    Raises KeyError for a colour in a drawing that is no colour of the site.
    """
    leaves = deepcopy(whole.leaves)
    for leaf in leaves:
        turn(leaf)
    pictures = _unpack(leaves)
    _spread(leaves)
    pages = [_page(whole, leaf) for leaf in leaves]
    given = {"whole": whole, "about": whole.about}
    imprint = _fill("epub-imprint.xhtml", status=_status(whole), **given)
    first = f"{leaves[0].name}.xhtml"
    nav = _fill("epub-nav.xhtml", ways=_ways(leaves), figures=_figures(leaves), first=first, **given)
    items = [
        Item("cover.xhtml", _fill("epub-cover.xhtml", **given), spine=True),
        Item("imprint.xhtml", imprint, spine=True),
        Item("nav.xhtml", nav, "nav", spine=True),
        *pages,
        *pictures,
        Item("style.css", concrete((HERE / "templates" / "epub.css").read_text("utf-8"))),
        Item("cover.png", cover_png(whole.about), "cover-image"),
        *(Item(f"fonts/{name}", content) for name, content in sorted(whole.fonts.items())),
    ]
    package = _fill("epub-package.opf", items=items, modified=f"{whole.about.day}T00:00:00Z", **given)
    return _zipped(whole.about.day, [*items, Item("package.opf", package)])


def _fill(template: str, **given: object) -> str:
    return templates().get_template(template).render(**given)


def _page(whole: Whole, leaf: Leaf) -> Item:
    body = Markup("\n").join(xhtml(child) for child in leaf.body)
    holds = [name for tag, name in (("svg", "svg"), ("math", "mathml")) if leaf.body.xpath(f".//{tag}")]
    filled = _fill("epub-page.xhtml", leaf=leaf, body=body, about=whole.about)
    return Item(f"{leaf.name}.xhtml", filled, " ".join(holds), spine=True, title=leaf.title)


def _unpack(leaves: list[Leaf]) -> list[Item]:
    """Make a file of every picture that pages carry: many e-book readers show no others."""
    found: dict[str, Item] = {}
    for image in (image for leaf in leaves for image in leaf.body.iter("img")):
        head, _, packed = image.get("src", "").partition(";base64,")
        if head.startswith("data:image/"):
            content = b64decode(packed)
            kind = head.removeprefix("data:image/").removesuffix("+xml")
            path = f"pictures/{sha256(content).hexdigest()[:16]}.{kind}"
            found[path] = Item(path, content)
            image.set("src", path)
    return list(found.values())


def _spread(leaves: list[Leaf]) -> None:
    """Point every link at the file where its place stands."""
    files = {leaf.anchor: f"{leaf.name}.xhtml" for leaf in leaves}
    for leaf in leaves:
        files |= {id: f"{leaf.name}.xhtml" for element in leaf.body.iter() if (id := element.get("id"))}
    for leaf in leaves:
        for link in leaf.body.iter("a"):
            place = link.get("href", "")
            if place.startswith("#") and (file := files.get(place[1:])) and file != f"{leaf.name}.xhtml":
                link.set("href", file + place)


def _status(whole: Whole) -> Markup:
    """Give the box about the source for the imprint."""
    box = whole.status
    if box is None:
        return Markup("")
    leaves = {leaf.anchor: leaf.name for leaf in whole.leaves}
    for link in box.iter("a"):
        place = link.get("href", "").removeprefix("#")
        if place in leaves:
            link.set("href", f"{leaves[place]}.xhtml")
        elif link.get("href", "").startswith("#"):
            home = next(leaf.name for leaf in whole.leaves if leaf.body.xpath(".//*[@id=$id]", id=place))
            link.set("href", f"{home}.xhtml#{place}")
    return xhtml(box)


def _ways(leaves: list[Leaf]) -> list[Way]:
    """Give the contents: parts, pages, sections."""
    found: list[Way] = []
    part = ""
    for leaf in leaves:
        file = f"{leaf.name}.xhtml"
        sections = [
            Way(_words(title), f"{file}#{title.getparent().get('id')}")
            for title in leaf.body.xpath(".//section[@id]/h2[1]")
        ]
        way = Way(leaf.title, file, sections)
        if leaf.part and leaf.part != part:
            found.append(Way(leaf.part, ""))
        part = leaf.part
        (found[-1].below if leaf.part else found).append(way)
    return found


def _figures(leaves: list[Leaf]) -> list[Way]:
    """Give the figures with their findings."""
    found = []
    for leaf in leaves:
        for figure in leaf.body.xpath(f".//figure[@id and {classes('figure')}]"):
            title = figure.xpath(f".//*[{classes('figure-title')}]")
            found.append(Way(_words(title[0]), f"{leaf.name}.xhtml#{figure.get('id')}"))
    return found


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _zipped(day: str, items: list[Item]) -> bytes:
    """Pack the files; every one carries the edition's day, so that two builds give the same bytes."""
    when = date.fromisoformat(day)
    stamp = (max(when.year, 1980), when.month, when.day, 0, 0, 0)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        container = _fill("epub-container.xml", path=f"{FOLDER}/package.opf")
        # The first file is not compressed: it tells what the zip is.
        files: list[tuple[str, str | bytes, int]] = [("mimetype", "application/epub+zip", zipfile.ZIP_STORED)]
        files.append(("META-INF/container.xml", container, zipfile.ZIP_DEFLATED))
        files += [(f"{FOLDER}/{item.path}", item.content, zipfile.ZIP_DEFLATED) for item in items]
        for path, content, how in files:
            entry = zipfile.ZipInfo(path, stamp)
            entry.compress_type, entry.create_system, entry.external_attr = how, 3, 0o644 << 16
            archive.writestr(entry, content, compresslevel=9)
    return packed.getvalue()


