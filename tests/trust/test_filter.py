"""Finding claims in a browser: by words, by what they are, by keyboard, from an address, and with no script at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.trust.conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    """The evidence page as a file, which is the harder way: nothing of it may need a server."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.goto(_address(site))
    yield page
    page.close()
    assert not [text for text in said if "Content Security Policy" in text or text.startswith("error")]


def _address(site: Site, more: str = "") -> str:
    return (site.folder / "evidence.html").as_uri() + more


def _shown(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.claim')].filter((one) => one.checkVisibility()).map((one) => one.id)"
    )
    return found


def test_words_and_filters_narrow_the_list_and_stand_in_the_address(page: Page) -> None:
    every = len(_shown(page))
    assert page.locator("output").inner_text() == f"{every} claims"
    page.fill("#filter-q", "bridge opened")
    found = _shown(page)
    assert "claim-opening" in found and len(found) < every
    assert page.url.endswith("?q=bridge+opened")
    page.check("input[value=date]")
    assert _shown(page) == ["claim-opening"]
    assert page.locator("output").inner_text() == f"1 of {every} claims"
    assert page.url.endswith("?q=bridge+opened&has=date")
    assert not page.get_by_role("heading", name="Paragraph 1", exact=True).is_visible()
    page.get_by_role("button", name="Clear all").click()
    assert len(_shown(page)) == every and page.url.endswith("evidence.html")
    assert page.evaluate("document.activeElement.id") == "filter-q"


def test_a_view_can_be_sent_on(page: Page, site: Site) -> None:
    page.goto(_address(site, "?speaker=quill&firmness=no-such"))
    assert page.input_value("#filter-speaker") == "quill" and page.input_value("#filter-firmness") == ""
    rows = [claim.get("id") for claim in site.page("evidence").xpath("//li[@data-speaker='quill']")]
    assert _shown(page) == rows


def test_the_claim_an_address_names_is_always_shown(page: Page, site: Site) -> None:
    page.goto(_address(site, "?q=no-such-word#claim-cost"))
    assert "claim-cost" in _shown(page)
    assert page.locator("#claim-cost").is_visible() and page.url.endswith("evidence.html#claim-cost")
    page.fill("#filter-q", "no-such-word")
    assert _shown(page) == []
    page.evaluate("location.hash = 'claim-walkers'")
    page.wait_for_function("document.querySelector('#claim-walkers').checkVisibility()")


def test_the_keyboard_reaches_everything_in_order(page: Page) -> None:
    page.focus("#filter-q")
    names = []
    for _ in range(9):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.name || document.activeElement.tagName"))
    assert names == ["SUMMARY", "chapter", "speaker", "firmness", "reason", *["has"] * 4]
    page.focus("#filter-q")
    page.keyboard.type("quill")
    page.keyboard.press("Enter")
    assert page.url.endswith("?q=quill") and _shown(page)


def test_a_phone_shows_cards_and_never_scrolls_sideways(chromium: Browser, site: Site) -> None:
    for scripts in (True, False):
        context = chromium.new_context(viewport={"width": 320, "height": 800}, java_script_enabled=scripts)
        for name in ("evidence", "checked", "source", "people", "data", "method", "story"):
            page = context.new_page()
            page.goto((site.folder / f"{name}.html").as_uri())
            boxes = page.locator("main").bounding_box()
            assert boxes and boxes["width"] <= 320, name
            if scripts:
                assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
            elif name == "evidence":
                assert not page.locator(".claim-filter").is_visible()
                assert page.locator(".claim").count() == len(site.page("evidence").find_class("claim"))
        context.close()
