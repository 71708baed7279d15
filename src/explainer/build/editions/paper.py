"""The book on paper: a document with cover, imprint, contents and running heads, which a browser prints into a PDF."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pikepdf
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from lxml import html
from markupsafe import Markup

from explainer.build.chromium import FLAGS, browser
from explainer.build.editions.book import TEMPLATES, About, Book, Chapter, classes, fill, fonts_replaced, written
from explainer.model.faults import Fault, Faults
from explainer.site import assets

_FACE = re.compile(r"@font-face\{[^}]*\}")
_WEIGHTS = re.compile(r"font-weight:(\d+) (\d+)")
_PRINT = ("--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf")
_UNSEEN = "contains(concat(' ', @class, ' '), ' visually-hidden ')"
#: A print that takes longer has hung.
_SECONDS = 300
#: A figure's table with more rows than this would fill pages; each of its rows leads to a sentence of the book.
MOST_ROWS = 40
#: What serves those who work with the files: code, columns of tables, hashes, passages left aside.
FOR_MACHINES = ("code", "table-columns", "hashes", "exceptions")
#: Of these a page says that they were left out; of the others its imprint does.
SAID = {"hashes", "exceptions"}
#: What the marks at both ends of a figure's drawings are called behind the figure's id.
PROBES = ("drawn-from", "drawn-to")


#: The sizes of paper, as CSS and people call them, and their heights.
SHEETS = {"A4": "297mm", "Letter": "11in"}


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
    _print(_lay(book, sheet, folder, {}), printed)
    with pikepdf.open(printed) as made:
        first = places(made)
    if faults := list(cut(sheet, first)):
        raise Faults(faults)
    _print(_lay(book, sheet, folder, first), printed)
    with pikepdf.open(printed) as made:
        faults = list(_moved(sheet, first, places(made), [chapter.anchor for chapter in book.chapters]))
        faults += _name_outline(sheet, made, _headings(folder / "paper.html"))
        if faults:
            raise Faults(faults)
        _sign(made, book.about)
        signed = io.BytesIO()
        made.save(signed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return signed.getvalue()


# --- the document ---------------------------------------------------------------------------------------------------


def leave_out(chapter: Chapter, drawing: str) -> None:
    """Leave out what is for machines, the longest tables, one of the two drawings of each figure, and scrolling.

    Parameters
    ----------
    chapter: the page.
    drawing: the one to leave out, "wide" or "narrow".
    """
    body = chapter.body
    for element in body.xpath(f".//details[{classes(*FOR_MACHINES)}]"):
        if SAID & set(element.get("class").split()):
            summary = " ".join((element.findtext("summary") or "").split())
            _say_instead(element, "left-out", "On the site only", f" {summary}.")
        else:
            element.drop_tree()
    for picture in body.xpath(f".//div[({classes('picture')}) and ({classes(drawing)})]"):
        picture.drop_tree()
    for folded in body.xpath(f".//details[{classes('figure-table')}]"):
        if (rows := len(folded.xpath(".//tbody/tr"))) > MOST_ROWS:
            said = f" Its {rows} rows are left out here; each of them leads to a sentence that this book lists."
            _say_instead(folded, "table-left-out", "Table", said)
    # A box that does not scroll is a plain box: nobody has to reach it with a key.
    for box in body.xpath(".//*[@tabindex and not(ancestor-or-self::svg)]"):
        labels = ("role", "aria-label", "aria-labelledby") if box.get("role") == "region" else ()
        for name in ("tabindex", *labels):
            box.attrib.pop(name, None)


def _say_instead(element: html.HtmlElement, name: str, title: str, said: str) -> None:
    """Put a short paragraph in the place of an element."""
    paragraph, bold = html.Element("p", {"class": name}), html.Element("b")
    bold.text, bold.tail, paragraph.tail = title, said, element.tail
    paragraph.append(bold)
    element.getparent().replace(element, paragraph)


def _lay(book: Book, sheet: str, folder: Path, pages: Mapping[str, int]) -> Path:
    """Write the document with its style and fonts into a folder.

    `pages` is the page on which each page of the book begins, by its place; empty when that is not known yet.
    """
    css = _style(book, sheet)
    for name, content in _fonts(book, css).items():
        if not (folder / name).exists():
            (folder / name).write_bytes(content)
    (folder / "paper.css").write_text(fonts_replaced(css, {}), "utf-8")
    document = folder / "paper.html"
    book = deepcopy(book)
    opening = Markup("")
    ends: list[str] = []
    for chapter in book.chapters:
        leave_out(chapter, drawing="narrow")
        for folded in chapter.body.xpath(".//details"):
            folded.tag = "div"
            for summary in folded.xpath("./summary"):
                summary.tag = "p"
                summary.set("class", "unfolded")
        ends += [] if pages else _probes(chapter)
        if chapter.front and (found := chapter.body.xpath(f".//header[{classes('opening')}]")):
            opening = written(found[0])
            found[0].drop_tree()
    status = book.status
    text = fill(
        "paper.html", book=book, about=book.about, opening=opening, sheet=sheet, style="paper.css", ends=ends,
        status=written(status) if status is not None else "", pages={name: str(at) for name, at in pages.items()},
    )  # fmt: skip
    document.write_text(text, "utf-8")
    return document


def _style(book: Book, sheet: str) -> str:
    own = (TEMPLATES / "paper.css").read_text("utf-8").replace("SHEET", sheet).replace("HEIGHT", SHEETS[sheet])
    light = assets.colours(assets.LIGHT)
    cover = ";".join(f"--{name}:{light[name]}" for name in light if name.startswith("field"))
    heads = "".join(_head(chapter.anchor, chapter.title, book.about.brand) for chapter in book.chapters)
    return static_faces(book.style) + own + f":is(.cover,.leaf .opening){{{cover}}}" + heads


def _head(anchor: str, title: str, brand: str) -> str:
    look = "font:9pt \"Explainer Sans\",Arial,sans-serif;color:#444"

    def corner(text: str, side: str) -> str:
        quoted = text.replace("\\", "\\\\").replace('"', '\\"')
        return f"@top-{side}{{content:\"{quoted}\";padding-{side}:15mm;{look}}}"

    return f"#{anchor}{{page:{anchor}}}@page {anchor}{{{corner(brand, 'left')}{corner(title, 'right')}}}"


def static_faces(css: str) -> str:
    """Give each weight of a variable font a face of its own.

    A browser draws a variable font into a PDF as loose shapes (Type 3); from a font of one weight it takes the font.
    """
    used = re.findall(r"(?:font:|font-weight:)(\d{3})\b", _FACE.sub("", css))
    wanted = sorted({int(weight) for weight in used} | {400, 700})

    def cut_face(found: re.Match[str]) -> str:
        face = found[0]
        limits = _WEIGHTS.search(face)
        if not limits or "url(" not in face:
            return face
        return "".join(
            _WEIGHTS.sub(f"font-weight:{weight}", face)
            .replace(".woff2", f"-{weight}.ttf").replace('format("woff2")', 'format("truetype")')
            for weight in wanted if int(limits[1]) <= weight <= int(limits[2])
        )  # fmt: skip

    return _FACE.sub(cut_face, css)


def _fonts(book: Book, css: str) -> dict[str, bytes]:
    """Make every font file that a style sheet of paper names."""
    made = {}
    for name in dict.fromkeys(re.findall(r"src:url\(([^)]+)\)", css)):
        found = re.fullmatch(r"(.+)-(\d{3})\.ttf", name)
        if name in book.fonts or not found:
            made[name] = book.fonts[name]
            continue
        # Time stamps are kept as they were: two builds give the same bytes.
        font = TTFont(io.BytesIO(book.fonts[f"{found[1]}.woff2"]), recalcTimestamp=False)
        font.flavor = None
        buffer = io.BytesIO()
        instancer.instantiateVariableFont(font, {"wght": int(found[2])}).save(buffer)
        made[name] = buffer.getvalue()
    return made


def _probes(chapter: Chapter) -> list[str]:
    """Mark where the drawings of each figure begin and end, so that a first print tells whether one is cut.

    Returns the marks, which a browser puts into a PDF when something links to them.
    """
    found = []
    for figure in chapter.body.xpath(f".//figure[@id and ({classes('figure')})]"):
        for pictures in figure.xpath(f".//div[{classes('pictures')}]"):
            begin, end = (html.Element("i", {"class": "probe", "id": f"{figure.get('id')}-{name}"}) for name in PROBES)
            begin.tail, pictures.text = pictures.text, None
            pictures.insert(0, begin)
            pictures.append(end)
            found += [f"{figure.get('id')}-heading", begin.get("id"), end.get("id")]
    return found


# --- the print ------------------------------------------------------------------------------------------------------


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
