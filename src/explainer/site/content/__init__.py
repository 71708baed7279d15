"""What any Jupyter Book author writes, shown as that author would expect: pages, text, outputs, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.site.content import cells, charts, formulas, pages, settings, text

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up every part, in order."""
    for part in (settings, text, cells, charts, formulas, pages):
        part.setup(app)
