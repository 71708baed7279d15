"""Nothing of the article is typed into a page: numbers, dates, names and quotations are looked up."""

import ast
import re
from collections.abc import Iterator
from typing import Any

from explainer.model.rows import Actor, Event, Finding, Place
from explainer.query.ledger import Ledger

from .prose import LOOK_UP, Text, cells, figure_texts, pages, paragraphs, strings

Style = dict[str, Any]
#: A month; "may" and "march" begin sentences as well, and stand for a month after a preposition.
_DATE = re.compile(
    r"\b(?:January|February|April|June|July|August|September|October|November|December|spring|summer|autumn|winter)\b"
    r"|\b(?:in|of|since|until|by|to|from|early|late|mid) (?:March|May)\b"
)
_SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_LARGE = (
    "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    "|ninety|hundreds?|thousands?|millions?|dozens?"
)
#: The bounds of an axis are no facts, and ids are no words.
_BOUNDS = {"start", "end", "ids", "since", "until", "claim", "series"}
#: Numbers below this lay out a page as often as they count something.
_LAYOUT = 1000


def prose() -> Iterator[Text]:
    """Give what the pages and their figures say."""
    for page in pages():
        yield from paragraphs(page)
        yield from figure_texts(page)


def without(words: str, ours: list[str]) -> str:
    """Take the book's own phrases out of a text."""
    for phrase in ours:
        words = words.replace(phrase, "")
    return words


def test_no_number_is_typed(ledger: Ledger, style: Style) -> None:
    units = {str(unit[key]) for unit in ledger.vocabulary["units"].values() for key in ("one", "many") if key in unit}
    counted = re.compile(rf"\b(?:{_SMALL})\b(?: \w+)?? (?:{'|'.join(map(re.escape, sorted(units)))})\b", re.I)
    large = re.compile(rf"\b(?:{_LARGE})\b", re.I)
    found = []
    for text in prose():
        words = without(text.plain, style["numbers"]["ours"])
        found += [f"{text.where}: {word[0]!r}" for word in re.finditer(r"\d[\d,.]*", words)]
        found += [f"{text.where}: {word[0]!r}" for kind in (counted, large) for word in kind.finditer(words)]
    assert not found, "\n".join(found)


def test_no_number_of_the_tables_is_typed_into_code(ledger: Ledger) -> None:
    columns = [(table, name) for table in ("quantities", "checks", "aftermath") for name in ("value", "low", "high")]
    values = {float(row.cells[name]) for table, name in columns for row in ledger.tables[table].rows if row.cells[name]}
    found = [
        f"{page.name}, line {begun + node.lineno}: {node.value}"
        for page in pages()
        for begun, tree in cells(page)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and node.value > _LAYOUT
        and float(node.value) in values
    ]
    assert len(values) > 20 and not found, "\n".join(found)


def test_no_date_is_typed(ledger: Ledger) -> None:
    found = [f"{text.where}: {date[0]!r}" for text in prose() for date in _DATE.finditer(text.plain)]
    dates = {row.date for kind in (Event, Finding) for row in ledger.rows_of(kind)}
    ids = {row.id for table in ledger.tables.values() for row in table.rows}
    for page in pages():
        for text in strings(page):
            date = text.said not in _BOUNDS and text.words in dates
            words = LOOK_UP.sub("", text.words)
            year = text.said not in _BOUNDS and text.words not in ids and re.search(r"\b(19|20)\d\d\b", words)
            if date or (year and " " in text.words):
                found.append(f"{text.where}: {text.words!r}")
    assert not found, "\n".join(found)


def test_no_name_is_typed(ledger: Ledger, style: Style) -> None:
    """Persons, bodies and places are looked up, so that they are spelled as the tables spell them."""
    actors, places = ledger.rows_of(Actor), ledger.rows_of(Place)
    rows = (*actors, *places)
    names = {name for row in rows for name in (row.name, getattr(row, "common", ""), *row.spellings) if name}
    names |= {row.name.split()[-1] for row in actors if row.type == "person"}
    # Groups are called by ordinary words.
    names = {name for name in names if name[0].isupper()} - set(style["names"]["written"])
    known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)")
    found = [f"{text.where}: {name[0]!r}" for text in prose() for name in known.finditer(text.plain)]
    assert len(names) > 40 and not found, "\n".join(found)


def test_no_quotation_is_typed(ledger: Ledger, style: Style) -> None:
    """A few words may stand between marks if the article has them so; more are looked up, letter by letter."""
    article = ledger.article.text.lower()
    found = []
    for text in prose():
        for quoted in re.findall(r"“([^”]+)”", LOOK_UP.sub("", text.words)):
            said = quoted.strip(" .,:;")
            if said in style["quotations"]["ours"]:
                continue
            if len(said.split()) > 3:
                found.append(f"{text.where}: look it up: “{said}”")
            elif said.lower() not in article and said.lower() not in str(ledger.tables["readings"].rows).lower():
                found.append(f"{text.where}: not in the article: “{said}”")
    assert not found, "\n".join(found)
