"""What a blind reader hears of each page: kept as text, so that a change shows in a diff, and heard without noise."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import unified_diff

import pytest
from lxml.html import HtmlElement

from .conftest import WRITE_SPOKEN
from .spoken import FOLDER, kept

Heard = dict[str, str]
Trees = dict[str, HtmlElement]
_SAID = re.compile(r"‹([a-z ]+): ([^›]*)›")
_TWICE = re.compile(r"(‹[^›]*›)[\s,·]*\1")

pytestmark = [pytest.mark.book, pytest.mark.browser]


def said(spoken: str) -> list[tuple[str, str]]:
    """Give what is said in one breath (role, and name with description), in order."""
    return [(role, " ".join(name.split())) for role, name in _SAID.findall(spoken)]


def test_pages_sound_as_they_did_when_they_were_read(heard: Heard, record: Callable[..., None]) -> None:
    """A difference is no fault by itself: read it as a listener would, then `make spoken` keeps it."""
    now = {f"{name.removesuffix('.html')}.txt": kept(name, spoken) for name, spoken in heard.items()}
    record("site", "pages heard as a screen reader says them", len(now))
    if WRITE_SPOKEN:
        FOLDER.mkdir(exist_ok=True)
        for path in FOLDER.glob("*.txt"):
            path.unlink()
        for name, text in now.items():
            (FOLDER / name).write_text(text, "utf-8")
    before = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.txt")}
    changed = [
        line
        for name in sorted({*before, *now})
        for line in unified_diff(before.get(name, "").splitlines(), now.get(name, "").splitlines(), name, name, n=0)
    ]
    assert changed == [], "heard otherwise than tests/book/spoken has it (`make spoken` keeps it):\n" + "\n".join(
        changed[:60]
    )


def test_everything_that_is_said_has_a_name(heard: Heard) -> None:
    unnamed = {
        f"{page}: {role}" for page, spoken in heard.items() for role, name in said(spoken) if not re.search(r"\w", name)
    }
    assert unnamed == set()


def test_nothing_is_said_twice_over(heard: Heard) -> None:
    """No description that repeats its name, no two neighbours of one name, no “link, Link to …”."""
    faults = []
    for page, spoken in heard.items():
        for role, name in said(spoken):
            called, _, described = name.partition("; described: ")
            if described and (described in called or called in described):
                faults.append(f"{page}: described as it is called: {name}")
            if role == "link" and re.search(r"\blink\b", name, re.IGNORECASE):
                faults.append(f"{page}: a link that says it is one: {name}")
        faults += [f"{page}: twice in a row: {one}" for one in _TWICE.findall(spoken)]
    assert faults == []


def test_a_raised_number_is_heard_as_a_note_and_never_as_a_number(heard: Heard) -> None:
    marks = [name for spoken in heard.values() for role, name in said(spoken) if role == "note mark"]
    assert marks and [name for name in marks if not re.fullmatch(r"Note \d+", name)] == []


def test_a_place_one_can_go_to_has_a_name_of_its_own(heard: Heard, trees: Trees) -> None:
    """A screen reader lists landmarks and figures by name; drawings say what they show."""
    for page, spoken in heard.items():
        places = re.findall(r"^ *\[(navigation|region|aside|figure|search)( [^\]]*)?\]", spoken, re.MULTILINE)
        names = [f"{role}{name}" for role, name in places if role != "figure" or name]
        assert [name for name in names if name in ("navigation", "region", "aside")] == [], page
        assert len(names) == len(set(names)), (page, names)
    drawings = [line for spoken in heard.values() for line in re.findall(r"\[group Drawing[^\]]*", spoken)]
    assert len(drawings) == sum(len(tree.xpath("//figure[@data-figure]")) for tree in trees.values())
    assert [line for line in drawings if "; described: " not in line] == []
