"""Check a finished site before anybody else sees it.

Sphinx is content with a page that is empty, a figure that vanished or a link into nowhere.
Here each is a fault, and a site with a fault is not made public.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import etree

from explainer.build.allowed import FETCHED, FETCHED_LINKS, local, refused, scheme_refused
from explainer.build.cache import Run
from explainer.build.contents import Contents
from explainer.build.notebook import place
from explainer.model.faults import Fault
from explainer.site import EDITIONS

#: A folder beside the pages that others have made; that its address exists is all that is asked here.
ADDED = "lite"
#: Attributes that point somewhere when a reader follows them.
_LINKS = ("href", "xlink:href", "cite", "action")
CSS_ADDRESS = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")
_PROBLEM = re.compile(r"Traceback \(most recent call last\)|\[object Object\]|\bundefined is not\b")


@dataclass
class _Page:
    """What the checks need of one HTML file: its name, its parsed content, the name and the file of its source."""

    name: str
    tree: etree._Element
    written: str = ""
    source: Path | None = None
    ids: set[str] = field(default_factory=set)

    def fault(self, where: str, message: str, words: str = "", element: etree._Element | None = None) -> Fault:
        """Say what is wrong, with the line of the source that holds some words; else with that of the HTML."""
        found = place(self._text, words) if words.strip() else None
        if found:
            return Fault(self.written, found[0], found[1], f"{where}: {message}" if where else message)
        line = f"line {element.sourceline}" if element is not None and element.sourceline else ""
        return Fault(self.name, line, where, message)

    @cached_property
    def _text(self) -> str:
        return self.source.read_text("utf-8") if self.source and self.source.is_file() else ""


def check_site(site: Path, contents: Contents, runs: list[Run]) -> tuple[list[Fault], str]:
    """Check a built site.

    Parameters
    ----------
    site: the folder of the built site.
    contents: the pages it must have.
    runs: the notebooks with the figures they made, each of which must stand in its page.

    Returns all faults, in the order of the pages, and a line that counts what was looked at.
    """
    faults: list[Fault] = []
    pages = {path.relative_to(site).as_posix(): path for path in _own(site, "*.html")}
    wanted = {contents.page(name): (f"{name}{path.suffix}", path) for name, path in contents.docs.items()}
    faults += [Fault(page, "", "", "the page was not made") for page in wanted if page not in pages]
    read: dict[str, _Page] = {}
    for name, path in pages.items():
        text = path.read_text(encoding="utf-8")
        if not text.strip():
            faults.append(Fault(name, "", "", "the page is empty"))
            continue
        # Not by lxml.html, whose elements each take a look into a table of classes.
        read[name] = _Page(name, etree.HTML(text), *wanted.get(name, ()))
        faults += _ids(read[name])
    base, wrong = _own_address({name: page.tree for name, page in read.items()})
    faults += wrong
    links = _Links(site, read, base)
    for page in read.values():
        faults += _card(page.name, page.tree, base, site)
        faults += _words(page)
        faults += _elements(page, links)
    figures = [(run, figure) for run in runs for figure in run.figures]
    homes = {path: page for page, (_, path) in wanted.items()}
    for run, figure in figures:
        drawn_on = read.get(homes.get(run.doc, ""))
        if drawn_on is not None:
            faults += _figure(drawn_on, figure)
        alone = f"figures/{figure}.html"
        if alone in read:
            faults += _own_page(alone, read[alone].tree, figure)
    for path in _own(site, "*.css"):
        faults += _style(path, site)
    return faults, f"{len(wanted)} pages, {len(figures)} figures"


def _own(site: Path, pattern: str) -> list[Path]:
    """Find the site's own files, in order; editions to take along were looked at when they were made."""
    return sorted(path for path in site.rglob(pattern) if path.relative_to(site).parts[0] not in (ADDED, EDITIONS))


def _ids(page: _Page) -> Iterator[Fault]:
    """Collect a page's ids; each may stand once only."""
    for element in page.tree.iter():
        name = element.get("id") if isinstance(element.tag, str) else None
        if name is None:
            continue
        if name in page.ids:
            yield Fault(page.name, f"#{name}", "", "the id stands twice on the page")
        page.ids.add(name)


