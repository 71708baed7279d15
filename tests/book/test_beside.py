"""No page has a hole in its text because notes in the margin ran on."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

pytestmark = [pytest.mark.book, pytest.mark.browser]
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
