"""Every page of this repository's own book opens, served and by double click, and asks nobody else for anything."""

from __future__ import annotations

import csv
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from lxml.html import HtmlElement
from playwright.sync_api import Browser

from explainer.build.contents import Contents

from ..conftest import ROOT
from .visits import Visit, told

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
Visits = dict[str, Visit]

pytestmark = pytest.mark.book


def test_every_page_is_there_with_its_policy(trees: dict[str, HtmlElement]) -> None:
    for name, tree in trees.items():
        found = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        # The page for a wrong address, shown at any depth, carries its style; the policy allows this one, by its hash.
        styles = tree.xpath("//style/text()")
        assert bool(styles) == (name == "404.html"), name
        hashes = [f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" for style in styles]
        wanted = POLICY.replace("style-src 'self'", f"style-src {hashes[0]}") if hashes else POLICY
        assert found == [wanted], name


@pytest.mark.browser
def test_no_page_has_a_word_of_complaint(served: Visits, opened: Visits, plain: Visits) -> None:
    for visits in (served, opened, plain):
        assert not (seen := told(visits, "said")), seen


@pytest.mark.browser
def test_no_page_meets_its_own_policy(served: Visits, opened: Visits) -> None:
    for visits in (served, opened):
        assert not (seen := told(visits, "refused")), seen


@pytest.mark.browser
def test_a_visit_and_a_touch_of_every_chart_ask_nobody_else(
    served: Visits, opened: Visits, plain: Visits, address: str, built: Path
) -> None:
    seen, elsewhere = 0, []
    for visits, own in ((served, address), (opened, built.as_uri()), (plain, built.as_uri())):
        asked = [(name, url) for name, visit in visits.items() for url in (*visit.first, *visit.touched)]
        assert asked
        seen += len(asked)
        elsewhere += [one for one in asked if not one[1].startswith((own, "data:"))]
    assert elsewhere == []


@pytest.mark.browser
def test_every_chart_comes_alive_in_its_place(served: Visits, opened: Visits, trees: dict[str, HtmlElement]) -> None:
    for visits in (served, opened):
        assert not (seen := told(visits, "asleep")), seen
        for name, visit in visits.items():
            assert visit.figures == len(trees[name].xpath("//figure[@data-figure]")), name
    assert sum(visit.figures for visit in served.values()) > 0


@pytest.mark.browser
def test_search_finds_names_in_a_file(built: Path, chromium: Browser, contents: Contents) -> None:
    """Everybody the book names is found, and what is found is there."""
    page = chromium.new_page()
    page.goto((built / "search.html").as_uri())
    with (ROOT / "data" / "actors.csv").open(encoding="utf-8", newline="") as file:
        actors = list(csv.DictReader(file))
    for actor in actors:
        page.fill("input[type=search]", actor["name"])
        page.get_by_role("button", name="Search", exact=True).click()
        assert page.locator(".search-results a").count(), actor["name"]
    page.locator(".search-results a").first.click()
    page.wait_for_url(lambda url: "search.html" not in url)
    assert page.get_by_role("heading", level=1).count() == 1
    page.close()


@pytest.mark.browser
def test_without_scripts_nothing_is_missing(plain: Visits, trees: dict[str, HtmlElement]) -> None:
    assert not (seen := told(plain, "hidden")), seen
    for name, visit in plain.items():
        assert visit.figures == len(trees[name].xpath("//figure[@data-figure]")), name
        assert [url for url in visit.touched if ".js" in url] == [], name
