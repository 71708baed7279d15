"""Citations as HTML: looked-up words, source lines, runs of claims, marks that open a reading. All links are given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from explainer.figures.record import Span
from explainer.references.citation import CLASSES, Citation

# Of more garbled claims than these a figure's foot gives the count, not the list.
MANY = 12
# Of more outside sources than these it gives the count; its table names each.
MANY_SOURCES = 8
_UNBROKEN = 24

Address = Callable[[str, str], str | None]
"""Gives the address of a row by kind and id, None when it has none."""


@lru_cache
def templates() -> Environment:
    """Give the templates of the site's own parts."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def text_html(text: Iterable[Span], address: Address) -> Markup:
    """Write a looked-up text for a page, without note marks: every datum links to the row it rests on."""
    return Markup("").join(
        datum_html(one.text, one.kind, address(one.kind, one.id)) if one.kind else escape(one.text) for one in text
    )


def datum_html(text: str, kind: str, href: str | None) -> Markup:
    """Write looked-up words in the class of their row; a number keeps its hedge and its range on one line."""
    family = CLASSES.get(kind, kind) + (" nb" if len(text) <= _UNBROKEN else "")
    if href is None:
        return Markup('<span class="datum {}">{}</span>').format(family, text)
    return Markup('<a class="datum {}" href="{}">{}</a>').format(family, href, text)


def joined(words: Sequence[str], last: str = "and") -> Markup:
    """Join words as English does: "a, b and c"."""
    if len(words) < 2:
        return Markup("").join(words)
    return Markup("{} {} {}").format(Markup(", ").join(words[:-1]), last, words[-1])


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


def source_line(
    rests_on: Sequence[Citation], address: Address, drawn: Collection[str] = (), *, brief: bool = False
) -> Markup:
    """Write what a figure rests on, family by family, each row a link.

    Parameters
    ----------
    rests_on: its rows, drawn or named in its texts.
    address: where rows are at home, seen from the figure's page.
    drawn: refs of the rows that its table names; of many outside sources there only the count is written. Where no
        table goes along there are none, and many sources are named once each, without their dates.
    brief: many publishers are only counted there, too.
    """

    def named(rows: Iterable[Citation], *more: str) -> Markup:
        """Name rows, those that are written alike once, with `more` of each in brackets."""
        once: dict[tuple[str, ...], Citation] = {}
        for row in rows:
            once.setdefault((row.label, *(getattr(row, name) for name in more)), row)
        links = [linked(row.label, address(row.kind, row.id)) for row in once.values()]
        told = [", ".join(filter(None, key[1:])) for key in once]
        return joined([link + (f" ({words})" if words else "") for link, words in zip(links, told, strict=True)])

    parts, span = [], Markup('<span class="{}">{}</span>')
    if claims := sorted((one for one in rests_on if one.kind == "claim"), key=lambda one: one.number):
        said = Markup("the article, {} {}").format(claims_word(claims), joined(runs(claims, address)))
        parts.append(span.format("article", said))
    outside = [one for one in rests_on if one.kind == "check"]
    tabled = [one for one in outside if one.ref in drawn]
    if len(tabled) > MANY_SOURCES:
        parts.append(span.format("outside", f"{_pages(tabled)}; each row of the table names its own"))
        outside = [one for one in outside if one.ref not in drawn]
    if len(outside) > MANY_SOURCES and not drawn:
        publishers = len({one.label for one in outside})
        said = Markup("{}, by {} publishers").format(_pages(outside), publishers)
        if not brief or publishers <= MANY_SOURCES:
            said += Markup(": {}").format(named(outside, "weak"))
        parts.append(span.format("outside", said))
    elif outside:
        said = Markup("outside the article: {}").format(named(outside, "when", "weak"))
        parts.append(span.format("outside", said))
    if derived := [one for one in rests_on if one.kind == "derived"]:
        parts.append(span.format("derived", Markup("derived by us: {}").format(named(derived))))
    return Markup("; ").join(parts) + Markup(".")


def _pages(rows: Iterable[Citation]) -> str:
    """Count the pages that outside rows stand on, and those of them that are weak."""
    pages = {row.url or row.id: row.weak for row in rows}
    weak = sum(map(bool, pages.values()))
    return f"{len(pages)} pages outside the article" + (f", {weak} of them weak" if weak else "")


def claims_word(claims: Sequence[Citation]) -> Markup:
    """Write what the numbers after it are; each says so itself to those who hear them."""
    return Markup('<span aria-hidden="true">{}</span>').format("claim" if len(claims) == 1 else "claims")


def runs(claims: Sequence[Citation], address: Address) -> list[Markup]:
    """Write claims by number, sorted; three or more in a row as "12–15" with its two ends linked.

    The table below the figure links every single one.
    """
    found: list[list[Citation]] = []
    for one in claims:
        if found and one.number == found[-1][-1].number + 1:
            found[-1].append(one)
        else:
            found.append([one])
    written = []
    for run in found:
        shown = [run[0], run[-1]] if len(run) > 2 else run
        numbers = [linked(str(one.number), address(one.kind, one.id), f"claim {one.number}") for one in shown]
        written += [Markup("–").join(numbers)] if len(run) > 2 else numbers
    return written


def garbled(rests_on: Sequence[Citation], address: Address, *, tabled: bool = True) -> Markup:
    """Write which claims of a figure rest on a garbled passage; empty when there is none.

    A few are named here, each number opening the reading; where they are many, the rows of the table have the marks,
    if there is one (`tabled`).
    """
    claims = sorted((one for one in rests_on if one.readings), key=lambda one: one.number)
    known = [(one, href) for one in claims if (href := address("reading", one.readings[0]))]
    if tabled and len(known) > MANY:
        return Markup("{} of these claims; the rows of the table open the readings.").format(len(known))
    mark = Markup('<a class="reading-mark" href="{}" aria-label="how we read claim {}">{}</a>')
    numbers = [mark.format(href, one.number, one.number) for one, href in known]
    if not numbers:
        return Markup("")
    return Markup("{} {}").format(claims_word([one for one, _ in known]), joined(numbers))


def reading_marks(one: Citation, address: Address) -> Markup:
    """Write the small marks that open the readings of a row's garbled passages; empty when it has none."""
    found = [href for id in one.readings if (href := address("reading", id))]
    names = [Markup("how we read it")] if len(found) == 1 else [Markup("({})").format(n + 1) for n in range(len(found))]
    if len(found) > 1:
        names[0] = Markup("how we read it ") + names[0]
        names[1:] = [Markup('<span class="visually-hidden">how we read it </span>') + name for name in names[1:]]
    mark = Markup('<a class="reading-mark" href="{}">{}</a>')
    return Markup(" ").join(mark.format(href, name) for href, name in zip(found, names, strict=True))
