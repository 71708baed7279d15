"""Look at the editions before anybody else does: every fault of all of them, at once."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import pikepdf
from lxml import etree, html

from explainer.build.allowed import FETCHED, FETCHED_LINKS
from explainer.build.editions.leaves import Leaf
from explainer.model.faults import Fault

_CSS_ADDRESS = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")


def look_single(name: str, written: str) -> Iterator[Fault]:
    """The file asks nobody for anything; every id stands once; every link inside it arrives."""
    tree = html.document_fromstring(written)
    ids = Counter(element.get("id") for element in tree.iter() if isinstance(element.tag, str) and element.get("id"))
    yield from _twice(name, ids)
    for element in tree.iter():
        if isinstance(element.tag, str) and (message := _asks(element) or _leads(element, ids)):
            yield Fault(name, f"line {element.sourceline}", element.tag, message)
    for sheet in tree.iter("style"):
        for address in _fetched(sheet.text or ""):
            yield Fault(name, "", "style", f"fetches {address[:80]}")
    yield from _pictures(name, tree)


def _twice(name: str, ids: Counter[str]) -> Iterator[Fault]:
    for id, times in sorted(ids.items()):
        if times > 1:
            yield Fault(name, f"#{id}", "", f"the id stands {times} times")


def _asks(element: html.HtmlElement) -> str:
    """Say what an element would fetch by itself, "" for nothing."""
    fetched = FETCHED.get(element.tag, ())
    if element.tag == "link" and set((element.get("rel") or "").split()) & FETCHED_LINKS:
        fetched = ("href",)
    for attribute in fetched:
        address = element.get(attribute) or ""
        if address and not address.startswith(("data:", "#")):
            return f"fetches {address[:80]}"
    return ""


def _leads(element: html.HtmlElement, ids: Counter[str]) -> str:
    """Say what is wrong with a link, "" for nothing."""
    href = element.get("href") or ""
    if href.startswith("#"):
        return "" if unquote(href[1:]) in ids else f"leads to no place: {href}"
    other = href and urlsplit(href).scheme not in ("http", "https", "mailto", "data")
    return f"leads to a file: {href}" if other else ""


def _fetched(css: str) -> Iterator[str]:
    for found in _CSS_ADDRESS.finditer(css):
        address = (found[1] or found[2]).strip()
        if not address.startswith(("data:", "#")):
            yield address


def _pictures(name: str, tree: html.HtmlElement) -> Iterator[Fault]:
    """Every drawing that is not decoration has a name, and a description when it is a figure's."""
    for svg in tree.iter("svg"):
        hidden = svg.get("aria-hidden") == "true"
        labelled = svg.get("aria-label") or (svg.findtext("title") and svg.get("role"))
        if not hidden and not labelled:
            yield Fault(name, f"line {svg.sourceline}", "svg", "a drawing without a name")
        drawn = any("picture" in (above.get("class") or "").split() for above in svg.iterancestors())
        if drawn and not svg.findtext("desc"):
            yield Fault(name, f"line {svg.sourceline}", "svg", "a figure's drawing without a description")


def look_epub(name: str, packed: bytes) -> Iterator[Fault]:
    """Every page is XML, every file is in the package, every link arrives, nothing is fetched."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {path: archive.read(path) for path in archive.namelist()}
    pages = {}
    for path, content in files.items():
        if path.endswith(".xhtml"):
            try:
                pages[path] = etree.fromstring(content)
            except etree.XMLSyntaxError as error:
                yield Fault(name, path, "", f"is no XML: {error}")
    ids = {path: Counter(page.xpath("//@id")) for path, page in pages.items()}
    for path, page in pages.items():
        yield from _twice(f"{name}, {path}", ids[path])
        for attribute in ("href", "src", "{http://www.w3.org/1999/xlink}href"):
            for element in page.iter(etree.Element):
                message = _arrives(element.get(attribute), path, files, ids)
                if message:
                    yield Fault(f"{name}, {path}", f"line {element.sourceline}", "", message)
        if "var(--" in etree.tostring(page, encoding="unicode"):
            yield Fault(f"{name}, {path}", "", "", "a colour by name, which e-book readers do not know")
    for path, content in files.items():
        if path.endswith(".css"):
            for address in _fetched(content.decode("utf-8")):
                if normpath(join(dirname(path), address)) not in files:
                    yield Fault(f"{name}, {path}", "", "", f"names a file that is not there: {address}")


def _arrives(address: str | None, path: str, files: dict[str, bytes], ids: dict[str, Counter[str]]) -> str:
    """Say what is wrong with an address in an EPUB; "" when nothing is."""
    parts = urlsplit(address or "")
    if not address or parts.scheme in ("http", "https", "mailto"):
        return ""
    target = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
    if target not in files:
        return f"leads to a file that is not there: {address}"
    if parts.fragment and unquote(parts.fragment) not in ids.get(target, ()):
        return f"leads to no place: {address}"
    return ""


def look_pdf(name: str, printed: bytes, leaves: Iterable[Leaf]) -> Iterator[Fault]:
    """It is tagged, has bookmarks for every page of the book, a title, a language, and carries every font."""
    with pikepdf.open(io.BytesIO(printed)) as made:
        root: Any = made.Root
        if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
            yield Fault(name, "", "", "it is not tagged: a screen reader would find no headings and no descriptions")
        if "/Lang" not in root:
            yield Fault(name, "", "", "it does not say its language")
        with made.open_outline() as outline:
            marked = sum(1 for _ in outline.root)
        if marked < len(list(leaves)):
            yield Fault(name, "", "", f"it has {marked} bookmarks at the top, fewer than the book has pages")
        for font in _fonts(made):
            yield Fault(name, font, "", "the font is not in the file")


def _fonts(made: pikepdf.Pdf) -> Iterator[str]:
    """Give the fonts that a PDF names and does not carry."""
    things = [thing for thing in made.objects if isinstance(thing, pikepdf.Dictionary)]
    # Letters with an outline are drawn as shapes, which carry themselves.
    drawn = {
        thing.FontDescriptor.objgen
        for thing in things
        if thing.get("/Subtype") == "/Type3" and thing.get("/FontDescriptor") is not None
    }
    for thing in things:
        carries = {"/FontFile", "/FontFile2", "/FontFile3"} & set(thing.keys())
        if thing.get("/Type") == "/FontDescriptor" and not carries and thing.objgen not in drawn:
            yield str(thing.get("/FontName", "a font"))
