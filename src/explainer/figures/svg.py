"""An SVG as Vega writes it, made fit to stand in a page: named, linked, light, strict and the same in every build.

Decimals are cut at the second place, of long paths such as a map's at the first, and what follows a long path's first
point is written as steps from point to point: finer than any screen, and a third of the bytes.

Vega's SVG has no name, numbers its clips and gradients with a counter that never starts anew, turns every href into an
address on its own site, and gives every container a role of its own. All of that is set right here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from lxml import etree
from markupsafe import escape

SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_URL = re.compile(r"url\(['\"]?#([^)'\"]+)['\"]?\)")
_MARK = re.compile(r"#[a-z]+-.+$")
_LINKED = re.compile(r'<a href="#([a-z]+)-([^"]+)"([^>]*)>(.*?)</a>', re.DOTALL)
# A layer named `step2_…` is there from step 2 on, one named `step2to3_…` in steps 2 and 3.
_STEP = re.compile(r"\bstep(\d+)(?:to(\d+))?_")
_VARIABLE = re.compile(r"var\((--chart-[a-z0-9]+)\)")
_DECIMALS = re.compile(r"\d+\.\d{2,}(?!\d*e)")
_LONG = 400
_POLYGONS = re.compile(r"(M[-\d.]+,[-\d.]+(L[-\d.]+,[-\d.]+)*Z?)+")
_DRAWN = {"d", "transform", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "cx", "cy", "r"}
# What a drawing has anyway when nothing is said.
_DEFAULTS = {
    "opacity": "1", "fill-opacity": "1", "stroke-opacity": "1", "stroke-width": "1", "font-weight": "normal",
    "font-style": "normal", "transform": "translate(0,0)",
}  # fmt: skip
_NOTHING = "M0,0h0v0h0Z"
_DROPPED = {"class", "style", "aria-roledescription", "role", "version"}

#: What a drawing is called until its page gives it a number.
NAME = "Drawing"

Link = Callable[[str, str], str | None]
"""Gives the address for a mark's kind and id ("claim", "poll-no"), None for a mark that leads nowhere."""


def clean(svg: str, prefix: str, description: str) -> str:
    """Give an SVG for a page. Its marks link to "#kind-id"; `addressed` puts addresses in their place.

    Parameters
    ----------
    svg: the drawing as vl-convert writes it.
    prefix: start of every id in it, unique on the page.
    description: its text for those who do not see it.

    Raises ValueError when the drawing is not SVG.
    """
    try:
        root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, remove_comments=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not an SVG: {error}") from error
    for element in list(root.iter(etree.Element)):
        _clean(element)
    _prune(root)
    _link(root)
    _shorten(root)
    _renumber(root, prefix)
    _hoist_font(root)
    _name(root, prefix, description)
    # Without namespaces: inside HTML the tag `svg` says it all.
    for element in root.iter(etree.Element):
        element.tag = _tag(element)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def addressed(cleaned: str, link: Link, name: str = NAME) -> str:
    """Put an address in the place of every "#kind-id" and give the drawing its name; a mark without one is no link."""

    def linked(found: re.Match[str]) -> str:
        href = link(found[1], found[2])
        return f'<a href="{escape(href)}"{found[3]}>{found[4]}</a>' if href else f"<g>{found[4]}</g>"

    return _LINKED.sub(linked, cleaned).replace(f">{NAME}</title>", f">{escape(name)}</title>", 1)


def part(cleaned: str) -> etree._Element:
    """Give a drawing to be set into another: its name and its text, two elements first in it, are taken off it."""
    root = etree.fromstring(addressed(cleaned, lambda kind, id: None))
    for name in ("role", "aria-labelledby", "aria-describedby"):
        root.attrib.pop(name, None)
    del root[:2]
    return root


def size(cleaned: str) -> tuple[float, float]:
    """Give a drawing's width and height in pixels."""
    start = cleaned[: cleaned.index(">")]
    width, height = (re.search(rf'\b{name}="([\d.]+)"', start) for name in ("width", "height"))
    if not width or not height:
        raise ValueError("the drawing has no size")
    return float(width[1]), float(height[1])


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname


def _clean(element: etree._Element) -> None:
    """Drop what a page must not carry (scripts, styles) and what says nothing (classes, roles of containers)."""
    if _tag(element) in ("script", "style", "foreignObject"):
        return _remove(element)
    kind = element.get("class", "")
    labelled = "aria-label" in element.attrib and element.get("role") == "graphics-symbol"
    if "role-axis" in kind:
        # The table says it better than "a time scale with values from Monday, 12:00:00 AM".
        element.set("aria-hidden", "true")
        element.attrib.pop("aria-label", None)
        labelled = False
    if step := _STEP.search(kind):
        element.set("data-step", "-".join(filter(None, step.groups())))
    for name in list(element.attrib):
        if name in _DROPPED or name.startswith("on") or _DEFAULTS.get(name) == element.get(name):
            del element.attrib[name]
    if labelled:
        # A mark or a legend that speaks is an image.
        element.set("role", "img")
    if size := element.get("font-size"):
        element.set("font-size", size.removesuffix("px"))


