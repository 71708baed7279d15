"""A figure's own page: what it carries, and what it needs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import html5lib
import pytest
from lxml import html
from lxml.html import HtmlElement
from playwright.sync_api import Browser

from explainer.build.check_site import png_size
from explainer.site.embed import style

from ..conftest import ADDRESS, Site, axe, opened, words

# In pixels: phones, where the drawing changes, desks.
WIDTHS = (320, 352, 384, 416, 560, 703, 704, 1000)


def snippets(page: HtmlElement) -> dict[str, str]:
    """Give the code that is offered under each figure of a page, by the figure's id."""
    found = page.xpath("//details[contains(@class, 'figure-share')]//code")
    return {code.get("id").removeprefix("figure-").removesuffix("-embed"): code.text_content() for code in found}


def test_it_carries_its_caveats(site: Site) -> None:
    page = site.page("figures/rivets")
    assert [words(one) for one in page.iter("h1")] == ["More rivets were rusty than gone"]
    told = {one.get("class"): words(one) for one in page.xpath("//div[@class='told']/p")}
    assert told == {
        "marks": "Marks filled dot: given as exact; open dot: given as about",
        "source": "Source the article, claims 8 and 9.",
        "not-shown": "What this does not show The rivets of which the report says nothing.",
        "status": "The source: invented · undated · garbled · small",
    }
    assert "about 60%" in words(page.find_class("takeaway")[0])
    drawings = page.xpath("//div[starts-with(@class, 'picture')]/svg")
    assert len(drawings) == 2 and all(one.get("aria-labelledby") for one in drawings)
    assert page.xpath("//a/@href[contains(., '#figure-rivets')]") == ["../story.html#figure-rivets"]
    for link in page.iter("a"):
        path, _, place = link.get("href").partition("#")
        target = (site.folder / "figures" / path).resolve()
        assert target.is_file() and (not place or f'id="{place}"' in target.read_text("utf-8")), link.get("href")


def test_it_is_one_small_strict_file_that_may_be_framed(site: Site) -> None:
    path = site.folder / "figures" / "rivets.html"
    html5lib.HTMLParser(strict=True).parse(path.read_text("utf-8"))
    page = site.page("figures/rivets")
    assert not page.xpath("//script|//iframe|//img|//*[@style]|//@*[starts-with(name(), 'on')]")
    assert page.xpath("//link/@rel") == ["icon"]
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src" not in policy
    assert "frame-ancestors" not in policy
    assert set(re.findall(r"url\(([^)]*)\)", style())) == {"../_static/sans.woff2", "../_static/sans-extra.woff2"}
    assert len(gzip.compress(path.read_bytes(), 9)) < 8_000


def test_a_link_to_it_has_its_own_image(based: Site) -> None:
    page = based.page("figures/rivets")
    tags = {one.get("property"): one.get("content") for one in page.iter("meta")}
    assert tags["og:url"] == f"{ADDRESS}figures/rivets.html" == page.xpath("string(//link[@rel='canonical']/@href)")
    assert tags["og:image"] == f"{ADDRESS}figures/rivets/share.png"
    assert tags["og:title"] == "More rivets were rusty than gone"
    assert png_size(based.folder / "figures" / "rivets" / "share.png") == (1200, 630)


def test_the_code_stands_under_the_figure(site: Site, based: Site) -> None:
    [frame] = html.fragment_fromstring(snippets(based.page("story"))["rivets"]).iter("iframe")
    assert frame.get("src") == f"{ADDRESS}figures/rivets.html"
    assert frame.get("title") == "More rivets were rusty than gone"
    assert frame.get("width") == "100%" and int(frame.get("height")) > 300
    assert snippets(site.page("story"))["rivets"].count('src="figures/rivets.html"') == 1
    story = site.page("story")
    assert "Put the address of this site before “figures/rivets.html”." in words(story.xpath("//noscript")[0])
    assert not based.page("story").xpath("//noscript")
    text = words(story.get_element_by_id("figure-rivets-cite"))
    assert text.startswith("Nobody (2026). More rivets were rusty than gone. Figure in: The bridge.")
    assert "story.html#figure-rivets. Source: the article, claims 8 and 9." in text
    whole = based.page("story")
    assert f"{ADDRESS}story.html#figure-rivets" in words(whole.get_element_by_id("figure-rivets-cite"))


def cut(browser: Browser, site: Site, page: str, host: Path, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """Set every figure of a page in a frame as its code has it; give what is cut or sticks out, at which width."""
    found = []
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    tab = context.new_page()
    for id, code in snippets(site.page(page)).items():
        code = code.replace('src="', f'src="{site.folder.as_uri()}/')
        host.write_text(f"<!doctype html><body style='margin:0'><div id='room'>{code}</div>", "utf-8")
        tab.goto(host.as_uri())
        frame = tab.frames[1]
        frame.evaluate("document.fonts.load('14px \"Explainer Sans\"').then(() => document.fonts.ready)")
        for width in widths:
            tab.evaluate(f"document.getElementById('room').style.width = '{width}px'")
            tab.wait_for_function(f"document.querySelector('iframe').clientWidth === {width}")
            frame.wait_for_function(f"innerWidth === {width}")
            spare, aside = frame.evaluate(
                "[innerHeight - document.body.offsetHeight, document.documentElement.scrollWidth - innerWidth]"
            )
            if spare < 0 or aside > 0:
                found.append(f"{id} at {width}: {-spare} pixels cut, {aside} too wide")
    context.close()
    return found


@pytest.mark.browser
def test_nothing_is_cut_in_a_frame_as_the_code_has_it(chromium: Browser, site: Site, tmp_path: Path) -> None:
    assert cut(chromium, site, "story", tmp_path / "host.html") == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_light_and_dark_and_refuses_nothing(chromium: Browser, site: Site, scheme: str) -> None:
    with opened(chromium, site.address("figures/rivets"), 360, color_scheme=scheme) as page:
        # The style was let in.
        assert page.evaluate("getComputedStyle(document.body).maxWidth") == "752px"
        assert axe(page) == []
