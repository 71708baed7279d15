"""Build the book: make the pages in a staging folder, and make them public when nothing is wrong with them."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from explainer.build.contents import Contents, settings
from explainer.build.publish import BUILD, BUILT, CACHE, SITE, Made, staging
from explainer.model import Json
from explainer.model.faults import Faults

#: Makes a folder that the site gets beside its pages, in a staging folder; gives settings for the pages.
Addition = Callable[[Path], Json]


class PagesFailed(Exception):
    """Sphinx gave up or warned, and has said why on standard error."""


def build(
    root: Path,
    say: Callable[[str], None] = lambda line: print(line, flush=True),
    then: Callable[[Path], None] | None = None,
    addition: Addition | None = None,
) -> int:
    """Build a project's site into `_build/html`.

    Parameters
    ----------
    root: the project's folder, with `_config.yml`, `_toc.yml`, `data/` and the pages.
    say: gets each line of progress.
    then: makes more from the staging folder when the pages stand in its `html`; what it raises as Faults stops the
        build like any other fault.
    addition: makes what the site gets beside its pages.

    Returns the exit code: 0 when the new site stands, 1 when something is wrong. Then every
    fault has been printed and the site made before is untouched.
    """
    root = root.resolve()
    begun = time.monotonic()
    made = Made.now(root)
    page = root / BUILD / SITE / "index.html"
    shown = page.relative_to(Path.cwd()) if page.is_relative_to(Path.cwd()) else page
    if not then and not addition and Made.last(root) == made:
        say(f"Nothing has changed since the book was built. Open {shown} in a browser, or: make serve")
        return 0
    try:
        with staging(root / BUILD) as stage:
            _make(root, stage, addition)
            if then:
                then(stage)
        if addition:
            (root / BUILD / BUILT).unlink(missing_ok=True)  # what was added comes from elsewhere too
        else:
            made.remember(root)
    except (Faults, PagesFailed, OSError) as error:
        message = str(error)
        if isinstance(error, OSError):
            # A full disk, a folder nobody may write in: the system's own words, and of which file.
            message = f"{error.filename or root / BUILD}: {error.strerror or error}"
        print(f"{message}\nThe build stopped. The site made before is untouched.".strip(), file=sys.stderr)
        return 1
    say(f"The book is built, in {time.monotonic() - begun:.0f} s")
    say(f"Open {shown} in a browser, or: make serve")
    return 0


def _make(root: Path, stage: Path, addition: Addition | None) -> None:
    """Make the pages in a staging folder; `explainer.build.hook` runs the notebooks and checks the pages."""
    settings(root)
    Contents.read(root)
    # Loaded here: when nothing has changed, none of it is needed.
    from jupyter_book.sphinx import build_sphinx
    from sphinx.util.console import nocolor

    offered = addition(stage) if addition else {}
    if not sys.stderr.isatty():
        nocolor()
    result = build_sphinx(
        root,
        stage / SITE,
        doctreedir=stage / "doctrees",
        noconfig=True,
        path_config=root / "_config.yml",
        confoverrides={
            "external_toc_path": (root / "_toc.yml").as_posix(),
            "nb_execution_cache_path": str(root / BUILD / CACHE),
            "latex_individualpages": False,
            **offered,
        },
        freshenv=True,
        warningiserror=True,
        keep_going=True,
        quiet=True,
    )
    if isinstance(result, KeyboardInterrupt):
        raise result
    if isinstance(result, Exception) or result:
        raise PagesFailed
