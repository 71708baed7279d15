"""A chapter that writes in the project, asks the network or starts a program stops the build, with file and cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.build.build import build

from ..conftest import tree
from .conftest import Book, page
from .test_build import line_of, stopped

FORBIDDEN = {
    "write": ("open('data/table.csv', 'a')", "write in the book's folder: data/table.csv"),
    "seed": ("import pathlib; pathlib.Path('seeds').mkdir()", "write in the book's folder: seeds"),
    "remove": ("import os; os.remove('index.md')", "write in the book's folder: index.md"),
    "move": ("import os; os.rename('index.md', '/tmp/index.md')", "write in the book's folder: index.md"),
    "away": ("open('/var/forbidden', 'w')", "write outside a temporary folder: /var/forbidden"),
    "network": ("import socket; socket.create_connection(('192.0.2.1', 80), 1)", "ask the network: 192.0.2.1"),
    "name": ("import urllib.request; urllib.request.urlopen('https://example.org')", "ask the network: example.org"),
    "program": ("import os; os.system('true')", "start a program: b'true'"),
    "child": ("import subprocess; subprocess.run(['true'])", "start a program: true"),
}
QUICK = ["write", "network"]
ALLOWED = """
import os, tempfile, pathlib, socket
with tempfile.TemporaryDirectory() as folder:
    (pathlib.Path(folder) / "one").write_text("free")
open(os.devnull, "w").close()
assert pathlib.Path("data/table.csv").read_text() == "id\\n"
"""


@pytest.mark.parametrize("names", [QUICK, pytest.param([*FORBIDDEN], marks=pytest.mark.prove)], ids=["two", "all"])
def test_what_a_chapter_may_not_do(
    book: Book, capfd: pytest.CaptureFixture[str], names: list[str]
) -> None:
    root = book(index=page("Home"), fine=page("Fine", ALLOWED))
    (root / "data").mkdir()
    (root / "data" / "table.csv").write_text("id\n")
    assert build(root) == 0, capfd.readouterr().err
    table = (root / "data" / "table.csv").read_bytes()
    book(**{name: page(name.title(), "1", FORBIDDEN[name][0]) for name in names})
    said = stopped(root, capfd)
    for name in names:
        code, what = FORBIDDEN[name]
        lines = [line for line in said.splitlines() if line.startswith(f"{name}.md")]
        assert len(lines) == 1, (name, lines)
        assert f"line {line_of(root, name, code)}, cell 2: " in lines[0] and f"a chapter may not {what}" in lines[0], (
            lines
        )
    assert (root / "data" / "table.csv").read_bytes() == table and not (root / "seeds").exists()


def test_a_chapter_that_passes_over_the_refusal_is_found_out(book: Book, capfd: pytest.CaptureFixture[str]) -> None:
    root = book(index=page("Home"))
    assert build(root) == 0
    book(sly=page("Sly", "try:\n    open('index.md', 'a')\nexcept OSError:\n    pass"))
    assert "cell 1: a chapter may not write in the book's folder: index.md; the cell passed" in stopped(root, capfd)


def test_what_is_written_past_the_guard_is_found_out(book: Book, capfd: pytest.CaptureFixture[str]) -> None:
    """The C library's own `creat` and `rename` are heard by no hook."""
    root = book(index=page("Home"))
    (root / "data").mkdir()
    assert build(root) == 0
    before = tree(root / "_build" / "html")
    book(deep=page("Deep", "import ctypes\nctypes.CDLL(None).creat(b'data/new.csv', 0o644)"))
    assert build(root) == 1
    assert "data/new.csv: changed while the chapters ran" in capfd.readouterr().err
    assert tree(root / "_build" / "html") == before
    assert Path(root / "data" / "new.csv").exists()
