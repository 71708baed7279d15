"""Every check that looks at pages in a browser is seen to fail, on a copy where one thing is wrong, and to name it.

The copies lie side by side on one server, so that one round of each visit sees them all.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from explainer.build.serve import server

from ..book import spoken
from ..book.states import deep
from ..book.visits import by_ear, by_file, over_http, without_scripts
from ..conftest import TINY
from .breaking import Check, bare, deaf, run
from .breaks_visits import LONG, PEOPLE, QUICK, STORY, Visited
from .conftest import site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Breaks = Mapping[Check, list[Visited]]
Round = dict[str, Any]
#: The whole copy lies beside the broken ones.
WHOLE = "whole"

pytestmark = pytest.mark.browser


class Copies:
    """Copies of a site side by side, each broken in one way, and what was seen of them.

    Parameters
    ----------
    chromium: the tests' browser.
    whole: the folder of the whole site.
    host: the folder for the copies.
    breaks: what is to be broken.
    """

    def __init__(self, chromium: Browser, whole: Path, host: Path, breaks: Breaks) -> None:
        self._chromium, self._host = chromium, host
        self._names = {fault: f"{n}" for n, fault in enumerate(fault for faults in breaks.values() for fault in faults)}
        shutil.copytree(whole, host / WHOLE)
        for fault, name in self._names.items():
            shutil.copytree(whole, host / name)
            path = host / name / fault.file
            before = path.read_bytes()
            path.write_bytes(fault.change(before))
            assert path.read_bytes() != before
        self._server = server(host, 0)
        Thread(target=self._server.serve_forever, daemon=True).start()
        self._base = f"http://127.0.0.1:{self._server.server_port}/"
        ways: dict[str, Callable[[list[str]], Mapping[str, Any]]] = {
            "served": lambda pages: over_http(chromium, self._base, pages),
            "opened": lambda pages: by_file(chromium, host, pages),
            "plain": lambda pages: without_scripts(chromium, host, pages),
            "heard": lambda pages: by_ear(chromium, self._base, pages),
            "seen": lambda pages: deep(chromium, self._base, pages),
        }
        asked = {way for fault in self._names for way in fault.how} | {"served", "opened", "plain"}
        self._seen = {way: ways[way](self._pages(way)) for way in ways if way in asked}

    def _pages(self, way: str) -> list[str]:
        broken = [f"{name}/{fault.page}" for fault, name in self._names.items() if way in fault.how]
        return [f"{WHOLE}/{PEOPLE}", f"{WHOLE}/{STORY}", *broken]

    def given(self, fault: Visited | None = None) -> Round:
        """Give what a check may ask for: of the whole copy, or of a broken one with what else is whole."""
        name = self._names[fault] if fault else WHOLE
        given = site(self._host / name) | {"chromium": self._chromium, "address": f"{self._base}{name}/"}
        for way, seen in self._seen.items():
            given[way] = {page: seen[f"{WHOLE}/{page}"] for page in (PEOPLE, STORY)}
            if fault and way in fault.how:
                # What is heard is compared page by page with what was heard before.
                others = given[way] if way == "heard" else {}
                given[way] = others | {fault.page: seen[f"{name}/{fault.page}"]}
        return given

    def close(self) -> None:
        """Stop the server."""
        self._server.shutdown()


@pytest.fixture(autouse=True)
def tiny_subject(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Checks that look up the book's persons and its kept words find those of the tiny book."""
    monkeypatch.setattr("tests.book.test_opens.ROOT", TINY)
    monkeypatch.setattr("tests.book.test_spoken.FOLDER", tmp_path / "spoken")


@pytest.fixture(scope="module")
def quick(chromium: Browser, whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copies]:
    """Copies for every run."""
    copies = Copies(chromium, whole, tmp_path_factory.mktemp("quick"), QUICK)
    yield copies
    copies.close()


@pytest.fixture(scope="module")
def long(chromium: Browser, whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copies]:
    """Copies for `make prove`."""
    copies = Copies(chromium, whole, tmp_path_factory.mktemp("long"), LONG)
    yield copies
    copies.close()


@pytest.fixture
def see(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], noticed: dict[str, int]
) -> Callable[[Copies, Check, Breaks], None]:
    """See a check pass on the whole copy and fail on each broken one."""

    def see(copies: Copies, check: Check, breaks: Breaks) -> None:
        more = {"tmp_path": tmp_path, "capsys": capsys}
        whole = copies.given() | more
        (tmp_path / "spoken").mkdir()
        for name, heard in whole.get("heard", {}).items():
            kept = tmp_path / "spoken" / name.replace(".html", ".txt")
            kept.write_text(spoken.kept(name, heard), "utf-8")
        run(check, whole)
        found = [deaf(check, copies.given(fault) | more, fault) for fault in breaks[check]]
        assert found and set(found) == {""}, "\n".join(found)
        noticed[bare(check)] = noticed.get(bare(check), 0) + len(found)

    return see


@pytest.mark.parametrize("check", QUICK, ids=bare)
def test_a_check_in_a_browser_fails_on_a_broken_copy(
    quick: Copies, check: Check, see: Callable[[Copies, Check, Breaks], None]
) -> None:
    see(quick, check, QUICK)


@pytest.mark.prove
@pytest.mark.parametrize("check", LONG, ids=bare)
def test_a_check_in_a_browser_fails_in_every_state(
    long: Copies, check: Check, see: Callable[[Copies, Check, Breaks], None]
) -> None:
    see(long, check, LONG)
