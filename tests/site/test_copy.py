"""Copying a link, a citation, a frame's code: by the browser's clipboard, without one, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from ..conftest import Site, serving

pytestmark = pytest.mark.browser
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
WHAT = {"cite": "Copy citation", "link": "Copy link", "embed": "Copy code"}


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield made
    made.close()


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with serving(site.folder) as given:
        yield given.replace("127.0.0.1", "localhost").rstrip("/")


def pasted(page: Page) -> str:
    """Paste into a field, as a reader would."""
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste' }))")
    page.focus("#paste")
    page.keyboard.press("Control+V")
    text = page.input_value("#paste")
    page.evaluate("document.getElementById('paste').remove()")
    return text


@pytest.mark.parametrize("clipboard", [True, False])
@pytest.mark.parametrize("way", ["file", "http"])
def test_everything_can_be_copied_and_is_announced(
    context: BrowserContext, site: Site, address: str, way: str, clipboard: bool
) -> None:
    if not clipboard:
        context.add_init_script(NO_CLIPBOARD)
    page = context.new_page()
    base = site.folder.as_uri() if way == "file" else address
    page.goto(f"{base}/story.html")
    page.click("#figure-rivets .figure-share summary")
    for part, label in WHAT.items():
        page.locator("#figure-rivets .figure-share").get_by_text(label, exact=True).click()
        status = page.locator("p[role=status]").last
        status.get_by_text(f"{label}: done").wait_for(state="attached")
        text = pasted(page)
        assert text == page.locator(f"#figure-rivets-{part}").text_content().strip().replace("\r", "")
        wanted = {"cite": f"{base}/story.html#figure-rivets", "link": f"{base}/figures/rivets.html"}
        assert wanted.get(part, f'src="{base}/figures/rivets.html"') in text
        assert page.locator("#figure-rivets details.figure-share").get_attribute("open") is not None
    # The foot of the page: its fold stays closed.
    page.locator(".foot").get_by_text("Copy citation").click()
    status.get_by_text("Copy citation: done").wait_for(state="attached")
    assert pasted(page).endswith(f"{base}/story.html") and page.locator(".foot-cite[open]").count() == 0


def test_what_cannot_be_copied_is_marked(context: BrowserContext, site: Site) -> None:
    context.add_init_script(f"{NO_CLIPBOARD}; document.execCommand = () => false")
    page = context.new_page()
    page.goto(site.address("story"))
    page.locator(".foot").get_by_text("Copy citation").click()
    page.locator("p[role=status]").last.get_by_text("the words are marked").wait_for(state="attached")
    assert page.evaluate("getSelection().toString()").startswith("Nobody. “Story”, in: The bridge.")
    assert page.locator(".foot-cite[open]").count() == 1


def test_without_scripts_the_words_stand_there(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address("story"))
    page.click("#figure-rivets .figure-share summary")
    page.click(".foot-cite summary")
    for place in ("#figure-rivets-cite", "#figure-rivets-link", "#figure-rivets-embed", "#page_citation"):
        assert page.locator(place).is_visible() and len(page.inner_text(place)) > 15
    assert page.locator("#figure-rivets .figure-share noscript p").bounding_box()
    assert not page.locator("button.copy >> visible=true").count()
    context.close()


def test_an_address_the_book_knows_is_copied_from_anywhere(context: BrowserContext, based: Site) -> None:
    page = context.new_page()
    page.goto(based.address("story"))
    page.click("#figure-rivets .figure-share summary")
    page.locator("#figure-rivets .figure-share").get_by_text("Copy link", exact=True).click()
    page.locator("p[role=status]").last.get_by_text("Copy link: done").wait_for(state="attached")
    assert pasted(page) == "https://example.org/bridge/figures/rivets.html"
