"""Every page in every state: by the Tab key alone, in all colours and widths, on paper. Minutes of a browser's time."""

import pytest
from playwright.sync_api import Browser

from .states import States, deep
from .visits import told

pytestmark = pytest.mark.prove


@pytest.fixture(scope="module")
def seen(chromium: Browser, address: str, pages: list[str]) -> dict[str, States]:
    """What the long visits saw."""
    return deep(chromium, address, pages)


@pytest.mark.parametrize("what", ["axe", "missed", "stuck", "faint", "paper"])
def test_no_long_visit_sees_a_fault(seen: dict[str, States], what: str) -> None:
    assert not (faults := told(seen, what)), faults


def test_every_step_of_every_figure_was_taken(seen: dict[str, States]) -> None:
    assert sum(one.steps for one in seen.values()) > 40
