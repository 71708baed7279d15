"""What travels with everything that is shared: the book's name, and the state of its source in a line.

The line is made of the words that stand in bold on the book's own {source-status} box: nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from explainer.figures.record import FigureRecord
from explainer.site import book_map
from explainer.site.domain import Status, domain
from explainer.site.elements import box


def brand(config: Config) -> str:
    """Give the book's short name: as configured, else its title up to the colon."""
    given = getattr(config, "explainer_brand", "")
    return given or str(config.html_title or config.project).partition(":")[0].strip()


def licence(config: Config) -> str:
    """Give the licence of the book's own figures, the first that it names; "" when it names none."""
    licences: dict[str, Any] = getattr(config, "explainer_licences", {})
    return str(next(iter(licences.values()), ""))


def status(env: BuildEnvironment) -> Status:
    """Find the state of the source: on the front page, else on the first page that has the box."""
    known = domain(env)
    if known.status is None:
        pages = [env.config.root_doc, *env.collect_relations()]
        found = (_read(env, docname) for docname in dict.fromkeys(pages))
        known.status = next((one for one in found if one.words), Status())
    return known.status


def state(env: BuildEnvironment, figures: Iterable[FigureRecord]) -> Status:
    """Give the state of what figures rest on: of the source, unless none of their rows comes from it.

    Parameters
    ----------
    env: the book.
    figures: some of its figures; without any the state is the source's.
    """
    rows = [told for figure in figures for told in figure.behind(row.ref for row in figure.rows)]
    if not rows or any(told.kind == "claim" for told in rows):
        return status(env)
    dated = all(told.when not in ("", "undated") for told in rows)
    return Status(says=f"Not from the article: outside sources{', each dated' if dated else ''}")


def _read(env: BuildEnvironment, docname: str) -> Status:
    tree = env.get_doctree(docname)
    asides = [node for node in tree.findall(box) if "source-status" in node["classes"]]
    columns = [node for aside in asides for node in aside.findall(box) if "column" in node["classes"]]
    strong = [next(iter(column.findall(nodes.strong)), None) for column in columns]
    return Status(docname, tuple(one.astext().strip(" .") for one in strong if one is not None))


def place(env: BuildEnvironment, docname: str) -> str:
    """Say where in the book a page is: "Chapter 3 · Constraints", "About · Method"; "" for the front page."""
    if docname == env.config.root_doc or not hasattr(env.config, "external_site_map"):
        return ""
    number = book_map.place(env, docname)
    captions = [part.caption for part in book_map.parts(env) if docname in part.pages]
    before = f"{env.config.explainer_chapter} {number}" if number else next(iter(captions), "")
    name = book_map.name(env, docname)
    return f"{before} · {name}" if before else name
