"""What the shell's scripts do, in a browser, from files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield context.new_page()
    context.close()


def _open(page: Page, tiny_book: Path, name: str, query: str = "") -> list[str]:
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto((tiny_book / "_build" / "html" / f"{name}.html").as_uri() + query)
    return troubles


def test_search_finds_words_anywhere_in_the_book(page: Page, tiny_book: Path) -> None:
    troubles = _open(page, tiny_book, "search", "?q=rivets+rusty")
    page.locator(".search-results li").first.wait_for()
    assert "place" in page.inner_text(".search-count")
    hrefs = page.eval_on_selector_all(".search-results a", "links => links.map(link => link.getAttribute('href'))")
    assert "story.html#figure-rivets" in hrefs and any(href.startswith("evidence.html#claim-") for href in hrefs)
    assert {word.lower() for word in page.locator("mark").all_inner_texts()} <= {"rivets", "rusty", "rivet"}
    page.fill("#search-words", "nowhere-to-be-found")
    page.get_by_text("Nothing found.").wait_for()
    assert troubles == []


def test_the_switch_goes_round_and_is_remembered(page: Page, tiny_book: Path) -> None:
    _open(page, tiny_book, "story")
    switch = page.locator(".switch")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    assert switch.get_attribute("aria-label") == "Colours: as the system"
    switch.click()
    assert page.evaluate(paper) == light
    switch.click()
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.evaluate(paper) == dark and switch.get_attribute("aria-label") == "Colours: dark"
    switch.click()
    assert page.evaluate(paper) == light


def test_menus_open_without_a_script_and_close_with_escape(page: Page, tiny_book: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    _open(page, tiny_book, "story")
    page.click(".narrow-menu summary")
    assert page.locator(".narrow-menu a").first.is_visible() and not page.locator(".wide-menu").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".narrow-menu a").first.is_visible()


def test_notes_stand_in_the_margin_or_open_in_their_place(page: Page, tiny_book: Path) -> None:
    _open(page, tiny_book, "story")
    mark, note = page.locator(".note-mark a").first, page.locator(".margin-note").first
    words, beside = page.locator(".para p").first.bounding_box(), note.bounding_box()
    assert words and beside and beside["x"] > words["x"] + words["width"] - 1
    page.set_viewport_size({"width": 360, "height": 740})
    assert not note.is_visible()
    mark.click()
    assert note.is_visible()


@pytest.mark.parametrize("width", [320, 900])
def test_no_page_scrolls_sideways(page: Page, tiny_book: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    for name in ("index", "story", "search", "404"):
        _open(page, tiny_book, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
