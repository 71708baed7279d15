"""What every build imports and no save changes: a watching process does so once, each build starts as a copy of it.

Nothing of the engine may be imported here: its files are what somebody is at work on.
"""

from contextlib import suppress
from importlib import import_module

import explainer.build  # noqa: F401  names a slow import as absent

PACKAGES = (
    "altair", "frictionless", "jupyter_book.sphinx", "jupyter_cache", "jupytext", "lxml.html",
    "myst_nb.sphinx_ext", "nbclient", "pandas", "sphinx.application", "sphinx.builders.html", "sphinx_external_toc",
)  # fmt: skip

for name in PACKAGES:
    # A build that needs what is missing says so itself.
    with suppress(ImportError):
        import_module(name)
