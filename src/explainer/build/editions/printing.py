"""The paper's document printed by a browser into a PDF: tagged, with bookmarks, page numbers and whole figures."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pikepdf
from lxml import html

from explainer.build.chromium import FLAGS, browser
from explainer.build.editions.book import About, Book
from explainer.build.editions.paper import PROBES, lay
from explainer.model.faults import Fault, Faults

_PRINT = ("--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf")
_UNSEEN = "contains(concat(' ', @class, ' '), ' visually-hidden ')"
#: A print that takes longer has hung.
_SECONDS = 300


def pdf(book: Book, sheet: str, folder: Path) -> bytes:
    """Make the PDF for one size of paper.

    It is printed twice: only the first print tells on which page each page of the book begins.

    Parameters
    ----------
    book: its chapters.
    sheet: the paper, one of `SHEETS`.
    folder: where to lay the document; may hold the fonts of another size already.

    Raises FileNotFoundError without a browser, Faults when the print is not what was laid.
    """
    printed = folder / f"{sheet}.pdf"
    _print(lay(book, sheet, folder, {}), printed)
    with pikepdf.open(printed) as made:
        first = places(made)
    if faults := list(cut(sheet, first)):
        raise Faults(faults)
    _print(lay(book, sheet, folder, first), printed)
    with pikepdf.open(printed) as made:
        faults = list(_moved(sheet, first, places(made), [chapter.anchor for chapter in book.chapters]))
        faults += _name_outline(sheet, made, _headings(folder / "paper.html"))
        if "/StructTreeRoot" not in made.Root:
            faults.append(Fault(f"PDF for {sheet}", "", "", "it is not tagged: a screen reader finds no headings"))
        if faults:
            raise Faults(faults)
        _sign(made, book.about)
        signed = io.BytesIO()
        made.save(signed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return signed.getvalue()


def _print(document: Path, printed: Path) -> None:
    """Let a browser print a document into a PDF."""
    printed.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        where = [f"--user-data-dir={profile}", f"--print-to-pdf={printed}", document.resolve().as_uri()]
        try:
            subprocess.run([browser(), *FLAGS, *_PRINT, *where], check=True, capture_output=True, timeout=_SECONDS)
        except subprocess.SubprocessError as error:
            raise Faults([Fault(printed.name, "", "", f"the browser could not print it: {error}")]) from error
    if not printed.is_file():
        raise Faults([Fault(printed.name, "", "", "the browser printed nothing")])


def places(made: pikepdf.Pdf) -> dict[str, int]:
    """Give the number of the page on which each named place stands."""
    numbers: dict[object, int] = {page.objgen: number for number, page in enumerate(made.pages, 1)}
    named: Any = made.Root.get("/Dests", {})
    return {name.removeprefix("/"): numbers[named[name][0].objgen] for name in dict(named)}


def cut(sheet: str, found: dict[str, int]) -> Iterator[Fault]:
    """A figure's title and its drawing stand on one page, whole."""
    begin, end = PROBES
    for name in found:
        figure = name.removesuffix(f"-{begin}")
        if figure != name:
            pages = [found.get(f"{figure}-{mark}") for mark in ("heading", begin, end)]
            if len(set(pages)) > 1:
                told = f"it is cut: title, beginning and end of the drawing stand on pages {pages}"
                yield Fault(f"PDF for {sheet}", figure, "", told)


def _moved(sheet: str, first: dict[str, int], second: dict[str, int], anchors: list[str]) -> Iterator[Fault]:
    """The numbers in the contents must still be right in the print that has them."""
    for anchor in anchors:
        if anchor not in second:
            yield Fault(f"PDF for {sheet}", anchor, "", "the contents lead nowhere")
        elif first.get(anchor) != second[anchor]:
            moved = f"on page {second[anchor]}, the contents say {first.get(anchor)}"
            yield Fault(f"PDF for {sheet}", anchor, "", moved)


def _headings(document: Path) -> list[tuple[str, str]]:
    """Give the words of every heading of a document, in order: all of them, and those that are printed.

    Pictures speak through their label. What is for the ear alone parts words that the page parts by lines; a bookmark
    has no lines and needs it too, but the browser makes its bookmarks of what it prints.
    """
    found = []
    for element in html.document_fromstring(document.read_text("utf-8")).iter("h1", "h2", "h3", "h4", "h5", "h6"):
        label = " ".join(element.xpath(".//@aria-label"))
        printed = "".join(element.xpath(f".//text()[not(ancestor::*[{_UNSEEN}])]")).strip()
        found.append((" ".join(element.text_content().split()) or label, printed or label))
    return found


def _name_outline(sheet: str, made: pikepdf.Pdf, wanted: list[tuple[str, str]]) -> list[Fault]:
    """Give the bookmarks the headings' words: the browser glues the last word of a line to the next one."""

    def items(above: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
        for item in above:
            yield item
            yield from items(item.children)

    with made.open_outline() as outline:
        found = list(items(outline.root))
        # A formula's letters are printed as the letters of mathematics.
        glued = [normalize("NFKC", "".join(item.title.split())) for item in found]
        expected = [normalize("NFKC", "".join(printed.split())) for _, printed in wanted]
        if glued != expected:
            odd = next((one for one in glued if one not in expected), "one is missing")
            return [Fault(f"PDF for {sheet}", "", "", f"its bookmarks are not the headings: {odd}")]
        for item, (said, _) in zip(found, wanted, strict=True):
            item.title = said
    return []


def _sign(made: pikepdf.Pdf, about: About) -> None:
    """Say what it is, whose and of which day, in place of the machine's own data."""
    day = about.day
    stamp = f"D:{day.replace('-', '')}000000Z"
    del made.docinfo
    info = {"/Title": about.title, "/Author": about.author, "/Creator": "explainer", "/Producer": "Chromium"}
    for name, said in {**info, "/CreationDate": stamp, "/ModDate": stamp}.items():
        if said:
            made.docinfo[name] = said
    with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta["dc:title"] = about.title
        meta["dc:language"] = {about.language}
        meta["dc:identifier"] = about.identifier
        if about.author:
            meta["dc:creator"] = [about.author]
        meta["xmp:CreateDate"] = meta["xmp:ModifyDate"] = f"{day}T00:00:00Z"
    made.Root.Lang = about.language
    made.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
