"""The book at a glance: {cards} of its pages, {progress} among the reasons, and {reasons}, every one with its sentence.

A card has a page's question, a small picture from its own figure, and its answer in short. All three point at other
pages, so they are drawn when every page has been read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from explainer.figures.record import FigureRecord
from explainer.figures.svg import addressed
from explainer.model.rows import Claim, Reason
from explainer.query.ledger import Ledger
from explainer.site import book_map
from explainer.site.address import page_address
from explainer.site.domain import domain
from explainer.site.elements import box, html, make, paragraph, words

logger = logging.getLogger(__name__)


class cards(nodes.General, nodes.Element):
    """Pages as cards; `entries` are pairs of a page's name and a figure's id (may be empty); none for all chapters."""


class progress_line(nodes.General, nodes.Element):
    """Where a page stands among the reasons; `current` are the ids of its reasons."""


class reasons_list(nodes.General, nodes.Element):
    """Every reason with its sentence."""


class Cards(SphinxDirective):
    """{cards}: a line `page: figure-id` each; without lines every chapter, with its first figure."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Read the lines; pages and figures are looked up when all are known."""
        lines = [line.partition(":") for line in self.content if line.strip()]
        node = cards(entries=[(page.strip(), figure.strip()) for page, _, figure in lines], docname=self.env.docname)
        self.set_source_info(node)
        return [node]


class Progress(SphinxDirective):
    """{progress} ids: the line of reasons, with this page's own marked."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Check the ids and leave the line to be drawn."""
        current = [id.strip() for id in self.arguments[0].split(",") if id.strip()]
        known = [station.id for station in stations(domain(self.env).ledger)]
        for id in current:
            if id not in known:
                raise self.error(f"no reason {id!r} at the top of the argument; they are {', '.join(known)}")
        return [progress_line(current=current, docname=self.env.docname)]


class Reasons(SphinxDirective):
    """{reasons}: every reason with its number, its sentence, its chapter and its paragraphs."""

    def run(self) -> list[nodes.Node]:
        """Leave the list to be drawn."""
        return [reasons_list(docname=self.env.docname)]


def draw(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put cards, line and list into the places of their directives."""
    for cards_node in list(doctree.findall(cards)):
        entries = cards_node["entries"] or [
            (page, next(iter(domain(app.env).page(page).figures), "")) for page in book_map.chapters(app.env)
        ]
        made = [_card(app, cards_node, page, figure) for page, figure in entries]
        cards_node.replace_self(make("ul", "cards", *(card for card in made if card is not None)))
    for line in list(doctree.findall(progress_line)):
        line.replace_self(_line(app, line["docname"], line["current"]))
    for found in list(doctree.findall(reasons_list)):
        found.replace_self(_list(app, found["docname"]))


def _card(app: Sphinx, node: cards, page: str, figure: str) -> box | None:
    env, docname = app.env, book_map.resolve(app.env, page, node["docname"])
    if docname is None:
        logger.warning("{cards}: there is no page %r", page, location=node, type="explainer")
        return None
    said = domain(env).page(docname).opening
    question, short, answer = (
        book_map.plain(text, domain(env).ledger) for text in (said.question, said.short, said.answer)
    )
    number = book_map.place(env, docname)
    link = words("a", "", book_map.name(env, docname), href=page_address(app.builder, node["docname"], docname))
    parts: list[nodes.Node] = [paragraph("card-number", str(number))] if number else []
    parts.append(make("h3", "", link))
    if question:
        parts.append(paragraph("card-question", question))
    if figure:
        parts.append(_picture(app, node, figure))
    if answer or short:
        parts.append(paragraph("card-answer", short or book_map.first_sentence(answer)))
    return make("li", "card", *parts)


def _picture(app: Sphinx, node: cards, figure: str) -> nodes.Node:
    found = domain(app.env).figures.get(figure)
    if found is None:
        logger.warning("{cards}: there is no figure %r", figure, location=node, type="explainer")
        return make("div", "card-picture")
    name = "card" if "card" in found.record.pictures else "narrow"
    kind = "card-picture" if name == "card" else "card-picture narrow"
    return make("div", kind, html(still(found.record, name, "card")))


def still(record: FigureRecord, name: str, prefix: str) -> str:
    """Give a figure's drawing `name` as a picture without links; its ids begin with `prefix`."""
    # What it stands in is one link; marks that were links too could not be told from it.
    picture = addressed(record.pictures[name].svg, lambda kind, id: None, record.plain("title"))
    for before in ('"', "#"):
        picture = picture.replace(f"{before}figure-{record.id}-{name}-", f"{before}{prefix}-{record.id}-")
    return picture.replace('role="group"', 'role="img"', 1)


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
    top = sorted((row for row in ledger.rows_of(Reason) if not row.parent), key=lambda row: row.position)
    found = []
    for row in top:
        claims = [claim for claim in ledger.rows_of(Claim) if row.id in reason_path(ledger, claim.reason)]
        homes = Counter(claim.chapter for claim in claims).most_common(1)
        numbers = [claim.paragraph for claim in claims if claim.paragraph]
        found.append(Station(row.id, row.label, row.summary, homes[0][0] if homes else "", spans(numbers)))
    return found


def reason_path(ledger: Ledger, reason: str) -> list[str]:
    """Give a reason and those above it, the widest first; empty for no reason."""
    path: list[str] = []
    while reason and reason not in path:
        path.insert(0, reason)
        reason = ledger.by_id(Reason)[reason].parent
    return path


def spans(numbers: list[int]) -> str:
    """Write paragraph numbers with their runs drawn together: "¶11–14, 17"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "¶" + ", ".join(f"{a}–{b}" if b > a else str(a) for a, b in runs) if runs else ""


def _page(app: Sphinx, beside: str, chapter: str) -> dict[str, str]:
    """Give a chapter's address, seen from a page, as the attribute of a link; none where there is no such page."""
    page = book_map.resolve(app.env, chapter, beside) if chapter else None
    return {"href": page_address(app.builder, beside, page)} if page else {}


def _line(app: Sphinx, docname: str, current: list[str]) -> box:
    found = stations(domain(app.env).ledger)
    last = max((place for place, station in enumerate(found) if station.id in current), default=-1)
    items = []
    for place, station in enumerate(found):
        now = station.id in current
        parts = (words("span", "number", str(place + 1)), nodes.Text(" "), words("span", "label", station.label))
        link = _page(app, docname, station.chapter)
        inner = words("a" if link else "span", "", *parts, **link | ({"aria_current": "step"} if now else {}))
        items.append(make("li", "now" if now else "done" if place < last else "", inner))
    return make("nav", "progress", make("ol", "", *items), aria_label="The reasons")


def _list(app: Sphinx, docname: str) -> box:
    items = []
    for station in stations(domain(app.env).ledger):
        where: tuple[nodes.Node | str, ...] = (station.paragraphs,)
        if link := _page(app, docname, station.chapter):
            name = book_map.name(app.env, book_map.resolve(app.env, station.chapter, docname) or "")
            where = (words("a", "", name, **link), " · ", *where)
        told = (paragraph("label", station.label), paragraph("summary", station.summary), paragraph("where", *where))
        items.append(make("li", "", *told))
    return make("ol", "reasons", *items)
