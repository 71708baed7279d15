"""Every check that uses a page as a reader does is seen to fail where a script, a style or a page is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ..trust.conftest import write
from .breaking import Break, Check, bare, broken, deaf, run
from .breaks_scripts import ADDRESSED, BREAKS, WRITTEN
from .test_rooms import based, given

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["based"]
STORY = "story.html"
#: Milliseconds after which what does not come is missing.
PATIENCE = 2500

pytestmark = [pytest.mark.browser, pytest.mark.prove]
See = Callable[..., None]


@pytest.fixture
def see(chromium: Browser, noticed: dict[str, int], tmp_path: Path) -> See:
    """See a check pass on the whole copy and fail on each broken one."""

    @contextmanager
    def reader(check: Check, site: Path) -> Iterator[dict[str, Any]]:
        """A reader with a page of her own, at the claims where that is what the check begins with."""
        context = chromium.new_context(
            viewport={"width": 1280, "height": 900},
            color_scheme="light",
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        if check.__module__.startswith("tests.trust."):
            page.goto((site / "evidence.html").as_uri())
        yield {"chromium": chromium, "context": context, "page": page}
        context.close()

    def see(check: Check, faults: list[Break], folder: Path, site: Path, **more: Path) -> None:
        # Some checks ask for the book's folder, in which the site lies.
        book = tmp_path / "in a folder"
        (book / "_build").mkdir(parents=True)
        (book / "_build" / "html").symlink_to(site, target_is_directory=True)
        words = {
            "tiny_book": book,
            "tmp_path": tmp_path / "whole",
            "way": "file",
            "address": "",
            "clipboard": True,
            "width": 320,
        }
        found = []
        (tmp_path / "whole").mkdir()
        with reader(check, site) as reads:
            run(check, given(check, site, STORY, **more) | words | reads)
        for number, fault in enumerate(faults):
            with broken(folder, fault), reader(check, site) as reads:
                own = words | {"tmp_path": tmp_path / str(number)}
                own["tmp_path"].mkdir()
                found.append(deaf(check, given(check, site, STORY, **more) | own | reads, fault))
        assert found and set(found) == {""}, "\n".join(found)
        noticed[bare(check)] = len(found)

    return see


@pytest.mark.parametrize("check", BREAKS, ids=bare)
def test_a_check_of_use_fails_on_a_broken_copy(whole: Path, check: Check, see: See) -> None:
    see(check, BREAKS[check], whole, whole)


@pytest.mark.parametrize("check", ADDRESSED, ids=bare)
def test_a_check_of_use_of_addresses_fails_on_a_broken_copy(whole: Path, based: Path, check: Check, see: See) -> None:
    see(check, ADDRESSED[check], based, whole, based=based)


@pytest.mark.parametrize("check", WRITTEN, ids=bare)
def test_a_check_of_a_written_site_fails_on_a_broken_copy(tmp_path: Path, check: Check, see: See) -> None:
    site = write(tmp_path / "written").folder
    see(check, WRITTEN[check], site, site)
