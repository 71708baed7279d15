"""Settings that Jupyter Book hands over for extensions and themes which this book does not load.

Sphinx warns of a setting that nobody declared, and a warning stops the build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Declare them."""
    app.add_config_value("comments_config", {}, "", dict)
