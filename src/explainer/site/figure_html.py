"""From a figure, as the kernel sent it, to the HTML of the page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from explainer import query as queries
from explainer.model.ledger import Ledger
from explainer.references import phrases
from explainer.site import wording
from explainer.site.controls import Controls
from explainer.site.witness import CLASS_WORDS, CLASSES, Witness, read_ref, witness
from explainer.text.hedges import HEDGES

PAGES = ("wide", "narrow")
# Of more garbled claims than these a figure's foot gives the count, not the list.
MANY = 12
# Of more outside sources than these it gives the count; its table names each.
MANY_SOURCES = 8
# Columns of figures that hold the keys of a vocabulary.
VOCABULARIES = {"modality": "modalities", "verdict": "verdicts", "certainty": "certainties", "quality": "qualities"}


@lru_cache
def templates() -> Environment:
    """Give the templates of the site's own pieces."""
    folder = Path(__file__).parent / "templates"
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True)
class Drawing:
    """One picture of a figure.

    Parameters
    ----------
    page: the page it is drawn for: "wide" or "narrow".
    svg: the picture.
    script: address of the script that brings it alive, "" for none.
    brush: True when its live view can be brushed, and has sliders for it.
    """

    page: str
    svg: Markup
    script: str = ""
    brush: bool = False


@dataclass(frozen=True)
class Download:
    """A file to take along."""

    label: str
    href: str


@dataclass(frozen=True)
class ShownRow:
    """One row of the table: its class, its cells as text, whose it is, and where it stands."""

    family: str
    cells: Sequence[str]
    whose: str
    where: Markup


@dataclass
class Shown:
    """A figure ready for the template: words looked up, links set.

    `source` and `readings` stand over the figure's table, `source_alone` and `readings_alone` where it is left behind.
    `change` is how many kilobytes it takes to change the chart in the page, 0 when it cannot be changed there;
    `controls` what a reader can set in the chart itself.
    """

    id: str
    anchor: str
    number: int
    level: int
    title: Markup
    plain_title: str
    takeaway: Markup
    not_shown: Markup
    source: Markup
    source_alone: Markup
    readings: Markup
    readings_alone: Markup
    columns: Sequence[str]
    rows: Sequence[ShownRow]
    drawings: Sequence[Drawing] = field(default_factory=tuple)
    downloads: Sequence[Download] = field(default_factory=tuple)
    citation: str = ""
    share: Any = None
    change: int = 0
    controls: Controls | None = None

    @property
    def brushed(self) -> str:
        """The drawings along which a span can be chosen, by page name; "" for none."""
        return " ".join(drawing.page for drawing in self.drawings if drawing.brush)

    def html(self) -> str:
        """Write the figure's HTML."""
        return templates().get_template("figure.html").render(f=self)


def witnesses(payload: dict[str, Any], ledger: Ledger) -> list[Witness]:
    """Give every row of the ledger that a figure rests on, once: those it draws, then those its texts name.

    Raises Faults for a look-up that fails, KeyError for a row that is not there.
    """
    keys = [read_ref(row["ref"]) for row in payload["rows"]]
    for name in ("title", "takeaway", "alt", "not_shown"):
        keys += [(use.kind, use.id) for use in phrases.uses(payload[name], ledger, payload["id"])]
    return [witness(ledger, kind, id) for kind, id in dict.fromkeys(keys) if kind in CLASSES]


def show(
    payload: dict[str, Any], ledger: Ledger, address: wording.Address, anchor: str, level: int, number: int = 1
) -> Shown:
    """Look up the words of a figure and set its links.

    Parameters
    ----------
    payload: what the kernel sent: id, title, takeaway, alt, not_shown, columns, rows, specs.
    ledger: where to look.
    address: where rows are at home, seen from the figure's page.
    anchor: the figure's id on its page.
    level: of its heading: 2 for h2.
    number: its place among the figures of its page.

    Raises Faults for a look-up that fails, KeyError for a row that is not there.
    """

    def text(name: str) -> Markup:
        return wording.html(payload[name], ledger, address, f"figure {payload['id']}")

    rests_on = witnesses(payload, ledger)
    columns = payload["columns"]
    rows = [
        _row(witness(ledger, *read_ref(row["ref"])), [_cell(row, column["key"], ledger) for column in columns], address)
        for row in payload["rows"]
    ]
    return Shown(
        id=payload["id"],
        anchor=anchor,
        number=number,
        level=level,
        title=text("title"),
        plain_title=phrases.plain(payload["title"], ledger),
        takeaway=text("takeaway"),
        not_shown=text("not_shown"),
        source=source_line(rests_on, address, {row["ref"] for row in payload["rows"]}),
        source_alone=source_line(rests_on, address),
        readings=garbled(rests_on, address),
        readings_alone=garbled(rests_on, address, tabled=False),
        columns=[column["label"] for column in columns],
        rows=rows,
    )


def _cell(row: dict[str, Any], key: str, ledger: Ledger) -> str:
    """Write a cell; keys of a vocabulary and names of hedges become the words that stand for them."""
    value = row.get(key)
    text = "" if value is None else str(value)
    if key == "hedge" and text in HEDGES:
        return HEDGES[text].says
    return queries.label(ledger, VOCABULARIES[key], text) if key in VOCABULARIES and text else text


def _row(told: Witness, cells: list[str], address: wording.Address) -> ShownRow:
    where = linked(told.label, address(told.kind, told.id))
    if told.kind == "claim":
        where += Markup(", {}, {}").format(told.speaker, told.firmness)
        if marks := reading_marks(told, address):
            where += Markup(" · {}").format(marks)
    elif told.kind == "check":
        where += Markup(", {}{}").format(told.when, f" ({told.weak})" if told.weak else "")
    elif told.says:
        where += Markup(": {}").format(told.says)
    return ShownRow(told.family, cells, CLASS_WORDS[told.family], where)


