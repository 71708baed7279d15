"""Addresses, widths of words, heights of frames: the small parts."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from explainer.site.address import checked
from explainer.site.embed import marks
from explainer.site.share_image import fit


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("", ""),
        (" ", ""),
        ("https://example.org", "https://example.org/"),
        (" http://example.org:8000/a/b// ", "http://example.org:8000/a/b/"),
    ],
)
def test_a_base_address_ends_with_one_slash(given: str, address: str) -> None:
    assert checked(given) == address


NONE = ("example.org/book", "/book/", "ftp://example.org/", "https://example.org/?a=1", "https://example.org/#top",
        "https://someone@example.org/", "https:///book")  # fmt: skip


@pytest.mark.parametrize("given", NONE)
def test_anything_else_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="is no base address"):
        checked(given)


def test_words_are_set_as_large_as_the_room_allows() -> None:
    assert fit("Short", 300, (40, 30, 20), height=60).size == 40
    long = fit("A long sentence that needs more than a line of this room", 300, (40, 30, 20), height=60)
    assert long.size == 20 and long.height <= 60 and long.width <= 300
    assert len(fit("A long sentence " * 9, 300, (40, 20), height=60).lines) > 2  # The smallest, whatever it takes.


def test_the_signs_of_hedges_are_told_in_one_order() -> None:
    told = marks(SimpleNamespace(data=[{"hedge": "more_than"}, {"hedge": "about"}, {"hedge": "about"}, {}]))  # type: ignore[arg-type]
    assert told == "open dot: given as about; arrow: more than, no upper bound given"
    assert marks(SimpleNamespace(data=[])) == ""  # type: ignore[arg-type]
