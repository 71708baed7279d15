"""The book as pages of paper: a document that a browser prints, with cover, imprint, contents and running heads."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from lxml import html
from markupsafe import Markup

from explainer.build.editions.leaves import Leaf, classes
from explainer.build.editions.onpaper import unfold
from explainer.build.editions.whole import HERE, Whole, fonts_replaced, templates, written
from explainer.site import tokens

_FACE = re.compile(r"@font-face\{[^}]*\}")
_WEIGHTS = re.compile(r"font-weight:(\d+) (\d+)")


@dataclass(frozen=True)
class Sheet:
    """A size of paper: its name, as CSS and people call it, and its height."""

    name: str
    height: str


#: What the marks at both ends of a figure's drawings are called behind the figure's id.
PROBES = ("drawn-from", "drawn-to")
SHEETS = (Sheet("A4", "297mm"), Sheet("Letter", "11in"))


def style(whole: Whole, sheet: Sheet) -> str:
    """Give the whole style sheet of the printed edition."""
    own = (HERE / "templates" / "paper.css").read_text("utf-8")
    own = own.replace("SHEET", sheet.name).replace("HEIGHT", sheet.height)
    light = tokens.colours(tokens.LIGHT)
    cover = ";".join(f"--{name}:{light[name]}" for name in light if name.startswith("field"))
    heads = "".join(_head(leaf.anchor, leaf.title, whole.about.brand) for leaf in whole.leaves)
    return static_faces(whole.style) + own + f":is(.cover,.leaf .opening){{{cover}}}" + heads


def _head(anchor: str, title: str, brand: str) -> str:
    words = "font:9pt \"Explainer Sans\",Arial,sans-serif;color:#444"
    left, right = (
        f"content:{_string(text)};padding-{side}:15mm;{words}" for text, side in ((brand, "left"), (title, "right"))
    )
    return f"#{anchor}{{page:{anchor}}}@page {anchor}{{@top-left{{{left}}}@top-right{{{right}}}}}"


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def static_faces(css: str) -> str:
    """Give each weight of a variable font a face of its own.

    A browser draws a variable font into a PDF as loose shapes (Type 3); from a font of one weight it takes the font.
    """
    used = re.findall(r"(?:font:|font-weight:)(\d{3})\b", _FACE.sub("", css))
    wanted = sorted({int(weight) for weight in used} | {400, 700})

    def cut(found: re.Match[str]) -> str:
        face = found[0]
        limits = _WEIGHTS.search(face)
        if not limits or "url(" not in face:
            return face
        low, high = int(limits[1]), int(limits[2])
        weights = [weight for weight in wanted if low <= weight <= high]
        return "".join(
            _WEIGHTS.sub(f"font-weight:{weight}", face)
            .replace(".woff2", f"-{weight}.ttf")
            .replace('format("woff2")', 'format("truetype")')
            for weight in weights
        )

    return _FACE.sub(cut, css)


def fonts(whole: Whole, css: str) -> dict[str, bytes]:
    """Make every font file that a style sheet of paper names."""
    made = {}
    for name in dict.fromkeys(re.findall(r"src:url\(([^)]+)\)", css)):
        if name in whole.fonts:
            made[name] = whole.fonts[name]
            continue
        stem, weight = re.fullmatch(r"(.+)-(\d{3})\.ttf", name).groups()  # type: ignore[union-attr]
        # Time stamps are kept as they were: two builds give the same bytes.
        font = TTFont(io.BytesIO(whole.fonts[f"{stem}.woff2"]), recalcTimestamp=False)
        font.flavor = None
        buffer = io.BytesIO()
        instancer.instantiateVariableFont(font, {"wght": int(weight)}).save(buffer)
        made[name] = buffer.getvalue()
    return made


def lay(whole: Whole, sheet: Sheet, folder: Path, pages: Mapping[str, int]) -> Path:
    """Write the document with its style and fonts into a folder.

    Parameters
    ----------
    whole: the bound book.
    sheet: the paper.
    folder: where to write.
    pages: the page on which each page of the book begins, by its place; empty when that is not known yet.

    Returns the document.
    """
    css = style(whole, sheet)
    for name, content in fonts(whole, css).items():
        if not (folder / name).exists():
            (folder / name).write_bytes(content)
    (folder / "paper.css").write_text(fonts_replaced(css, {}), "utf-8")
    document = folder / "paper.html"
    document.write_text(_document(whole, sheet, pages), "utf-8")
    return document


def _document(whole: Whole, sheet: Sheet, pages: Mapping[str, int]) -> str:
    whole = deepcopy(whole)
    opening = Markup("")
    ends = []
    for leaf in whole.leaves:
        unfold(leaf)
        ends += [] if pages else _probes(leaf)
        if leaf.front and (found := leaf.body.xpath(f".//header[{classes('opening')}]")):
            opening = written(found[0])
            found[0].drop_tree()
    status = whole.status
    return templates().get_template("paper.html").render(
        whole=whole,
        about=whole.about,
        opening=opening,
        status=written(status) if status is not None else "",
        sheet=sheet.name,
        style="paper.css",
        pages={anchor: str(number) for anchor, number in pages.items()},
        ends=ends,
    )


def _probes(leaf: Leaf) -> list[str]:
    """Mark where the drawings of each figure begin and end, so that a first print tells whether one is cut.

    Returns the marks, which a browser puts into a PDF when something links to them.
    """
    found = []
    for figure in leaf.body.xpath(f".//figure[@id and ({classes('figure')})]"):
        for pictures in figure.xpath(f".//div[{classes('pictures')}]"):
            begin, end = (html.Element("i", {"class": "probe", "id": f"{figure.get('id')}-{name}"}) for name in PROBES)
            begin.tail, pictures.text = pictures.text, None
            pictures.insert(0, begin)
            pictures.append(end)
            found += [f"{figure.get('id')}-heading", begin.get("id"), end.get("id")]
    return found
