"""Look at what is made for sharing: the book's address, pictures for links, figures' own pages, styles in a page."""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml.html import HtmlElement

from explainer.model.faults import Fault

#: What a share image measures, in pixels.
CARD = (1200, 630)
_POLICY = "//meta[@http-equiv='Content-Security-Policy']/@content"


def address(trees: Mapping[str, HtmlElement]) -> tuple[str, list[Fault]]:
    """Read the book's own address from the pages that name theirs; "" when none does.

    Parameters
    ----------
    trees: pages by their name inside the site.

    Returns it, and a fault for every page that names another.
    """
    found, faults = "", []
    for name, tree in trees.items():
        for given in tree.xpath("//link[@rel='canonical']/@href"):
            base = str(given).removesuffix(name)
            found = found or base
            if base == given or base != found:
                faults.append(Fault(name, "", "link canonical", f"is not this page’s address in the book: {given}"))
    return found, faults


def allowed(tree: HtmlElement, style: str) -> bool:
    """Tell whether a page's policy names a style sheet that stands in it, by its hash."""
    policy = " ".join(map(str, tree.xpath(_POLICY)))
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy


def png_size(path: Path) -> tuple[int, int] | None:
    """Read a PNG's width and height from its first chunk; None when it is no PNG."""
    head = path.read_bytes()[:24]
    return struct.unpack(">II", head[16:24]) if head[:8] == b"\x89PNG\r\n\x1a\n" and len(head) == 24 else None


def card(name: str, tree: HtmlElement, base: str, site: Path) -> Iterator[Fault]:
    """A page's picture for links is there, as large as the page says, and has a text."""
    said = {one.get("property") or one.get("name"): one.get("content") or "" for one in tree.iter("meta")}
    image = said.get("og:image")
    if image is None:
        return
    path = site / image.removeprefix(base)
    if not base or not image.startswith(base) or not path.is_file():
        yield Fault(name, "", "og:image", f"is no picture of this site: {image}")
        return
    measured = (said.get("og:image:width"), said.get("og:image:height"))
    if png_size(path) != CARD or measured != tuple(map(str, CARD)):
        yield Fault(name, "", "og:image", f"must measure {CARD[0]} by {CARD[1]} pixels, and say so: {image}")
    if not said.get("og:image:alt", "").strip():
        yield Fault(name, "", "og:image:alt", "is missing: what the picture shows")


def own_page(name: str, tree: HtmlElement, figure: str) -> Iterator[Fault]:
    """A figure's own page has its drawing, its source, what it does not show, and the way to its chapter."""
    if not tree.xpath("//figure//*[local-name()='svg'][.//*[local-name()='path' or local-name()='text']]"):
        yield Fault(name, f"figure {figure}", "", "it has no drawing")
    for part, words in (("source", "its source"), ("not-shown", "what it does not show")):
        said = " ".join(tree.xpath("string(//p[@class=$part])", part=part).split())
        if not re.sub(r"^(Source|What this does not show) ?", "", said):
            yield Fault(name, f"figure {figure}", "", f"does not carry {words}")
    if not tree.xpath("//a[substring-after(@href, '#')=$place]", place=f"figure-{figure}"):
        yield Fault(name, f"figure {figure}", "", "has no link to its chapter")
