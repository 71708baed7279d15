"""Code cells as a reader meets them: the result first, the code folded behind it, open to anybody.

A cell that follows a {try-it} keeps the order of a notebook, because there the code is what the reader changes.
"""

from __future__ import annotations

from docutils import nodes
from lxml import html
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from explainer.figures.record import MIME
from explainer.site.elements import box, make, words

# What the page's own policy would not apply, and what styles of another time set in attributes.
_FORBIDDEN = ("style", "border", "bgcolor", "align", "valign", "width", "height")
# How pandas writes that there is no value.
_NOTHING = ("NaN", "NaT", "None", "<NA>")


def fold_code(app: Sphinx, doctree: nodes.document) -> None:
    """Fold the code of every cell; what only prepares the next cell is folded with that one."""
    before: list[nodes.Node] = []
    for cell in _containers(doctree, "cell"):
        if _is_figure(cell):
            cell["classes"].append("wide")
        source = _part(cell, "cell_input")
        output = _part(cell, "cell_output")
        if source is None:
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
        cell.insert(0 if _in_question(cell) else len(cell), fold)


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


class CleanOutput(SphinxPostTransform):
    """Make the HTML that cells put out fit the page: no styles of its own, tables that scroll."""

    # After MyST-NB has chosen which form of an output to show (priority 4).
    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Work through one page."""
        for output in _containers(self.document, "cell_output"):
            for raw in list(output.findall(nodes.raw)):
                if "html" in raw.get("format", ""):
                    raw.replace_self(nodes.raw("", clean(raw.astext()), format="html"))


def clean(written: str) -> str:
    """Drop styles, scripts and looks from HTML that a library wrote, and let its tables scroll.

    Parameters
    ----------
    written: the HTML, as pandas writes a frame, for example.
    """
    root = html.fragment_fromstring(written, create_parent="div")
    for head in list(root.iter("thead")):
        _one_row(head)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in ("style", "script"):
            element.drop_tree()
            continue
        for name in list(element.attrib):
            if name in _FORBIDDEN or name.startswith("on"):
                del element.attrib[name]
        if element.tag == "td" and element.text in _NOTHING:
            element.text = "–"
        if element.tag == "th" and not element.text_content().strip():
            # The corner above the row names heads nothing.
            element.tag = "td"
        elif element.tag == "th" and "scope" not in element.attrib:
            element.set("scope", "col" if _in(element, "thead") else "row")
    for number, table in enumerate(list(root.iter("table")), 1):
        scroll = html.Element("div", {"class": "scroll", "tabindex": "0", "role": "region"})
        scroll.set("aria-label", f"Table {number}")
        scroll.tail, table.tail = table.tail, None
        parent = table.getparent()
        parent.replace(table, scroll)
        scroll.append(table)
    return html.tostring(root, encoding="unicode")


def _one_row(head: html.HtmlElement) -> None:
    """Name the rows' own column beside the others: pandas writes its name into a second row, alone."""
    rows = list(head.iter("tr"))
    if len(rows) != 2:
        return
    names, alone = ([cell.text_content().strip() for cell in row] for row in rows)
    if len(names) == len(alone) and not names[0] and alone[0] and not any(alone[1:]):
        rows[0][0].text = alone[0]
        rows[1].drop_tree()


def _in(element: html.HtmlElement, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None
