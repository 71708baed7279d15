"""Where MyST-NB hands over: a cell's figure becomes a node of the page.

MyST-NB finds this class through the entry point group `myst_nb.mime_renderers`
(https://myst-nb.readthedocs.io/en/latest/render/format_code_cells.html).
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinx.util import logging

from explainer.model.faults import Faults
from explainer.references import phrases
from explainer.site import memory
from explainer.site.figure_html import witnesses

MIME = "application/vnd.explainer.figures.figure+json"
logger = logging.getLogger(__name__)


class figure_node(nodes.General, nodes.Element):
    """A figure of the explainer: what the kernel sent, and its words as children for the search."""


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
        place = (env.doc2path(env.docname), data.line)
        try:
            return [read_figure(env, env.docname, data.content)]
        except Faults as error:
            for fault in error.faults:
                logger.error(str(fault), location=place, type="explainer")
        except KeyError as error:
            logger.error("figure %r: no row %s", data.content.get("id"), error, location=place, type="explainer")
        return []


def read_figure(env: Any, docname: str, payload: dict[str, Any]) -> figure_node:
    """Make the node of a figure and remember what it rests on.

    Raises Faults for a look-up that fails, KeyError for a row that is not there.
    """
    ledger, id = memory.ledger(env), payload["id"]
    texts = {name: phrases.plain(payload[name], ledger, f"figure {id}") for name in ("title", "takeaway", "not_shown")}
    known = memory.figures(env).get(id)
    if known:
        logger.error("two figures are called %r: here and in %s", id, known.docname, location=docname, type="explainer")
    for told in witnesses(payload, ledger):
        memory.add_use(env, docname, (told.kind, told.id), f"figure-{id}", texts["title"])
        # What a derived amount is worked out from is used with it.
        for part in told.parts:
            memory.add_use(env, docname, part, f"figure-{id}", texts["title"])
    memory.page(env, docname).figures[id] = payload
    node = figure_node("", payload=payload, docname=docname)
    node += [nodes.paragraph(text, text) for text in texts.values()]
    return node
