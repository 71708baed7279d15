"""Everybody can read every page: in any width, in either colour, by keyboard and by ear."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from .visits import Visit, told

Visits = dict[str, Visit]
Trees = dict[str, HtmlElement]

pytestmark = pytest.mark.book


@pytest.mark.browser
def test_axe_finds_nothing(served: Visits) -> None:
    assert not (seen := told(served, "axe")), seen


@pytest.mark.browser
def test_no_page_is_wider_than_the_screen(served: Visits) -> None:
    assert not (seen := told(served, "wide")), seen


@pytest.mark.browser
def test_nothing_moves_for_who_asked_for_no_motion(served: Visits, built: Path) -> None:
    assert not (seen := told(served, "moving")), seen
    # What moves only when touched would not be seen above.
    for style in built.rglob("*.css"):
        wanted = r"@media \(prefers-reduced-motion:no-preference\)\{[^{}]*\{[^{}]*\}\}"
        for_all = re.sub(wanted, "", style.read_text("utf-8"))
        assert not re.search(r"[{;](transition|animation)[a-z-]*:|scroll-behavior:\s*smooth", for_all)


@pytest.mark.browser
def test_every_text_of_a_chart_can_be_read_on_a_phone(served: Visits) -> None:
    assert not (seen := told(served, "tiny")), seen


@pytest.mark.browser
def test_a_key_leads_to_every_datum(served: Visits) -> None:
    assert not (seen := told(served, "hidden")), seen


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
