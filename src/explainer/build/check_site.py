"""Look at a finished site before anybody else does.

Sphinx is content with a page that is empty, a figure that vanished or a link into nowhere.
Here each is a fault, and a site with a fault is not made public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import html
from lxml.html import HtmlElement

from explainer.build.cache import Run
from explainer.build.contents import Contents
from explainer.build.publish import EDITIONS
from explainer.build.shared import address as own_address
from explainer.build.shared import allowed, card, own_page
from explainer.model.faults import Fault

#: A folder beside the pages that others have made; that its address exists is all that is asked here.
ADDED = "lite"
#: Elements and attributes through which a page makes the browser fetch something by itself.
RESOURCES = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "input": ("src",),
    "image": ("href", "{http://www.w3.org/1999/xlink}href", "xlink:href"),
    "use": ("href", "{http://www.w3.org/1999/xlink}href", "xlink:href"),
}
#: The kinds of `<link>` that are fetched; others only name an address.
FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"}
#: Attributes of other elements that point somewhere when a reader follows them.
_LINKS = ("href", "{http://www.w3.org/1999/xlink}href", "xlink:href")
_CSS_ADDRESS = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")
_PROBLEM = re.compile(r"Traceback \(most recent call last\)|\[object Object\]|\bundefined is not\b")


@dataclass
class _Page:
    """What the checks need of one HTML file."""

    name: str
    tree: HtmlElement
    ids: set[str] = field(default_factory=set)


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
    site = site.resolve()
    _file.cache_clear()
    pages = {path.relative_to(site).as_posix(): path for path in _own(site, "*.html")}
    wanted = {name: contents.page(name) for name in contents.docs}
    faults += [Fault(page, "", "", "the page was not made") for page in wanted.values() if page not in pages]
    read: dict[str, _Page] = {}
    for name, path in pages.items():
        text = path.read_text(encoding="utf-8")
        if not text.strip():
            faults.append(Fault(name, "", "", "the page is empty"))
            continue
        read[name] = _Page(name, html.document_fromstring(text))
        faults += _ids(read[name])
    base, wrong = own_address({name: page.tree for name, page in read.items()})
    faults += wrong
    for page in read.values():
        faults += card(page.name, page.tree, base, site)
        faults += _words(page, page.name in wanted.values())
        faults += _inline(page)
        faults += _addresses(page, read, site, base)
    figures = [(run, figure) for run in runs for figure in run.figures]
    names = {path: name for name, path in contents.docs.items()}
    for run, figure in figures:
        drawn_on = read.get(wanted.get(names.get(run.doc, ""), ""))
        if drawn_on is not None:
            faults += _figure(drawn_on, figure)
        alone = f"figures/{figure}.html"
        if alone in read:
            faults += own_page(alone, read[alone].tree, figure)
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


def _words(page: _Page, wanted: bool) -> Iterator[Fault]:
    """A page of the book says something, and shows no machine's trouble."""
    main = next(iter(page.tree.xpath("//main|//*[@role='main']")), page.tree)
    text = main.text_content()
    if wanted and not text.strip():
        yield Fault(page.name, "", "", "the page has no words")
    found = _PROBLEM.search(page.tree.text_content())
    if found:
        yield Fault(page.name, "", "", f"an error stands in the page: {found[0]}")
    for problem in page.tree.xpath("//*[contains(concat(' ', @class, ' '), ' system-message ')]"):
        words = " ".join(problem.text_content().split())
        yield Fault(page.name, "", "", f"a problem stands in the page: {words[:160]}")


def _inline(page: _Page) -> Iterator[Fault]:
    """Nothing in a page that its own Content-Security-Policy would refuse to run or to apply."""
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "script" and not element.get("src") and element.get("type") != "application/ld+json":
            yield Fault(page.name, _line(element), "script", "an inline script, which the page's policy forbids")
        if element.tag == "style" and (element.text or "").strip() and not allowed(page.tree, element.text):
            yield Fault(page.name, _line(element), "style", "an inline style sheet, which the page's policy forbids")
        for attribute in element.attrib:
            if attribute == "style" or attribute.startswith("on"):
                place = f"{element.tag} {attribute}"
                yield Fault(page.name, _line(element), place, "an inline attribute, which the page's policy forbids")


def _addresses(page: _Page, pages: dict[str, _Page], site: Path, base: str) -> Iterator[Fault]:
    """Everything a page fetches is the site's own; everything it links to inside the site is there.

    Whole addresses that begin with the book's own are looked up in the site like any other.
    """
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rsplit("}", 1)[-1]
        fetched = RESOURCES.get(tag, ())
        if tag == "link" and set((element.get("rel") or "").lower().split()) & FETCHED_LINKS:
            fetched = ("href",)
        if tag == "link" and not fetched:
            continue
        for attribute in dict.fromkeys((*fetched, *_LINKS)):
            value = element.get(attribute)
            if value is None:
                continue
            for address in _candidates(value) if attribute == "srcset" else [value]:
                if base and address.startswith(base):
                    above = "../" * page.name.count("/")
                    address = above + (address.removeprefix(base) or "index.html")
                message = _follow(address.strip(), page, pages, site, fetched=attribute in fetched)
                if message:
                    yield Fault(page.name, _line(element), f"{tag} {attribute.rsplit('}', 1)[-1]}", message)


def _candidates(srcset: str) -> list[str]:
    return [candidate.split()[0] for candidate in srcset.split(",") if candidate.split()]


def _follow(address: str, page: _Page, pages: dict[str, _Page], site: Path, *, fetched: bool) -> str:
    """Say what is wrong with an address on a page; "" when nothing is."""
    parts = urlsplit(address)
    if parts.scheme == "data":
        return ""
    if parts.scheme or parts.netloc:
        return f"fetched from somebody else: {address}" if fetched else ""
    if parts.path.startswith("/"):
        return f"an address that only works at the root of a host: {address}"
    target = page.name
    if parts.path:
        found = _file(site, str(PurePosixPath(page.name).parent / unquote(parts.path)))
        if found is None:
            return f"leads to a file that is not there: {address}"
        target = found
    anchor = unquote(parts.fragment)
    if anchor and anchor != "top" and target in pages and anchor not in pages[target].ids:
        return f"leads to a place that is not on {target}: #{anchor}"
    return ""


@lru_cache(maxsize=65536)
def _file(site: Path, address: str) -> str | None:
    """Find the file an address means, as a name inside the site; the same few are asked for on every page."""
    path = (site / address).resolve()
    if path.is_dir():
        path = path / "index.html"
    return path.relative_to(site).as_posix() if path.is_file() and path.is_relative_to(site) else None


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
    for found in _CSS_ADDRESS.finditer(text):
        address = (found[1] or found[2]).strip()
        parts = urlsplit(address)
        if parts.scheme == "data" or address.startswith("#"):
            continue
        if parts.scheme or parts.netloc:
            yield Fault(name, "", "", f"fetched from somebody else: {address}")
        elif not (path.parent / unquote(parts.path)).is_file():
            yield Fault(name, "", "", f"leads to a file that is not there: {address}")


def _line(element: HtmlElement) -> str:
    return f"line {element.sourceline}" if element.sourceline else ""
