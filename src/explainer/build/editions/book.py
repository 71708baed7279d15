"""The book as one set of chapters, taken from the finished pages of the site and ready to be given a form."""

from __future__ import annotations

import re
import uuid
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from lxml.html import HtmlElement
from markupsafe import Markup

from explainer.build.contents import settings
from explainer.build.editions.chapter import Chapter, classes, read_chapters
from explainer.model import Json
from explainer.query.shared import capital
from explainer.site.book_map import Edition, edition

TEMPLATES = Path(__file__).parent / "templates"
STATIC, STYLE = "_static", "explainer.css"
_SHEET = re.compile(r'<link rel="stylesheet" type="text/css" href="([^"?]*_static/(?:content|looks/[^"?]*)\.css)')
_FONT = re.compile(r"@font-face\{[^}]*src:url\(([^)]+)\)[^}]*\}")
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
        return capital(rest) if rest != self.title else ""

    @property
    def identifier(self) -> str:
        """The book's name for machines; the same for every edition of one title."""
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'explainer:{self.title}')}"

    @property
    def day(self) -> str:
        """The edition's day, ISO 8601; the earliest that a zip can hold when there is none."""
        return self.edition.date or "1980-01-01"


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
        chapters = read_chapters(site, root)
        tree = html.document_fromstring((site / chapters[0].file).read_text("utf-8"))
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


def _further_styles(site: Path, pages: list[Path]) -> str:
    """Give the style sheets that only some pages have, each rule once."""
    named = dict.fromkeys(
        address.removeprefix("../" * (len(page.relative_to(site).parts) - 1))
        for page in pages
        for address in _SHEET.findall(page.read_text("utf-8"))
    )
    sheets = [(site / name).read_text("utf-8") for name in named]
    return "\n".join(dict.fromkeys(line for sheet in sheets for line in sheet.replace("url(../", "url(").splitlines()))


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
