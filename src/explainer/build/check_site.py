"""Check a finished site before anybody else sees it.

Sphinx is content with a page that is empty, a figure that vanished or a link into nowhere.
Here each is a fault, and a site with a fault is not made public.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join, normpath
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
_CSS_ADDRESS = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")
#: What may stand in a page itself when the page's policy names it by its hash.
_INLINE = {"script": "script", "style": "style sheet"}
_PROBLEM = re.compile(r"Traceback \(most recent call last\)|\[object Object\]|\bundefined is not\b")


@dataclass
class Page:
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


def check_site(site: Path, contents: Contents, runs: list[Run], base: str = "") -> tuple[list[Fault], str]:
    """Check a built site.

    Parameters
    ----------
    site: the folder of the built site.
    contents: the pages it must have.
    runs: the notebooks with the figures they made, each of which must stand in its page.
    base: the book's own address, "" when it is not known.

    Returns all faults, in the order of the pages, and a line that counts what was looked at.
    """
    faults: list[Fault] = []
    pages = {path.relative_to(site).as_posix(): path for path in _own(site, "*.html")}
    wanted = {contents.page(name): (f"{name}{path.suffix}", path) for name, path in contents.docs.items()}
    faults += [Fault(page, "", "", "the page was not made") for page in wanted if page not in pages]
    read: dict[str, Page] = {}
    for name, path in pages.items():
        text = path.read_text(encoding="utf-8")
        if not text.strip():
            faults.append(Fault(name, "", "", "the page is empty"))
            continue
        # Not by lxml.html, whose elements each take a look into a table of classes.
        read[name] = Page(name, etree.HTML(text), *wanted.get(name, ()))
        faults += collect_ids(read[name])
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    links = Links(files, read, base)
    for page in read.values():
        faults += _words(page)
        faults += links.check(page)
        faults += check_elements(page)
    figures = [(run, figure) for run in runs for figure in run.figures]
    homes = {path: page for page, (_, path) in wanted.items()}
    for run, figure in figures:
        drawn_on = read.get(homes.get(run.doc, ""))
        if drawn_on is not None:
            faults += _figure(drawn_on, figure)
    for path in _own(site, "*.css"):
        faults += links.check_style(path.relative_to(site).as_posix(), path.read_text("utf-8"))
    return faults, f"{len(wanted)} pages, {len(figures)} figures"


def _own(site: Path, pattern: str) -> list[Path]:
    """Find the site's own files, in order; editions to take along were looked at when they were made."""
    return sorted(path for path in site.rglob(pattern) if path.relative_to(site).parts[0] not in (ADDED, EDITIONS))


def collect_ids(page: Page) -> Iterator[Fault]:
    """Collect a page's ids; each may stand once only."""
    for element in page.tree.iter(etree.Element):
        name = element.get("id")
        if name in page.ids:
            yield Fault(page.name, f"#{name}", "", "the id stands twice on the page")
        elif name is not None:
            page.ids.add(name)


def _words(page: Page) -> Iterator[Fault]:
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


def check_elements(page: Page) -> Iterator[Fault]:
    """Nothing stands in a page that may not; a script or a style in the page itself is named by the page's policy."""
    policy = " ".join(map(str, page.tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")))
    for element in page.tree.iter(etree.Element):
        for where, message, words in refused(element):
            yield page.fault(where, message, words, element)
        tag, text = element.tag, element.text or ""
        if tag == "script" and (element.get("src") or element.get("type") == "application/ld+json"):
            continue
        if tag in _INLINE and text.strip():
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            if f"'sha256-{digest}'" not in policy:
                message = f"an inline {_INLINE[tag]}, which the page's policy forbids"
                yield page.fault(tag, message, text.strip().splitlines()[0], element)


class Links:
    """Follows addresses between files that lie together: a site, an edition.

    Parameters
    ----------
    files: the names of all of them.
    pages: those that are pages, by name.
    base: the book's own address: whole addresses that begin with it are looked up like any other.
    """

    def __init__(self, files: Collection[str], pages: Mapping[str, Page], base: str = "") -> None:
        """Take what the class says."""
        self.files, self.pages, self.base = files, pages, base

    def check(self, page: Page) -> Iterator[Fault]:
        """All that a page fetches is here; all that it links to inside is there."""
        for element in page.tree.iter(etree.Element):
            tag = local(element.tag)
            fetched = FETCHED.get(tag, ())
            if tag == "link":
                if not set((element.get("rel") or "").lower().split()) & FETCHED_LINKS:
                    continue
                fetched = ("href",)
            for name, value in element.attrib.items():
                name = local(name)
                if name not in fetched and name not in _LINKS:
                    continue
                for address in _candidates(value) if name == "srcset" else [value]:
                    if message := self.follow(address.strip(), page.name, tag, fetched=name in fetched):
                        yield page.fault(f"{tag} {name.rpartition(':')[2]}", message, address, element)

    def check_style(self, name: str, text: str) -> Iterator[Fault]:
        """All that a style sheet of a name fetches is here."""
        for found in _CSS_ADDRESS.finditer(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
            address = (found[1] or found[2]).strip()
            if not address.startswith(("data:", "#")) and (
                message := self.follow(address, name, "style", fetched=True)
            ):
                yield Fault(name, "", "", message)

    def follow(self, address: str, name: str, tag: str, *, fetched: bool) -> str:
        """Say what is wrong with an address in a file of a name; "" when nothing is."""
        if self.base and address.startswith(self.base):
            address = "../" * name.count("/") + (address.removeprefix(self.base) or "index.html")
        if message := scheme_refused(address, fetched=fetched, tag=tag):
            return message
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return ""
        if parts.path.startswith("/"):
            return f"an address that only works at the root of a host: {address}"
        target = normpath(join(dirname(name), unquote(parts.path))) if parts.path else name
        if target not in self.files:
            target = normpath(join(target, "index.html"))
            if target not in self.files:
                return f"leads to a file that is not there: {address}"
        anchor = unquote(parts.fragment)
        if anchor and anchor != "top" and target in self.pages and anchor not in self.pages[target].ids:
            return f"leads to a place that is not on {target}: #{anchor}"
        return ""


def _candidates(srcset: str) -> list[str]:
    return [candidate.split()[0] for candidate in srcset.split(",") if candidate.split()]


def _figure(page: Page, figure: str) -> Iterator[Fault]:
    """A figure a notebook made stands in its page, drawn."""
    found = page.tree.xpath("//*[@id=$name]", name=f"figure-{figure}")
    if not found:
        yield Fault(page.name, f"figure {figure}", "", "the notebook made it, but it is not in the page")
    elif not found[0].xpath(".//*[local-name()='svg'][.//*[local-name()='path' or local-name()='text']]"):
        yield Fault(page.name, f"figure {figure}", "", "it has no drawing")
