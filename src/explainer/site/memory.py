"""What the site remembers while it reads the pages: who uses what, where rows are at home, which figures there are.

Kept in Sphinx's environment by page, so that a page that changes forgets only what it said itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from explainer.figures.record import FigureRecord
from explainer.model.faults import Faults
from explainer.query.ledger import Ledger

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

Key = tuple[str, str]
"""Kind and id of a row: ("claim", "poll-no")."""


@dataclass(frozen=True)
class Use:
    """One place that leans on a row.

    Parameters
    ----------
    docname: the page.
    anchor: the id of the place on that page.
    label: what to call the place beside the page's title: "note 3", or the figure's title.
    title: the page's title.
    """

    docname: str
    anchor: str
    label: str
    title: str = ""


@dataclass(frozen=True)
class PlacedFigure:
    """A figure and the page it stands on."""

    docname: str
    record: FigureRecord


@dataclass
class Page:
    """What one page said: uses in order, kinds (and single rows) at home there, its figures."""

    uses: list[tuple[Key, str, str]] = field(default_factory=list)
    homes: dict[str, set[str]] = field(default_factory=dict)
    figures: dict[str, FigureRecord] = field(default_factory=dict)


_ledgers: dict[str, Ledger] = {}


def ledger(env: BuildEnvironment) -> Ledger:
    """Give the ledger of the book, loaded once.

    Raises Faults when it does not hold.
    """
    root = str(env.srcdir)
    if root not in _ledgers:
        _ledgers[root] = Ledger.load(root)
    return _ledgers[root]


def page(env: BuildEnvironment, docname: str) -> Page:
    """Give what a page has said so far, to add to it."""
    return _pages(env).setdefault(docname, Page())


def add_use(env: BuildEnvironment, docname: str, key: Key, anchor: str, label: str) -> None:
    """Remember that a place on a page leans on a row."""
    use = (key, anchor, label)
    said = page(env, docname).uses
    if use not in said:
        said.append(use)


def give_home(env: BuildEnvironment, docname: str, kind: str, ids: Iterable[str] = ()) -> None:
    """Say that rows of a kind stand on a page, each with the id `kind-id`.

    Parameters
    ----------
    kind: claim, check, derived, reading, actor, place, term.
    ids: the rows that stand there, where one kind is spread over several pages; all rows when left out.
    """
    page(env, docname).homes.setdefault(kind, set()).update(ids)
    env.explainer_homes = None  # type: ignore[attr-defined]


def home(env: BuildEnvironment, kind: str, id: str) -> str | None:
    """Find the page where a row stands: a page that names this row before one that has all of its kind."""
    rows, kinds = _homes(env)
    return rows.get((kind, id)) or kinds.get(kind)


def _homes(env: BuildEnvironment) -> tuple[dict[Key, str], dict[str, str]]:
    """Give the home of each row, and of each kind that is at home as a whole; found once for all links."""
    known = getattr(env, "explainer_homes", None)
    if known is None:
        rows: dict[Key, str] = {}
        kinds: dict[str, str] = {}
        for docname, said in sorted(_pages(env).items()):
            for kind, ids in said.homes.items():
                for id in ids:
                    rows.setdefault((kind, id), docname)
                if not ids:
                    kinds.setdefault(kind, docname)
        known = (rows, kinds)
        env.explainer_homes = known  # type: ignore[attr-defined]
    return known


def all_uses(env: BuildEnvironment) -> dict[Key, list[Use]]:
    """Give every use of every row, pages in the order of the book, places in the order of the page."""
    order = {docname: place for place, docname in enumerate(env.collect_relations())}
    found: dict[Key, list[Use]] = {}
    for docname in sorted(_pages(env), key=lambda name: (order.get(name, len(order)), name)):
        title = env.titles[docname].astext() if docname in env.titles else docname
        for key, anchor, label in _pages(env)[docname].uses:
            found.setdefault(key, []).append(Use(docname, anchor, label, title))
    return found


def figures(env: BuildEnvironment) -> dict[str, PlacedFigure]:
    """Give every figure of the book by its id."""
    return {
        id: PlacedFigure(docname, record)
        for docname, said in sorted(_pages(env).items())
        for id, record in said.figures.items()
    }


def _pages(env: BuildEnvironment) -> dict[str, Page]:
    if not hasattr(env, "explainer_pages"):
        env.explainer_pages = {}  # type: ignore[attr-defined]
    return env.explainer_pages  # type: ignore[attr-defined]


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _pages(env).pop(docname, None)
    env.explainer_homes = None  # type: ignore[attr-defined]


def _merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    for docname in docnames:
        if docname in _pages(other):
            _pages(env)[docname] = _pages(other)[docname]
    env.explainer_homes = None  # type: ignore[attr-defined]


def _pages_with_homes(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write again the pages that list where rows are used: another page may have changed."""
    return [docname for docname, said in sorted(_pages(env).items()) if said.homes]


def _prove(app: Sphinx) -> None:
    """Load the ledger before any page is read, so that its faults stand alone."""
    try:
        ledger(app.env)
    except Faults as error:
        raise ExtensionError(f"the ledger does not hold:\n{error}") from error


def setup(app: Sphinx) -> None:
    """Keep the memory in step with the pages that Sphinx reads."""
    _ledgers.clear()
    app.connect("builder-inited", _prove)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", _pages_with_homes)
