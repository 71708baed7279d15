"""The whole book as one set of bound pages, ready to be given a form."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from markupsafe import Markup

from explainer.build.editions.about import About
from explainer.build.editions.bind import bind
from explainer.build.editions.leaves import Leaf, classes, read
from explainer.build.editions.shed import comments, shed

HERE = Path(__file__).parent
STATIC = "_static"
STYLE = "explainer.css"
_SHEET = re.compile(r'<link rel="stylesheet" type="text/css" href="([^"?]*_static/(?:content|looks/[^"?]*)\.css)')
_FONT = re.compile(r"@font-face\{[^}]*src:url\(([^)]+)\)[^}]*\}")


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a page's name, its place, its part, what it asks."""

    title: str
    anchor: str
    part: str
    question: str


def _further(site: Path, pages: list[Path]) -> str:
    """Give the style sheets that only some pages have, each rule once."""
    named = dict.fromkeys(
        address.removeprefix("../" * (len(page.relative_to(site).parts) - 1))
        for page in pages
        for address in _SHEET.findall(page.read_text("utf-8"))
    )
    sheets = [(site / name).read_text("utf-8") for name in named]
    return "\n".join(dict.fromkeys(line for sheet in sheets for line in sheet.replace("url(../", "url(").splitlines()))


@dataclass
class Whole:
    """The book in bound pages.

    Parameters
    ----------
    about: what it says of itself.
    leaves: its pages; each edition may change them, so each edition binds its own.
    style: the site's style sheet.
    fonts: the font files that it names, by name.
    description: what the book is, in a sentence or two.
    """

    about: About
    leaves: list[Leaf]
    style: str
    fonts: dict[str, bytes]
    description: str

    @classmethod
    def bind(cls, site: Path, root: Path) -> Whole:
        """Read a finished site and bind its pages.

        Parameters
        ----------
        site: the folder of the site.
        root: the project's folder.

        Raises Faults for pages that cannot be read, OSError for a style sheet or font that is missing.
        """
        leaves = read(site, root)
        tree = html.document_fromstring((site / leaves[0].file).read_text("utf-8"))
        for leaf in leaves:
            shed(leaf)
            comments(leaf.body)
        bind(leaves)
        style = (site / STATIC / STYLE).read_text("utf-8") + _further(site, [site / leaf.file for leaf in leaves])
        fonts = {name: (site / STATIC / name).read_bytes() for name in _FONT.findall(style)}
        described = tree.xpath("string(//meta[@name='description']/@content)")
        return cls(About.read(root), leaves, style, fonts, str(described))

    @property
    def contents(self) -> list[Entry]:
        """The contents, one line a page."""
        return [Entry(leaf.title, leaf.anchor, leaf.part, asked(leaf)) for leaf in self.leaves]

    @property
    def status(self) -> html.HtmlElement | None:
        """A copy of the box that says what a reader must know of the source; None when the first page has none.

        Its notes stay on that page.
        """
        for found in self.leaves[0].body.xpath(f".//aside[{classes('source-status')}]"):
            box = deepcopy(found)
            for note in box.xpath(f".//*[{classes('note-mark', 'notes', 'margin-note')}]"):
                if note.getparent() is not None:
                    note.drop_tree()
            for element in box.iter():
                element.attrib.pop("id", None)
            box.tag, box.tail = "section", None
            return box
        return None


def asked(leaf: Leaf) -> str:
    """Give the question of a page, "" when it asks none."""
    found = leaf.body.xpath(f".//h1//*[{classes('asked')}]")
    return " ".join(found[0].text_content().split()) if found else ""


def written(element: html.HtmlElement) -> Markup:
    """Write an element as HTML."""
    return Markup(html.tostring(element, encoding="unicode", with_tail=False))


def inner(element: html.HtmlElement) -> Markup:
    """Write what stands inside an element."""
    return Markup("\n").join(written(child) for child in element)


@lru_cache
def templates() -> Environment:
    """Give the templates of the editions."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
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
