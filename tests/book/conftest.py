"""The finished book site, and what one visit to each of its pages saw; every page is visited once for all tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.html import HtmlElement
from playwright.sync_api import Browser

from explainer.build.contents import Contents

from ..conftest import ROOT, parsed, serving
from .visits import Visit, by_file, over_http, without_scripts


@pytest.fixture(scope="session")
def contents() -> Contents:
    """The book's table of contents."""
    return Contents.read(ROOT)


@pytest.fixture(scope="session")
def built(request: pytest.FixtureRequest) -> Path:
    """The folder of the finished site; EXPLAINER_SITE names one that was built before."""
    ready = os.environ.get("EXPLAINER_SITE")
    return Path(ready).resolve() if ready else request.getfixturevalue("own_book")


@pytest.fixture(scope="session")
def pages(contents: Contents) -> list[str]:
    """The files of all pages: those of the contents, then search and the page for a wrong address."""
    return [*map(contents.page, contents.docs), "search.html", "404.html"]


@pytest.fixture(scope="session")
def trees(built: Path, pages: list[str]) -> dict[str, HtmlElement]:
    """Every page, parsed, by its file's name."""
    return {name: parsed(built / name) for name in pages}


@pytest.fixture(scope="session")
def address(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site under a sub-path of a server on this machine."""
    host = tmp_path_factory.mktemp("host")
    (host / "some").mkdir()
    (host / "some" / "where").symlink_to(built, target_is_directory=True)
    with serving(host) as given:
        yield f"{given}some/where/"


@pytest.fixture(scope="session")
def served(chromium: Browser, address: str, pages: list[str]) -> dict[str, Visit]:
    """What was seen on every page over HTTP: the whole inspection."""
    return over_http(chromium, address, pages)


@pytest.fixture(scope="session")
def opened(chromium: Browser, built: Path, pages: list[str]) -> dict[str, Visit]:
    """What was seen on every page opened as a file on a phone."""
    return by_file(chromium, built, pages)


@pytest.fixture(scope="session")
def plain(chromium: Browser, built: Path, pages: list[str]) -> dict[str, Visit]:
    """What was seen on every page with scripts off."""
    return without_scripts(chromium, built, pages)
