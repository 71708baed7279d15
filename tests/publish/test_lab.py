"""A chapter opens as a notebook with a double click, runs, and stays as it was on disk."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from explainer.publish.lab import command, prepare

from ..conftest import tree
from .conftest import Book, page


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_up(address: str, process: subprocess.Popen[str]) -> None:
    while True:
        assert process.poll() is None, process.communicate()[0]
        try:
            urllib.request.urlopen(f"{address}/api").close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)


@pytest.mark.browser
def test_a_chapter_opens_runs_and_is_left_alone(book: Book, chromium: Browser) -> None:
    root: Path = book(index=page("The first page", "1 + 1"), other=page("The other page", "'made of ' + 'two'"))
    before = tree(root)
    address = f"http://localhost:{(port := free_port())}"
    options = ("--no-browser", f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=")
    server = subprocess.Popen(
        command(root, *options),
        cwd=root,
        env=os.environ | prepare(root),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_until_up(address, server)
        view = chromium.new_page(viewport={"width": 1280, "height": 900})
        view.set_default_timeout(120_000)
        asked: list[str] = []
        view.on("request", lambda request: asked.append(request.url))
        view.goto(f"{address}/")
        view.get_by_role("heading", name="The first page").wait_for()
        view.locator(".jp-DirListing-item", has_text="other.md").dblclick()
        view.get_by_role("heading", name="The other page").wait_for()
        view.get_by_role("menuitem", name="Run", exact=True).click()
        view.get_by_text("Run All Cells", exact=True).click()
        view.locator(".jp-OutputArea-output", has_text="made of two").wait_for()
        view.close()
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    finally:
        server.terminate()
        server.communicate()
    assert {name: text for name, text in tree(root).items() if not name.startswith("_build/")} == before
