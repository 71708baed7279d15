"""The evidence page keeps what a reader chose in its address, so that a view can be sent on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml.html import HtmlElement

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHOWN = "[...document.querySelectorAll('.claim')].filter((one) => one.checkVisibility()).map((one) => one.id)"
FIELDS = "Object.fromEntries(new URLSearchParams(location.search))"

pytestmark = [pytest.mark.book, pytest.mark.browser]


def choose(page: Page, name: str) -> str:
    """Choose the last value of a choice; give it."""
    value = page.locator(f"select[name={name}] option").last.get_attribute("value")
    assert value
    page.select_option(f"select[name={name}]", value)
    return value


def test_what_is_chosen_stands_in_the_address(chromium: Browser, address: str, trees: dict[str, HtmlElement]) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page, other = context.new_page(), context.new_page()
    page.goto(address + "evidence.html")
    every = page.evaluate(SHOWN)
    assert every == trees["evidence.html"].xpath("//*[contains(concat(' ', @class, ' '), ' claim ')]/@id")
    for name in ("chapter", "speaker", "firmness", "reason"):
        value = choose(page, name)
        found = page.evaluate(SHOWN)
        assert 0 < len(found) < len(every), name
        assert page.evaluate(FIELDS) == {name: value}
        other.goto(page.url)
        assert other.evaluate(SHOWN) == found, name
        page.get_by_role("button", name="Clear all").click()
        assert page.url == address + "evidence.html" and page.evaluate(SHOWN) == every
    # A claim that an address names is shown whatever is chosen, and stands out from its neighbours.
    choose(page, "reason")
    hidden = next(id for id in every if id not in page.evaluate(SHOWN))
    other.goto(f"{page.url}#{hidden}")
    assert hidden in other.evaluate(SHOWN)
    looks = (
        "(id) => { const { backgroundColor: a, boxShadow: b, outline: c } = getComputedStyle("
        "document.getElementById(id)); return [a, b, c].join(); }"
    )
    assert other.evaluate(looks, hidden) != other.evaluate(looks, next(id for id in every if id != hidden))
    assert other.locator(f"#{hidden}").evaluate("one => one.getBoundingClientRect().top < innerHeight")
    context.close()
