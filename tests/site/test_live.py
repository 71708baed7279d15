"""Figures in a browser: marks that speak and filters; and all of it without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ..conftest import AXE

pytestmark = pytest.mark.browser
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@contextmanager
def opened(browser: Any, url: str, **options: Any) -> Iterator[Any]:
    """Open a page that must not complain: its console and its failed requests are kept in `page.said`."""
    context = browser.new_context(**{"viewport": WIDE, **options})
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("requestfailed", lambda request: page.said.append(request.url))
    page.goto(url)
    yield page
    context.close()


def test_the_keyboard_steps_through_marks_and_the_pane_speaks(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/drawn.html") as page:
        page.locator(".picture a[aria-label]:visible").first.focus()
        name = "document.activeElement.getAttribute('aria-label')"
        assert page.evaluate(name) == "for a bridge: 5%."
        page.keyboard.press("ArrowRight")
        assert page.evaluate(name) == "everyone else: 95%."
        page.keyboard.press("Tab")
        assert page.evaluate(name) == "the line <counted>: 29%."
        page.keyboard.press("End")
        pane = page.locator(".figure-pane:visible")
        pane.get_by_text("a wind: half.").wait_for()
        assert [one.inner_text() for one in pane.locator("p").all()] == [
            "a wind: half.",
            "“the new hull is a wind, the smith believes”",
            "The smith <of Oster>, opinion; garbled or vague in the article",
        ]
        assert page.locator(".picture:visible a.lit").count() == 2
        page.keyboard.press("Escape")
        assert page.locator(".figure-pane:visible").count() == 0
        page.keyboard.press("Enter")
        page.wait_for_url("**/rows.html#claim-hull")
        assert page.said == []


def test_tap_speaks_first_and_its_link_leads_on(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/drawn.html", viewport=NARROW, has_touch=True) as page:
        page.locator(".picture:visible a[aria-label]").nth(2).tap()
        link = page.locator(".figure-pane:visible a")
        link.wait_for()
        assert "drawn.html" in page.url
        page.locator(".picture:visible a[aria-label]").first.tap()
        page.locator(".figure-pane:visible").get_by_text("for a bridge: 5%.").wait_for()
        link.tap()
        page.wait_for_url("**/rows.html#claim-bridge")


def test_a_filter_fades_the_rest_and_the_table_follows(chromium: Any, site: Path) -> None:
    with opened(chromium, f"{site.as_uri()}/drawn.html") as page:
        page.locator(".filters select").select_option("a wind (1)")
        assert page.locator(".picture:visible a.out").count() == 6
        told = page.locator(".filters output").inner_text()
        assert told == "1 of 4 shown, the others faded; the table lists that one."
        page.locator(".figure-table summary").click()
        assert page.locator(".figure-table tbody tr:visible").count() == 1
        page.locator(".filters select").select_option("all 4")
        assert page.locator(".picture a.out").count() == 0
        assert page.said == []


def test_without_scripts_the_picture_leads_to_its_sentences(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/drawn.html", java_script_enabled=False) as page:
        assert page.locator(".picture svg:visible").count() == 1 and page.locator(".steps li:visible").count() == 2
        assert page.locator(".filters:visible").count() == 0
        page.locator(".picture a[aria-label]:visible").nth(3).click()
        assert page.url.endswith("rows.html#claim-hull")


def test_a_note_opens_where_it_is_called(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/crossing.html", viewport=NARROW, java_script_enabled=False) as page:
        assert page.locator(".margin-note:visible").count() == 1  # the heading's
        page.locator("#call-4").click()
        assert page.locator("#note-4").is_visible()
        page.locator("#note-4 .note-back").click()
        assert page.url.endswith("#call-4")


@pytest.mark.parametrize("name", ["drawn", "crossing"])
def test_axe_finds_nothing(chromium: Any, address: str, name: str) -> None:
    with opened(chromium, f"{address}/{name}.html", bypass_csp=True) as page:
        if name == "drawn":
            page.locator(".picture a[aria-label]:visible").first.focus()
            page.locator(".figure-pane p").first.wait_for()
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("axe.run(document, {rules: {'color-contrast': {enabled: false}}})")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


def test_a_visit_and_a_touch_ask_nobody_else(chromium: Any, address: str) -> None:
    with opened(chromium, "about:blank") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/drawn.html")
        page.locator(".picture a[aria-label]:visible").first.focus()
        page.locator(".figure-pane p").first.wait_for()
        assert [url for url in asked if not url.startswith((address, "data:"))] == []
        assert not any("runtime.js" in url for url in asked)


def test_a_step_shows_its_layers_and_its_sentence_and_the_whole_comes_back(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/drawn.html", reduced_motion="reduce") as page:
        stepper = page.locator(".stepper")
        assert [one.inner_text() for one in stepper.locator("button").all()] == ["All at once", "1 Names", "2 Dots"]
        layers = page.locator(".picture:visible [data-step]")
        whole = layers.count()
        assert whole and page.locator(".picture:visible .later").count() == 0
        stepper.locator("[data-to='1']").press("Enter")
        assert stepper.locator("[aria-pressed='true']").inner_text() == "1 Names"
        assert [one.inner_text() for one in page.locator(".steps li:visible").all()] == ["Names First their names."]
        assert page.locator(".picture .later:visible").count() == 0 and page.locator(".picture .later").count() > 0
        page.emulate_media(media="print")
        assert page.locator(".steps li:visible").count() == 2
        page.emulate_media(media="screen")
        stepper.locator("[data-to='0']").press("Enter")
        assert page.locator(".picture .later").count() == 0
        assert page.said == []
