"""What travels with everything that is shared: the book's name, and the state of its source in a line.

The line is made of the words that stand in bold on the book's own {source-status} box: nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes

from explainer.site.shell import contents
from explainer.site.shell.nodes import box

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from explainer.figures.record import FigureRecord


@dataclass(frozen=True)
class Status:
    """The state of the source.

    Parameters
    ----------
    docname: the page whose box says it, "" when none does.
    words: each point, as the box has it in bold.
    says: the whole line, where it is not made of the points.
    """

    docname: str = ""
    words: tuple[str, ...] = ()
    says: str = ""

    @property
    def line(self) -> str:
        """All points in a line; "" when there are none."""
        if not self.words:
            return self.says
        points = [self.words[0], *(word[:1].lower() + word[1:] for word in self.words[1:])]
        return "The source: " + " · ".join([points[0][:1].lower() + points[0][1:], *points[1:]])


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
    if not hasattr(env, "explainer_status"):
        pages = [env.config.root_doc, *env.collect_relations()]
        found = (_read(env, docname) for docname in dict.fromkeys(pages))
        env.explainer_status = next((one for one in found if one.words), Status())  # type: ignore[attr-defined]
    return env.explainer_status  # type: ignore[attr-defined,no-any-return]


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
    number = contents.place(env, docname)
    captions = [part.caption for part in contents.parts(env) if docname in part.pages]
    before = f"{env.config.explainer_chapter} {number}" if number else next(iter(captions), "")
    name = contents.name(env, docname)
    return f"{before} · {name}" if before else name
