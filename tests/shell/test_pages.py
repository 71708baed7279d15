"""The frame of every page, on the tiny book as `make book` builds it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

NAMES = ("index", "story", "checked", "evidence", "source", "people", "data", "method", "search", "404")
Read = Callable[[str], HtmlElement]


@pytest.fixture(scope="module")
def site(tiny_book: Path) -> Path:
    return tiny_book / "_build" / "html"


@pytest.fixture(scope="module")
def read(site: Path) -> Read:
    return lambda name: html.document_fromstring((site / f"{name}.html").read_text("utf-8"))


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_strict_and_says_what_it_is(read: Read, name: str) -> None:
    page = read(name)
    assert page.get("lang") == "en"
    head = page.find("head")
    policy = head.xpath("meta[@http-equiv='Content-Security-Policy']")[0]
    assert "default-src 'none'" in policy.get("content") and "unsafe" not in policy.get("content")
    # The policy binds what comes after it.
    assert head.index(policy) < min(head.index(element) for element in head.xpath("script|link|style"))
    assert not page.xpath("//*[@style]|//*[starts-with(name(@*), 'on')]")
    # The page for lost readers is shown at any depth and fetches nothing: see tests/share.
    assert bool(page.xpath("//style")) == (name == "404")
    scripts = page.xpath("//script[not(@src) and not(@type='application/ld+json')]")
    assert scripts == []
    named = page.xpath("//script/@src|//img/@src|//link[contains(' stylesheet icon preload ', @rel)]/@href")
    fetched = [address for address in named if not address.startswith("data:")]
    assert bool(fetched) == (name != "404")
    assert not [address for address in fetched if "//" in address or address.startswith("/")]
    assert words(head.find("title")) and head.xpath("meta[@name='viewport']")
    assert not head.xpath("link[@rel='canonical']")  # The tiny book does not know its address.
    assert page.xpath("//main[@id='main']") and page.xpath("//body/a[1]/@href") == ["#main"]
    assert len(page.xpath("//h1")) == 1
    if name not in ("search", "404"):
        description = head.xpath("string(meta[@name='description']/@content)")
        assert 10 < len(description) <= 200 and "{" not in description and "`" not in description


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_default_themes_is_left(read: Read, site: Path, name: str) -> None:
    page = read(name)
    assert "Sphinx" not in words(page.find("body")) and "By Nobody" not in words(page.find("body"))
    loaded = [address.partition("?")[0] for address in page.xpath("//script/@src|//link[@rel='stylesheet']/@href")]
    own = {"theme.js", "shell.js", "explainer.css", "figure.js", "filter.js", "search.js", "search-index.js"}
    assert {address.removeprefix("_static/") for address in loaded} <= own
    assert ("_static/search-index.js" in loaded) == (name == "search")
    assert not list((site / "_static").glob("basic.css")) and not list((site / "_static").glob("*.png"))


def test_ways_lead_everywhere_and_mark_where_one_is(read: Read) -> None:
    page = read("story")
    for menu in ("wide-menu", "narrow-menu", "foot-pages"):
        (nav,) = page.find_class(menu)
        assert [words(here) for here in nav.xpath(".//*[@aria-current='page']")] == ["Story"]
        assert {"evidence.html", "method.html"} <= set(nav.xpath(".//a/@href"))
    assert page.xpath("//nav[@class='narrow-menu']/details/summary")
    assert words(page.find_class("before")[0]) == "Before The bridge"
    assert page.find_class("after")[0].get("href") == "checked.html"
    # The next page's question stands beside its name.
    assert words(read("index").find_class("after")[0]) == "Next Story Why was the bridge closed?"


def test_the_band_asks_the_question(read: Read) -> None:
    page = read("story")
    (heading,) = page.xpath("//header[@class='opening']/h1")
    assert words(heading) == "Story: Why was the bridge closed?"
    (progress,) = page.find_class("progress")
    assert [words(item) for item in progress.iter("li")] == ["1 There is no money", "2 The river is the other reason"]
    assert [words(now) for now in progress.xpath(".//*[@aria-current='step']")] == ["1 There is no money"]
    # The answer is the first thing after the band.
    assert page.find_class("opening")[0].getnext().get("class") == "answer"


def test_the_front_page_shows_reasons_and_cards(read: Read) -> None:
    page = read("index")
    reasons = page.find_class("reasons")[0]
    assert [words(label) for label in reasons.find_class("label")] == [
        "There is no money",
        "The river is the other reason",
    ]
    assert [words(where) for where in reasons.find_class("where") if words(where).count("¶") != 1] == []
    (card,) = page.find_class("card")
    assert card.xpath("h3/a/@href") == ["story.html"] and "Why was the bridge closed?" in words(card)
    assert card.xpath(".//svg/@role") == ["img"] and not card.xpath(".//svg//a")
    assert len(page.find_class("column")) == 4


def test_code_is_folded_behind_its_figure(read: Read) -> None:
    page = read("story")
    folds = page.xpath("//details[@class='code']")
    assert words(folds[0].find("summary")).startswith("The code of this figure")
    assert words(folds[0].find("summary")).endswith("lines of Python")
    # In the row under its figure, behind the files.
    assert folds[0].xpath("parent::details[contains(@class, 'figure-files')]/ancestor::figure")
    # The attribute is empty when it is there.
    assert [words(fold) for fold in folds if fold.get("open") is not None] == []
    assert not page.xpath("//summary//p|//summary//div")
    assert [words(pre) for fold in folds for pre in fold.iter("pre") if pre.get("tabindex") != "0"] == []


def test_a_question_to_try_holds_its_cell_and_its_answer(read: Read) -> None:
    (box,) = read("story").find_class("try-it")
    assert "Which share is larger?" in words(box)
    assert box.xpath(".//details[@class='code']") and box.xpath(".//div[@class='scroll']/table")
    assert words(box.xpath(".//details[@class='solution']/summary")[0]) == "One answer"
    # The code on a page cannot be changed: the box says where it can.
    assert box.xpath(".//p[contains(@class, 'try-notebook')]//a/@href") == ["downloads/story.ipynb"]


def test_the_notebook_to_take_along(read: Read, site: Path) -> None:
    (address,) = read("story").xpath("//footer//a[contains(@href, '.ipynb')]/@href")
    written = (site / address).read_text("utf-8")
    notebook = json.loads(written)
    assert {cell["cell_type"] for cell in notebook["cells"]} == {"code", "markdown"}
    # Text cells have none.
    assert [cell["id"] for cell in notebook["cells"] if cell.get("outputs")] == []
    prose = "".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    assert "Why was the bridge closed?" in prose and "{q}" not in prose and "```" not in prose
    assert not read("method").xpath("//footer//a[contains(@href, '.ipynb')]")


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_the_shell_is_light(site: Path) -> None:
    static = site / "_static"
    assert sum(_packed(static / name) for name in ("explainer.css", "theme.js", "shell.js")) <= 15_000
    assert sum(path.stat().st_size for path in static.glob("*.woff2")) <= 60_000


def test_the_fonts_the_style_asks_for_are_there(site: Path) -> None:
    style = (site / "_static" / "explainer.css").read_text("utf-8")
    fonts = {path.name for path in (site / "_static").glob("*.woff2")}
    assert fonts and {name for name in fonts if f"url({name})" in style} == fonts
