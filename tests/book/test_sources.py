"""One step leads from everything the book says to the row it rests on; what others say has publisher and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urldefrag

import pytest
from lxml.html import HtmlElement

from explainer.model.rows import Finding
from explainer.query.ledger import Ledger
from explainer.text import dates

from ..conftest import ROOT, words

Trees = dict[str, HtmlElement]
#: Kinds of rows that something may rest on, as the ids of rows begin.
ROWS = ("claim-", "check-", "derived-")
_DATED = re.compile(r"\b(1[89]|20)\d\d\b|undated page")

pytestmark = pytest.mark.book


def having(name: str) -> str:
    """Say in XPath that an element has a class."""
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


def find(tree: HtmlElement, *classes: str) -> list[HtmlElement]:
    """Find the elements that have all of some classes."""
    return tree.xpath(f"//*[{' and '.join(map(having, classes))}]")


def row(href: str | None, page: str, trees: Trees) -> str:
    """Give the id of the row an address leads to; "" when it leads to none."""
    name, id = urldefrag(href or "")
    return id if id.startswith(ROWS) and id in ids(trees[name or page]) else ""


@cache
def ids(tree: HtmlElement) -> frozenset[str]:
    """Give all ids of a page."""
    return frozenset(tree.xpath("//@id"))


def figures(trees: Trees) -> Iterator[tuple[str, HtmlElement]]:
    """Give each figure with its page."""
    for page, tree in trees.items():
        for figure in tree.xpath("//figure[@data-figure]"):
            yield page, figure


def test_every_mark_of_a_chart_leads_to_its_row_and_says_what_it_is(trees: Trees) -> None:
    for page, figure in figures(trees):
        drawings = figure.xpath(f".//*[{having('pictures')}]/*[{having('picture')}]/*[local-name()='svg']")
        assert len(drawings) == 2, figure.get("id")
        for drawing in drawings:
            marks = drawing.xpath(".//*[local-name()='a']")
            assert marks and all(row(mark.get("href"), page, trees) for mark in marks), figure.get("id")
            # Further pieces of a mark that is drawn in many are silent: it is one stop, with one name.
            assert all(mark.get("aria-label") or mark.get("aria-hidden") == "true" for mark in marks), figure.get("id")


def test_a_chart_is_named_and_described(trees: Trees) -> None:
    for _, figure in figures(trees):
        for drawing in figure.xpath(f".//*[{having('picture')}]/*[local-name()='svg']"):
            for kind in ("aria-labelledby", "aria-describedby"):
                told = drawing.xpath("./*[@id=$id]", id=drawing.get(kind))
                assert len(told) == 1 and words(told[0]), (figure.get("id"), kind)


def test_both_drawings_and_the_table_show_the_same_rows(trees: Trees) -> None:
    for page, figure in figures(trees):
        wide, narrow, table = (
            {id for href in figure.xpath(f".//*[{where}]//@href") if (id := row(href, page, trees))}
            for where in (having("wide"), having("narrow"), "self::tbody")
        )
        assert wide == narrow, figure.get("id")
        assert wide <= table, figure.get("id")


def test_every_row_of_a_figures_table_leads_to_where_it_stands(trees: Trees) -> None:
    for page, figure in figures(trees):
        lines = figure.xpath(".//tbody/tr")
        assert lines, figure.get("id")
        for line in lines:
            assert any(row(href, page, trees) for href in line.xpath(".//@href")), (figure.get("id"), words(line))


def test_every_datum_is_a_link_to_a_row(trees: Trees) -> None:
    for page, tree in trees.items():
        for datum in find(tree, "datum"):
            id = urldefrag(datum.get("href") or "")[1]
            known = row(datum.get("href"), page, trees) or id.startswith("term-")
            assert datum.tag == "a" and known, (page, words(datum))


def test_every_call_opens_a_note_and_every_note_leads_to_a_row_and_back(trees: Trees) -> None:
    for page, tree in trees.items():
        notes = {note.get("id"): note for note in find(tree, "margin-note")}
        called = {urldefrag(href)[1] for href in tree.xpath(f"//*[{having('note-mark')}]//@href")}
        assert called - notes.keys() == set(), page
        for id, note in notes.items():
            assert any(row(href, page, trees) for href in note.xpath(".//@href")), (page, id)
            for back in find_in(note, "note-back"):
                assert back.get("href")[1:] in ids(tree), (page, id)


def find_in(element: HtmlElement, name: str) -> list[HtmlElement]:
    """Find what has a class inside an element."""
    return element.xpath(f".//*[{having(name)}]")


def test_every_row_leads_back_to_each_page_that_uses_it(trees: Trees) -> None:
    """A note or a figure rests on a row: the row has a link to that page."""
    back = {
        id: {urldefrag(href)[0] or page for href in home.xpath(".//@href")}
        for page, tree in trees.items()
        for home in tree.xpath("//*[@id]")
        if (id := home.get("id")).startswith(ROWS)
    }
    claims = {id for id in back if id.startswith("claim-")}
    for page, tree in trees.items():
        for place in (*find(tree, "margin-note"), *tree.xpath("//figure[@data-figure]//tbody")):
            rests_on = {row(href, page, trees) for href in place.xpath(".//@href")} & claims
            # A figure of all claims shows the ledger itself; the evidence page says so once.
            if rests_on != claims:
                assert [id for id in rests_on if page not in back[id]] == [], page


def test_every_statement_from_outside_has_publisher_and_date(trees: Trees) -> None:
    places = {
        "note": f"//*[{having('margin-note')} and {having('outside')}]",
        "finding": f"//li[{having('finding')}]",
        "panel": f"//*[{having('panel-findings')}]/li",
        "used": f"//*[{having('used-claims')}]/li[{having('outside')}]",
    }
    seen = dict.fromkeys(places, 0)
    for page, tree in trees.items():
        for kind, path in places.items():
            for place in tree.xpath(path):
                seen[kind] += 1
                said = "; ".join(map(words, find_in(place, "publisher")))
                when = "; ".join(map(words, find_in(place, "when")))
                assert said and _DATED.search(when), (page, kind, words(place)[:200])
    assert seen["note"] and seen["finding"] and seen["panel"], seen


def test_a_page_without_a_date_is_never_given_that_of_its_finding(trees: Trees) -> None:
    ledger = Ledger.load(ROOT)
    rows = {f"check-{row.id}": row for row in ledger.rows_of(Finding)}
    undated = [anchor for anchor, row in rows.items() if not row.published]
    assert len(undated) > 15
    for anchor, row in rows.items():
        (finding,) = trees["since.html" if row.table == "aftermath" else "checked.html"].xpath(f"//*[@id='{anchor}']")
        when = words(find_in(finding, "when")[0])
        wanted = dates.words(row.published) if row.published else "undated page"
        assert when == wanted or (anchor in undated and when.startswith("undated page, finding of ")), (anchor, when)


def test_every_row_from_outside_in_a_table_has_publisher_and_date(trees: Trees) -> None:
    for _, figure in figures(trees):
        for line in figure.xpath(f".//tbody/tr[{having('outside')}]"):
            told = words(line.xpath("./td[last()]")[0])
            assert _DATED.search(told) and "," in told, (figure.get("id"), words(line))


def test_what_is_outside_is_never_in_the_articles_dress(trees: Trees) -> None:
    for page, tree in trees.items():
        for datum in find(tree, "datum"):
            kind = urldefrag(datum.get("href") or "")[1].split("-")[0]
            family = {"claim": "article", "check": "outside", "derived": "derived"}.get(kind)
            assert family is None or family in datum.get("class").split(), (page, words(datum))
