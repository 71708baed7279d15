"""Every check of the finished pages is seen to fail, on a copy where one thing is wrong, and to name that thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import breaks_pages
from .breaking import Break, Check, bare, broken, deaf, run
from .conftest import site


def see(whole: Path, check: Check, faults: list[Break], noticed: dict[str, int]) -> None:
    """See a check pass on the whole copy and fail on each broken one."""
    run(check, site(whole))
    found = []
    for fault in faults:
        with broken(whole, fault):
            found.append(deaf(check, site(whole), fault))
    assert found and set(found) == {""}, "\n".join(found)
    noticed[bare(check)] = noticed.get(bare(check), 0) + len(faults)


@pytest.mark.parametrize("check", breaks_pages.BREAKS, ids=bare)
def test_a_check_of_pages_fails_on_a_broken_copy(whole: Path, check: Check, noticed: dict[str, int]) -> None:
    see(whole, check, breaks_pages.BREAKS[check], noticed)


@pytest.mark.prove
@pytest.mark.parametrize("check", breaks_pages.LONG, ids=bare)
def test_a_long_check_of_pages_fails_on_a_broken_copy(whole: Path, check: Check, noticed: dict[str, int]) -> None:
    see(whole, check, breaks_pages.LONG[check], noticed)
