"""The HTML of looked-up words, note marks, notes and the list of rows a page leans on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from explainer.site import links, memory, wording
from explainer.site.figure_html import linked, reading_marks, templates
from explainer.site.witness import CLASSES, Witness, witness

if TYPE_CHECKING:
    from sphinx.builders import Builder


@dataclass(frozen=True)
class Told:
    """A row as a note shows it: the row, its address, its reading marks and the rows it is worked out from."""

    row: Witness
    href: str | None
    readings: Markup
    parts: Markup


@dataclass(frozen=True)
class UsedRow:
    """A row in the list at the end of a page, with links back to every place that leans on it."""

    told: Told
    places: Markup


def _address(builder: Builder, docname: str) -> wording.Address:
    return lambda kind, id: links.href(builder, docname, kind, id)


def _tell(builder: Builder, docname: str, kind: str, id: str) -> Told:
    assert builder.env is not None
    ledger, address = memory.ledger(builder.env), _address(builder, docname)
    row = witness(ledger, kind, id)
    readings = reading_marks(row, address)
    parts = [linked(witness(ledger, *part).label, address(*part)) for part in row.parts]
    return Told(row, address(kind, id), readings, wording.joined(parts))


def datum_html(builder: Builder, node: Any) -> str:
    """Write looked-up words: a link to the row they rest on."""
    kind, id = node["kind"], node["id"]
    href = links.href(builder, node["docname"], kind, id)
    family = CLASSES.get(kind, kind)
    text = node.astext()
    if href is None:
        return str(Markup('<span class="datum {}">{}</span>').format(family, text))
    return str(Markup('<a class="datum {}" href="{}">{}</a>').format(family, href, text))


def call_html(builder: Builder, node: Any) -> str:
    """Write a note's mark: a raised number that leads to the note."""
    number, docname = node["number"], node["docname"]
    target = links.anchor(builder, docname, f"note-{number}")
    own = "" if node.get("repeated") else links.anchor(builder, docname, f"call-{number}")
    place = Markup(' id="{}"').format(own) if own else ""
    family = CLASSES[node["keys"][0][0]]
    return str(
        Markup('<sup class="note-mark {}"><a{} href="#{}" role="doc-noteref" aria-label="Note {}">{}</a></sup>').format(
            family, place, target, number, number
        )
    )


def note_html(builder: Builder, node: Any) -> str:
    """Write a note."""
    docname, number = node["docname"], node["number"]
    told = [_tell(builder, docname, kind, id) for kind, id in node["keys"]]
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
            told=told,
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
    rows = [UsedRow(_tell(builder, docname, *key), wording.joined(found)) for key, found in places.items()]
    rows.sort(key=lambda used: (list(CLASSES).index(used.told.row.kind), used.told.row.number))
    claims = [used for used in rows if used.told.row.kind == "claim"]
    rest = [used for used in rows if used.told.row.kind != "claim"]
    return templates().get_template("used.html").render(claims=claims, rest=rest)
