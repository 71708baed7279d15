"""Words are spelled as in British English."""

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from spylls.hunspell import Dictionary

from ..conftest import ROOT
from .prose import ours

#: Hunspell's dictionary of British English, as an extension of JupyterLab carries it.
BRITISH = Path(sys.prefix) / "share" / "jupyter" / "dictionaries" / "en_GB-ise"
#: Words that the dictionary lacks and this book uses, one a line.
OWN = ROOT / "book" / "words.txt"
#: Where names stand, which are spelled as their owners spell them.
_NAMES = {
    "actors": ("name", "spellings"),
    "aftermath": ("publisher",),
    "checks": ("publisher", "given_by"),
    "places": ("name", "common", "spellings"),
    "sources": ("producer",),
}
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")


def words(text: str) -> list[str]:
    """Give the words of a text, with straight apostrophes."""
    return [word.replace("’", "'") for word in _WORD.findall(text)]


def names() -> Iterator[str]:
    """Give every word of a name that the tables hold."""
    for table, columns in _NAMES.items():
        with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from (word for column in columns for word in words(row[column]))
    yield from words((ROOT / "data" / "boundaries" / "names.csv").read_text("utf-8"))


def undisputed() -> set[str]:
    """Give the words that need no dictionary."""
    return {*OWN.read_text("utf-8").split(), *names()}


@pytest.fixture(scope="module")
def known() -> set[str]:
    """The words that need no dictionary."""
    return undisputed()


def test_every_word_is_spelled_as_the_dictionary_has_it(known: set[str]) -> None:
    dictionary = Dictionary.from_files(str(BRITISH))
    judged: dict[str, bool] = {}
    found = []
    for text in ours():
        for word in words(re.sub(r"`[^`]*`|\b\w+(?:\.\w+)+\b", " ", text.plain)):
            bare = word.removesuffix("'s")
            if bare not in judged:
                judged[bare] = bare in known or dictionary.lookup(bare) or dictionary.lookup(word)
            if not judged[bare]:
                found.append(f"{text.where}: {word}")
    assert not found, "\n".join(found)


def test_the_books_own_words_are_used_and_in_order(known: set[str]) -> None:
    own = OWN.read_text("utf-8").split()
    used = {word.removesuffix("'s") for text in ours() for word in words(text.plain)}
    assert own == sorted(set(own), key=lambda word: (word.lower(), word))
    assert [word for word in own if word not in used] == []
