"""What cells put out, made fit for a page: tables scroll, pictures have words, and nothing vanishes without a word."""

from __future__ import annotations

import json
import re
import sys
from typing import Any, ClassVar

import tinycss2.color4
from docutils import nodes
from lxml import html
from sphinx.util import logging

from explainer.figures.plain_chart import CHART_MIME, drawn, specification
from explainer.figures.record import MIME
from explainer.model import Json
from explainer.site.content.charts import chart

logger = logging.getLogger(__name__)
_LOOKS = ("style", "border", "bgcolor", "align", "valign", "width", "height")
# How pandas writes that there is no value.
_NUMBER = re.compile(r"[-+−]?[\d,. ]+(?:e[-+]?\d+)?|–|\.\.\.|[-+]?inf")
_NOTHING = ("NaN", "NaT", "None", "<NA>")
_SEEN = {"img", "svg", "video", "audio", "hr", "math", "meter", "progress"}
_PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif")
_TEXTS = ("text/html", "text/markdown", "text/latex", "text/plain")
# A colour of letters, in a look; and what is another one each time a cell runs.
_COLOUR = re.compile(r"((?:^|[;{])\s*color\s*:\s*)([^;!}]+)")
_BY_RUN = re.compile(r"\bat 0x[0-9a-f]{6,}|^Wall time:", re.MULTILINE)
_ELSE = "or give the cell the tag `remove-output`"
# What asks for scripts, by a word in its type or its HTML: what it is, and the way out.
_ASKS = {
    "plotly": ("a Plotly figure", "save its picture once with `write_image`, for {figure}, or draw it with Altair"),
    "bokeh": ("a Bokeh plot", "save its picture once with `export_png`, for {figure}, or draw it with Altair"),
    "widget": ("a widget", f"show what it shows for one choice, {_ELSE}"),
    "leaflet": ("a Leaflet map", "draw it with `GeoDataFrame.plot` or with Altair's `mark_geoshape`"),
    "iframe": ("a frame with another page in it", "link to that page instead"),
    "javascript": ("what JavaScript shows", f"show its result as text, a table or a picture, {_ELSE}"),
    "script": ("something drawn by a script", f"show it as a table or a picture, {_ELSE}"),
}


