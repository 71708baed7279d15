"""Choices in the chart itself, in a browser: true when untouched, by keyboard and touch, told in words."""

# ruff: noqa: E501 (rows of tables stand on one line)

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pandas as pd
import pytest

from explainer import charts
from explainer.amounts.interval import Interval, compute
from explainer.charts.pages import NARROW as NARROW_PAGE
from explainer.charts.pages import WIDE as WIDE_PAGE
from explainer.figures.figure import specify
from explainer.text import hedges
from tests.site import tiny
from tests.site.test_live import AXE, NARROW, WIDE, opened

pytestmark = pytest.mark.browser
EVENTS = pd.DataFrame([
    {"ref": "claim:bell", "label": "The bell", "track": "pier", "who": ("Anna", "Bert"), "lower": "1999-01-01", "upper": "1999-12-31"},
    {"ref": "claim:paint", "label": "The paint", "track": "pier", "who": ("Bert",), "lower": "2000-08-01", "upper": "2000-08-31"},
    {"ref": "claim:hull", "label": "The hull", "track": "boat", "who": ("Anna",), "lower": "2001-02-03", "upper": "2001-02-03"},
]).assign(words="then", certainty="sure", sentence=lambda rows: rows["label"] + ".")  # fmt: skip
# One whole of each hedge: low, high, in words.
WHOLES = {"derived:against": ("exact", 80, 80, "80"), "claim:riders": ("about", 300, 300, "about 300"), "claim:bridge": ("range", 40, 60, "40–60")}
CREW = pd.DataFrame([
    {"ref": ref, "whole": "sailors", "whole_text": text, "whole_hedge": hedge, "whole_low": low, "whole_high": high}
    for ref, (hedge, low, high, text) in WHOLES.items()
]).assign(choice="crew", chosen=20.0, chosen_label="sailors in a boat", chosen_unit="sailors", chosen_if="A choice of yours.",
          condition="If all row.", text=["25%", "about 6.7%", "33–50%"], sentence="A share.")  # fmt: skip


def payload(id: str, rows: pd.DataFrame, draw: Any) -> dict[str, Any]:
    """Give what a kernel sends for a figure of these rows."""
    specs = {page.name: specify(draw(rows, page), page) for page in (WIDE_PAGE, NARROW_PAGE)}
    cells = [{"ref": row["ref"], "text": str(row.get("label") or row["text"])} for row in rows.to_dict("records")]
    columns = [{"key": "text", "label": "What"}]
    title = f"The {id} to choose"
    return tiny.payload(id) | {"title": title, "columns": columns, "rows": cells, "data": cells, "specs": specs}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a book with two figures in which a reader can choose."""
    choose = partial(charts.timeline, lanes="track", choose={"who": "involving", "track": "track"})
    sent = [payload("times", EVENTS, choose), payload("crew", CREW, charts.portions)]
    return tiny.build(tiny.make(tmp_path_factory.mktemp("choices"), sent))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def told(box: Any, words: str) -> str:
    """Wait until the line below the inputs has these words; give all of it."""
    box.locator("output").filter(has_text=words).wait_for()
    return str(box.locator("output").inner_text())


def expected(number: int) -> str:
    """Say what the slider should, with the engine's own arithmetic."""
    parts = []
    for hedge, low, high, text in WHOLES.values():
        share = compute("share", [Interval(number, number), Interval(low, high, hedge == "about")])
        value, bottom, top = share.columns()
        parts.append(f"{hedges.interval(share.hedge, value, bottom, top, after='%')} of {text} sailors")
    return f"{number} sailors: {'; '.join(parts)}."


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_by_keyboard_a_choice_fades_the_rest_and_the_table_follows(chromium: Any, site: Path, viewport: dict) -> None:
    with opened(chromium, f"{site.as_uri()}/figures.html", viewport=viewport) as page:
        figure = page.locator("#figure-times")
        box = figure.locator(".choose")
        assert told(box, "All") == "All 3 are shown."
        height = figure.bounding_box()["height"]
        who = box.get_by_label("Involving")
        who.focus()
        page.keyboard.press("A")
        assert told(box, "2 of 3") == "2 of 3 shown, the others faded; the table lists those 2."
        live = figure.locator(".picture:visible .live")
        texts = {words: live.locator("text", has_text=words).last.get_attribute("opacity") for words in ("bell", "paint", "hull")}
        assert texts == {"bell": "1", "paint": "0.22", "hull": "1"}
        assert figure.locator(".figure-table summary").inner_text() == "Table: 2 of 3 rows, each with its source"
        figure.locator(".figure-table summary").click()
        assert figure.locator("tbody tr:visible th").all_inner_texts() == ["The bell", "The hull"]
        box.get_by_label("Track").select_option("pier")
        assert told(box, "1 of 3") == "1 of 3 shown, the others faded; the table lists that one."
        who.select_option("")
        box.get_by_label("Track").select_option("")
        assert told(box, "All") == "All 3 are shown."
        assert figure.locator("tbody tr:visible").count() == 3
        figure.locator(".figure-table summary").click()
        assert figure.bounding_box()["height"] == height
        assert page.said == []


