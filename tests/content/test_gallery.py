"""Everything an author may write stands in the gallery as its author would expect, in every colour and width."""

from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from ..conftest import axe, examples, opened, parsed

#: What must be found, by XPath, and how often at least.
SHOWN = examples("gallery/shown")


@pytest.fixture(scope="module")
def page(gallery: Path) -> html.HtmlElement:
    return parsed(gallery / "_build" / "html" / "gallery.html")


@pytest.mark.parametrize(("path", "times"), SHOWN)
def test_it_stands_in_the_page(page: html.HtmlElement, path: str, times: str) -> None:
    assert len(page.xpath(path)) >= int(times)


def test_it_is_light_and_other_pages_pay_nothing(gallery: Path, page: html.HtmlElement) -> None:
    site = gallery / "_build" / "html"
    sheets = [site / link.partition("?")[0] for link in page.xpath("//link[@rel='stylesheet']/@href")]
    assert [sheet.name for sheet in sheets] == ["explainer.css", "content.css", "book-gallery.css"]
    assert all(sheet.stat().st_size < limit for sheet, limit in zip(sheets, (54_000, 12_500, 27_000), strict=True))
    assert (site / "_static" / "formulas.woff2").stat().st_size < 120_000
    for other in ("index.html", "story.html", "people.html"):
        written = (site / other).read_text("utf-8")
        assert not any(name in written for name in ("content.", "looks/", "chart.js", "sphinx-design", "mathjax"))


def test_the_index_has_what_pages_name(gallery: Path) -> None:
    assert "gallery.html#index-" in (gallery / "_build" / "html" / "genindex.html").read_text("utf-8")


@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")])
def test_it_is_accessible_asks_nobody_and_fits(gallery: Path, chromium: Browser, width: int, colours: str) -> None:
    asked: list[str] = []
    with opened(chromium, "about:blank", width, color_scheme=colours) as tab:
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto((gallery / "_build" / "html" / "gallery.html").as_uri())
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        # Nothing but what scrolls in its own box reaches beyond the screen's edge.
        wide = """[...document.querySelectorAll('main *')]
          .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
          .filter(one => !one.closest('.scroll,pre,.formula,.chart-still,.chart-live,svg,.visually-hidden'))
          .map(one => one.outerHTML.slice(0, 99))"""
        assert tab.evaluate(wide) == []
        tab.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
        assert axe(tab) == []


def test_a_plain_chart_is_alive_when_touched(gallery: Path, chromium: Browser) -> None:
    tab = chromium.new_page()
    tab.goto((gallery / "_build" / "html" / "gallery.html").as_uri())
    assert tab.locator(".chart-still svg").count() == 1
    tab.locator(".chart").hover()
    tab.wait_for_selector(".chart-live:not([hidden])")
    tab.locator(".chart-live .mark-symbol path").first.hover()
    assert tab.locator(".chart-tip").inner_text().split("\n")[0] == "day: 1"
    tab.close()


def test_code_is_copied_without_its_numbers(gallery: Path, chromium: Browser) -> None:
    context = chromium.new_context()
    tab = context.new_page()
    tab.add_init_script("navigator.clipboard.writeText = async (text) => { window.copied = text; };")
    tab.goto((gallery / "_build" / "html" / "gallery.html").as_uri())
    tab.locator("#code .highlight", has_text="def f").locator("button").click()
    assert tab.evaluate("window.copied") == "def f(x):\n    return x + 1  # a comment"
    context.close()
