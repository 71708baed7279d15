"""The shell around every page: its head and foot, its opening, its boxes, its looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.site.shell import (
    beside,
    boxes,
    cards,
    context,
    nodes,
    notebooks,
    opening,
    paragraphs,
    progress,
    search,
    styles,
    unused,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PARTS = (unused, nodes, paragraphs, beside, opening, progress, boxes, cards, notebooks, context, search, styles)


def setup(app: Sphinx) -> None:
    """Set up every part, and the Sphinx theme."""
    app.add_html_theme("explainer", str(styles.THEME))
    for part in PARTS:
        part.setup(app)
