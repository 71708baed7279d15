"""The inventory: every check that guards the finished site has been seen to fail, or it says here why not.

Runs after the other tests of this folder, whose names come before it in the alphabet.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from ..records import Recorder
from . import breaks_pages, breaks_rooms, breaks_scripts, breaks_texts, breaks_visits
from .breaking import Break, Check, bare, broken, deaf, put

TESTS = Path(__file__).parents[1]
TABLES = (
    *(breaks_pages.BREAKS, breaks_pages.LONG, breaks_rooms.BREAKS, breaks_rooms.ADDRESSED),
    *(breaks_scripts.BREAKS, breaks_scripts.ADDRESSED, breaks_scripts.WRITTEN),
    *(breaks_texts.BREAKS, breaks_visits.QUICK, breaks_visits.LONG),
)
#: Rooms whose every test is a check of the finished site or of its words.
GUARDS = ("book", "text")
#: Rooms whose tests are checks where they read a built site, which they ask for by these names.
PARTS, READS = ("share", "shell", "trust"), {"based", "context", "page", "read", "site", "tiny_book"}
#: Checks that are broken elsewhere, or judge nothing.
ELSEWHERE = {
    "book.test_beside": "it breaks the book's own style sheet: the tiny book has too few notes",
    "book.test_editions": "made editions are broken by tests/publish/test_editions.py, without minutes of making",
    "trust.test_machine.test_the_tiny_book_warns_of_nothing": "the tests beside it make the book warn on purpose",
    "text.test_words.test_how_hard_each_page_is_to_read": "is reported and judges nothing",
    "text.test_words.test_the_grade_knows_easy_from_hard": "tries a function on easy and hard words",
}


def checks() -> Iterator[Check]:
    """Give every check that guards the finished site."""
    for room in (*GUARDS, *PARTS):
        for path in sorted((TESTS / room).glob("test_*.py")):
            module = import_module(f"tests.{room}.{path.stem}")
            for name, check in vars(module).items():
                asked = set(inspect.signature(check).parameters) if inspect.isfunction(check) else set()
                if name.startswith("test_") and (room in GUARDS or asked & READS):
                    yield check


def excused(name: str) -> bool:
    """Say whether a check is one of those that are broken elsewhere."""
    return any(re.match(rf"{re.escape(other)}(\.|$)", name) for other in ELSEWHERE)


def test_every_check_has_a_broken_copy(record: Recorder) -> None:
    tried = {bare(check) for table in TABLES for check in table}
    every = {bare(check) for check in checks()}
    assert len(every) > 80
    assert [name for name in sorted(every - tried) if not excused(name)] == []
    assert tried - every == set()
    record("site", "checks that guard the finished site and its words", len(every))
    assert [other for other in ELSEWHERE if not any(name.startswith(other) for name in every)] == []


def test_what_was_seen_is_told(noticed: dict[str, int], record: Recorder) -> None:
    """Only of this run: what it did not break is not counted."""
    assert all(noticed.values())
    if noticed:
        record("site", "checks of pages and words seen to fail on deliberately broken copies", len(noticed))
        record("site", "copies with one thing wrong, each named by its check", sum(noticed.values()))


def test_a_deaf_check_and_a_fault_that_is_none_are_themselves_noticed(tmp_path: Path) -> None:
    def grumbles() -> None:
        raise AssertionError("something is wrong")

    fault = Break("a.txt", put("one", "two"), "the word two")
    (tmp_path / "a.txt").write_text("one")
    with broken(tmp_path, fault):
        assert (tmp_path / "a.txt").read_text() == "two"
        assert deaf(lambda: None, {}, fault).endswith("does not notice: the word two")
        assert "without naming it" in deaf(grumbles, {}, fault)
    assert (tmp_path / "a.txt").read_text() == "one"
    for nothing in (put("three", "four"), put("one", "one")):
        with (
            pytest.raises(AssertionError, match=r"to be broken|nothing is broken"),
            broken(tmp_path, Break("a.txt", nothing, "never")),
        ):
            pass
