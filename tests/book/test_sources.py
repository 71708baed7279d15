"""One step leads from everything the book says to the row it rests on; what stands for a picture says what it shows."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag

from lxml.html import HtmlElement

from explainer.model.rows import Finding
from explainer.query.ledger import Ledger
from explainer.text import dates

from ..conftest import ROOT, words

Trees = dict[str, HtmlElement]
#: Kinds of rows that something may rest on, as the ids of rows begin.
ROWS = ("claim-", "check-", "derived-")
_DATED = re.compile(r"\b(1[89]|20)\d\d\b|undated page")


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
def ids(tree: HtmlElement) -> dict[str, HtmlElement]:
    """Give the elements of a page by their ids."""
    return {one.get("id"): one for one in tree.xpath("//*[@id]")}


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


#: A number as pages print it: "45,500", "8.8", "5". A year or a day of a date is one as well.
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
#: A number with the word that hedges it.
_HEDGES = "about|more than|less than|up to|at least|at most|nearly|almost|over|under"
_SAID = re.compile(rf"((?:{_HEDGES}) )?({_NUMBER.pattern})", re.IGNORECASE)
#: A sentence of fewer words does not say what a chart shows.
_FEWEST = 8
#: Of more rows than these the description gives counts; the marks, which are heard one by one, give each row.
_MANY = 30


def pictures(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Give every picture that is no decoration: images, and drawings not hidden from a screen reader."""
    yield from tree.xpath("//img")
    for drawing in tree.xpath("//*[local-name()='svg']"):
        if not drawing.xpath("ancestor-or-self::*[@aria-hidden='true']"):
            yield drawing


def named(picture: HtmlElement, by: str) -> str:
    """Give the words that an attribute of a picture points to."""
    there = ids(picture.getroottree().getroot())
    return " ".join(words(there[id]) for id in (picture.get(by) or "").split())


def alternative(picture: HtmlElement) -> str:
    """Give what stands for a picture: its description, else its name."""
    return named(picture, "aria-describedby") or picture.get("alt") or picture.get("aria-label") or ""


def numbers(text: str) -> set[str]:
    """Give the numbers of a text."""
    return {found.rstrip(",") for found in _NUMBER.findall(text)}


def test_every_picture_says_what_it_shows(trees: Trees) -> None:
    seen = 0
    for page, tree in trees.items():
        for picture in pictures(tree):
            seen += 1
            said, name = alternative(picture), named(picture, "aria-labelledby")
            place = (page, said[:80])
            assert said and said not in (name, words(tree.find("head/title"))), place
            assert not re.search(r"\.(svg|png|jpe?g|gif)\b", said), place
            # A wordmark is a name; everything else is described.
            if not picture.xpath("ancestor::h1"):
                figure = next(iter(picture.xpath("ancestor::figure[@data-figure]")), None)
                title = words(figure.xpath(".//*[@class='figure-title']")[0]) if figure is not None else name
                assert said not in title and len(said.split()) >= _FEWEST, place
    assert seen


def hedged(text: str) -> set[str]:
    """Give the numbers of a text, each with the hedge that stands right before it."""
    return {f"{hedge}{number}".lower().rstrip(",") for hedge, number in _SAID.findall(text)}


def test_what_a_chart_says_has_the_numbers_of_its_table(trees: Trees) -> None:
    """Every number in the table is heard, and with the hedge it has there."""
    missing, looked = [], 0
    for page, tree in trees.items():
        for figure in tree.xpath("//figure[@data-figure]"):
            drawing = figure.xpath(".//*[@class='pictures']//*[local-name()='svg']")[0]
            rows = figure.xpath(".//tbody/tr")
            # The number of a claim or a paragraph is its name and counts nothing.
            names = [words(head) in ("No.", "Paragraph") for head in figure.xpath(".//thead//th")][:-2]
            marks = drawing.xpath(".//*/@aria-label") if len(rows) > _MANY else []
            heard = " ".join([alternative(drawing), *marks])
            for row in rows:
                # The last two columns say whose a row is and where it stands.
                cells = zip(map(words, row.xpath("./th | ./td")[:-2]), names, strict=True)
                for cell in (cell for cell, is_name in cells if not is_name):
                    # An outside finding in full says more than the value that is drawn, which has a cell of its own.
                    if "outside" in row.get("class", "") and cell.endswith("."):
                        continue
                    looked += len(numbers(cell))
                    if lost := (numbers(cell) - numbers(heard)) | (hedged(cell) - hedged(heard)):
                        missing.append(f"{page}, {figure.get('id')}, “{cell[:70]}”: {', '.join(sorted(lost))}")
    assert looked and not missing, "\n".join(missing)


def test_a_picture_to_take_along_carries_its_words(built: Path, trees: Trees) -> None:
    """A downloaded drawing has left its page: it is named and described by itself."""
    for page, tree in trees.items():
        for href in tree.xpath("//p[contains(@class,'downloads')]/a/@href[contains(., '.svg')]"):
            text = (built / page).parent.joinpath(href).read_text("utf-8")
            assert re.search(r"<title[^>]*>[^<]{10,}</title>", text), (page, href)
            assert re.search(r"<desc[^>]*>[^<]{40,}</desc>", text), (page, href)


def test_two_marks_of_a_chart_do_not_sound_the_same(trees: Trees) -> None:
    """A mark that is heard says what it is: two shares of one poll, each "30%", differ by their answers."""
    alike, looked = [], 0
    for page, tree in trees.items():
        for drawing in pictures(tree):
            heard: dict[str, str] = {}
            for mark in drawing.xpath(".//*[local-name()='a'][@aria-label]"):
                looked += 1
                said, leads = mark.get("aria-label"), mark.get("href")
                if heard.setdefault(said, leads) != leads:
                    alike.append(f"{page}: {said}")
    assert looked > 100 and not alike, "\n".join(sorted(set(alike)))
