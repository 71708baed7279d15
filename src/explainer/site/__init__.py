"""The Sphinx extension: from the book's pages to the site. Each part sets itself up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explainer.build import hook
from explainer.site import addresses, base, content, editions, figures, memory, notes, png, share, shell, trust

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PARTS = (hook, base, memory, png, addresses, figures, notes, shell, share, trust, content, editions)


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up every part, in order."""
    for part in PARTS:
        part.setup(app)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
