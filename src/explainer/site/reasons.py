"""The reasons as a line with numbered stations: large on the front page, small at the head of a chapter."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from explainer.model.rows import Claim, Reason
from explainer.query.ledger import Ledger
from explainer.site import book_map
from explainer.site.address import page_address
from explainer.site.domain import domain
from explainer.site.elements import box, make, paragraph, words


class progress_line(nodes.General, nodes.Element):
    """Where a page stands among the reasons; `current` are the ids of its reasons."""


class reasons_list(nodes.General, nodes.Element):
    """Every reason with its sentence."""


@dataclass(frozen=True)
class Station:
    """One reason at the top of the argument.

    Parameters
    ----------
    id, label, summary: as the table of reasons has them.
    chapter: where most of its claims stand, as the claims name it.
    paragraphs: the article's paragraphs that carry it, as "¶11–19".
    """

    id: str
    label: str
    summary: str
    chapter: str
    paragraphs: str


def stations(ledger: Ledger) -> list[Station]:
    """Give the reasons at the top of the argument, in the article's order."""
    rows = ledger.by_id(Reason)
    top = sorted((row for row in rows.values() if not row.parent), key=lambda row: row.position)
    return [_station(ledger, row.id, row.label, row.summary) for row in top]


def _station(ledger: Ledger, id: str, label: str, summary: str) -> Station:
    rows = ledger.by_id(Reason)

    def belongs(reason: str) -> bool:
        while reason and reason != id:
            reason = rows[reason].parent if reason in rows else ""
        return bool(reason)

    claims = [row for row in ledger.rows_of(Claim) if belongs(row.reason)]
    homes = Counter(row.chapter for row in claims)
    numbers = [number for row in claims if (number := row.paragraph)]
    return Station(id, label, summary, homes.most_common(1)[0][0] if homes else "", spans(numbers))


def spans(numbers: list[int]) -> str:
    """Write paragraph numbers with their runs drawn together: "¶11–14, 17"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "¶" + ", ".join(f"{a}–{b}" if b > a else str(a) for a, b in runs) if runs else ""


class Progress(SphinxDirective):
    """{progress} ids: the line of reasons, with this page's own marked."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Check the ids and leave the line to be drawn when all pages are known."""
        current = [id.strip() for id in self.arguments[0].split(",") if id.strip()]
        known = [station.id for station in stations(domain(self.env).ledger)]
        for id in current:
            if id not in known:
                raise self.error(f"no reason {id!r} at the top of the argument; they are {', '.join(known)}")
        return [progress_line(current=current, docname=self.env.docname)]


class Reasons(SphinxDirective):
    """{reasons}: every reason with its number, its sentence, its chapter and its paragraphs."""

    def run(self) -> list[nodes.Node]:
        """Leave the list to be drawn when all pages are known."""
        return [reasons_list(docname=self.env.docname)]


def draw_reasons(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the line and the list of reasons into the place of their directives."""
    for node in list(doctree.findall(progress_line)):
        node.replace_self(_line(app, node["docname"], node["current"]))
    for node in list(doctree.findall(reasons_list)):
        node.replace_self(_list(app, node["docname"]))


def _page(app: Sphinx, beside: str, chapter: str) -> str | None:
    return book_map.resolve(app.env, chapter, beside) if chapter else None


def _line(app: Sphinx, docname: str, current: list[str]) -> box:
    found = stations(domain(app.env).ledger)
    last = max((place for place, station in enumerate(found) if station.id in current), default=-1)
    items = []
    for place, station in enumerate(found):
        now = station.id in current
        parts = (words("span", "number", str(place + 1)), nodes.Text(" "), words("span", "label", station.label))
        page = _page(app, docname, station.chapter)
        attributes = {"aria_current": "step"} if now else {}
        if page:
            inner = words("a", "", *parts, href=page_address(app.builder, docname, page), **attributes)
        else:
            inner = words("span", "", *parts, **attributes)
        items.append(make("li", "now" if now else "done" if place < last else "", inner))
    return make("nav", "progress", make("ol", "", *items), aria_label="The reasons")


def _list(app: Sphinx, docname: str) -> box:
    items = []
    for station in stations(domain(app.env).ledger):
        where: list[nodes.Node | str] = []
        page = _page(app, docname, station.chapter)
        if page:
            name = book_map.name(app.env, page)
            where += [words("a", "", name, href=page_address(app.builder, docname, page)), " · "]
        where.append(station.paragraphs)
        told = (paragraph("label", station.label), paragraph("summary", station.summary), paragraph("where", *where))
        items.append(make("li", "", *told))
    return make("ol", "reasons", *items)