class OutputRenderer:
    """MyST-NB asks this for every form of every output, by the entry point group `myst_nb.mime_renderers`."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [
        # A formula before the picture of it that SymPy puts out too.
        ("*", CHART_MIME, 0), ("*", "text/latex", 35), ("*", "application/json", 95)
    ]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """Give the nodes for one form of an output, [] to leave it to another form, None to leave it to MyST-NB.

        Parameters
        ----------
        renderer: MyST-NB's element renderer, at work on one page.
        data: the output in one form.
        inline: True within a line of text.
        """
        if "explainer.extension" not in renderer.renderer.sphinx_env.app.extensions:
            return None  # a book that only has this package installed
        kind = data.mime_type
        where, forms = Where(renderer, data), _forms(renderer, data)
        if kind == MIME or MIME in forms:
            return None if kind == MIME else []
        if kind in _PICTURES:
            return [_picture(renderer, data, where)]
        if kind == CHART_MIME:
            return chart(renderer.renderer.sphinx_env, data.content, where)
        if spec := specification(kind, data.content):
            # Only a stored output that the build did not run is not drawn yet.
            return chart(renderer.renderer.sphinx_env, drawn(spec), where)
        if kind == "text/html":
            return _html(data.string, forms, where, inline=inline)
        if kind in _TEXTS:
            if not set(forms) - {"text/plain"} and (found := _BY_RUN.search(data.string)):
                where.remark(f"{found[0]}… is different each time the cell runs: end its last line with `;`")
            return None
        if set(forms) & {*_PICTURES, *_TEXTS[:3]} - {kind, "text/html"} or _is_seen(forms.get("text/html", "")):
            return []
        if kind == "application/json":
            written = json.dumps(data.content, indent=2, ensure_ascii=False)
            return [nodes.literal_block(written, written, language="json")]
        if "text/html" not in forms:  # which says so itself
            where.refuse(kind)
        return []


class Where:
    """The place of an output: the page's file, the line of its cell, the cell's number."""

    def __init__(self, renderer: Any, data: Any) -> None:
        """Find it; `renderer` and `data` as in `OutputRenderer.handle_mime`."""
        env = renderer.renderer.sphinx_env
        self.docname, self.file, self.line, self.cell = env.docname, env.doc2path(env.docname, base=False), None, 0
        if data.cell_index is not None:
            notebook, at = renderer.renderer.nb_client.notebook, data.cell_index
            self.cell = sum(cell.cell_type == "code" for cell in notebook.cells[: at + 1])
            # The line after the cell's fence; a notebook file has no lines that anybody counts.
            self.line = int(notebook.metadata["source_map"][at]) + 1 if "source_map" in notebook.metadata else None

    def refuse(self, asks: str) -> None:
        """Stop the build for an output of which nothing would be seen; `asks` is its type or its HTML."""
        found = next((said for word, said in _ASKS.items() if word in asks.lower()), None)
        if found:
            self.warn(f"{found[0]} needs scripts, which this site does not run: {found[1]}")
        elif asks.startswith(("application/", "image/", "text/")):
            self.warn(f"an output of the kind {asks} cannot be shown: show it as text, a table or a picture, {_ELSE}")
        else:
            self.warn(f"the output would leave nothing on the page: show it as text, a table or a picture, {_ELSE}")

    def warn(self, message: str) -> None:
        """Stop the build with a message."""
        cell = f"cell {self.cell}: " if self.cell else ""
        logger.warning("%s%s", cell, message, location=(self.docname, self.line), type="explainer")

    def remark(self, message: str) -> None:
        """Say something that does not stop the build."""
        parts = [self.file, f"line {self.line}" if self.line else "", f"cell {self.cell}" if self.cell else ""]
        print(f"{', '.join(filter(None, parts))}: {message}", file=sys.stderr)


def _forms(renderer: Any, data: Any) -> Json:
    """Give every form of the output, by its type; none for what `glue` has put somewhere else."""
    if data.cell_index is None or data.output_index is None:
        return {}
    _, outputs = renderer.renderer.nb_client.code_cell_outputs(data.cell_index)
    found = outputs[data.output_index].get("data", {}) if data.output_index < len(outputs) else {}
    return {kind: "".join(value) if isinstance(value, list) else value for kind, value in found.items()}


def _picture(renderer: Any, data: Any, where: Where) -> nodes.Element:
    [image] = renderer.render_image(data)
    size = data.output_metadata.get(data.mime_type) or {}
    for name in ("width", "height"):
        if name in size and name not in image:
            image[name] = f"{size[name]}px"
    if not image.get("alt"):
        image["alt"] = f"Picture made by code cell {where.cell}" if where.cell else "Picture made by the code"
        where.remark("the picture has no text for those who cannot see it: the cell's `mystnb: image: alt:`")
    return image


def _html(written: str, forms: Json, where: Where, *, inline: bool) -> list[nodes.Element] | None:
    if not _is_seen(written):
        if not set(forms) & {*_PICTURES, "text/markdown", "text/latex"}:
            where.refuse(written)
        return []
    if inline:
        return None
    return [nodes.raw("", clean(written), format="html", classes=["output", "text_html"])]


def _is_seen(written: object) -> bool:
    """Tell whether HTML shows anything without its scripts."""
    if not isinstance(written, str) or not written.strip():
        return False
    root = html.fragment_fromstring(written, create_parent="div")
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "noscript", "template", "iframe"):
            element.drop_tree()
    return not re.search("Make this Notebook Trusted", written) and bool(
        root.text_content().strip() or any(element.tag in _SEEN for element in root.iter())
    )


def clean(written: str) -> str:
    """Make HTML that a library wrote fit the page: no scripts, tables that scroll, plain frames as this book sets them.

    Parameters
    ----------
    written: the HTML, as pandas writes a frame, for example. Looks that say something (a Styler's) stay.
    """
    root = html.fragment_fromstring(written, create_parent="div")
    frames = [table for table in root.iter("table") if "dataframe" in table.get("class", "").split()]
    plain = {element for table in frames for element in table.iter()}
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag == "script" or "scoped" in element.attrib:
            element.drop_tree()
            continue
        _mix_colour(element)
        for name in list(element.attrib):
            if name.startswith("on") or (element in plain and name in _LOOKS):
                del element.attrib[name]
    for table in root.iter("table"):
        _set_table(table)
        if table in plain:
            _align_numbers(table)
    for number, table in enumerate(list(root.iter("table")), 1):
        scroll = html.Element("div", {"class": "scroll", "tabindex": "0", "role": "region"})
        scroll.set("aria-label", f"Table {number}")
        scroll.tail, table.tail = table.tail, None
        table.getparent().replace(table, scroll)
        scroll.append(table)
    return html.tostring(root, encoding="unicode")


def _mix_colour(element: html.HtmlElement) -> None:
    """Mix the colour of letters with the page's ink where they stand on the page's ground, which may be dark."""

    def mixed(found: re.Match[str]) -> str:
        known = tinycss2.color4.parse_color(found[2].strip())
        own = known is None or known == "currentcolor"
        return found[0] if own else f"{found[1]}color-mix(in oklab,{found[2].strip()} 60%,var(--ink))"

    if element.tag == "style" and element.text and "background" not in element.text:
        element.text = _COLOUR.sub(mixed, element.text)
    grounds = (one.get("style", "") for one in (element, *element.iterancestors()))
    if "style" in element.attrib and not any("background" in ground for ground in grounds):
        element.set("style", _COLOUR.sub(mixed, element.get("style")))


def _set_table(table: html.HtmlElement) -> None:
    """Say which cells head what, and write nothing as a dash."""
    for head in table.iter("thead"):
        _one_row(head)
    for cell in table.iter("td", "th"):
        if cell.tag == "td" and cell.text in _NOTHING:
            cell.text = "–"
        if cell.tag == "th" and not cell.text_content().strip():
            # The corner above the row names heads nothing.
            cell.tag = "td"
        elif cell.tag == "th" and "scope" not in cell.attrib:
            cell.set("scope", "col" if next(cell.iterancestors("thead"), None) is not None else "row")


def _align_numbers(table: html.HtmlElement) -> None:
    """Set the columns of a plain frame that hold numbers only to the right, with their heads."""
    rows = [list(row) for row in table.iter("tr")]
    body = [[cell for cell in row if cell.tag == "td"] for part in table.iter("tbody") for row in part.iter("tr")]
    width = min(map(len, body), default=0)
    for back in range(1, width + 1):
        if all(_NUMBER.fullmatch(row[-back].text_content().strip()) for row in body):
            for row in rows:
                if len(row) >= back and not row[-back].get("colspan"):
                    row[-back].classes.add("number")


def _one_row(head: html.HtmlElement) -> None:
    """Name the rows' own column beside the others: pandas writes its name into a second row, alone."""
    rows = list(head.iter("tr"))
    if len(rows) != 2:
        return
    names, alone = ([cell.text_content().strip() for cell in row] for row in rows)
    if len(names) == len(alone) and not names[0] and alone[0] and not any(alone[1:]):
        rows[0][0].text = alone[0]
        rows[1].drop_tree()
