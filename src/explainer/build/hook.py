"""What a build does around the making of pages, so that plain `jupyter-book build .` is as careful as `make book`.

Before Sphinx reads a page, the ledger is proved and the notebooks are brought up to date; when the pages stand, they
are checked.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError

from explainer.build.cache import Run, update
from explainer.build.check_site import check_site
from explainer.build.contents import Contents
from explainer.build.publish import CACHE
from explainer.model.faults import Faults
from explainer.site.address import base


class Stopped(SphinxError):
    """Ends a build with a message and no traceback."""

    category = "The build stopped"


class Work:
    """What one build knows of its notebooks; `explainer.extension` connects it to Sphinx."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.contents: Contents | None = None
        self.runs: list[Run] = []

    def update(self, app: Sphinx, config: Config) -> None:
        """Prove the ledger and bring the notebooks' results up to date."""
        try:
            self.contents = Contents.read(Path(app.srcdir))
            if config.nb_execution_mode == "cache":
                cache = Path(config.nb_execution_cache_path or Path(app.outdir).parent / CACHE)
                # What `execute: exclude_patterns` names is shown with the results stored in it.
                stored = config.nb_execution_excludepatterns
                docs = [doc for doc in self.contents.docs.values() if not any(doc.match(name) for name in stored)]
                self.runs = update(Path(app.srcdir), docs, cache, timeout=int(config.nb_execution_timeout), say=_say)
            _say(f"pages: making {len(self.contents.docs)}")
        except Faults as error:
            raise Stopped(f"{error}\n{len(error.faults)} to mend.") from None
        except OSError as error:
            # A full disk, a folder nobody may write in: the system's own words, and of which file.
            raise Stopped(f"{error.filename or app.srcdir}: {error.strerror or error}") from None

    def check(self, app: Sphinx) -> None:
        """Check the site that has been made."""
        if self.contents:
            faults, counted = check_site(Path(app.outdir), self.contents, self.runs, base(app.config))
            if faults:
                raise Stopped(f"{Faults(faults)}\n{len(faults)} to mend.")
            if app._warncount:
                # Plain Jupyter Book ends well with them, though what they name is missing in the page.
                raise Stopped(f"Warnings to mend, told above: {app._warncount}.")
            _say(f"checked: {counted}")


def every_page(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Read every page anew: a changed table changes pages whose own text did not change."""
    return env.found_docs


def _say(line: str) -> None:
    print(line, flush=True)