def linked(text: str, href: str | None, heard: str = "") -> Markup:
    """Write a link, or the bare text when there is no address.

    Parameters
    ----------
    text: what is seen of it.
    href: its address.
    heard: its name for those who hear it alone, where what is seen is a bare number.
    """
    name = Markup(' aria-label="{}"').format(heard) if heard else ""
    return Markup('<a href="{}"{}>{}</a>').format(href, name, text) if href else escape(text)


def source_line(rests_on: Sequence[Witness], address: wording.Address, drawn: Collection[str] = ()) -> Markup:
    """Write what a figure rests on, family by family, each row a link.

    Parameters
    ----------
    rests_on: its rows, drawn or named in its texts.
    address: where rows are at home, seen from the figure's page.
    drawn: refs of the rows that its table names; of many outside sources there only the count is written. Where no
        table goes along there are none, and many sources are named once each, without their dates.
    """
    parts = []
    claims = [told for told in rests_on if told.kind == "claim"]
    if claims:
        numbers = runs(sorted(claims, key=lambda told: told.number), address)
        said = Markup("{} {}").format(claims_word(claims), wording.joined(numbers))
        parts.append(Markup('<span class="article">the article, {}</span>').format(said))
    outside = [told for told in rests_on if told.kind == "check"]
    tabled = [told for told in outside if told.ref in drawn]
    if len(tabled) > MANY_SOURCES:
        parts.append(
            Markup('<span class="outside">{} outside sources; each row of the table names its own</span>').format(
                len({told.url or told.id for told in tabled})
            )
        )
        outside = [told for told in outside if told.ref not in drawn]
    if len(outside) > MANY_SOURCES and not drawn:
        once: dict[tuple[str, str], Witness] = {}
        for told in outside:
            once.setdefault((told.label, told.weak), told)
        names = [
            linked(told.label, address(told.kind, told.id)) + (f" ({told.weak})" if told.weak else "")
            for told in once.values()
        ]
        count = len({told.url or told.id for told in outside})
        said = Markup("{} pages outside the article, by {} publishers: {}").format(
            count, len({told.label for told in once.values()}), wording.joined(names)
        )
        parts.append(Markup('<span class="outside">{}</span>').format(said))
    elif outside:
        names = [
            Markup("{} ({}{})").format(
                linked(told.label, address(told.kind, told.id)), told.when, f", {told.weak}" if told.weak else ""
            )
            for told in outside
        ]
        parts.append(Markup('<span class="outside">outside the article: {}</span>').format(wording.joined(names)))
    derived = [told for told in rests_on if told.kind == "derived"]
    if derived:
        names = [linked(told.label, address(told.kind, told.id)) for told in derived]
        parts.append(Markup('<span class="derived">derived by us: {}</span>').format(wording.joined(names)))
    return Markup("; ").join(parts) + Markup(".")


def claims_word(claims: Sequence[Witness]) -> Markup:
    """Write what the numbers after it are; each says so itself to those who hear them."""
    return Markup('<span aria-hidden="true">{}</span>').format("claim" if len(claims) == 1 else "claims")


def runs(claims: Sequence[Witness], address: wording.Address) -> list[Markup]:
    """Write claims by number, sorted; three or more in a row as "12–15" with its two ends linked.

    The table below the figure links every single one.
    """
    found: list[list[Witness]] = []
    for told in claims:
        if found and told.number == found[-1][-1].number + 1:
            found[-1].append(told)
        else:
            found.append([told])
    written = []
    for run in found:
        shown = [run[0], run[-1]] if len(run) > 2 else run
        numbers = [linked(str(one.number), address(one.kind, one.id), f"claim {one.number}") for one in shown]
        written += [Markup("–").join(numbers)] if len(run) > 2 else numbers
    return written


def garbled(rests_on: Sequence[Witness], address: wording.Address, *, tabled: bool = True) -> Markup:
    """Write which claims of a figure rest on a garbled passage; empty when there is none.

    A few are named here, each number opening the reading; where they are many, the rows of the table have the marks,
    if there is one (`tabled`).
    """
    claims = sorted((told for told in rests_on if told.readings), key=lambda told: told.number)
    known = [(told, href) for told in claims if (href := address("reading", told.readings[0]))]
    if tabled and len(known) > MANY:
        return Markup("{} of these claims; the rows of the table open the readings.").format(len(known))
    mark = Markup('<a class="reading-mark" href="{}" aria-label="how we read claim {}">{}</a>')
    numbers = [mark.format(href, told.number, told.number) for told, href in known]
    if not numbers:
        return Markup("")
    return Markup("{} {}").format(claims_word([told for told, _ in known]), wording.joined(numbers))


def reading_marks(told: Witness, address: wording.Address) -> Markup:
    """Write the small marks that open the readings of a row's garbled passages; empty when it has none."""
    found = [href for id in told.readings if (href := address("reading", id))]
    names = [Markup("how we read it")] if len(found) == 1 else [Markup("({})").format(n + 1) for n in range(len(found))]
    if len(found) > 1:
        names[0] = Markup("how we read it ") + names[0]
        names[1:] = [Markup('<span class="visually-hidden">how we read it </span>') + name for name in names[1:]]
    mark = Markup('<a class="reading-mark" href="{}">{}</a>')
    return Markup(" ").join(mark.format(href, name) for href, name in zip(found, names, strict=True))
