"""What any Jupyter Book author writes: ordinary pages, text, outputs and settings, shown as that author would expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.site.content import pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up every part, in order."""
    pages.setup(app)
