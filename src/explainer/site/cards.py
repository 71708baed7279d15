"""Cards: a page each, with its question, a small picture from its own figure, and its answer in short."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from explainer.figures.record import FigureRecord
from explainer.figures.svg import addressed
from explainer.site import book_map
from explainer.site.address import page_address
from explainer.site.domain import domain
from explainer.site.elements import box, html, make, paragraph, words
from explainer.site.texts import first_sentence, plain

logger = logging.getLogger(__name__)


class cards(nodes.General, nodes.Element):
    """Pages as cards; `entries` are pairs of a page's name and a figure's id (may be empty)."""


class Cards(SphinxDirective):
    """{cards}: a line `page: figure-id` each."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Read the lines; pages and figures are looked up when all are known."""
        self.assert_has_content()
        entries = []
        for line in self.content:
            if line.strip():
                page, _, figure = (part.strip() for part in line.partition(":"))
                entries.append((page, figure))
        node = cards(entries=entries, docname=self.env.docname)
        self.set_source_info(node)
        return [node]


def draw_cards(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the cards of a page into the place of their directives."""
    for node in list(doctree.findall(cards)):
        made = [_card(app, node, page, figure) for page, figure in node["entries"]]
        node.replace_self(make("ul", "cards", *(card for card in made if card is not None)))


def _card(app: Sphinx, node: cards, page: str, figure: str) -> box | None:
    env, beside = app.env, node["docname"]
    docname = book_map.resolve(env, page, beside)
    if docname is None:
        logger.warning("{cards}: there is no page %r", page, location=node, type="explainer")
        return None
    ledger, said = domain(env).ledger, domain(env).page(docname).opening
    number = book_map.place(env, docname)
    link = words("a", "", book_map.name(env, docname), href=page_address(app.builder, beside, docname))
    parts: list[nodes.Node] = [paragraph("card-number", str(number))] if number else []
    parts.append(make("h3", "", link))
    if said.question:
        parts.append(paragraph("card-question", plain(said.question, ledger)))
    if figure:
        parts.append(_picture(app, node, figure))
    short = plain(said.short, ledger) or first_sentence(plain(said.answer, ledger))
    if said.answer or said.short:
        parts.append(paragraph("card-answer", short))
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
