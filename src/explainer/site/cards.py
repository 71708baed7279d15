"""The book at a glance: {cards} of its pages, {progress} among the reasons, and {reasons}, every one with its sentence.

A card has a page's question, a small picture from its own figure, and its answer in short.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from markupsafe import Markup

from explainer.figures.record import FigureRecord
from explainer.figures.svg import addressed
from explainer.model.rows import Claim, Reason
from explainer.query.ledger import Ledger
from explainer.site import book_map
from explainer.site.evidence.directive import Part, Place


class Card(NamedTuple):
    """A page as a card: its number among the chapters or 0, its name and address, and the rest where it has it."""

    number: int
    name: str
    href: str
    asked: str
    answer: str
    picture: Markup
    narrow: bool


def write_cards(place: Place, argument: str) -> str:
    """Write cards: a line `page: figure-id` each; without lines every chapter, with its first figure."""
    known, lines = place.domain, [line.partition(":") for line in argument.splitlines()]
    entries = [(page.strip(), figure.strip()) for page, _, figure in lines] or [
        (page, next(iter(known.page(page).figures), "")) for page in book_map.chapters(place.env)
    ]
    found, figures = [], known.figures
    for page, figure in entries:
        docname = book_map.resolve(place.env, page, place.docname)
        if docname is None:
            place.warn(f"{{cards}}: there is no page {page!r}")
        elif figure and figure not in figures:
            place.warn(f"{{cards}}: there is no figure {figure!r}")
        else:
            found.append(_card(place, docname, figures[figure].record if figure else None))
    return place.fill("cards", cards=found)


def _card(place: Place, docname: str, figure: FigureRecord | None) -> Card:
    said, (name, asked) = place.domain.page(docname).opening, place.domain.names[docname]
    short, answer = (book_map.plain(text, place.ledger) for text in (said.short, said.answer))
    drawing = "card" if figure and "card" in figure.pictures else "narrow"
    picture = Markup(still(figure, drawing, "card")) if figure else Markup("")
    answer = short or (book_map.first_sentence(answer) if answer else "")
    number = book_map.place(place.env, docname)
    return Card(number, name, place.page(docname), asked, answer, picture, drawing == "narrow")


def still(record: FigureRecord, name: str, prefix: str) -> str:
    """Give a figure's drawing `name` as a picture without links; its ids begin with `prefix`."""
    # What it stands in is one link; marks that were links too could not be told from it.
    picture = addressed(record.pictures[name].svg, lambda kind, id: None, record.plain("title"))
    for before in ('"', "#"):
        picture = picture.replace(f"{before}figure-{record.id}-{name}-", f"{before}{prefix}-{record.id}-")
    return picture.replace('role="group"', 'role="img"', 1)


class Station(NamedTuple):
    """A reason at the top of the argument: its row, its page's name and address, its paragraphs as "¶11–19"."""

    row: Reason
    name: str
    href: str | None
    paragraphs: str


def stations(place: Place) -> list[Station]:
    """Give the reasons at the top of the argument, in the article's order, each with the page of most of its claims."""
    found = []
    for row in top_reasons(place.ledger):
        claims = [one for one in place.ledger.rows_of(Claim) if row.id in reason_path(place.ledger, one.reason)]
        homes = Counter(claim.chapter for claim in claims).most_common(1)
        page = book_map.resolve(place.env, homes[0][0], place.docname) if homes and homes[0][0] else None
        name, href = (book_map.name(place.env, page), place.page(page)) if page else ("", None)
        found.append(Station(row, name, href, spans([claim.paragraph for claim in claims if claim.paragraph])))
    return found


def top_reasons(ledger: Ledger) -> list[Reason]:
    """Give the reasons at the top of the argument, in the article's order."""
    return sorted((row for row in ledger.rows_of(Reason) if not row.parent), key=lambda row: row.position)


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


def write_progress(place: Place, argument: str) -> str:
    """Write the line of reasons, with the page's own marked; the argument names these."""
    current, found = [id.strip() for id in argument.split(",")], stations(place)
    known = [station.row.id for station in found]
    for id in current:
        if id not in known:
            place.warn(f"no reason {id!r} at the top of the argument; they are {', '.join(known)}")
    last = max((known.index(id) for id in current if id in known), default=-1)
    return place.fill("progress", stations=found, current=current, last=last)


def write_reasons(place: Place, argument: str) -> str:
    """Write every reason with its sentence, its chapter and its paragraphs."""
    return place.fill("reasons", stations=stations(place))


PARTS = (
    Part("cards", write_cards, choices=None),
    Part("progress", write_progress, choices=None),
    Part("reasons", write_reasons),
)
