"""Two plain building stones of a page: a box and a span, each an HTML element by its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


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


def _open(translator: Any, node: nodes.Element) -> None:
    if node["tag"]:
        suffix = "\n" if isinstance(node, box) else ""
        translator.body.append(translator.starttag(node, node["tag"], suffix, **node["attributes_"]))


def _close(translator: Any, node: nodes.Element) -> None:
    if node["tag"]:
        translator.body.append(f"</{node['tag']}>" + ("\n" if isinstance(node, box) else ""))


def _pass(translator: Any, node: nodes.Element) -> None:
    """Leave only the words to editions without HTML."""


def setup(app: Sphinx) -> None:
    """Teach Sphinx to write them."""
    for node in (box, span):
        other = (_pass, _pass)
        app.add_node(node, html=(_open, _close), latex=other, text=other, man=other, texinfo=other)
