"""Finding claims in a browser: by words, by what they are, by keyboard, from an address that can be sent on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from ..conftest import Site, opened

pytestmark = pytest.mark.browser
LOOKS = """(id) => {
  const { backgroundColor: a, boxShadow: b, outline: c } = getComputedStyle(document.getElementById(id));
  return [a, b, c].join();
}"""


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    """The evidence page as a file, which is the harder way: nothing of it may need a server."""
    with opened(chromium, site.address("evidence")) as page:
        yield page


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
    every = _shown(page)
    for name in ("speaker", "firmness", "reason"):
        page.goto(site.address("evidence"))
        value = page.locator(f"select[name={name}] option").last.get_attribute("value")
        page.select_option(f"select[name={name}]", value)
        found = _shown(page)
        assert 0 < len(found) < len(every) and page.url.endswith(f"?{name}={value}")
        page.reload()
        assert _shown(page) == found
    page.goto(site.address("evidence", "?speaker=quill&firmness=no-such"))
    assert page.input_value("#filter-speaker") == "quill" and page.input_value("#filter-firmness") == ""
    assert _shown(page) == site.page("evidence").xpath("//li[@data-speaker='quill']/@id")


def test_the_claim_an_address_names_is_always_shown_and_stands_out(page: Page, site: Site) -> None:
    page.goto(site.address("evidence", "?speaker=quill#claim-cost"))
    assert "claim-cost" in _shown(page)
    assert page.locator("#claim-cost").is_visible() and page.url.endswith("evidence.html#claim-cost")
    assert page.evaluate(LOOKS, "claim-cost") != page.evaluate(LOOKS, "claim-pier")
    assert page.locator("#claim-cost").evaluate("one => one.getBoundingClientRect().top < innerHeight")
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
