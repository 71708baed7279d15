"""A watched book: a save runs what it concerns and shows, a mistake is told in the page, nothing of it is in a file."""

import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..conftest import copy_tiny, tree

PATIENCE = 300


class Watched:
    """A book being watched in a process of its own."""

    def __init__(self, root: Path, port: int) -> None:
        self.root = root
        command = [sys.executable, "-m", "explainer", "serve", "--watch", "--root", str(root), "--port", str(port)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        self.said = ""
        self.address = re.search(r"http://localhost:(\d+)/", self.until("Ctrl-C ends"))[0]  # type: ignore[index]

    def until(self, *words: str) -> str:
        """Read on until one of these was said; give what was said since the last time."""
        assert self.process.stdout
        end = time.monotonic() + PATIENCE
        while not any(word in self.said for word in words):
            assert time.monotonic() < end and self.process.poll() is None, self.said
            if select.select([self.process.stdout], [], [], 0.2)[0]:
                self.said += os.read(self.process.stdout.fileno(), 65536).decode()
        said, self.said = self.said, ""
        return said

    def built(self) -> str:
        """Wait for the end of a build."""
        return self.until("shown after", "Mend it and save")

    def state(self) -> dict[str, object]:
        """Give what a page is told."""
        return dict(json.loads(self.page("-watch/state")))

    def page(self, name: str) -> str:
        with urllib.request.urlopen(self.address + name) as answer:
            return str(answer.read().decode())


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """The tiny book, watched; the port it asks for is taken."""
    root = copy_tiny(tmp_path / "tiny")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        one = Watched(root, taken.getsockname()[1])
        assert str(taken.getsockname()[1]) not in one.address
    yield one
    if one.process.poll() is None:
        os.killpg(one.process.pid, signal.SIGKILL)
        one.process.communicate()


def save(path: Path, old: str, new: str) -> None:
    """Save as editors do: write beside, then rename over."""
    text = path.read_text("utf-8")
    assert old in text
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text.replace(old, new), "utf-8")
    os.replace(beside, path)


def test_saves_show_and_mistakes_are_told(watched: Watched) -> None:
    root, site = watched.root, watched.root / "_build" / "html"
    assert "book/story.md" in watched.built()
    before = tree(site)
    assert "-watch/watch.js" in watched.page("index.html") and "-watch/watch.js" in watched.page("")
    assert "/-watch/state" in watched.page("-watch/watch.js")
    assert not any(b"-watch" in content for content in before.values())

    # A table that no cell asks for: the page changes, nothing is run.
    save(root / "data" / "glossary.csv", "holds two plates together", "holds plates together")
    said = watched.built()
    assert "saved: data/glossary.csv" in said and "shown after" in said and "story.md" not in said
    assert "holds plates together" in watched.page("people.html")
    assert watched.state() == {"edition": 2, "building": False, "wrong": ""}

    # A chapter's own cell.
    save(root / "book" / "story.md", "More rivets were rusty than gone", "Rust is ahead")
    assert "book/story.md" in watched.built()
    assert "Rust is ahead" in watched.page("story.html")

    # A mistake: row and column in the terminal and in the page, the last good site stays.
    good = tree(site)
    save(root / "data" / "claims.csv", "about 60% were rusty", "about 61% were rusty")
    fault = "claims, rivets-rusty (line 10), quote: differs from the article at character 8"
    assert fault in watched.built()
    state = watched.state()
    assert fault in str(state["wrong"]) and state["edition"] == 3
    assert tree(site) == good

    save(root / "data" / "claims.csv", "about 61% were rusty", "about 60% were rusty")
    said = watched.built()
    assert "shown after" in said and "story.md" not in said
    assert watched.state()["wrong"] == "" and tree(site) == good

    with pytest.raises(urllib.error.HTTPError) as error:
        watched.page("nowhere.html")
    assert error.value.code == 404 and b"-watch/watch.js" in error.value.read()

    os.killpg(watched.process.pid, signal.SIGINT)
    assert watched.process.wait(PATIENCE) == 0
    assert b"Traceback" not in watched.process.communicate()[0]
    # Nothing is left running.
    with pytest.raises(ProcessLookupError):
        while True:
            os.killpg(watched.process.pid, 0)
            time.sleep(0.1)
