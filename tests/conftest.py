"""What tests of every room share: the tiny book, this repository's own book, and a browser."""

import csv
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from filelock import FileLock
from lxml import html
from lxml.html import HtmlElement
from playwright.sync_api import Browser, Page, sync_playwright

from explainer.build.build import build
from explainer.build.chromium import FLAGS, find
from explainer.build.serve import server
from explainer.query.ledger import Ledger
from tests.core.bench import Bench

ROOT = Path(__file__).parents[1]
TINY = ROOT / "tests" / "tiny"
#: Where the tiny book stands when it is told.
ADDRESS = "https://example.org/bridge/"
#: The browser, "" where there is none: then the tests that need one are not run, and the run fails at its end.
CHROMIUM = find() or ""
#: The judge of how accessible a page is, as a script for the page.
AXE = Path(str(files("axe_playwright_python") / "axe.min.js"))
#: Milliseconds that a page may take on a slow machine.
PATIENCE = 120_000
#: Its rules of contrast, which take longest.
CONTRAST = ["color-contrast", "link-in-text-block"]
#: Finds in a page one text of each look, and one link of each look in text of each colour.
LOOKS = """
window.oneOfEachLook = (root) => {
  const found = new Map();
  for (const one of root.querySelectorAll("*")) {
    const link = one.matches("a[href]");
    if (!link && ![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const { color, fill, fontSize, fontWeight, textDecoration } = getComputedStyle(one);
    const look = [one.tagName, color, fill, fontSize, fontWeight];
    if (link) look.push(textDecoration, getComputedStyle(one.parentElement).color);
    for (let under = one; under; under = under.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(under);
      look.push(backgroundColor, backgroundImage, opacity);
    }
    if (one.checkVisibility() && !found.has(look.join())) found.set(look.join(), one);
  }
  return [...found.values()];
};
true;
"""
NO_BROWSER = "there is no browser (on Debian: apt-get install chromium fonts-liberation libatomic1)"


def examples(name: str) -> list[list[str]]:
    """Read a table of examples, without its header: "core/broken"."""
    with (ROOT / "tests" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.reader(file)][1:]


