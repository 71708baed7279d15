"""What the site knows of all pages: who uses which row, where rows stand, which figures there are, how pages open.

Kept by page in a Sphinx domain, so that a page that changes forgets only what it said itself. What travels with
everything that is shared is known here too: the state of the source, and of which edition of which book it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from explainer.figures.record import FigureRecord
from explainer.model import Json
from explainer.query.ledger import Ledger
from explainer.references.citation import UNDATED, split_ref
from explainer.site import book_map
from explainer.site.png import Pictures

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


@dataclass
class Opening:
    """What a page says of itself, as written, look-ups included; of the source's state the words in bold."""

    standfirst: str = ""
    question: str = ""
    answer: str = ""
    short: str = ""
    status: tuple[str, ...] = ()


@dataclass
class PageData:
    """What one page said: its uses in order, the rows that stand on it, its figures.

    `targets` means all rows of a kind where it names none of them; `parts` are the directives that list rows, each with
    its argument.
    """

    uses: list[tuple[Key, str, str]] = field(default_factory=list)
    targets: dict[str, set[str]] = field(default_factory=dict)
    figures: dict[str, FigureRecord] = field(default_factory=dict)
    opening: Opening = field(default_factory=Opening)
    parts: list[tuple[str, str]] = field(default_factory=list)


class ExplainerDomain(Domain):
    """Keeps what pages say; gives the book's ledger."""

    name = "explainer"
    label = "Explainer"
    initial_data = {"pages": {}}  # noqa: RUF012
    data_version = 2

    @property
    def pages(self) -> dict[str, PageData]:
        """What each page said, by docname."""
        pages: dict[str, PageData] = self.data["pages"]
        return pages

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of the book, loaded once a build."""
        return Ledger.load(str(self.env.srcdir))

    @cached_property
    def pictures(self) -> Pictures:
        """The PNGs of this build, made beside the writing of pages."""
        return Pictures(Path(self.env.app.outdir), Path(self.env.srcdir) / "_build" / "html")

    @cached_property
    def homeless(self) -> set[str]:
        """Kinds of rows that stand on no page, of which has been warned."""
        return set()

    @cached_property
    def book(self) -> book_map.Book:
        """The book's title and what else it says of itself."""
        return book_map.Book.of(self.env.config)

    @cached_property
    def edition(self) -> book_map.Edition:
        """Which edition of the book this is."""
        return book_map.edition(Path(self.env.srcdir))

    def page(self, docname: str) -> PageData:
        """Give what a page has said so far, to read it or to add to it."""
        return self.pages.setdefault(docname, PageData())

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.pages.pop(docname, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: Json) -> None:
        """Take over pages that another process has read."""
        self.pages.update({name: otherdata["pages"][name] for name in docnames if name in otherdata["pages"]})

    def add_use(self, docname: str, key: Key, anchor: str, label: str) -> None:
        """Note that a place on a page leans on a row."""
        use = (key, anchor, label)
        if use not in (said := self.page(docname).uses):
            said.append(use)

    @cached_property
    def targets(self) -> tuple[dict[Key, str], dict[str, str]]:
        """The page of each row that a page names, and of each kind that stands on a page as a whole.

        Asked for only when every page has been read.
        """
        rows: dict[Key, str] = {}
        kinds: dict[str, str] = {}
        for docname, said in sorted(self.pages.items()):
            for kind, ids in said.targets.items():
                for id in ids:
                    rows.setdefault((kind, id), docname)
                if not ids:
                    kinds.setdefault(kind, docname)
        return rows, kinds

    def target(self, kind: str, id: str) -> str | None:
        """Find the page where a row stands: a page that names this row before one that has all of its kind."""
        rows, kinds = self.targets
        return rows.get((kind, id)) or kinds.get(kind)

    @cached_property
    def uses(self) -> dict[Key, list[Use]]:
        """Every use of every row, pages in the order of the book, places in the order of the page.

        Asked for only when every page has been read.
        """
        order = {docname: place for place, docname in enumerate(self.env.collect_relations())}
        found: dict[Key, list[Use]] = {}
        for docname in sorted(self.pages, key=lambda name: (order.get(name, len(order)), name)):
            title = self.env.titles[docname].astext() if docname in self.env.titles else docname
            for key, anchor, label in self.pages[docname].uses:
                found.setdefault(key, []).append(Use(docname, anchor, label, title))
        return found

    @cached_property
    def status(self) -> Status:
        """The state of the source, from the box on the front page, else on the first page that has it.

        Asked for only when every page has been read.
        """
        pages = dict.fromkeys([self.env.config.root_doc, *self.env.collect_relations()])
        return next((Status(name, words) for name in pages if (words := self.page(name).opening.status)), Status())

    @cached_property
    def names(self) -> dict[str, tuple[str, str]]:
        """Each page's short name, and what it asks as plain words. Asked for only when every page has been read."""
        return {
            name: (book_map.name(self.env, name), book_map.plain(self.page(name).opening.question, self.ledger))
            for name in self.env.found_docs
        }

    @cached_property
    def places(self) -> dict[str, str]:
        """Where in the book each page is: "Chapter 3 · Constraints", "About · Method"; "" for the front page."""
        return {name: book_map.place_words(self.env, name) for name in self.env.found_docs}

    def state(self, figures: Iterable[FigureRecord] = ()) -> Status:
        """Give the state of what figures rest on: of the source, unless none of their rows comes from it."""
        rows = [told for figure in figures for told in figure.behind(row.ref for row in figure.rows)]
        if not rows or any(told.kind == "claim" for told in rows):
            return self.status
        dated = all(told.when not in ("", UNDATED) for told in rows)
        return Status(says=f"Not from the article: outside sources{', each dated' if dated else ''}")

    @property
    def overviews(self) -> dict[str, PlacedFigure]:
        """The figures that draw every claim of the ledger: they show the ledger, not a claim."""
        claims, figures = {f"claim:{id}" for id in self.ledger.ids("claims")}, self.figures
        if not claims:
            return {}
        return {id: one for id, one in figures.items() if claims <= {row.ref for row in one.record.rows}}

    @cached_property
    def counted_uses(self) -> dict[Key, list[Use]]:
        """Every use of every row, leaving out overviews unless their own words name the row."""
        left_out = {
            (placed.docname, f"figure-{id}"): {split_ref(ref) for ref in placed.record.named}
            for id, placed in self.overviews.items()
        }
        kept = {
            key: [use for use in places if key in left_out.get((use.docname, use.anchor), {key})]
            for key, places in self.uses.items()
        }
        return {key: places for key, places in kept.items() if places}

    @property
    def figures(self) -> dict[str, PlacedFigure]:
        """Every figure of the book by its id."""
        return {
            id: PlacedFigure(docname, record)
            for docname, said in sorted(self.pages.items())
            for id, record in said.figures.items()
        }


def domain(env: BuildEnvironment | None) -> ExplainerDomain:
    """Give the domain of a book."""
    assert env is not None
    found = env.get_domain(ExplainerDomain.name)
    assert isinstance(found, ExplainerDomain)
    return found
