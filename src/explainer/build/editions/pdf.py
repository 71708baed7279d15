"""From the document for paper to a PDF: printed by a browser, then given the book's own data, not the machine's."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pikepdf
from lxml import html

from explainer.build.chromium import FLAGS, browser
from explainer.build.editions.about import About
from explainer.build.editions.paper import PROBES, Sheet, lay
from explainer.build.editions.whole import Whole
from explainer.model.faults import Fault, Faults

_PRINT = ("--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNSEEN = "contains(concat(' ', @class, ' '), ' visually-hidden ')"
#: A print that takes longer has hung.
_SECONDS = 300


def pdf(whole: Whole, sheet: Sheet, folder: Path) -> bytes:
    """Make the PDF for one size of paper.

    It is printed twice: only the first print tells on which page each page of the book begins.

    Parameters
    ----------
    whole: the bound book.
    sheet: the paper.
    folder: where to lay the document; may hold the fonts of another size already.

    Raises FileNotFoundError without a browser, Faults when the print is not what was laid.
    """
    printed = folder / f"{sheet.name}.pdf"
    print_to(lay(whole, sheet, folder, {}), printed)
    with pikepdf.open(printed) as made:
        first = places(made)
    if faults := list(cut(sheet, first)):
        raise Faults(faults)
    print_to(lay(whole, sheet, folder, first), printed)
    with pikepdf.open(printed) as made:
        faults = list(_moved(sheet, first, places(made), [leaf.anchor for leaf in whole.leaves]))
        faults += _name_outline(sheet, made, headings(folder / "paper.html"))
        if faults:
            raise Faults(faults)
        _sign(made, whole.about)
        made.save(
            printed.with_suffix(".signed"),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return printed.with_suffix(".signed").read_bytes()


def print_to(document: Path, printed: Path) -> None:
    """Let a browser print a document into a PDF.

    Raises FileNotFoundError without a browser, Faults when it fails.
    """
    program = browser()
    printed.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        places = [f"--user-data-dir={profile}", f"--print-to-pdf={printed}", document.resolve().as_uri()]
        try:
            subprocess.run([program, *FLAGS, *_PRINT, *places], check=True, capture_output=True, timeout=_SECONDS)
        except subprocess.SubprocessError as error:
            raise Faults([Fault(printed.name, "", "", f"the browser could not print it: {error}")]) from error
    if not printed.is_file():
        raise Faults([Fault(printed.name, "", "", "the browser printed nothing")])


def places(made: pikepdf.Pdf) -> dict[str, int]:
    """Give the number of the page on which each named place stands."""
    numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(made.pages, 1)}
    named: Any = made.Root.get("/Dests", {})
    return {name.removeprefix("/"): numbers[named[name][0].objgen] for name in dict(named)}


def cut(sheet: Sheet, found: dict[str, int]) -> Iterator[Fault]:
    """A figure's title and its drawing stand on one page, whole."""
    begin, end = PROBES
    for name in found:
        figure = name.removesuffix(f"-{begin}")
        if figure != name:
            pages = [found.get(f"{figure}-{mark}") for mark in ("heading", begin, end)]
            if len(set(pages)) > 1:
                told = f"it is cut: title, beginning and end of the drawing stand on pages {pages}"
                yield Fault(f"PDF for {sheet.name}", figure, "", told)


def _moved(sheet: Sheet, first: dict[str, int], second: dict[str, int], anchors: list[str]) -> Iterator[Fault]:
    """The numbers in the contents must still be right in the print that has them."""
    for anchor in anchors:
        if anchor not in second:
            yield Fault(f"PDF for {sheet.name}", anchor, "", "the contents lead nowhere")
        elif first.get(anchor) != second[anchor]:
            moved = f"on page {second[anchor]}, the contents say {first.get(anchor)}"
            yield Fault(f"PDF for {sheet.name}", anchor, "", moved)


def headings(document: Path) -> list[tuple[str, str]]:
    """Give the words of every heading of a document, in order: all of them, and those that are printed.

    Pictures speak through their label. What is for the ear alone parts words that the page parts by lines; a bookmark
    has no lines and needs it too, but the browser makes its bookmarks of what it prints.
    """
    tree = html.document_fromstring(document.read_text("utf-8"))
    found = []
    for element in tree.iter(*_HEADINGS):
        label = " ".join(element.xpath(".//@aria-label"))
        whole, printed = (element.xpath(pieces) for pieces in (".//text()", f".//text()[not(ancestor::*[{_UNSEEN}])]"))
        found.append((" ".join("".join(whole).split()) or label, "".join(printed).strip() or label))
    return found


def _name_outline(sheet: Sheet, made: pikepdf.Pdf, wanted: list[tuple[str, str]]) -> list[Fault]:
    """Give the bookmarks the headings' words: the browser glues the last word of a line to the next one."""
    with made.open_outline() as outline:
        items = list(_items(outline.root))
        # A formula's letters are printed as the letters of mathematics.
        glued = [normalize("NFKC", "".join(item.title.split())) for item in items]
        expected = [normalize("NFKC", "".join(printed.split())) for _, printed in wanted]
        if glued != expected:
            odd = next((one for one in glued if one not in expected), "one is missing")
            return [Fault(f"PDF for {sheet.name}", "", "", f"its bookmarks are not the headings: {odd}")]
        for item, (words, _) in zip(items, wanted, strict=True):
            item.title = words
    return []


def _items(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _items(item.children)


def _sign(made: pikepdf.Pdf, about: About) -> None:
    """Say what it is, whose and of which day, in place of the machine's own data."""
    day = about.day
    stamp = f"D:{day.replace('-', '')}000000Z"
    del made.docinfo
    info = {"/Title": about.title, "/Author": about.author, "/Creator": "explainer", "/Producer": "Chromium"}
    for name, words in {**info, "/CreationDate": stamp, "/ModDate": stamp}.items():
        if words:
            made.docinfo[name] = words
    with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta["dc:title"] = about.title
        meta["dc:language"] = {about.language}
        meta["dc:identifier"] = about.identifier
        if about.author:
            meta["dc:creator"] = [about.author]
        meta["xmp:CreateDate"] = meta["xmp:ModifyDate"] = f"{day}T00:00:00Z"
    made.Root.Lang = about.language
    made.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
