"""The HTML of looked-up words, note marks, notes and the list of rows a page leans on."""

from __future__ import annotations

from dataclasses import dataclass

from docutils import nodes
from markupsafe import Markup
from sphinx.builders import Builder
from sphinx.writers.html5 import HTML5Translator

from explainer.model.rows import Event
from explainer.references.citation import CLASSES, Citation, cite
from explainer.site.address import row_address
from explainer.site.citation_html import (
    Address,
    claims_word,
    datum_html,
    joined,
    linked,
    reading_marks,
    runs,
    templates,
)
from explainer.site.domain import Key, domain

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


@dataclass(frozen=True)
class UsedRow:
    """A row in the list at the end of a page, with links back to every place that leans on it."""

    told: NoteItem
    places: Markup

    @property
    def key(self) -> Key:
        """The row."""
        return self.told.row.kind, self.told.row.id


def together(told: list[NoteItem]) -> list[list[NoteItem]]:
    """Put neighbouring claims together that one speaker makes equally firmly: a note says once who and how."""
    groups: list[list[NoteItem]] = []
    for one in told:
        last = groups[-1][-1] if groups else None
        if last and _is_plain(last) and _is_plain(one) and _tail(last) == _tail(one):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _is_plain(told: NoteItem) -> bool:
    return told.row.kind == "claim" and not told.earlier and not told.ground


def _tail(told: NoteItem) -> tuple[str, str]:
    return told.row.speaker, told.row.firmness


def _tell(builder: Builder, docname: str, key: Key, earlier: bool = False, year: str = "") -> NoteItem:
    ledger, address = domain(builder.env).ledger, _address(builder, docname)
    row = cite(ledger, *key)
    parts = [linked(cite(ledger, *part).label, address(*part)) for part in row.parts]
    ground = ledger.by_id(Event)[year].ground if year else ""
    return NoteItem(row, address(*key), reading_marks(row, address), joined(parts), earlier, ground)


def _address(builder: Builder, docname: str) -> Address:
    return lambda kind, id: row_address(builder, docname, kind, id)


def visit_datum(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write looked-up words: a link to the row they rest on."""
    href = row_address(translator.builder, node["docname"], node["kind"], node["id"])
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
    builder, docname, earlier = translator.builder, node["docname"], node["earlier"]
    # A note of nothing but rows that were told before tells them again: a bare "Claim 7" is no help.
    earlier = set() if set(node["keys"]) <= set(earlier) else earlier
    told = [_tell(builder, docname, key, key in earlier, node["year"]) for key in node["keys"]]
    told.sort(key=lambda one: one.earlier)
    translator.body.append(templates().get_template("note.html").render(
        number=node["number"], family=told[0].row.family, open=node["open"], groups=together(told),
        room=ROOM[min(len(told), len(ROOM)) - 1],
    ))  # fmt: skip
    raise nodes.SkipNode


def visit_used(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write the list of every row a page leans on: the article's sentences in its order, then the rest."""
    builder, docname = translator.builder, node["docname"]
    said = domain(builder.env).page(docname)
    order = {f"figure-{id}": place for place, id in enumerate(said.figures, 1)}
    places: dict[Key, list[Markup]] = {}
    for key, anchor, label in said.uses:
        # A figure's title is long: in the list its place on the page stands for it.
        short = f"figure {order[anchor]}" if anchor in order else label
        place = Markup('<a href="#{}" title="{}">{}</a>').format(anchor, label, short)
        places.setdefault(key, []).append(place)
    rows = [UsedRow(_tell(builder, docname, key), joined(found)) for key, found in places.items()]
    rows.sort(key=lambda used: (list(CLASSES).index(used.told.row.kind), used.told.row.number))
    drawn = _only_drawn(said.uses, order)
    claims = [used for used in rows if used.told.row.kind == "claim" and used.key not in drawn]
    by_figure: dict[str, list[Citation]] = {}
    for used in rows:
        if used.key in drawn:
            by_figure.setdefault(drawn[used.key], []).append(used.told.row)
    also = [
        Markup('<a href="#{}">Figure {}</a> {} {} {}').format(
            anchor,
            order[anchor],
            "also draws" if claims else "draws",
            claims_word(told),
            joined(runs(told, _address(builder, docname))),
        )
        for anchor, told in sorted(by_figure.items(), key=lambda found: order[found[0]])
    ]
    rest = [used for used in rows if used.told.row.kind != "claim"]
    translator.body.append(templates().get_template("used.html").render(claims=claims, rest=rest, also=also))
    raise nodes.SkipNode


def _only_drawn(uses: list[tuple[Key, str, str]], order: dict[str, int]) -> dict[Key, str]:
    """Give the claims that no sentence leans on, each with the first figure that draws it."""
    found: dict[Key, str] = {}
    in_text = {key for key, anchor, _ in uses if anchor not in order}
    for key, anchor, _ in uses:
        if key not in in_text and key[0] == "claim":
            found.setdefault(key, anchor)
    return found