def _words(page: _Page) -> Iterator[Fault]:
    """A page of the book says something, and shows no machine's trouble."""
    main = next(iter(page.tree.xpath("//main|//*[@role='main']")), page.tree)
    text = main.xpath("string()")
    if page.source and not text.strip():
        yield Fault(page.written, "", "", "the page has no words")
    # A cell that is there to fail shows its error.
    meant = "contains(@class, 'tag_raises-exception')"
    found = _PROBLEM.search("".join(page.tree.xpath(f"//text()[not(ancestor::*[{meant}])]")))
    if found:
        yield Fault(page.name, "", "", f"an error stands in the page: {found[0]}")
    for problem in page.tree.xpath("//*[contains(concat(' ', @class, ' '), ' system-message ')]"):
        words = " ".join(problem.xpath("string()").split())
        yield page.fault("", f"a problem stands in the page: {words[:160]}")


def _elements(page: _Page, links: _Links) -> Iterator[Fault]:
    """Nothing stands in the page that may not; all it fetches is the site's own; all it links to inside is there."""
    for element in page.tree.iter():
        tag = local(element.tag)
        if not tag:
            continue
        for where, message, words in refused(element):
            yield page.fault(where, message, words, element)
        if tag == "style" and (element.text or "").strip() and not _allowed(page.tree, element.text):
            message = "an inline style sheet, which the page's policy forbids"
            yield page.fault("style", message, element.text.strip().splitlines()[0], element)
        fetched = FETCHED.get(tag, ())
        if tag == "link" and set((element.get("rel") or "").lower().split()) & FETCHED_LINKS:
            fetched = ("href",)
        if tag == "link" and not fetched:
            continue
        for name, value in element.attrib.items():
            name = local(name)
            if name not in fetched and name not in _LINKS:
                continue
            for address in _candidates(value) if name == "srcset" else [value]:
                if message := links.follow(address.strip(), page, tag, fetched=name in fetched):
                    yield page.fault(f"{tag} {name.rpartition(':')[2]}", message, address, element)


def _candidates(srcset: str) -> list[str]:
    return [candidate.split()[0] for candidate in srcset.split(",") if candidate.split()]


class _Links:
    """Follows addresses inside a site.

    Parameters
    ----------
    site: the folder of the site.
    pages: its pages by name.
    base: the book's own address: whole addresses that begin with it are looked up in the site like any other.
    """

    def __init__(self, site: Path, pages: dict[str, _Page], base: str) -> None:
        self.site, self.pages, self.base = site.resolve(), pages, base
        self._known: dict[str, str | None] = {}

    def follow(self, address: str, page: _Page, tag: str, *, fetched: bool) -> str:
        """Say what is wrong with an address on a page; "" when nothing is."""
        if self.base and address.startswith(self.base):
            address = "../" * page.name.count("/") + (address.removeprefix(self.base) or "index.html")
        if message := scheme_refused(address, fetched=fetched, tag=tag):
            return message
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return ""
        if parts.path.startswith("/"):
            return f"an address that only works at the root of a host: {address}"
        target = page.name
        if parts.path:
            found = self._file(str(PurePosixPath(page.name).parent / unquote(parts.path)))
            if found is None:
                return f"leads to a file that is not there: {address}"
            target = found
        anchor = unquote(parts.fragment)
        if anchor and anchor != "top" and target in self.pages and anchor not in self.pages[target].ids:
            return f"leads to a place that is not on {target}: #{anchor}"
        return ""

    def _file(self, address: str) -> str | None:
        """Find the file an address means, as a name inside the site; the same few are asked for on every page."""
        if address not in self._known:
            path = (self.site / address).resolve()
            path = path / "index.html" if path.is_dir() else path
            inside = path.is_file() and path.is_relative_to(self.site)
            self._known[address] = path.relative_to(self.site).as_posix() if inside else None
        return self._known[address]


