"""Words are spelled as in British English, and how hard a page is to read is reported."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import pytest
from spylls.hunspell import Dictionary

from ..conftest import ROOT
from .prose import LOOK_UP, ours, pages, paragraphs

#: Hunspell's dictionary, as the package `dictionary-en-gb` of npm carries it.
BRITISH = ROOT / "node_modules" / "dictionary-en-gb" / "index"
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
_VOWELS = re.compile(r"[aeiouy]+")


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
    found, looked = [], 0
    for text in ours():
        for word in words(re.sub(r"`[^`]*`|\b\w+(?:\.\w+)+\b", " ", text.plain)):
            looked += 1
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


def syllables(word: str) -> int:
    """Count the syllables of an English word by its groups of vowels; a last e is silent, but not in "-le"."""
    word = word.lower()
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and len(_VOWELS.findall(word)) > 1
    return max(1, len(_VOWELS.findall(word)) - silent)


def grade(text: str) -> float:
    """Give the years of school a text asks for, by Flesch and Kincaid.

    Kincaid et al., Derivation of new readability formulas for Navy enlisted personnel (1975), with syllables counted by
    rule: good to about a year.
    """
    told = words(text)
    ends = max(1, len(re.findall(r"[.!?](?:\s|$)", text)))
    return 0.39 * len(told) / ends + 11.8 * sum(map(syllables, told)) / len(told) - 15.59


def test_a_newsreader_could_read_every_page_aloud() -> None:
    """Nine years of school are enough, by the formula; look-ups count as one short word."""
    asked = {
        page.stem: grade(LOOK_UP.sub(lambda found: "" if found["role"] == "n" else "so", text))
        for page in pages()
        if (text := " ".join(one.words for one in paragraphs(page)))
    }
    assert max(asked.values()) < 9.5, asked


def test_the_grade_knows_easy_from_hard() -> None:
    assert [syllables(word) for word in ("the", "table", "made", "agree", "mobilisation")] == [1, 2, 1, 2, 5]
    easy, hard = "The dog ran. It was wet.", "Institutional considerations necessitate comprehensive deliberation."
    assert grade(easy) < 3 < 15 < grade(hard)
