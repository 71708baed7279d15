"""Each page as a notebook to take along, and one archive with all of them and what they need to run."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from sphinx.application import Sphinx

from explainer.build.notebooks import archive
from explainer.build.notebooks.convert import Chapter, notebook
from explainer.site.domain import domain
from explainer.site.evidence.package_files import package_files

FOLDER = "downloads"
_LEAD = (
    "*This notebook needs the tables and the engine of its book: unpack {archive}, which stands beside it on the site, "
    "do what its README says, and put this file there.*"
)


def address(app: Sphinx, docname: str) -> str:
    """Give a notebook's address inside the site, "" when the page has no code."""
    chapter = _chapter(app, docname)
    return quote(f"{FOLDER}/{chapter.name}.ipynb") if chapter else ""


def archive_address(app: Sphinx) -> str:
    """Give the address of the archive inside the site, "" when no page has code or there are no tables."""
    if not domain(app.env).ledger.ids("claims") or not chapters(app):
        return ""
    return f"{FOLDER}/{archive.name(domain(app.env).ledger)}"


def chapters(app: Sphinx) -> list[Chapter]:
    """Give the pages that run, in the order of the book."""
    # Every page offers the archive and so asks; a page's source stays the same while a build is at work.
    known: list[Chapter] | None = getattr(app, "explainer_chapters", None)
    if known is None:
        order = [docname for docname in app.config.external_site_map if docname in app.env.all_docs]
        known = [found for docname in order if (found := _chapter(app, docname))]
        app.explainer_chapters = known  # type: ignore[attr-defined]
    return known


def _chapter(app: Sphinx, docname: str) -> Chapter | None:
    if docname not in app.env.found_docs:
        return None
    found = Chapter.read(Path(app.env.doc2path(docname)))
    return found and Chapter(app.builder.bare(docname), found.source)  # type: ignore[attr-defined]


def write_notebooks(app: Sphinx) -> None:
    """Write the notebooks and the archive of them."""
    ledger, folder = domain(app.env).ledger, Path(app.outdir) / FOLDER
    place = archive_address(app)
    lead = _LEAD.format(archive=archive.name(ledger)) if place else ""
    for chapter in chapters(app):
        path = folder / f"{chapter.name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notebook(chapter.source, ledger, lead), "utf-8")
    if place:
        tables = {path: file.content for path, file in package_files(ledger).items()}
        packed = archive.pack(app.config.html_title or app.config.project, chapters(app), ledger, tables)
        (Path(app.outdir) / place).write_bytes(packed)
