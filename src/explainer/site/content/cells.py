"""Code cells as a reader meets them: the result first, the code folded behind it, open to anybody.

A cell that follows a {try-it} keeps the order of a notebook, because there the code is what the reader changes. A book
whose lesson is the code shows it above its result, as Jupyter Book does: `explainer_code: shown`, for a single page
`code: shown` in its front matter, for a single cell the tag `show-input`; the tag `hide-input` folds it again.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from explainer.figures.record import MIME
from explainer.site.elements import box, make, words
from explainer.site.render import figure_node


def set_cells(app: Sphinx, doctree: nodes.document) -> None:
    """Set every cell as its tags say; the code of one that only prepares the next is folded with that one."""
    page = app.env.metadata.get(app.env.docname, {}).get("code", app.config.explainer_code)
    before: list[nodes.Node] = []
    for cell in _containers(doctree, "cell"):
        tags = {tag.replace("_", "-") for tag in cell.get("cell_metadata", {}).get("tags", [])}
        # MyST-NB would fold by these once more, by children that are elsewhere by then.
        cell.attributes.pop("hide_mode", None)
        if _is_figure(cell):
            cell["classes"].append("wide")
        source, output = _part(cell, "cell_input"), _part(cell, "cell_output")
        if output is not None:
            _set_output(cell, output, tags)
        if source is None:
            continue
        if (page == "shown" or "show-input" in tags) and not tags & {"hide-input", "hide-cell"}:
            continue
        cell.remove(source)
        code, before = [*before, *source.children], []
        if output is None and _is_cell(cell.next_node(descend=False, siblings=True)):
            before = code
            cell.parent.remove(cell)
            continue
        lines = sum(bool(line.strip()) for part in code for line in part.astext().splitlines())
        fold = make(
            "details",
            "code",
            make("summary", "", words("", "", _title(output), ", ", words("span", "lines", _count(lines)))),
            *code,
        )
        drawn = next(iter(output.findall(figure_node)), None) if output is not None else None
        if drawn is not None:
            # Behind the figure's files, in the row under it.
            drawn += fold
        else:
            cell.insert(0 if _in_question(cell) else len(cell), fold)


def _set_output(cell: nodes.Element, output: nodes.Element, tags: set[str]) -> None:
    """Fold an output, or let it scroll in a box of its own."""
    if tags & {"hide-output", "hide-cell"}:
        summary = make("summary", "", words("", "", "The result"))
        output.children, fold = [], make("details", "output-fold", summary, *output.children)
        output += fold
    elif tags & {"scroll-output", "output-scroll"} or "config_scroll_outputs" in cell["classes"]:
        keys = {"tabindex": "0", "role": "group", "aria_label": "Long result"}
        output.children, region = [], make("div", "scroll-output", *output.children, **keys)
        output += region


def _part(cell: nodes.Element, name: str) -> nodes.Element | None:
    parts = (child for child in cell.children if isinstance(child, nodes.container))
    return next((part for part in parts if name in part["classes"]), None)


def _containers(root: nodes.Element, name: str) -> list[nodes.container]:
    return [node for node in root.findall(nodes.container) if name in node["classes"]]


def _is_cell(node: nodes.Node | None) -> bool:
    return isinstance(node, nodes.container) and "cell" in node["classes"]


def _title(output: nodes.Element | None) -> str:
    if output is None:
        return "Code that prepares what follows"
    return "The code of this figure" if _is_figure(output) else "The code of this result"


def _is_figure(part: nodes.Element) -> bool:
    return any(node.get("mime_type") == MIME for node in part.findall(nodes.container))


def _count(lines: int) -> str:
    return f"{lines} line{'' if lines == 1 else 's'} of Python"


def _in_question(cell: nodes.Element) -> bool:
    return isinstance(cell.parent, box) and "try-it" in cell.parent["classes"]
