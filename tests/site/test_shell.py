"""The frame of every page, on the tiny book as `make book` builds it."""

import gzip
import json

import pytest

from ..conftest import Site, words

NAMES = ("index", "story", "checked", "evidence", "source", "people", "data", "method", "search", "404")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_strict_and_nothing_of_the_default_themes_is_left(site: Site, name: str) -> None:
    """Own pages of the book tell the rest: language, names, policy, headings, ids (tests/book)."""
    page = site.page(name)
    head = page.find("head")
    # The policy binds what comes after it.
    policy = head.xpath("meta[@http-equiv='Content-Security-Policy']")[0]
    assert head.index(policy) < min(head.index(element) for element in head.xpath("script|link|style"))
    named = page.xpath("//script/@src|//img/@src|//link[contains(' stylesheet icon preload ', @rel)]/@href")
    assert bool([address for address in named if not address.startswith("data:")]) == (name != "404")
    assert head.xpath("meta[@name='viewport']") and not head.xpath("link[@rel='canonical']")
    if name not in ("search", "404"):
        description = head.xpath("string(meta[@name='description']/@content)")
        assert 10 < len(description) <= 200 and "{" not in description and "`" not in description
    assert "Sphinx" not in words(page.find("body")) and "By Nobody" not in words(page.find("body"))
    loaded = [address.partition("?")[0] for address in page.xpath("//script/@src|//link[@rel='stylesheet']/@href")]
    own = {"theme.js", "shell.js", "explainer.css", "figure.js", "filter.js", "search.js", "search-index.js"}
    assert {address.removeprefix("_static/") for address in loaded} <= own
    assert ("_static/search-index.js" in loaded) == (name == "search")
    assert not [*(site.folder / "_static").glob("basic.css"), *(site.folder / "_static").glob("*.png")]


def test_ways_lead_everywhere_and_mark_where_one_is(site: Site) -> None:
    page = site.page("story")
    for menu in ("wide-menu", "narrow-menu", "foot-pages"):
        (nav,) = page.find_class(menu)
        assert [words(here) for here in nav.xpath(".//*[@aria-current='page']")] == ["Story"]
        assert {"evidence.html", "method.html"} <= set(nav.xpath(".//a/@href"))
    assert page.xpath("//nav[@class='narrow-menu']/details/summary")
    assert words(page.find_class("before")[0]) == "Before The bridge"
    assert page.find_class("after")[0].get("href") == "checked.html"
    # The next page's question stands beside its name.
    assert words(site.page("index").find_class("after")[0]) == "Next Story Why was the bridge closed?"


def test_the_band_asks_the_question(site: Site) -> None:
    page = site.page("story")
    (heading,) = page.xpath("//header[@class='opening']/h1")
    assert words(heading) == "Story: Why was the bridge closed?"
    (progress,) = page.find_class("progress")
    assert [words(item) for item in progress.iter("li")] == ["1 There is no money", "2 The river is the other reason"]
    assert [words(now) for now in progress.xpath(".//*[@aria-current='step']")] == ["1 There is no money"]
    # The answer is the first thing after the band.
    assert page.find_class("opening")[0].getnext().get("class") == "answer"


def test_the_front_page_shows_reasons_and_cards(site: Site) -> None:
    page = site.page("index")
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


def test_code_is_folded_behind_its_figure(site: Site) -> None:
    page = site.page("story")
    folds = page.xpath("//details[@class='code']")
    assert words(folds[0].find("summary")).startswith("The code of this figure")
    assert words(folds[0].find("summary")).endswith("lines of Python")
    # In the row under its figure, behind the files.
    assert folds[0].xpath("parent::details[contains(@class, 'figure-files')]/ancestor::figure")
    # The attribute is empty when it is there.
    assert [words(fold) for fold in folds if fold.get("open") is not None] == []
    assert not page.xpath("//summary//p|//summary//div")
    assert [words(pre) for fold in folds for pre in fold.iter("pre") if pre.get("tabindex") != "0"] == []


def test_a_question_to_try_holds_its_cell_and_its_answer(site: Site) -> None:
    (box,) = site.page("story").find_class("try-it")
    assert "Which share is larger?" in words(box)
    assert box.xpath(".//details[@class='code']") and box.xpath(".//div[@class='scroll']/table")
    assert words(box.xpath(".//details[@class='solution']/summary")[0]) == "One answer"
    # The code on a page cannot be changed: the box says where it can.
    assert box.xpath(".//p[contains(@class, 'try-notebook')]//a/@href") == ["downloads/story.ipynb"]


def test_the_notebook_to_take_along(site: Site) -> None:
    (address,) = site.page("story").xpath("//footer//a[contains(@href, '.ipynb')]/@href")
    written = (site.folder / address).read_text("utf-8")
    notebook = json.loads(written)
    assert {cell["cell_type"] for cell in notebook["cells"]} == {"code", "markdown"}
    # Text cells have none.
    assert [cell["id"] for cell in notebook["cells"] if cell.get("outputs")] == []
    prose = "".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    assert "Why was the bridge closed?" in prose and "{q}" not in prose and "```" not in prose
    assert not site.page("method").xpath("//footer//a[contains(@href, '.ipynb')]")


def test_the_shell_is_light_and_has_the_fonts_its_style_asks_for(site: Site) -> None:
    static = site.folder / "_static"
    raw = {path.name: path.read_bytes() for path in static.iterdir() if path.is_file()}
    assert sum(len(gzip.compress(raw[name], 9)) for name in ("explainer.css", "theme.js", "shell.js")) <= 15_000
    fonts = {name: len(content) for name, content in raw.items() if name.endswith(".woff2")}
    assert fonts and {name for name in fonts if f"url({name})".encode() in raw["explainer.css"]} == set(fonts)
    assert sum(fonts.values()) <= 60_000
