"""How long a page is, how much of it is picture, and whether notes leave holes: in a reader's windows."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from .visits import DESK, PHONE, context_of, page_of

CHAPTERS = ("exercises", "integration", "constraints", "capacity", "verdict")
LISTS = ("evidence", "checked")
#: Width and height of a desk's window and of a phone's, in pixels; phone windows that a chapter, a list may be long.
SCREENS, LONGEST_CHAPTER, LONGEST_LIST = {DESK: 900, PHONE: 740}, 9, 25
#: Of a chapter's height on a desk.
LEAST_PICTURE = 0.3
#: Pixels of a wide picture, and of the smallest letter, on a desk and on a phone.
WIDE, LEAST_LETTER = 1100, {DESK: 14, PHONE: 13}
SEEN = """() => {
  const there = (one) => one.getClientRects().length > 0 && !one.parentElement.closest('details:not([open])');
  const all = document.querySelectorAll('main :is(.picture > svg, .opening-picture, .card-picture, .panel-bar)');
  const drawn = [...all].filter(there);
  let high = 0, foot = -Infinity;
  for (const box of drawn.map((one) => one.getBoundingClientRect()).sort((a, b) => a.top - b.top)) {
    high += Math.max(0, box.bottom - Math.max(box.top, foot));
    foot = Math.max(foot, box.bottom);
  }
  const pictures = drawn.filter((one) => one.matches('.picture > svg'));
  const letters = pictures.flatMap((one) => [...one.querySelectorAll('text')]).filter((one) => one.textContent.trim());
  const size = (one) => {
    const at = one.getScreenCTM();
    return parseFloat(getComputedStyle(one).fontSize) * Math.hypot(at.c, at.d);
  };
  const tops = (all) => Math.min(...all.map((one) => one.getBoundingClientRect().top + scrollY));
  return {
    page: document.documentElement.scrollHeight, high,
    main: document.querySelector('main').getBoundingClientRect().height,
    first: tops(pictures), answer: document.querySelector('.answer')?.getBoundingClientRect().bottom,
    wide: pictures.map((one) => one.getBoundingClientRect().width), letter: Math.min(...letters.map(size)),
  };
}"""

Seen = dict[tuple[str, int], dict[str, Any]]


@pytest.fixture(scope="module")
def seen(chromium: Browser, built: Path) -> Seen:
    """What every page with pictures is like, folds closed, by page and width."""
    found = {}
    with context_of(chromium, DESK) as context:
        for name in ("index", *CHAPTERS, *LISTS, "since", "source", "people"):
            with page_of(context) as (page, _):
                page.goto((built / f"{name}.html").as_uri())
                page.evaluate("document.fonts.ready")
                for width, height in SCREENS.items():
                    page.set_viewport_size({"width": width, "height": height})
                    found[name, width] = page.evaluate(SEEN)
    return found


def test_a_chapter_is_no_longer_than_a_reader_stays(seen: Seen) -> None:
    screens = {name: round(seen[name, PHONE]["page"] / SCREENS[PHONE], 1) for name in (*CHAPTERS, *LISTS)}
    assert {
        name: long for name, long in screens.items() if long > (LONGEST_CHAPTER if name in CHAPTERS else LONGEST_LIST)
    } == {}


def test_a_chapter_is_told_in_pictures(seen: Seen) -> None:
    share = {name: round(seen[name, DESK]["high"] / seen[name, DESK]["main"], 3) for name in CHAPTERS}
    assert {name: part for name, part in share.items() if part < LEAST_PICTURE} == {}


def test_the_first_screen_has_the_answer_and_a_picture(seen: Seen) -> None:
    for width, height in SCREENS.items():
        front = seen["index", width]
        # Some lines of the picture, not only its edge.
        assert front["answer"] < front["first"] < height - 90, (width, front["answer"], front["first"])


def test_pictures_are_wide_and_their_letters_large(seen: Seen) -> None:
    assert sum(wide >= WIDE for (_, width), one in seen.items() if width == DESK for wide in one["wide"]) >= 6
    assert {at: one["letter"] for at, one in seen.items() if one["letter"] < LEAST_LETTER[at[1]] - 0.05} == {}


#: Eight lines of text: about what the spacing above a figure and half a dozen lines of notes take.
MOST = 235
# For each block that waits for the end of the notes, the white between the text before it and its own beginning.
HOLES = """() => {
  const found = [];
  for (const block of document.querySelectorAll("main section > *")) {
    const before = block.previousElementSibling;
    if (!before || getComputedStyle(block).clear !== "both" || !block.getClientRects().length) continue;
    // Text beside notes floats too, and a box of floats has no height of its own.
    const holds = before.matches(".para, .answer, .standfirst");
    const inside = holds ? [...before.querySelectorAll("p, ul, .notes.below")] : [before];
    const text = inside.filter((one) => !one.closest(".notes:not(.below)"));
    const ends = text.map((one) => one.getBoundingClientRect().bottom);
    const white = block.getBoundingClientRect().top - Math.max(...ends);
    found.push([Math.round(white), block.className || block.tagName, before.textContent.trim().slice(0, 40)]);
  }
  return found;
}"""


def look(chromium: Browser, address: str, pages: list[str], spoilt: str = "") -> tuple[int, list[Any]]:
    """Count the blocks that were looked at, and give those below a hole; `spoilt` is added to the style sheet."""
    tab = chromium.new_page()
    if spoilt:
        tab.route("**/explainer.css*", lambda route: route.fulfill(body=route.fetch().text() + spoilt))
    holes, looked = [], 0
    for name in pages:
        tab.goto(address + name)
        tab.evaluate("document.fonts.ready")
        for width in (1100, 1280, 1600):
            tab.set_viewport_size({"width": width, "height": 900})
            found = tab.evaluate(HOLES)
            looked += len(found)
            holes += [(name, width, *one) for one in found if one[0] > MOST]
    tab.close()
    return looked, holes


def test_notes_leave_no_holes(chromium: Browser, address: str, pages: list[str]) -> None:
    looked, holes = look(chromium, address, pages)
    assert looked > 60 and holes == []


def test_a_hole_is_seen_and_named(chromium: Browser, address: str) -> None:
    """Notes that are never set below their paragraph, as tall as they like."""
    _, holes = look(chromium, address, ["integration.html"], ".notes { min-height: 40rem; }")
    assert holes and {name for name, *_ in holes} == {"integration.html"}
