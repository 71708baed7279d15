"""Finding the words that an editor means."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from explainer.authoring.places import place, places
from explainer.model.article import Article
from explainer.model.faults import Faults

TEXT = "The ship’s log\n\nHe said “about 30  men” came; the ship's boats, 4–6 of them, held 30.\nAbout 30 men left.\n"


def article(text: str = TEXT) -> Article:
    return Article(Path("log.txt"), text, hashlib.sha256(text.encode()).hexdigest())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ship's log", ["ship’s log"]),
        ('said "about', ["said “about"]),
        ("4-6 of them", ["4–6 of them"]),
        ("about 30 men", ["about 30  men"]),
        ("About 30 men", ["About 30 men"]),
        ("HE SAID", ["He said"]),
        ("30", ["30", "30", "30"]),
        ("hip", []),
        ("boat", []),
        ("left. ", ["left."]),
        ("log He", []),
        ("", []),
    ],
)
def test_words_are_found_as_the_article_has_them(typed: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in places(article(), typed)] == found


def test_of_several_places_one_is_chosen() -> None:
    assert place(article(), "30", nth=2) == places(article(), "30")[1]
    assert place(article(), "30", paragraph=3) == places(article(), "30")[2]
    assert place(article(), "30", nth=2, paragraph=2) == places(article(), "30")[1]


@pytest.mark.parametrize(
    ("typed", "options", "said"),
    [
        ("30", {}, r"stands at 3 places; say which:\n  --nth 1  paragraph 2: .*«30»"),
        ("30", {"nth": 4}, "stands there 3 times; there is no 4th"),
        ("He said", {"paragraph": 3}, "stands in paragraph 2"),
        ("about 30 women", {}, "does not stand in it; close to it: 'About 30 men'|close to it: '“about 30  men”'"),
        ("zebras", {}, "'zebras' does not stand in it$"),
    ],
)
def test_what_is_not_one_place_is_refused(typed: str, options: dict, said: str) -> None:
    with pytest.raises(Faults, match=said):
        place(article(), typed, **options)
