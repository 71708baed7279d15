"""The HTML of looked-up words, note marks, notes and the list of rows a page leans on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from docutils import nodes
from markupsafe import Markup
from sphinx.writers.html5 import HTML5Translator

from explainer.model.rows import Event
from explainer.references.citation import CLASSES, Citation, cite
from explainer.site.citation_html import claims_word, datum_html, joined, linked, reading_marks, runs, templates
from explainer.site.domain import Key
from explainer.site.evidence.directive import Place

# Characters of a quotation that a margin shows in a note that tells one row, two, or more. The list at the end of the
# page and the claim's own place give the whole. A quotation only SPARE characters longer is not worth a cut.
ROOM, SPARE = (150, 76, 52), 15


@dataclass(frozen=True)
class NoteItem:
    """A row as a note shows it.

    Parameters
    ----------
    row, href: the row and its address.
    readings: its reading marks.
    parts: the rows it is worked out from.
    earlier: True when a note before it on the same page told it: the margin then only names it.
    ground: how a year that the sentence does not print was worked out; "" where the row itself is told.
    """

    row: Citation
    href: str | None
    readings: Markup
    parts: Markup
    earlier: bool
    ground: str = ""

    def cut(self, room: int = ROOM[1]) -> tuple[str, str]:
        """Cut a quotation in two: what a margin has room for, and the rest."""
        says = self.row.says
        if len(says) <= room + SPARE:
            return says, ""
        head = (says[: room + 1].rpartition(" ")[0] or says[:room]).rstrip(" ,;:")
        return head, says[len(head) :]


def together(told: list[NoteItem]) -> list[list[NoteItem]]:
    """Put neighbouring claims together that one speaker makes equally firmly: a note says once who and how."""

    def whose(one: NoteItem) -> object:
        plain = one.row.kind == "claim" and not one.earlier and not one.ground
        return (one.row.speaker, one.row.firmness) if plain else id(one)

    return [list(group) for _, group in groupby(told, whose)]


def _tell(place: Place, key: Key, earlier: bool = False, year: str = "") -> NoteItem:
    row = cite(place.ledger, *key)
    parts = [linked(cite(place.ledger, *part).label, place.address(*part)) for part in row.parts]
    ground = place.ledger.by_id(Event)[year].ground if year else ""
    return NoteItem(row, place.address(*key), reading_marks(row, place.address), joined(parts), earlier, ground)


def visit_datum(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write looked-up words: a link to the row they rest on."""
    href = Place(translator.builder, node["docname"]).address(node["kind"], node["id"])
    translator.body.append(datum_html(node.astext(), node["kind"], href))
    raise nodes.SkipNode


def visit_call(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write a note's mark: a raised number that leads to the note."""
    number = node["number"]
    place = Markup("") if node.get("repeated") else Markup(' id="call-{}"').format(number)
    family = CLASSES[node["keys"][0][0]] + (" apart" if node["apart"] else "")
    link = Markup('<a{} href="#note-{}" role="doc-noteref" aria-label="Note {}">{}</a>')
    written = link.format(place, number, number, number)
    translator.body.append(Markup('<sup class="note-mark {}">{}</sup>').format(family, written))
    raise nodes.SkipNode


def visit_note(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write a note."""
    place, earlier = Place(translator.builder, node["docname"]), node["earlier"]
    # A note of nothing but rows that were told before tells them again: a bare "Claim 7" is no help.
    earlier = set() if set(node["keys"]) <= set(earlier) else earlier
    told = [_tell(place, key, key in earlier, node["year"]) for key in node["keys"]]
    told.sort(key=lambda one: one.earlier)
    translator.body.append(templates().get_template("note.html").render(
        number=node["number"], family=told[0].row.family, open=node["open"], groups=together(told),
        room=ROOM[min(len(told), len(ROOM)) - 1],
    ))  # fmt: skip
    raise nodes.SkipNode


def visit_used(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write the list of every row a page leans on: the article's sentences in its order, then the rest."""
    place = Place(translator.builder, node["docname"])
    said = place.domain.page(place.docname)
    figures = {f"figure-{id}": number for number, id in enumerate(said.figures, 1)}
    in_text = {key for key, anchor, _ in said.uses if anchor not in figures}
    places: dict[Key, list[Markup]] = {}
    # The claims that no sentence leans on, each with the first figure that draws it.
    drawn: dict[Key, str] = {}
    for key, anchor, label in said.uses:
        # A figure's title is long: in the list its place on the page stands for it.
        short = f"figure {figures[anchor]}" if anchor in figures else label
        places.setdefault(key, []).append(Markup('<a href="#{}" title="{}">{}</a>').format(anchor, label, short))
        if key[0] == "claim" and key not in in_text:
            drawn.setdefault(key, anchor)
    rows = [(_tell(place, key), joined(found), drawn.get(key)) for key, found in places.items()]
    rows.sort(key=lambda used: (list(CLASSES).index(used[0].row.kind), used[0].row.number))
    claims = [used for used in rows if used[0].row.kind == "claim" and not used[2]]
    also = []
    for anchor, number in figures.items():
        if told := [one.row for one, _, by in rows if by == anchor]:
            verb = "also draws" if claims else "draws"
            listed = Markup('<a href="#{}">Figure {}</a> {} {} {}')
            also.append(listed.format(anchor, number, verb, claims_word(told), joined(runs(told, place.address))))
    rest = [used for used in rows if used[0].row.kind != "claim"]
    translator.body.append(templates().get_template("used.html").render(claims=claims, rest=rest, also=also))
    raise nodes.SkipNode
