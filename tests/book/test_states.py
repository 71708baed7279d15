"""Every page in every state: by the Tab key alone, in all colours and widths, on paper. Minutes of a browser's time."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from .states import States, deep
from .visits import told

Seen = dict[str, States]

pytestmark = [pytest.mark.book, pytest.mark.browser, pytest.mark.prove]


@pytest.fixture(scope="module")
def seen(chromium: Browser, address: str, pages: list[str]) -> Seen:
    """What the long visits saw."""
    return deep(chromium, address, pages)


def test_axe_finds_nothing_in_any_colour_and_width(seen: Seen) -> None:
    faults = told(seen, "axe")
    assert not faults, faults


def test_the_tab_key_meets_everything_in_order_and_leaves(seen: Seen) -> None:
    assert not (faults := told(seen, "missed")), faults


def test_every_fold_opens_by_either_key_and_every_step_is_taken(seen: Seen) -> None:
    assert not (faults := told(seen, "stuck")), faults
    assert sum(one.steps for one in seen.values()) > 40


def test_drawings_stand_out_in_every_setting(seen: Seen) -> None:
    assert not (faults := told(seen, "faint")), faults


def test_paper_shows_everything_in_black_on_white(seen: Seen) -> None:
    assert not (faults := told(seen, "paper")), faults
