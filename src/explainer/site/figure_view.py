"""A figure as its page shows it: the kernel's record with addresses and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from explainer.figures.record import FigureRecord, FigureRow
from explainer.figures.svg import addressed
from explainer.query.shared import href
from explainer.references.citation import CLASS_WORDS
from explainer.site.citation_html import Address, garbled, linked, reading_marks, source_line, templates, text_html

#: Viewports whose pictures stand on the page.
NAMES = ("wide", "narrow")
CODE = "<!--code-->"


@dataclass(frozen=True)
class Download:
    """A file to take along."""

    label: str
    href: str


@dataclass(frozen=True)
class RowView:
    """One row of the table: its class, its cells as text, whose it is, and where it stands."""

    family: str
    cells: Sequence[str]
    whose: str
    where: Markup


@dataclass
class FigureView:
    """A figure ready for its template.

    Parameters
    ----------
    record: what the kernel sent.
    address: where rows are at home, seen from the figure's page.
    number: its place among the figures of its page, 0 where it stands alone.
    level: of its heading: 2 for h2.
    downloads, citation, share: what stands under it for those who take it along.
    notebook: address of its page as a notebook, "" for none.
    marks: address of the script that tells what its marks say, "" for none.
    """

    record: FigureRecord
    address: Address
    number: int = 0
    level: int = 2
    downloads: Sequence[Download] = ()
    share: str = ""
    notebook: str = ""
    marks: str = ""

    @property
    def id(self) -> str:
        """The figure's id."""
        return self.record.id

    @property
    def anchor(self) -> str:
        """Its id on its page."""
        return f"figure-{self.record.id}"

    @property
    def plain_title(self) -> str:
        """Its finding as words only."""
        return self.record.plain("title")

    def text(self, name: str) -> Markup:
        """One of its texts with links."""
        return text_html(self.record.texts[name], self.address)

    def source(self, *, alone: bool = False) -> Markup:
        """What it rests on; `alone` where no table goes along."""
        drawn = () if alone else {row.ref for row in self.record.rows}
        return source_line(self.record.rests_on, self.address, drawn)

    def readings(self, *, alone: bool = False) -> Markup:
        """Which of its claims rest on a garbled passage; `alone` where no table goes along."""
        return garbled(self.record.rests_on, self.address, tabled=not alone)

    @property
    def pictures(self) -> list[tuple[str, Markup]]:
        """Its drawings with links, by viewport."""
        # The finding is the figure's name and its heading: a third time nobody wants to hear it.
        name = f"Drawing of figure {self.number}" if self.number else self.plain_title
        return [(one, Markup(addressed(self.record.pictures[one].svg, self.address, name))) for one in NAMES]

    @property
    def steps(self) -> list[tuple[str, Markup, list[tuple[str, Markup]]]]:
        """Of each step its label, its text and its own pictures, if any."""
        return [
            (step.label, text_html(step.text, self.address), [
                (name, Markup(addressed(step.pictures[name].svg, self.address, f"Drawing of step {number}")))
                for name in NAMES if name in step.pictures
            ])
            for number, step in enumerate(self.record.steps, 1)
        ]  # fmt: skip

    @property
    def filters(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Of each list its label, and its choices: words, and the marks that belong, by the ends of their addresses."""
        return [
            (one.label, [(words, " ".join(href(ref)[1:] for ref in refs)) for words, refs in one.options])
            for one in self.record.filters
        ]

    @property
    def rows(self) -> list[RowView]:
        """The rows of its table."""
        return [self._row(row) for row in self.record.rows]

    def _row(self, row: FigureRow) -> RowView:
        told = self.record.citations[row.ref]
        where = linked(told.label, self.address(told.kind, told.id))
        if told.kind == "claim":
            where += Markup(", {}, {}").format(told.speaker, told.firmness)
            if marks := reading_marks(told, self.address):
                where += Markup(" · {}").format(marks)
        elif told.kind == "check":
            where += Markup(", {}{}").format(told.when, f" ({told.weak})" if told.weak else "")
        elif told.says:
            where += Markup(": {}").format(told.says)
        return RowView(told.family, row.cells, CLASS_WORDS[told.family], where)

    def html(self) -> str:
        """Write the figure's HTML, with `CODE` where the code that drew it is to stand."""
        return templates().get_template("figure.html").render(f=self, code=Markup(CODE))
