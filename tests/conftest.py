"""What tests of every room share: the tiny book, this repository's own book, and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from explainer.build.chromium import FLAGS, find

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "tiny"
#: Where the tiny book stands when it is told.
ADDRESS = "https://example.org/bridge/"
#: The browser, "" where there is none: then the tests that need one are not run, and the run fails at its end.
CHROMIUM = find() or ""
#: The judge of how accessible a page is, as a script for the page.
AXE = Path(str(files("axe_playwright_python") / "axe.min.js"))
NO_BROWSER = "there is no browser (on Debian: apt-get install chromium fonts-liberation libatomic1)"


def tree(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, to see whether anything changed."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def copy_tiny(into: Path) -> Path:
    """Copy the tiny book, without what an earlier build left there."""
    return Path(shutil.copytree(TINY, into, ignore=shutil.ignore_patterns("_build")))


@pytest.fixture(scope="session")
def tiny_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the tiny book once; give its folder, the site is in `_build/html`. Do not change it."""
    from explainer.build.build import build

    root = copy_tiny(tmp_path_factory.mktemp("tiny") / "book of tests")
    assert build(root) == 0
    return root


@pytest.fixture(scope="session")
def addressed_book(tiny_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the tiny book told where it stands, as the workflow tells it; its notebook is not run again."""
    from explainer.build.build import build

    root = Path(shutil.copytree(tiny_book, tmp_path_factory.mktemp("based") / "book"))
    with pytest.MonkeyPatch.context() as patch:
        # Without the slash at its end, as a host may give it.
        patch.setenv("BOOK_ADDRESS", ADDRESS.rstrip("/"))
        assert build(root) == 0
    return root


@pytest.fixture(scope="session")
def own_book() -> Path:
    """Build this repository's own book once, where `make book` does; give the folder of the site."""
    from explainer.build.build import build

    assert build(ROOT) == 0
    return ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start one browser for all tests that look at pages."""
    from playwright.sync_api import sync_playwright

    need_browser()
    driver = sync_playwright()
    try:
        playwright = driver.start()
    except Exception as error:
        pytest.skip(f"{NO_BROWSER}: Playwright does not start: {error}")
    try:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()
    finally:
        playwright.stop()


def need_browser() -> None:
    """Leave out the test that runs, where there is no browser."""
    if not CHROMIUM:
        pytest.skip(NO_BROWSER)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was not run for want of a browser."""
    unseen = sum(NO_BROWSER in str(report.longrepr) for report in terminalreporter.stats.get("skipped", []))
    if unseen:
        terminalreporter.write_line(f"FAILED: {unseen} tests look at pages and were not run: {NO_BROWSER}", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run in which a test needed a browser and there was none, however well the others went."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if exitstatus == 0 and any(NO_BROWSER in str(report.longrepr) for report in skipped):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
