"""How pages and figures travel without losing their caveats: images, frames, feeds, and what programs look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.site.share import crawlers, feed, icons, lost, pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PARTS = (pages, feed, crawlers, icons, lost)


def setup(app: Sphinx) -> None:
    """Set up every part; figures bring their own."""
    for part in PARTS:
        part.setup(app)
