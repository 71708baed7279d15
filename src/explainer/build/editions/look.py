"""Check the editions before anybody else sees them: every fault of all of them, at once."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import pikepdf
from lxml import etree, html

from explainer.build.allowed import FETCHED, FETCHED_LINKS
from explainer.build.check_site import CSS_ADDRESS
from explainer.model.faults import Fault


def look_single(name: str, text: str) -> Iterator[Fault]:
    """The file asks nobody for anything; every id stands once; every link arrives; every drawing has a name."""
    tree = html.document_fromstring(text)
    ids = Counter(tree.xpath("//@id"))
    yield from _twice(name, ids)
    for element in tree.iter(etree.Element):
        if message := _asks(element) or _leads(element, ids):
            yield Fault(name, f"line {element.sourceline}", element.tag, message)
    for address in _fetched("\n".join(sheet.text or "" for sheet in tree.iter("style"))):
        yield Fault(name, "", "style", f"fetches {address[:80]}")
    for svg in tree.iter("svg"):
        named = svg.get("aria-hidden") == "true" or svg.get("aria-label") or (svg.findtext("title") and svg.get("role"))
        if not named:
            yield Fault(name, f"line {svg.sourceline}", "svg", "a drawing without a name")
        drawn = any("picture" in (above.get("class") or "").split() for above in svg.iterancestors())
        if drawn and not svg.findtext("desc"):
            yield Fault(name, f"line {svg.sourceline}", "svg", "a figure's drawing without a description")


def _twice(name: str, ids: Counter[str]) -> Iterator[Fault]:
    for id, times in sorted(ids.items()):
        if times > 1:
            yield Fault(name, f"#{id}", "", f"the id stands {times} times")


def _asks(element: html.HtmlElement) -> str:
    """Say what an element would fetch by itself, "" for nothing."""
    icon = element.tag == "link" and set((element.get("rel") or "").split()) & FETCHED_LINKS
    for attribute in ("href",) if icon else FETCHED.get(element.tag, ()):
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
    for found in CSS_ADDRESS.finditer(css):
        address = (found[1] or found[2]).strip()
        if not address.startswith(("data:", "#")):
            yield address


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
        elif path.endswith(".css"):
            for address in _fetched(content.decode("utf-8")):
                if normpath(join(dirname(path), address)) not in files:
                    yield Fault(f"{name}, {path}", "", "", f"names a file that is not there: {address}")
    ids = {path: Counter(page.xpath("//@id")) for path, page in pages.items()}
    for path, page in pages.items():
        yield from _twice(f"{name}, {path}", ids[path])
        for found in page.xpath("//@href | //@src | //@*[local-name()='href']"):
            if message := _arrives(str(found), path, files, ids):
                yield Fault(f"{name}, {path}", f"line {found.getparent().sourceline}", "", message)
        if "var(--" in etree.tostring(page, encoding="unicode"):
            yield Fault(f"{name}, {path}", "", "", "a colour by name, which e-book readers do not know")


def _arrives(address: str, path: str, files: dict[str, bytes], ids: dict[str, Counter[str]]) -> str:
    """Say what is wrong with an address in an EPUB; "" when nothing is."""
    parts = urlsplit(address)
    if not address or parts.scheme in ("http", "https", "mailto"):
        return ""
    target = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
    if target not in files:
        return f"leads to a file that is not there: {address}"
    gone = parts.fragment and unquote(parts.fragment) not in ids.get(target, ())
    return f"leads to no place: {address}" if gone else ""


def look_pdf(name: str, printed: bytes, pages: int) -> Iterator[Fault]:
    """It is tagged, has bookmarks for every page of the book, a title, a language, and carries every font."""
    with pikepdf.open(io.BytesIO(printed)) as made:
        root: Any = made.Root
        if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
            yield Fault(name, "", "", "it is not tagged: a screen reader would find no headings and no descriptions")
        if "/Lang" not in root:
            yield Fault(name, "", "", "it does not say its language")
        with made.open_outline() as outline:
            marked = len(outline.root)
        if marked < pages:
            yield Fault(name, "", "", f"it has {marked} bookmarks at the top, fewer than the book has pages")
        things = [thing for thing in made.objects if isinstance(thing, pikepdf.Dictionary)]
        # Letters with an outline are drawn as shapes (Type 3), which carry themselves.
        shapes = [thing.get("/FontDescriptor") for thing in things if thing.get("/Subtype") == "/Type3"]
        drawn = {one.objgen for one in shapes if one is not None}
        for thing in things:
            carries = {"/FontFile", "/FontFile2", "/FontFile3"} & set(thing.keys())
            if thing.get("/Type") == "/FontDescriptor" and not carries and thing.objgen not in drawn:
                yield Fault(name, str(thing.get("/FontName", "a font")), "", "the font is not in the file")
