"""The pages' scripts in a browser: marks that speak, steps, search, colours, finding claims; and without any script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from ..conftest import Site, axe, opened

NAME = "document.activeElement.getAttribute('aria-label')"


def answers(page: Page, what: str) -> Locator:
    """Find something in the figure that has steps and a filter."""
    return page.locator(f"#figure-answers {what}")


def test_the_keyboard_steps_through_marks_and_the_pane_speaks(chromium: Browser, site: Site) -> None:
    with opened(chromium, site.address("story"), bypass_csp=True) as page:
        answers(page, ".picture a[aria-label]:visible").first.focus()
        assert page.evaluate(NAME) == "rivets gone: 5%."
        page.keyboard.press("ArrowRight")
        assert page.evaluate(NAME) == "all others: about 35%."
        page.keyboard.press("Tab")
        assert page.evaluate(NAME) == "the county <counted>: about 950."
        page.keyboard.press("End")
        pane = answers(page, ".figure-pane:visible")
        pane.get_by_text("a fish: a fish.").wait_for()
        assert [one.inner_text() for one in pane.locator("p").all()] == [
            "a fish: a fish.",
            "“Another reason is the river, which is a fish in the night”",
            "The report, judged; garbled or vague in the article",
        ]
        assert answers(page, ".picture:visible a.lit").count() == 2
        assert axe(page, "#figure-answers") == []
        page.keyboard.press("Escape")
        assert page.locator(".figure-pane:visible").count() == 0
        page.keyboard.press("Enter")
        page.wait_for_url("**/evidence.html#claim-second-reason")


def test_tap_speaks_first_and_its_link_leads_on(chromium: Browser, site: Site) -> None:
    with opened(chromium, site.address("story"), 360, has_touch=True) as page:
        answers(page, ".picture:visible a[aria-label]").nth(2).tap()
        link = page.locator(".figure-pane:visible a")
        link.wait_for()
        assert "story.html" in page.url
        answers(page, ".picture:visible a[aria-label]").first.tap()
        page.locator(".figure-pane:visible").get_by_text("rivets gone: 5%.").wait_for()
        link.tap()
        page.wait_for_url("**/evidence.html#claim-rivets-gone")


def test_a_filter_fades_the_rest_and_the_table_follows(chromium: Browser, site: Site) -> None:
    with opened(chromium, site.address("story")) as page:
        answers(page, ".filters select").select_option("a fish (1)")
        assert answers(page, ".picture:visible a.out").count() == 6
        told = answers(page, ".filters output").inner_text()
        assert told == "1 of 4 shown, the others faded; the table lists that one."
        answers(page, ".figure-table summary").click()
        assert answers(page, ".figure-table tbody tr:visible").count() == 1
        answers(page, ".filters select").select_option("all 4")
        assert page.locator(".picture a.out").count() == 0


def test_without_scripts_pictures_lead_to_their_sentences_and_notes_open(chromium: Browser, site: Site) -> None:
    with opened(chromium, site.address("story"), java_script_enabled=False) as page:
        assert answers(page, ".picture svg:visible").count() == 1
        assert answers(page, ".steps li:visible").count() == 2 and page.locator(".filters:visible").count() == 0
        answers(page, ".picture a[aria-label]:visible").nth(3).click()
        assert page.url.endswith("evidence.html#claim-second-reason")
        # On a phone a note opens where it is called, and leads back.
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(site.address("story"))
        assert not page.locator("#note-2").is_visible()
        page.locator("#call-2").click()
        assert page.locator("#note-2").is_visible()
        page.locator("#note-2 .note-back").click()
        assert page.url.endswith("#call-2")


def test_a_step_shows_its_layers_and_its_sentence_and_the_whole_comes_back(chromium: Browser, site: Site) -> None:
    with opened(chromium, site.address("story"), reduced_motion="reduce") as page:
        stepper = page.locator(".stepper")
        assert [one.inner_text() for one in stepper.locator("button").all()] == ["All at once", "1 Names", "2 Dots"]
        assert answers(page, ".picture:visible [data-step]").count() and answers(page, ".later").count() == 0
        stepper.locator("[data-to='1']").press("Enter")
        assert stepper.locator("[aria-pressed='true']").inner_text() == "1 Names"
        assert [one.inner_text() for one in page.locator(".steps li:visible").all()] == ["Names First their names."]
        assert page.locator(".picture .later:visible").count() == 0 and page.locator(".picture .later").count() > 0
        page.emulate_media(media="print")
        assert page.locator(".steps li:visible").count() == 2
        page.emulate_media(media="screen")
        stepper.locator("[data-to='0']").press("Enter")
        assert page.locator(".picture .later").count() == 0


def test_a_telephone_has_the_step_at_hand_by_name_and_a_way_on_and_back(chromium: Browser, site: Site) -> None:
    with opened(chromium, site.address("story"), 360, reduced_motion="reduce") as page:
        seen = page.locator(".stepper button:visible")
        assert seen.all_inner_texts() == ["All at once", "1 of 2: Names"]
        page.keyboard.press("Tab")
        for pressed, shown in (
            ("1 of 2: Names", ["All at once", "1 of 2: Names", "2 of 2: Dots"]),
            # Behind the last step all at once again.
            ("2 of 2: Dots", ["All at once", "1 of 2: Names", "2 of 2: Dots"]),
            ("1 of 2: Names", ["All at once", "1 of 2: Names", "2 of 2: Dots"]),
            ("All at once", ["All at once", "1 of 2: Names"]),
        ):
            button = page.get_by_role("button", name=pressed)
            button.press("Enter")
            assert [one.strip() for one in seen.all_inner_texts()] == shown
            assert button.get_attribute("aria-pressed") == "true"
            # Who goes by the keyboard keeps his place.
            assert page.evaluate("document.activeElement.textContent").strip() == pressed


def test_search_finds_words_anywhere_in_the_book(chromium: Browser, site: Site) -> None:
    with opened(chromium, site.address("search", "?q=rivets+rusty")) as page:
        page.locator(".search-results li").first.wait_for()
        assert "place" in page.inner_text(".search-count")
        hrefs = page.eval_on_selector_all(".search-results a", "links => links.map(link => link.getAttribute('href'))")
        assert "story.html#figure-rivets" in hrefs and any(href.startswith("evidence.html#claim-") for href in hrefs)
        assert {word.lower() for word in page.locator("mark").all_inner_texts()} <= {"rivets", "rusty", "rivet"}
        page.fill("#search-words", "nowhere-to-be-found")
        page.get_by_text("Nothing found.").wait_for()


def test_the_switch_of_colours_goes_round_and_is_remembered(chromium: Browser, site: Site) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    with opened(chromium, site.address("story")) as page:
        switch = page.locator(".switch")
        assert switch.get_attribute("aria-label") == "Colours: as the system"
        seen = [page.evaluate(paper)]
        for _ in range(3):
            switch.click()
            seen.append(page.evaluate(paper))
            if switch.get_attribute("aria-label") == "Colours: dark":
                page.reload()
                assert page.evaluate(paper) == seen[-1] and switch.get_attribute("aria-label") == "Colours: dark"
        light, _, dark, _ = seen
        assert seen == [light, light, dark, light] and dark != light


def test_menus_and_notes_give_way_on_a_phone(chromium: Browser, site: Site) -> None:
    with opened(chromium, site.address("story")) as page:
        mark, note = page.locator(".note-mark a").first, page.locator(".margin-note").first
        text, beside = page.locator(".answer p").first.bounding_box(), note.bounding_box()
        assert text and beside and beside["x"] > text["x"] + text["width"] - 1
        page.set_viewport_size({"width": 360, "height": 740})
        assert not note.is_visible()
        mark.click()
        assert note.is_visible()
        page.click(".narrow-menu summary")
        assert page.locator(".narrow-menu a").first.is_visible() and not page.locator(".wide-menu").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator(".narrow-menu a").first.is_visible()


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