def _prune(root: etree._Element) -> None:
    """Remove what is never seen: hidden labels, empty backgrounds, containers of nothing."""
    for element in list(root.iter(etree.Element)):
        if element.get("display") == "none" or (_tag(element) == "text" and element.get("opacity") == "0"):
            _remove(element)
    for element in reversed(list(root.iterdescendants(etree.Element))):
        tag, look = _tag(element), set(element.attrib)
        bare = element.get("aria-hidden") == "true" and not {"fill", "stroke"} & look
        # Vega writes a shape that lies outside the map, or has no room, as a path without a way.
        nothing = tag == "path" and (bare or element.get("d") in (None, "", _NOTHING))
        if nothing or (tag in ("a", "g", "defs") and not len(element)):
            _remove(element)
        elif tag == "g" and not look:
            # A bare container's children take its place.
            parent = element.getparent()
            place = parent.index(element)
            parent[place : place + 1] = list(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _link(root: etree._Element) -> None:
    """Name every mark's link instead of the shape in it; what links to no row is no link.

    Several shapes often draw one datum (a bar, its ends, its label): the first is the stop of the Tab key, the others
    can still be clicked.
    """
    seen: set[tuple[str, str]] = set()
    for anchor in list(root.iter(f"{{{SVG}}}a")):
        found = _MARK.search(anchor.get(_XLINK) or anchor.get("href") or "")
        anchor.attrib.pop(_XLINK, None)
        if not found:
            anchor.attrib.clear()
            anchor.tag = f"{{{SVG}}}g"
            continue
        label, href = "", found[0]
        hidden = anchor.xpath("ancestor::*[@aria-hidden='true']")
        for shape in anchor.iter(etree.Element):
            label = label or shape.get("aria-label", "")
            for name in ("aria-label", "role"):
                shape.attrib.pop(name, None)
        anchor.attrib.clear()
        anchor.set("href", href)
        label = label or "".join(anchor.itertext()).strip()
        if hidden or not label or (href, label) in seen:
            anchor.set("tabindex", "-1")
            anchor.set("aria-hidden", "true")
        else:
            anchor.set("aria-label", label)
            seen.add((href, label))


def _shorten(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        for name in _DRAWN & set(element.attrib):
            drawn = element.get(name, "")
            places = 1 if len(drawn) > _LONG else 2
            cut = lambda found, places=places: f"{float(found.group()):.{places}f}".rstrip("0").rstrip(".")  # noqa: E731
            drawn = _DECIMALS.sub(cut, drawn)
            element.set(name, _stepped(drawn) if places == 1 and _POLYGONS.fullmatch(drawn) else drawn)


def _stepped(path: str) -> str:
    """Write a path of straight lines as steps of tenths of a pixel; no error adds up, as each is between cut points."""
    parts = []
    for line in path.split("M")[1:]:
        points = [[round(float(number) * 10) for number in point.split(",")] for point in line.rstrip("Z").split("L")]
        steps = (f"{(x - a) / 10:g},{(y - b) / 10:g}" for (a, b), (x, y) in pairwise(points))
        start = f"M{points[0][0] / 10:g},{points[0][1] / 10:g}"
        parts.append(start + "".join(f"l{step}" for step in steps) + ("Z" if line.endswith("Z") else ""))
    return "".join(parts)


def _renumber(root: etree._Element, prefix: str) -> None:
    """Number ids from one in the order they stand, under the figure's own prefix, and follow their uses."""
    names = {element.get("id"): f"{prefix}-{n}" for n, element in enumerate(root.xpath("//*[@id]"), 1)}
    for element in root.iter(etree.Element):
        if "id" in element.attrib:
            element.set("id", names[element.get("id")])
        for name, value in element.attrib.items():
            if "url(" in value:
                element.set(name, _URL.sub(lambda found: f"url(#{names.get(found.group(1), found.group(1))})", value))


def _hoist_font(root: etree._Element) -> None:
    """Say the commonest font once, on the root."""
    fonts = Counter(element.get("font-family") for element in root.iter(f"{{{SVG}}}text"))
    fonts.pop(None, None)
    if not fonts:
        return
    common = max(fonts, key=lambda name: (fonts[name], name))
    for element in root.iter(f"{{{SVG}}}text"):
        if element.get("font-family") == common:
            del element.attrib["font-family"]
    root.set("font-family", common)


def _name(root: etree._Element, prefix: str, description: str) -> None:
    root.set("role", "group")
    root.set("aria-labelledby", f"{prefix}-title")
    root.set("aria-describedby", f"{prefix}-desc")
    for place, (tag, words) in enumerate((("title", NAME), ("desc", description))):
        element = etree.Element(f"{{{SVG}}}{tag}", id=f"{prefix}-{tag}")
        element.text = words
        root.insert(place, element)


def coloured(written: str, colours: dict[str, str]) -> str:
    """Put a colour in the place of every variable, for where no style sheet reaches.

    Raises KeyError for a variable that has no colour.
    """
    return _VARIABLE.sub(lambda found: colours[found.group(1)], written)
