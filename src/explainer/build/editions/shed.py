"""Take away what works on a site only: scripts, buttons, forms, files to take along, ways to the neighbours."""

from __future__ import annotations

from lxml.html import HtmlElement

from explainer.build.editions.leaves import Leaf, classes

#: Elements that ask for a script or a server.
TAGS = ("script", "noscript", "button", "form", "iframe", "input", "select", "textarea", "output", "template", "object")
#: Boxes that only a site can fill. `site-only` is for whatever a page wants to keep out of editions.
BOXES = ("site-only", "figure-range", "downloads", "neighbours", "claim-filter", "permalink", "copy", "live")
#: Attributes through which scripts find their work.
_HANDLES = ("data-script", "data-figure", "data-copy", "data-copy-place", "data-runtime")


def shed(leaf: Leaf) -> None:
    """Shed them from one page."""
    tags = " or ".join(f"self::{tag}" for tag in TAGS)
    for element in leaf.body.xpath(f".//*[{tags} or {classes(*BOXES)}]"):
        if element.getparent() is not None:
            element.drop_tree()
    # The parser takes a place to break (<wbr>) for a box around what follows, which no e-book reader would.
    for element in list(leaf.body.iter("wbr")):
        element.drop_tag()
    for element in leaf.body.iter():
        if not isinstance(element.tag, str):
            continue
        for name in _HANDLES:
            element.attrib.pop(name, None)
        # The page's own policy forbids these anyway.
        for name in [name for name in element.attrib if name.startswith("on") or name == "style"]:
            del element.attrib[name]


def comments(root: HtmlElement) -> None:
    """Take the comments out."""
    for comment in root.xpath(".//comment()"):
        comment.drop_tree()
