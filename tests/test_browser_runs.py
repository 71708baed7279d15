"""Chapters really run in Chromium, with the network cut off, and ask nobody but the site."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from explainer.build.browser import command
from explainer.build.build import build

from .conftest import CHROMIUM, ROOT, serving

#: Only this machine has an address: whatever asks for another host fails at once.
CUT_OFF = ("--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
PATIENCE = 400


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book's own site with everything that runs in a browser, built in a copy, from packages checked by hash.

    EXPLAINER_SITE names one that was built before; EXPLAINER_WHEELS a folder filled by `make browser FETCH=folder`.
    """
    ready = Path(os.environ.get("EXPLAINER_SITE", "nowhere"))
    if (ready / "lite").is_dir():
        return ready
    root = tmp_path_factory.mktemp("browser") / "book"
    ours = ("_build", ".git", ".venv", "generated", "__pycache__")
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*ours))
    parts = command.Parts.read(root, Path(sys.prefix) / "browser")
    given = os.environ.get("EXPLAINER_WHEELS")
    if not given:
        pytest.skip("Pyodide's packages come from no registry: EXPLAINER_WHEELS=folder names them")
    folder = Path(given)
    assert build(root, addition=command.addition(parts, folder)) == 0
    return root / "_build" / "html"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving(site) as given:
        yield given


@pytest.fixture(scope="module")
def cut_off(chromium: Browser) -> Iterator[Browser]:
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=list(CUT_OFF))
    yield browser
    browser.close()


def run_all(view: Page) -> None:
    """Run all cells and wait until none is waiting."""
    view.locator(".jp-Notebook").first.wait_for(timeout=PATIENCE * 1000)
    view.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=PATIENCE * 1000)
    end, waiting = time.monotonic() + PATIENCE, view.get_by_text(re.compile(r"^\[\*\]:$"))
    ran = view.locator(".jp-OutputArea-output")
    while time.monotonic() < end:
        if not waiting.count() and not ran.count():
            view.get_by_role("menuitem", name="Run", exact=True).click()
            view.locator("#jp-mainmenu-run").get_by_text("Run All Cells", exact=True).click()
        time.sleep(1)
        if ran.count() and not waiting.count() and view.get_by_text("| Idle").count():
            return
    pytest.fail("the cells still wait")


def whole(view: Page, selector: str) -> int:
    """Count what is in the notebook from top to bottom: JupyterLab draws what is in sight only."""
    view.locator(".jp-Notebook").first.evaluate("one => one.scrollTo(0, 0)")
    return view.locator(selector).count()


@pytest.mark.prove
@pytest.mark.browser
@pytest.mark.parametrize("chapter", ["capacity", "exercises"])
def test_a_chapter_runs_in_the_reader_s_browser(
    site: Path, address: str, cut_off: Browser, tmp_path: Path, chapter: str
) -> None:
    figures = (site / f"{chapter}.html").read_text("utf-8").count('<figure class="figure"')
    assert figures >= 3
    context = cut_off.new_context(viewport={"width": 1280, "height": 3600})
    asked: list[str] = []
    refused: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    view = context.new_page()
    view.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    try:
        view.goto(f"{address}{chapter}.html")
        view.get_by_role("link", name="Run this chapter in your browser").click()
        view.locator("#go").click()
        view.wait_for_url(re.compile(r"/lite/lab/"))
        run_all(view)
        view.screenshot(path=tmp_path / "lite.png")
        errors = view.locator(".jp-OutputArea-output[data-mime-type*=error], .jp-RenderedText[data-mime-type*=stderr]")
        assert errors.all_inner_texts() == []
        charts = ".jp-OutputArea-output .explainer-chart svg.marks"
        assert whole(view, charts) == figures
        assert whole(view, ".jp-OutputArea-output table") >= figures
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
        assert refused == []
    finally:
        view.screenshot(path=tmp_path / "end.png")
        context.close()
