"""Puts a paragraph and the notes it calls into one box, so that the notes can stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from explainer.site.notes import margin_note
from explainer.site.shell.nodes import box, make
from explainer.site.shell.opening import standfirst

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _group(app: Sphinx, doctree: nodes.document) -> None:
    for parent in [node for node in doctree.findall(nodes.Element) if _may_hold(node)]:
        children: list[nodes.Node] = []
        for child in list(parent.children):
            if not isinstance(child, margin_note) or not children:
                children.append(child)
            elif isinstance(children[-1], box) and "para" in children[-1]["classes"]:
                children[-1][-1] += child  # type: ignore[index]
            else:
                notes = make("div", "notes", child)
                children[-1] = make("div", "para", children[-1], notes)
        parent.children = []
        parent.extend(children)


def _may_hold(node: nodes.Element) -> bool:
    """Tell whether a box can stand here: not inside lists and tables, where a note follows its words."""
    if isinstance(node, nodes.section | standfirst):
        return True
    return isinstance(node, box) and bool({"answer", "try-question"} & set(node["classes"]))


def setup(app: Sphinx) -> None:
    """Group before the opening is put together."""
    app.connect("doctree-read", _group, priority=880)
