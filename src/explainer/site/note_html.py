"""The HTML of looked-up words, note marks, notes and the list of rows a page leans on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from explainer.model.rows import Event
from explainer.references.citation import CLASSES, Citation, cite
from explainer.site import citation_html, links, memory
from explainer.site.citation_html import Address, claims_word, joined, linked, reading_marks, runs, templates

if TYPE_CHECKING:
    from sphinx.builders import Builder

# Characters of a quotation that a margin shows; shorter where a note tells many rows. The list at the end of the page
# and the claim's own place give the whole. A quotation only SPARE characters longer is not worth a cut.
SHORT, SHORTER, SPARE = 76, 52, 15
MANY = 3


@dataclass(frozen=True)
class Told:
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

    def cut(self, room: int = SHORT) -> tuple[str, str]:
        """Cut a quotation in two: what a margin has room for, and the rest."""
        says = self.row.says
        if len(says) <= room + SPARE:
            return says, ""
        head = (says[: room + 1].rpartition(" ")[0] or says[:room]).rstrip(" ,;:")
        return head, says[len(head) :]


@dataclass(frozen=True)
class UsedRow:
    """A row in the list at the end of a page, with links back to every place that leans on it."""

    told: Told
    places: Markup


def together(told: list[Told]) -> list[list[Told]]:
    """Put neighbouring claims together that one speaker makes equally firmly: a note says once who and how."""
    groups: list[list[Told]] = []
    for one in told:
        last = groups[-1][-1] if groups else None
        if last and _is_plain(last) and _is_plain(one) and _tail(last) == _tail(one):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _is_plain(told: Told) -> bool:
    return told.row.kind == "claim" and not told.earlier and not told.ground


def _tail(told: Told) -> tuple[str, str]:
    return told.row.speaker, told.row.firmness


def _address(builder: Builder, docname: str) -> Address:
    return lambda kind, id: links.href(builder, docname, kind, id)


def _tell(builder: Builder, docname: str, kind: str, id: str, earlier: bool = False, year: str = "") -> Told:
    assert builder.env is not None
    ledger, address = memory.ledger(builder.env), _address(builder, docname)
    row = cite(ledger, kind, id)
    readings = reading_marks(row, address)
    parts = [linked(cite(ledger, *part).label, address(*part)) for part in row.parts]
    ground = ledger.by_id(Event)[year].ground if year else ""
    return Told(row, address(kind, id), readings, joined(parts), earlier, ground)


def datum_html(builder: Builder, node: Any) -> str:
    """Write looked-up words: a link to the row they rest on."""
    kind, id = node["kind"], node["id"]
    href = links.href(builder, node["docname"], kind, id)
    return str(citation_html.datum_html(node.astext(), kind, href))


def call_html(builder: Builder, node: Any) -> str:
    """Write a note's mark: a raised number that leads to the note."""
    number, docname = node["number"], node["docname"]
    target = links.anchor(builder, docname, f"note-{number}")
    own = "" if node.get("repeated") else links.anchor(builder, docname, f"call-{number}")
    place = Markup(' id="{}"').format(own) if own else ""
    family = CLASSES[node["keys"][0][0]] + (" apart" if node["apart"] else "")
    return str(
        Markup('<sup class="note-mark {}"><a{} href="#{}" role="doc-noteref" aria-label="Note {}">{}</a></sup>').format(
            family, place, target, number, number
        )
    )


def note_html(builder: Builder, node: Any) -> str:
    """Write a note."""
    docname, number = node["docname"], node["number"]
    earlier = node["earlier"]
    year = node["year"]
    told = [_tell(builder, docname, kind, id, (kind, id) in earlier, year) for kind, id in node["keys"]]
    back = "" if node["open"] else f"#{links.anchor(builder, docname, f'call-{number}')}"
    return (
        templates()
        .get_template("note.html")
        .render(
            number=number,
            anchor=links.anchor(builder, docname, f"note-{number}"),
            family=told[0].row.family,
            open=node["open"],
            back=back,
            groups=together(told),
            room=SHORT if len(told) < MANY else SHORTER,
        )
    )


def used_html(builder: Builder, docname: str) -> str:
    """Write the list of every row a page leans on: the article's sentences in its order, then the rest."""
    assert builder.env is not None
    said = memory.page(builder.env, docname)
    order = {f"figure-{id}": place for place, id in enumerate(said.figures, 1)}
    places: dict[memory.Key, list[Markup]] = {}
    for key, anchor, label in said.uses:
        address = links.page(builder, docname, docname, anchor)
        # A figure's title is long: in the list its place on the page stands for it.
        short = f"figure {order[anchor]}" if anchor in order else label
        place = Markup('<a href="{}" title="{}">{}</a>').format(address, label, short)
        places.setdefault(key, []).append(place)
    rows = [UsedRow(_tell(builder, docname, *key), joined(found)) for key, found in places.items()]
    rows.sort(key=lambda used: (list(CLASSES).index(used.told.row.kind), used.told.row.number))
    drawn = _only_drawn(said.uses, order)
    claims = [used for used in rows if used.told.row.kind == "claim" and _key(used) not in drawn]
    rest = [used for used in rows if used.told.row.kind != "claim"]
    address_of = _address(builder, docname)
    by_figure: dict[str, list[Citation]] = {}
    for used in rows:
        if _key(used) in drawn:
            by_figure.setdefault(drawn[_key(used)], []).append(used.told.row)
    also = [
        Markup('<a href="#{}">Figure {}</a> {} {} {}').format(
            links.anchor(builder, docname, anchor),
            order[anchor],
            "also draws" if claims else "draws",
            claims_word(told),
            joined(runs(told, address_of)),
        )
        for anchor, told in sorted(by_figure.items(), key=lambda found: order[found[0]])
    ]
    return templates().get_template("used.html").render(claims=claims, rest=rest, also=also)


def _key(used: UsedRow) -> memory.Key:
    return used.told.row.kind, used.told.row.id


def _only_drawn(uses: list[tuple[memory.Key, str, str]], order: dict[str, int]) -> dict[memory.Key, str]:
    """Give the claims that no sentence leans on, each with the first figure that draws it."""
    found: dict[memory.Key, str] = {}
    in_text = {key for key, anchor, _ in uses if anchor not in order}
    for key, anchor, _ in uses:
        if key not in in_text and key[0] == "claim":
            found.setdefault(key, anchor)
    return found
