"""The cover as a picture, for the shelves of e-book readers: wordmark, title, edition, the signs of the book."""

from __future__ import annotations

from lxml import etree, html

from explainer.build.editions.about import About
from explainer.charts import theme
from explainer.charts.measure import wrap
from explainer.figures.draw import png
from explainer.figures.svg import SVG
from explainer.site import tokens
from explainer.site.page_header import marks_key

WIDTH, HEIGHT, MARGIN = 1600, 2400, 130
_MARK_SCALE = 3.4
# Where the wordmark begins.
_TOP = 520


def cover_svg(about: About) -> str:
    """Draw the cover.

    Parameters
    ----------
    about: the book.
    """
    colours = tokens.colours(tokens.LIGHT)
    ink, muted, rule = colours["field-ink"], colours["field-muted"], colours["field-rule"]
    size = {"width": str(WIDTH), "height": str(HEIGHT), "viewBox": f"0 0 {WIDTH} {HEIGHT}"}
    root = etree.Element("svg", {"xmlns": SVG, **size})
    etree.SubElement(root, "rect", width="100%", height="100%", fill=colours["field"])
    low = _wordmark(root, about, ink)
    low = _words(root, about.subtitle, low + 110, 74, ink, "400")
    _words(root, about.author, low + 60, 40, muted, "400")
    _line(root, HEIGHT - 420, rule)
    _marks(root, HEIGHT - 360, ink, rule)
    if about.edition.date:
        _words(root, f"Edition of {about.edition.words}", HEIGHT - 210, 40, muted, "400")
    return etree.tostring(root, encoding="unicode")


def cover_png(about: About) -> bytes:
    """Give the cover as a PNG.

    Parameters
    ----------
    about: the book.
    """
    return png(cover_svg(about), scale=1)


def _wordmark(root: etree._Element, about: About, ink: str) -> float:
    """Set the short name; give its lower edge."""
    if not about.wordmark:
        return _words(root, about.brand, 480, 220, ink, "700")
    mark = etree.fromstring(about.wordmark)
    left, top, width, height = (float(number) for number in mark.get("viewBox").split())
    scale = (WIDTH - 2 * MARGIN) / width
    moved = f"translate({MARGIN - left * scale:.2f} {_TOP - top * scale:.2f}) scale({scale:.4f})"
    group = etree.SubElement(root, "g", transform=moved)
    for shape in mark:
        outline = "outline" in shape.get("class", "")
        look = {"fill": ink}
        if outline:
            look = {"fill": "none", "stroke": ink, "stroke-width": "15", "stroke-linejoin": "round"}
        etree.SubElement(group, etree.QName(shape).localname, {"d": shape.get("d", "")} | look)
    return _TOP + height * scale


def _words(root: etree._Element, words: str, top: float, size: float, fill: str, weight: str) -> float:
    for line in wrap(words, WIDTH - 2 * MARGIN, size, weight >= "600", balance=False) if words else []:
        top += size * 1.25
        look = {"x": str(MARGIN), "y": f"{top:.1f}", "font-size": f"{size:g}", "font-weight": weight, "fill": fill}
        element = etree.SubElement(root, "text", {**look, "font-family": theme.SANS})
        element.text = line
    return top


def _line(root: etree._Element, y: float, colour: str) -> None:
    etree.SubElement(root, "rect", x=str(MARGIN), y=f"{y:g}", width=str(WIDTH - 2 * MARGIN), height="3", fill=colour)


def _marks(root: etree._Element, top: float, ink: str, rule: str) -> None:
    """Set the signs of the notation in a row; their meaning stands in the book."""
    looks = {
        "firm": {"fill": ink},
        "open": {"fill": "none", "stroke": ink, "stroke-width": "2.5"},
        "faint": {"fill": rule, "stroke": ink, "stroke-width": "1.5"},
    }
    signs = html.fragment_fromstring(marks_key()).xpath(".//svg")
    step = (WIDTH - 2 * MARGIN - 26 * _MARK_SCALE) / max(1, len(signs) - 1)
    for place, sign in enumerate(signs):
        moved = f"translate({MARGIN + place * step:.1f} {top:g}) scale({_MARK_SCALE})"
        group = etree.SubElement(root, "g", transform=moved)
        for shape in sign:
            plain = {name: value for name, value in shape.attrib.items() if name != "class"}
            etree.SubElement(group, shape.tag, plain | looks.get(shape.get("class", ""), {}))
