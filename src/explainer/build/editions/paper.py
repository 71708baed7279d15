"""The book on paper: a document with cover, imprint, contents and running heads; `printing.py` has it printed."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from lxml import html
from markupsafe import Markup

from explainer.build.editions.book import TEMPLATES, Book, fill, fonts_replaced, written
from explainer.build.editions.chapter import Chapter, classes
from explainer.site import assets

_FACE = re.compile(r"@font-face\{[^}]*\}")
_WEIGHTS = re.compile(r"font-weight:(\d+) (\d+)")
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


def lay(book: Book, sheet: str, folder: Path, pages: Mapping[str, int]) -> Path:
    """Write the document with its style and fonts into a folder.

    Parameters
    ----------
    book: its chapters.
    sheet: the paper, one of `SHEETS`.
    folder: where to lay the document; may hold the fonts of another size already.
    pages: the page on which each page of the book begins, by its place; empty when that is not known yet.

    Returns the document.
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
