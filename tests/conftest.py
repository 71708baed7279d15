"""What tests of every room share: the tiny book, this repository's own book, and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "tiny"
#: Where the tiny book stands when it is told.
ADDRESS = "https://example.org/bridge/"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")


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

    if not CHROMIUM:
        pytest.fail("no Chromium on PATH; on Debian: apt-get install chromium")
    quiet = ("background-networking", "component-update", "sync", "gpu")
    arguments = ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()
