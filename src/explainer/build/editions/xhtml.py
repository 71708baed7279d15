"""From the site's HTML to XHTML: the same elements, each in its namespace, closed as XML wants it."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement
from markupsafe import Markup

from explainer.figures.svg import SVG

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
OPS = "http://www.idpf.org/2007/ops"
_XLINK = "http://www.w3.org/1999/xlink"
_TYPE = "epub-type"


def say_type(element: HtmlElement, type: str) -> None:
    """Tell an e-book reader what an element is (https://www.w3.org/TR/epub-ssv-11/); written as `epub:type`."""
    element.set(_TYPE, type)


def xhtml(element: HtmlElement) -> Markup:
    """Write an element as XHTML."""
    made = _made(element, XHTML)
    etree.cleanup_namespaces(made, top_nsmap={None: XHTML, "epub": OPS}, keep_ns_prefixes=["epub"])
    written = etree.tostring(made, encoding="unicode", with_tail=False)
    # The page that it stands in says both namespaces already.
    return Markup(written.replace(f' xmlns="{XHTML}"', "", 1).replace(f' xmlns:epub="{OPS}"', "", 1))


def _made(element: HtmlElement, space: str) -> etree._Element:
    space = {"svg": SVG, "math": MATHML}.get(element.tag, space)
    made = etree.Element(f"{{{space}}}{element.tag}", nsmap={None: space})
    for name, value in element.attrib.items():
        if name == _TYPE:
            made.set(f"{{{OPS}}}type", value)
        elif name == "href" and space == SVG:
            # SVG 1.1's way, which every reader knows.
            made.set(f"{{{_XLINK}}}href", value)
        else:
            made.set(name, value)
    made.text, made.tail = element.text, element.tail
    made.extend(_made(child, space) for child in element if isinstance(child.tag, str))
    return made
