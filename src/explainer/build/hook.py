"""Make plain `jupyter-book build .` as careful as `make book`.

The site's extension sets this up beside its own parts. Before Sphinx reads a page, the ledger
is proved and the notebooks are brought up to date, unless `make book` has done so already.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from explainer.build.build import CACHE
from explainer.build.contents import Contents
from explainer.build.execute import PRIMED, prime
from explainer.build.stage import Busy
from explainer.model.faults import Faults


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to Sphinx."""
    app.connect("config-inited", ready)
    app.connect("env-get-outdated", every_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def ready(app: Sphinx, config: Config) -> None:
    """Prove the ledger and bring the notebooks' results up to date.

    Raises ExtensionError, which stops Sphinx with a message and no traceback.
    """
    if config.nb_execution_mode != "cache":
        return
    srcdir = Path(app.srcdir)
    # `make book` has just done so.
    if srcdir in PRIMED:
        PRIMED.discard(srcdir)
        return
    cache = Path(config.nb_execution_cache_path or Path(app.outdir).parent / CACHE)
    try:
        docs = list(Contents.read(srcdir).docs.values())
        prime(srcdir, docs, cache, timeout=int(config.nb_execution_timeout))
    except (Faults, Busy) as error:
        raise ExtensionError(f"the build stopped:\n{error}") from None


def every_page(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Read every page anew: a changed table changes pages whose own text did not change."""
    return env.found_docs