def test_the_other_drawing_follows_and_nothing_may_fit(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html") as page:
        figure = page.locator("#figure-times")
        figure.get_by_label("Involving").select_option("Bert")
        figure.get_by_label("Track").select_option("boat")
        assert told(figure.locator(".choose"), "None") == "None of 3 fits; all are faded, and the table is empty."
        figure.get_by_label("Track").select_option("pier")
        told(figure.locator(".choose"), "2 of 3")
        page.set_viewport_size(NARROW)
        figure.locator(".picture.narrow").hover(position={"x": 5, "y": 5})
        hull = figure.locator(".picture.narrow .live text", has_text="hull").last
        hull.wait_for()
        assert hull.get_attribute("opacity") == "0.22"


def test_the_slider_says_what_the_engine_would(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html") as page:
        box = page.locator("#figure-crew .choose")
        slider = box.get_by_label("Sailors in a boat")
        assert told(box, "20 sailors") == expected(20)
        slider.focus()
        page.keyboard.press("ArrowRight")
        assert told(box, "21 sailors") == expected(21)
        assert slider.get_attribute("aria-valuetext") == "21"
        # 5 of 40 is 12.5%: a half, which charts and engine must round the same way.
        for number in (1, 2, 3, 5, 7, 13, 25, 39, 40):
            slider.fill(str(number))
            assert told(box, f"{number} sailors:") == expected(number)
        words = page.locator("#figure-crew .picture:visible .live").inner_text()
        assert "50%" in words and "about 13%" in words and "67–100%" in words
        assert page.said == []


def test_by_touch_the_targets_are_large(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html", viewport=NARROW, has_touch=True, is_mobile=True) as page:
        box = page.locator("#figure-crew .choose")
        slider = box.get_by_label("Sailors in a boat")
        slider.scroll_into_view_if_needed()
        place = slider.bounding_box()
        assert place["height"] >= 44
        page.touchscreen.tap(place["x"] + place["width"] - 2, place["y"] + 22)
        assert told(box, "40 sailors:") == expected(40)
        assert min(one.bounding_box()["height"] for one in page.locator(".choose select").all()) >= 44
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_picture_stands_alone(chromium: Any, address: str) -> None:
    with opened(chromium, f"{address}/figures.html", java_script_enabled=False) as page:
        assert page.locator(".choose").count() == 2 and page.locator(".choose:visible").count() == 0
        words = page.locator("#figure-crew .still:visible").inner_text()
        assert all(text in words for text in CREW["text"])


def test_a_chart_that_cannot_be_loaded_says_so(chromium: Any, address: str) -> None:
    with opened(chromium, "about:blank") as page:
        page.route("**/runtime.js*", lambda route: route.abort())
        page.goto(f"{address}/figures.html")
        page.locator("#figure-times").get_by_label("Involving").select_option("Bert")
        told(page.locator("#figure-times .choose"), "could not be loaded")


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_in_the_choices(chromium: Any, address: str, viewport: dict) -> None:
    with opened(chromium, f"{address}/figures.html", bypass_csp=True, viewport=viewport) as page:
        page.locator("#figure-times").get_by_label("Involving").select_option("Bert")
        told(page.locator("#figure-times .choose"), "2 of 3")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        page.add_script_tag(path=str(AXE))
        # What a reader has chosen to look away from is faint on purpose, and stands in the table when chosen again.
        found = page.evaluate("axe.run(document, {rules: {'color-contrast': {enabled: false}}})")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


def test_nothing_is_fetched_before_a_choice_is_touched(chromium: Any, address: str) -> None:
    with opened(chromium, "about:blank") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/figures.html")
        assert not any(name in url for url in asked for name in ("choose.js", "runtime.js", "wide.js"))
        page.locator("#figure-times").get_by_label("Involving").select_option("Bert")
        told(page.locator("#figure-times .choose"), "2 of 3")
        assert [url for url in asked if not url.startswith((address, "data:"))] == []
        assert sum("choose.js" in url for url in asked) == 1 and not any("change.js" in url for url in asked)
