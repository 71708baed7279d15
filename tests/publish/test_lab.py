"""JupyterLab opens where one should start; a chapter, copy or source, opens with a double click, runs, and stays."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError

from explainer.build import lab
from explainer.build.lab import command, prepare
from explainer.query.ledger import Ledger
from explainer.references import phrases

from ..conftest import copy_tiny, tree


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_up(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    while True:
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"{address}/api").close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)


def run_all(view: Page, wanted: Locator) -> None:
    """Run all cells until something appears: JupyterLab runs nothing while a kernel is on its way."""
    for _ in range(20):
        view.get_by_role("menuitem", name="Run", exact=True).click()
        view.locator("#jp-mainmenu-run").get_by_text("Run All Cells", exact=True).click()
        with suppress(TimeoutError):
            wanted.wait_for(timeout=10_000)
            return
    pytest.fail("the chapter does not run")


@pytest.mark.prove
def test_a_chapter_opens_runs_and_is_left_alone(tmp_path: Path, chromium: Browser) -> None:
    root = copy_tiny(tmp_path / "book")
    before = tree(root)
    lab.write_copies(root)
    address = f"http://localhost:{(port := free_port())}"
    options = ("--no-browser", f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=")
    log = tmp_path / "lab.log"
    with log.open("w") as said:
        server = subprocess.Popen(
            command(root, *options), cwd=root, env=os.environ | prepare(root), stdout=said, stderr=subprocess.STDOUT
        )
    view = chromium.new_page(viewport={"width": 1280, "height": 900})
    try:
        wait_until_up(address, server, log)
        view.set_default_timeout(120_000)
        asked: list[str] = []
        view.on("request", lambda request: asked.append(request.url))
        view.goto(f"{address}/")
        view.get_by_role("heading", name="Start here").wait_for()
        view.locator(".jp-DirListing-item", has_text="story.ipynb").dblclick()
        view.get_by_role("heading", name="Story").wait_for()
        looked_up = phrases.plain("Of the rivets {q}`rivets-gone` were gone", Ledger.load(root))
        view.locator("p", has_text=looked_up).first.wait_for()
        view.goto(f"{address}/lab/tree/book/index.md")
        view.get_by_role("heading", name="The bridge").wait_for()
        view.locator(".jp-DirListing-item", has_text="story.md").dblclick()
        view.get_by_role("heading", name="Story").wait_for()
        run_all(view, view.locator(".jp-OutputArea-output :is(svg, img)").first)
        view.locator(".jp-OutputArea-output table").first.wait_for()
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    finally:
        view.screenshot(path=tmp_path / "lab.png")
        view.close()
        server.terminate()
        server.wait()
    assert {name: text for name, text in tree(root).items() if not name.startswith("_build/")} == before


def test_a_copy_that_a_reader_changed_is_kept(tmp_path: Path) -> None:
    root = copy_tiny(tmp_path / "book")
    said: list[str] = []
    copy = lab.write_copies(root, said.append).with_name("story.ipynb")
    first = copy.read_text("utf-8")
    assert "{q}" not in first.partition('"code"')[0] and said == []
    source = root / "book" / "story.md"
    source.write_text(source.read_text("utf-8").replace("## How it began", "## How it all began"), "utf-8")
    lab.write_copies(root, said.append)
    assert "How it all began" in copy.read_text("utf-8") and said == []
    copy.write_text(first, "utf-8")
    lab.write_copies(root, said.append)
    assert copy.read_text("utf-8") == first
    assert len(said) == 1 and "story.ipynb has been changed and is kept" in said[0]
