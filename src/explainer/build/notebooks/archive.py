"""One archive that runs by itself: every chapter as a notebook, the tables, the engine, and what to install."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path

import jupytext
from sphinx.application import Sphinx

import explainer
from explainer.build.notebooks import engine
from explainer.build.notebooks.convert import FIRST, first_notebook, notebook
from explainer.model import provenance
from explainer.query.ledger import Ledger
from explainer.site.domain import domain
from explainer.site.evidence.package_files import package_files, zipped
from explainer.site.notebook_files import FOLDER, Chapter, archive_address, archive_name, runnable

#: Versions of what a build does without.
_LAB = Path(explainer.__file__).parents[2] / "requirements" / "lab.lock"
#: What opens notebooks, and what draws their charts in JupyterLab without a network.
TOOLS = ("anywidget", "ipykernel", "jupyterlab", "vl-convert-python")
_LEAD = (
    "*This notebook needs the tables and the engine of its book: unpack {archive}, which stands beside it on the site, "
    "do what its README says, and put this file there.*"
)


def write_notebooks(app: Sphinx) -> None:
    """Write the notebooks and the archive of them beside the pages."""
    ledger, folder, place = domain(app.env).ledger, Path(app.outdir) / FOLDER, archive_address(app)
    lead = _LEAD.format(archive=archive_name(ledger)) if place else ""
    chapters = list(runnable(app))
    for chapter in chapters:
        path = folder / f"{chapter.name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notebook(chapter.source, ledger, lead), "utf-8")
    if place:
        tables = {path: file.content for path, file in package_files(ledger).items()}
        packed = pack(app.config.html_title or app.config.project, chapters, ledger, tables)
        (Path(app.outdir) / place).write_bytes(packed)


def contents(
    title: str,
    chapters: Sequence[Chapter],
    ledger: Ledger,
    tables: Mapping[str, bytes],
    about: str = "",
    *,
    browser: bool = False,
) -> dict[str, bytes]:
    """Give the notebooks and the tables, as they lie beside each other anywhere but in the book's own folder.

    Parameters
    ----------
    title: the book's.
    chapters: its pages that run, in order.
    ledger: where their look-ups look; proved.
    tables: the files of its data package, by path inside `data/`.
    about: Markdown for the first notebook: what these copies are.
    browser: whether they will run in a reader's browser.
    """
    files = {f"{FIRST}.ipynb": first_notebook(title, chapters, ledger, about, browser=browser).encode()}
    for chapter in chapters:
        files[f"{chapter.name}.ipynb"] = notebook(chapter.source, ledger, browser=browser).encode()
    files |= {f"data/{path}": content for path, content in sorted(tables.items())}
    files[f"data/{provenance.FILE}"] = provenance.record(ledger.article, dict(sorted(tables.items())))
    return files


def pack(title: str, chapters: Sequence[Chapter], ledger: Ledger, tables: Mapping[str, bytes]) -> bytes:
    """Pack the archive; parameters as for `contents`."""
    wheel, content = engine.wheel()
    about = "`README.md` says how this was set up, and why the article itself is not here."
    readme = (Path(__file__).parent / "README.md").read_text("utf-8")
    python = metadata("explainer")["Requires-Python"].removeprefix(">=")
    files = {
        "README.md": readme.format(title=title, python=python, wheel=wheel, record=provenance.FILE).encode(),
        "requirements.txt": _requirements(wheel, chapters).encode(),
        **contents(title, chapters, ledger, tables, about),
        wheel: content,
    }
    folder = archive_name(ledger).removesuffix(".zip")
    return zipped({f"{folder}/{path}": content for path, content in files.items()})


def needs(chapters: Sequence[Chapter]) -> list[str]:
    """Give the packages that the chapters import, without the engine, in the order of their names."""
    cells = (
        cell.source
        for chapter in chapters
        for cell in jupytext.reads(chapter.source, fmt="md:myst").cells
        if cell.cell_type == "code"
    )
    modules: set[str] = set().union(*map(engine.imported, cells))
    return sorted(engine.distributions(modules) - {"explainer"})


def _requirements(wheel: str, chapters: Sequence[Chapter]) -> str:
    """Write what to install: the versions that this book was made with."""
    names = sorted({*needs(chapters), *TOOLS, *engine.drawing()})
    pinned = [f"{name}=={_version(name)}" for name in names]
    return "\n".join([f"./{wheel}", *pinned]) + "\n"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        locked = dict(re.findall(r"(?m)^(\S+)==(\S+)", _LAB.read_text("utf-8")))
        return locked[name]
