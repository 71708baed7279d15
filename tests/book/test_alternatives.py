"""What stands for a picture says what the picture shows: read from the finished pages, without the engine’s help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from ..conftest import words

Trees = dict[str, HtmlElement]
#: A number as pages print it: "45,500", "8.8", "5". A year or a day of a date is one as well.
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
#: A number with the word that hedges it.
_HEDGES = "about|more than|less than|up to|at least|at most|nearly|almost|over|under"
_SAID = re.compile(rf"((?:{_HEDGES}) )?({_NUMBER.pattern})", re.IGNORECASE)
#: A sentence of fewer words does not say what a chart shows.
_FEWEST = 8
#: Of more rows than these the description gives counts; the marks, which are heard one by one, give each row.
_MANY = 30

pytestmark = pytest.mark.book


def pictures(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Give every picture that is no decoration: images, and drawings not hidden from a screen reader."""
    yield from tree.xpath("//img")
    for drawing in tree.xpath("//*[local-name()='svg']"):
        if not drawing.xpath("ancestor-or-self::*[@aria-hidden='true']"):
            yield drawing


def named(picture: HtmlElement, by: str) -> str:
    """Give the words that an attribute of a picture points to."""
    ids = (picture.get(by) or "").split()
    return " ".join(words(found) for id in ids for found in picture.xpath("ancestor::html[1]//*[@id=$id]", id=id))


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