def tree(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder, to see whether anything changed."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def copy_tiny(into: Path) -> Path:
    """Copy the tiny book, without what an earlier build left there."""
    return Path(shutil.copytree(TINY, into, ignore=shutil.ignore_patterns("_build")))


def words(element: HtmlElement) -> str:
    """Give an element's text with single spaces."""
    return " ".join(element.text_content().split())


@cache
def parsed(path: Path) -> HtmlElement:
    """Give the tree of a finished page, which no test changes."""
    return html.document_fromstring(path.read_text("utf-8"))


@dataclass(frozen=True)
class Site:
    """The folder of a finished site."""

    folder: Path

    def page(self, name: str) -> HtmlElement:
        """Read a page."""
        return parsed(self.folder / f"{name}.html")

    def row(self, name: str, id: str) -> HtmlElement:
        """Find an element of a page by its id."""
        return self.page(name).get_element_by_id(id)

    def address(self, name: str, more: str = "") -> str:
        """Give the address of a page as a file."""
        return (self.folder / f"{name}.html").as_uri() + more


Make = Callable[[Path], object]
Once = Callable[[str, Make], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Make a folder once in a run, whichever of its workers needs it first: `once(name, make)` gives the folder."""
    base = tmp_path_factory.getbasetemp()
    # Each worker's own folder lies in that of the run.
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder(name: str, make: Make) -> Path:
        with FileLock(run / f"{name}.lock"):
            if not (made := run / f"{name}.made").exists():
                make(run / name)
                made.touch()
        return run / name

    return folder


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """The tables of the tiny book."""
    return Ledger.load(TINY)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A copy of the tiny book's tables that may be broken."""
    return Bench(tmp_path)


def built(root: Path, **environment: str) -> Path:
    """Build a book, which must succeed; give its folder."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        assert build(root) == 0
    return root


@pytest.fixture(scope="session")
def tiny_book(once: Once) -> Path:
    """Build the tiny book once; give its folder, the site is in `_build/html`. Do not change it."""
    return once("book of tests", lambda root: built(copy_tiny(root)))


@pytest.fixture(scope="session")
def addressed_book(tiny_book: Path, once: Once) -> Path:
    """Build the tiny book told where it stands, as the workflow tells it; its notebook is not run again."""
    # Without the slash at its end, as a host may give it.
    return once("based", lambda root: built(Path(shutil.copytree(tiny_book, root)), BOOK_ADDRESS=ADDRESS.rstrip("/")))


@pytest.fixture(scope="session")
def site(tiny_book: Path) -> Site:
    """The tiny book's site, which does not know its address."""
    return Site(tiny_book / "_build" / "html")


@pytest.fixture(scope="session")
def based(addressed_book: Path) -> Site:
    """The site of the same book, told where it stands."""
    return Site(addressed_book / "_build" / "html")


@pytest.fixture(scope="session")
def own_book(once: Once) -> Path:
    """Build this repository's own book once, where `make book` does; give the folder of the site."""
    once("own", lambda _: built(ROOT))
    return ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start one browser for all tests that look at pages."""
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


@contextmanager
def opened(browser: Browser, address: str, width: int = 1280, **options: Any) -> Iterator[Page]:
    """Open a page in a context of its own; when it is left, it must have said nothing and missed no file."""
    size = {"width": width, "height": 900}
    context = browser.new_context(**{"viewport": size, "color_scheme": "light", **options})  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    # A page that is left early has not fetched its icon.
    page.on("requestfailed", lambda one: said.append(one.url) if one.failure != "net::ERR_ABORTED" else None)
    page.goto(address)
    yield page
    context.close()
    assert said == []


def axe(page: Page, include: str = "", only_colours: bool = False, every_letter: bool = False) -> list[str]:
    """Let axe-core look at all that a page shows now, or at what a selector names; give what it finds, a line each.

    Its two rules of contrast take four fifths of the time. Unless `every_letter` is asked for, they judge one text of
    each look: of one colour, size and weight, on the same grounds.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8") + LOOKS)
    # Targets of 24 pixels are asked for by WCAG 2.2, and by axe-core only when it is told.
    rules = {"target-size": {"enabled": True}} | {rule: {"enabled": every_letter} for rule in CONTRAST}
    options = {"resultTypes": ["violations"], "preload": False}
    found = page.evaluate(
        """async ([within, all, colours]) => {
          const roots = [...document.querySelectorAll(within || "html")];
          const found = all.rules ? (await axe.run({ include: roots }, all)).violations : [];
          const texts = colours.runOnly ? roots.flatMap(oneOfEachLook) : [];
          return texts.length ? [...found, ...(await axe.run({ include: texts }, colours)).violations] : found;
        }""",
        [
            include,
            {} if only_colours else options | {"rules": rules},
            {} if every_letter else options | {"runOnly": CONTRAST},
        ],
    )
    return [
        f"{rule['id']}: {node['target'][0]}: {node['html'][:150]} {node['any'][:1]}"
        for rule in found
        for node in rule["nodes"]
    ]


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; give its address, which ends with a slash."""
    running = server(folder, 0)
    Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/"
    running.shutdown()


def need_browser() -> None:
    """Leave out the test that runs, where there is no browser."""
    if not CHROMIUM:
        pytest.skip(NO_BROWSER)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they use, and begin with the visits, which take longest and build this book.

    Other tests that need this book come last: it stands by then.
    """
    for item in items:
        for fixture, marker in (("chromium", "browser"), ("own_book", "book"), ("built", "book")):
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)
    items.sort(key=lambda item: item.path.name != "test_opens.py" and 1 + bool(item.get_closest_marker("book")))


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
