"""The live view in a browser: alive on touch, the same as the picture, and silent about it."""

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


def wake(page: Any) -> Any:
    """Touch the figure with the pointer; give its live view."""
    page.locator(".picture:visible").hover(position={"x": 5, "y": 5})
    live = page.locator(".picture:visible .live")
    live.locator("svg").wait_for()
    return live


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_live_view_takes_the_place_of_the_picture_pixel_by_pixel(
    chromium: Any, site: Path, viewport: dict, scheme: str
) -> None:
    with opened(chromium, f"{site.as_uri()}/figures.html", viewport=viewport, color_scheme=scheme) as page:
        picture = page.locator(".picture:visible")
        box, still = picture.bounding_box(), picture.locator(".still").screenshot()
        live = wake(page)
        page.mouse.move(1, 1)
        assert live.screenshot() == still
        assert picture.bounding_box() == box
        assert page.said == []


def test_first_tab_wakes_and_arrows_step_and_escape_is_silent(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html") as page:
        page.locator(".still a[aria-label]:visible").first.focus()
        page.locator(".picture:visible .live svg").wait_for()
        page.wait_for_function("document.activeElement.closest('.live')")
        name = "document.activeElement.getAttribute('aria-label')"
        assert page.evaluate(name) == "for a bridge: 5%."
        page.keyboard.press("ArrowRight")
        assert page.evaluate(name) == "everyone else: 95%."
        page.keyboard.press("Tab")
        assert page.evaluate(name) == "the line <counted>: 29%."
        page.keyboard.press("End")
        tip = page.locator(".figure-tip:visible")
        assert tip.inner_text().split("\n\n") == [
            "a wind: half.",
            "“the new hull is a wind, the smith believes”",
            "The smith <of Oster>, opinion; garbled or vague in the article",
        ]
        page.keyboard.press("Escape")
        assert tip.count() == 0
        page.keyboard.press("Enter")
        page.wait_for_url("**/rows.html#claim-hull")
        assert page.said == []


def test_pointer_shows_the_quotation_and_a_click_opens_the_sentence(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html") as page:
        mark = wake(page).locator("[role=link]").first
        mark.hover()
        assert "“Only 5% of islanders want a bridge”" in page.locator(".figure-tip:visible").inner_text()
        page.locator(".figure-tip").hover()
        page.wait_for_timeout(400)
        assert page.locator(".figure-tip:visible").count() == 1
        mark.click()
        page.wait_for_url("**/rows.html#claim-bridge")


def test_tap_speaks_first_and_its_link_leads_on(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html", viewport=NARROW, has_touch=True) as page:
        page.locator(".still:visible a[aria-label]").nth(2).tap()
        link = page.locator(".figure-tip:visible a")
        link.wait_for()
        assert "figures.html" in page.url
        page.locator(".live:visible [role=link]").first.tap()
        assert "for a bridge" in page.locator(".figure-tip:visible").inner_text()
        link.tap()
        page.wait_for_url("**/rows.html#claim-bridge")


# At 720 pixels the drawing has its own size; at 690 it is scaled down to its column.
@pytest.mark.parametrize("width", [1280, 722])
def test_brushing_by_pointer_moves_the_sliders_and_fades_the_rest(chromium: Any, address: str, width: int) -> None:
    with opened(chromium, f"{address}/figures.html", viewport={"width": width, "height": 900}) as page:
        live = wake(page)
        # Brush from just left of the second mark to just right of the third.
        second, third = (live.locator("path[role=link]").nth(n).bounding_box() for n in (1, 2))
        y = live.bounding_box()["y"] + 100
        page.mouse.move(second["x"] - 12, y)
        page.mouse.down()
        page.mouse.move(third["x"] + 25, y, steps=4)
        page.mouse.up()
        page.mouse.move(2, 2)
        page.wait_for_timeout(300)
        shown = [live.locator("path[role=link]").nth(n).get_attribute("opacity") for n in range(4)]
        assert shown == ["0.3", "1", "1", "0.3"]
        low, high = (int(page.locator(".figure-range:visible input").nth(n).input_value()) for n in (0, 1))
        assert 0 < low < 40 < 60 < high < 100


def test_brushing_by_touch(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html", viewport={"width": 800, "height": 900}, has_touch=True) as page:
        live = wake(page)
        second, third = (live.locator("path[role=link]").nth(n).bounding_box() for n in (1, 2))
        y = live.bounding_box()["y"] + 100
        finger = page.context.new_cdp_session(page)

        def touch(type: str, *points: float) -> None:
            finger.send("Input.dispatchTouchEvent", {"type": type, "touchPoints": [{"x": x, "y": y} for x in points]})

        start, end = second["x"] - 12, third["x"] + 25
        touch("touchStart", start)
        for step in range(1, 6):
            touch("touchMove", start + (end - start) * step / 5)
        touch("touchEnd")
        page.wait_for_timeout(300)
        assert live.locator("path[role=link]").first.get_attribute("opacity") == "0.3"
        assert live.locator("path[role=link]").nth(1).get_attribute("opacity") == "1"


def test_the_end_of_a_brush_is_no_click(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html") as page:
        box = wake(page).locator("text.mark, .mark text, text").get_by_text("the line <counted>").bounding_box()
        page.mouse.move(box["x"] + 5, box["y"] + 5)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 5, box["y"] + 5, steps=3)
        page.mouse.up()
        page.wait_for_timeout(200)
        assert page.url.endswith("/figures.html")


def test_brushing_by_keyboard(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html") as page:
        live = wake(page)
        start = page.locator(".figure-range:visible input").first
        assert start.get_attribute("aria-valuetext") == "Jan 2021"
        start.focus()
        for _ in range(5):
            page.keyboard.press("PageUp")
        page.wait_for_timeout(100)
        shown = [live.locator("path[role=link]").nth(n).get_attribute("opacity") for n in range(4)]
        assert shown == ["0.3", "0.3", "1", "1"]
        assert start.get_attribute("aria-valuetext") == "Mar 2021"
        page.keyboard.press("Home")
        page.wait_for_timeout(100)
        assert live.locator("path[role=link]").first.get_attribute("opacity") == "1"


def test_a_span_can_be_chosen_before_the_drawing_is_alive(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html") as page:
        span = page.get_by_role("group", name="Show a span")
        start = span.get_by_role("slider", name="from")
        assert span.is_visible() and start.get_attribute("aria-valuetext") == "start"
        assert page.locator(".live").count() == 0
        picture = page.locator(".picture:visible")
        assert span.bounding_box()["y"] < picture.bounding_box()["y"]
        start.fill("50")
        live = picture.locator(".live")
        live.locator("svg").wait_for()
        page.wait_for_timeout(200)
        shown = [live.locator("path[role=link]").nth(n).get_attribute("opacity") for n in range(4)]
        assert shown == ["0.3", "0.3", "1", "1"]
        assert start.get_attribute("aria-valuetext") == "Mar 2021"
        assert page.said == []


@pytest.mark.parametrize("missing", ["**/runtime.js*", "**/wide.js*"])
def test_whatever_fails_the_picture_stays(chromium: Any, address: str, missing: str) -> None:
    with opened(chromium, "about:blank") as page:
        page.route(missing, lambda route: route.abort())
        page.goto(f"{address}/figures.html")
        page.locator(".picture:visible").hover()
        page.wait_for_timeout(500)
        assert page.locator(".still:visible").count() == 1
        assert page.locator(".live").count() == 0
        page.locator(".figure-range:visible input").first.focus()
        page.get_by_text("The chart could not be loaded; it stays as it is.").wait_for()
        page.locator(".still a:visible").first.click()
        page.wait_for_url("**/rows.html#claim-bridge")


def test_without_scripts_the_picture_leads_to_its_sentences(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html", java_script_enabled=False) as page:
        assert page.locator(".still svg:visible").count() == 1
        assert page.locator(".figure-range:visible").count() == 0
        page.locator(".still a[aria-label]:visible").nth(3).click()
        assert page.url.endswith("rows.html#claim-hull")


def test_a_note_opens_where_it_is_called(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/crossing.html", viewport=NARROW, java_script_enabled=False) as page:
        assert page.locator(".margin-note:visible").count() == 1  # the heading's
        page.locator("#call-4").click()
        assert page.locator("#note-4").is_visible()
        page.locator("#note-4 .note-back").click()
        assert page.url.endswith("#call-4")


@pytest.mark.parametrize("name", ["figures", "crossing"])
@pytest.mark.parametrize("alive", [False, True])
def test_axe_finds_nothing(chromium: Any, address: str, name: str, alive: bool) -> None:
    with opened(chromium, f"{address}/{name}.html", bypass_csp=True) as page:
        if alive and name == "figures":
            wake(page)
            page.locator("[role=link]").first.focus()
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("axe.run(document, {rules: {'color-contrast': {enabled: false}}})")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


def test_a_visit_and_a_touch_ask_nobody_else(chromium: Any, address: str) -> None:
    with opened(chromium, "about:blank") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/figures.html")
        wake(page)
        assert [url for url in asked if not url.startswith((address, "data:"))] == []
        assert sum("runtime.js" in url for url in asked) == 1
