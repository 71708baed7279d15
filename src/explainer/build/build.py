"""Build the book: prove, run, make the pages, inspect them, make them public."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from jupyter_book.sphinx import build_sphinx
from sphinx.util.console import nocolor

from explainer.build.contents import Contents
from explainer.build.execute import PRIMED, prime
from explainer.build.inspect import ADDED, inspect
from explainer.build.stage import SITE, Busy, staging
from explainer.model.faults import Faults

#: The build folder inside a project, and the store of notebook results inside that.
BUILD, CACHE = "_build", ".jupyter_cache"


class PagesFailed(Exception):
    """Sphinx gave up or warned, and has said why on standard error."""


#: Makes a folder that the site gets beside its pages, named `lite`, in a staging folder; gives settings for the pages.
Addition = Callable[[Path], dict[str, Any]]


def build(
    root: Path,
    say: Callable[[str], None] = lambda line: print(line, flush=True),
    then: Callable[[Path], None] = lambda stage: None,
    addition: Addition | None = None,
) -> int:
    """Build a project's site into `_build/html`.

    Parameters
    ----------
    root: the project's folder, with `_config.yml`, `_toc.yml`, `data/` and the pages.
    say: gets each line of progress.
    then: makes more from the staging folder when the pages stand in its `html`, before they are inspected; what it
        raises as Faults stops the build like any other fault.
    addition: makes what the site gets beside its pages.

    Returns the exit code: 0 when the new site stands, 1 when something is wrong. Then every
    fault has been printed and the site made before is untouched.
    """
    root = root.resolve()
    begun = time.monotonic()
    try:
        with staging(root / BUILD) as stage:
            summary = _make(root, stage, say, then, addition)
    except Busy as busy:
        print(busy, file=sys.stderr)
        return 1
    except (Faults, PagesFailed) as error:
        print(error, file=sys.stderr)
        count = f" {len(error.faults)} to mend." if isinstance(error, Faults) else ""
        print(f"The build stopped.{count} The site made before is untouched.", file=sys.stderr)
        return 1
    except OSError as error:
        # A full disk, a folder nobody may write in: the system's own words, and of which file.
        print(f"{error.filename or root / BUILD}: {error.strerror or error}", file=sys.stderr)
        print("The build stopped. The site made before is untouched.", file=sys.stderr)
        return 1
    say(f"{summary}, in {time.monotonic() - begun:.0f} s")
    page = root / BUILD / SITE / "index.html"
    page = page.relative_to(Path.cwd()) if page.is_relative_to(Path.cwd()) else page
    say(f"Open {page} in a browser, or: make serve")
    return 0


def main(argv: list[str]) -> int:
    """Build the project in a folder: `build [--root FOLDER]`."""
    parser = argparse.ArgumentParser(prog="explainer build", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path("."), help="the project's folder (default: this one)")
    try:
        return build(parser.parse_args(argv).root)
    except KeyboardInterrupt:
        print("Stopped. The site made before is untouched.", file=sys.stderr)
        return 130


def _make(
    root: Path, stage: Path, say: Callable[[str], None], then: Callable[[Path], None], addition: Addition | None
) -> str:
    """Do the work of `build` in a staging folder; give a line that sums it up."""
    contents = Contents.read(root)
    say("ledger: proving every row against the article")
    cache = root / BUILD / CACHE
    runs = prime(root, list(contents.docs.values()), cache, timeout=_timeout(root), say=say)
    PRIMED.add(root)
    offered = addition(stage) if addition else {}
    say(f"pages: making {len(contents.docs)}")
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
            "nb_execution_cache_path": str(cache),
            "latex_individualpages": False,
            **offered,
        },
        freshenv=True,
        warningiserror=True,
        keep_going=True,
        quiet=True,
    )
    PRIMED.discard(root)
    if isinstance(result, Exception) or result:
        raise PagesFailed("The pages could not be made; the reasons stand above.")
    if offered:
        (stage / ADDED).rename(stage / SITE / ADDED)
    then(stage)
    say("inspecting the site before it is made public")
    faults, counted = inspect(stage / SITE, contents, runs)
    if faults:
        raise Faults(faults)
    return f"The book is built: {counted}"


def _timeout(root: Path) -> int:
    """Read the one setting of `_config.yml` that the notebooks need before Sphinx reads it."""
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8")) or {}
    return int((config.get("execute") or {}).get("timeout") or 120)