def _figure(page: _Page, figure: str) -> Iterator[Fault]:
    """A figure a notebook made stands in its page, drawn."""
    found = page.tree.xpath("//*[@id=$name]", name=f"figure-{figure}")
    if not found:
        yield Fault(page.name, f"figure {figure}", "", "the notebook made it, but it is not in the page")
    elif not found[0].xpath(".//*[local-name()='svg'][.//*[local-name()='path' or local-name()='text']]"):
        yield Fault(page.name, f"figure {figure}", "", "it has no drawing")


def _style(path: Path, site: Path) -> Iterator[Fault]:
    """A style sheet fetches the site's own files, and they are there."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    name = path.relative_to(site).as_posix()
    for found in CSS_ADDRESS.finditer(text):
        address = (found[1] or found[2]).strip()
        parts = urlsplit(address)
        if parts.scheme == "data" or address.startswith("#"):
            continue
        if parts.scheme or parts.netloc:
            yield Fault(name, "", "", f"fetched from somebody else: {address}")
        elif not (path.parent / unquote(parts.path)).is_file():
            yield Fault(name, "", "", f"leads to a file that is not there: {address}")


#: What a share image measures, in pixels.
CARD = (1200, 630)
_POLICY = "//meta[@http-equiv='Content-Security-Policy']/@content"


def _own_address(trees: Mapping[str, etree._Element]) -> tuple[str, list[Fault]]:
    """Read the book's own address from the pages that name theirs; "" when none does.

    Parameters
    ----------
    trees: pages by their name inside the site.

    Returns it, and a fault for every page that names another.
    """
    found, faults = "", []
    for name, tree in trees.items():
        for given in tree.xpath("//link[@rel='canonical']/@href"):
            base = str(given).removesuffix(name)
            found = found or base
            if base == given or base != found:
                faults.append(Fault(name, "", "link canonical", f"is not this page’s address in the book: {given}"))
    return found, faults


def _allowed(tree: etree._Element, style: str) -> bool:
    """Tell whether a page's policy names a style sheet that stands in it, by its hash."""
    policy = " ".join(map(str, tree.xpath(_POLICY)))
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy


def png_size(path: Path) -> tuple[int, int] | None:
    """Read a PNG's width and height from its first chunk; None when it is no PNG."""
    head = path.read_bytes()[:24]
    return struct.unpack(">II", head[16:24]) if head[:8] == b"\x89PNG\r\n\x1a\n" and len(head) == 24 else None


def _card(name: str, tree: etree._Element, base: str, site: Path) -> Iterator[Fault]:
    """A page's picture for links is there, as large as the page says, and has a text."""
    said = {one.get("property") or one.get("name"): one.get("content") or "" for one in tree.iter("meta")}
    image = said.get("og:image")
    if image is None:
        return
    path = site / image.removeprefix(base)
    if not base or not image.startswith(base) or not path.is_file():
        yield Fault(name, "", "og:image", f"is no picture of this site: {image}")
        return
    measured = (said.get("og:image:width"), said.get("og:image:height"))
    if png_size(path) != CARD or measured != tuple(map(str, CARD)):
        yield Fault(name, "", "og:image", f"must measure {CARD[0]} by {CARD[1]} pixels, and say so: {image}")
    if not said.get("og:image:alt", "").strip():
        yield Fault(name, "", "og:image:alt", "is missing: what the picture shows")


def _own_page(name: str, tree: etree._Element, figure: str) -> Iterator[Fault]:
    """A figure's own page has its drawing, its source, what it does not show, and the way to its chapter."""
    if not tree.xpath("//figure//*[local-name()='svg'][.//*[local-name()='path' or local-name()='text']]"):
        yield Fault(name, f"figure {figure}", "", "it has no drawing")
    for part, words in (("source", "its source"), ("not-shown", "what it does not show")):
        said = " ".join(tree.xpath("string(//p[@class=$part])", part=part).split())
        if not re.sub(r"^(Source|What this does not show) ?", "", said):
            yield Fault(name, f"figure {figure}", "", f"does not carry {words}")
    if not tree.xpath("//a[substring-after(@href, '#')=$place]", place=f"figure-{figure}"):
        yield Fault(name, f"figure {figure}", "", "has no link to its chapter")
