"""Where MyST-NB hands over: a cell's figure becomes a node of the page.

MyST-NB finds this class through the entry point group `myst_nb.mime_renderers`
(https://myst-nb.readthedocs.io/en/latest/render/format_code_cells.html).
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from explainer.figures.record import MIME, FigureRecord
from explainer.site.domain import domain
from explainer.site.figure_files import CODE, FigureFiles

logger = logging.getLogger(__name__)


class figure_node(nodes.General, nodes.Element):
    """The place of a figure, by its `id` and `docname`."""


class FigureRenderer:
    """Turns the figure's MIME type into a `figure_node`, before any other form of the same output."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("*", MIME, 0)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """Give the nodes for one output, None when it is not a figure.

        Parameters
        ----------
        renderer: MyST-NB's element renderer, at work on one page.
        data: the output; `content` is what the kernel sent.
        inline: True where a figure cannot stand.
        """
        if data.mime_type != MIME or inline:
            return None
        env = renderer.renderer.sphinx_env
        return [read_figure(env, env.docname, FigureRecord.from_json(data.content))]


def read_figure(env: BuildEnvironment, docname: str, record: FigureRecord) -> figure_node:
    """Make the node of a figure; remember the figure and what it rests on."""
    known = domain(env).figures.get(record.id)
    if known:
        message = "two figures are called %r: here and in %s"
        logger.error(message, record.id, known.docname, location=docname, type="explainer")
    title = record.plain("title")
    for told in record.rests_on:
        # What a derived amount is worked out from is used with it.
        for key in ((told.kind, told.id), *told.parts):
            domain(env).add_use(docname, key, f"figure-{record.id}", title)
    domain(env).page(docname).figures[record.id] = record
    return figure_node("", id=record.id, docname=docname)


def visit_figure(translator: HTML5Translator, node: figure_node) -> None:
    """Put a figure's HTML where its node stands, the node's children into the last of its folds."""
    record = domain(translator.builder.env).page(node["docname"]).figures[node["id"]]
    level = min(6, max(2, translator.section_level + 1))
    before, _, node["after"] = FigureFiles(translator.builder, node["docname"], record).html(level).partition(CODE)
    translator.body.append(before)


def depart_figure(translator: HTML5Translator, node: figure_node) -> None:
    """Write the rest of a figure's HTML."""
    translator.body.append(node["after"])
