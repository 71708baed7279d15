"""Two plain building stones of a page: a box and a span, each an HTML element by its own name."""

from __future__ import annotations

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator


class box(nodes.General, nodes.Element):
    """A block element: `tag` is its name, `attributes_` its further attributes, children stand inside."""


class span(nodes.Inline, nodes.TextElement):
    """An inline element, made like a `box`."""


def make(tag: str, classes: str = "", *children: nodes.Node, **attributes: str) -> box:
    """Make a block element.

    Parameters
    ----------
    tag: its name.
    classes: its classes, with spaces between.
    children: what stands inside.
    attributes: further attributes; a `_` in a name is written as `-`.
    """
    made = box("", *children, classes=classes.split(), tag=tag)
    made["attributes_"] = {name.strip("_").replace("_", "-"): value for name, value in attributes.items()}
    return made


def words(tag: str, classes: str, *content: nodes.Node | str, **attributes: str) -> span:
    """Make an inline element from words and nodes; the parameters are those of `make`."""
    parts = [nodes.Text(part) if isinstance(part, str) else part for part in content]
    made = span("", "", *parts, classes=classes.split(), tag=tag)
    made["attributes_"] = {name.strip("_").replace("_", "-"): value for name, value in attributes.items()}
    return made


def paragraph(classes: str, *content: nodes.Node | str) -> box:
    """Make a paragraph from words and nodes."""
    return make("p", classes, words("", "", *content))


def html(written: str) -> nodes.raw:
    """Put finished HTML into a page."""
    return nodes.raw("", written, format="html")


def visit_element(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write the start of an element; one without a name is only its content."""
    if node["tag"]:
        suffix = "\n" if isinstance(node, box) else ""
        translator.body.append(translator.starttag(node, node["tag"], suffix, **node["attributes_"]))


def depart_element(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write the end of an element."""
    if node["tag"]:
        translator.body.append(f"</{node['tag']}>" + ("\n" if isinstance(node, box) else ""))
