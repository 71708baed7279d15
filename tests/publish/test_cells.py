"""Whatever goes wrong in a chapter stops the build: with page, line and cell, and the last good site as it was."""

import http.server
import threading
from pathlib import Path
from typing import ClassVar

import psutil
import pytest

from explainer.build.build import build

from ..conftest import tree
from .conftest import WORDS, Book, page
from .test_build import line_of, stopped

MESSAGE = "k.session.send(k.iopub_socket, 'error', {}, parent=k.get_parent())"
#: A cell, and what is said of it.
CELLS = {
    "write": ("open('data/table.csv', 'a')", "a chapter may not write in the book's folder: data/table.csv"),
    "seed": ("import pathlib; pathlib.Path('seeds').mkdir()", "write in the book's folder: seeds"),
    "remove": ("import os; os.remove('index.md')", "write in the book's folder: index.md"),
    "move": ("import os; os.rename('index.md', '/tmp/index.md')", "write in the book's folder: index.md"),
    "label": ("import os; os.setxattr('index.md', 'user.x', b'1')", "write in the book's folder: index.md"),
    "away": ("open('/var/forbidden', 'w')", "write outside a temporary folder: /var/forbidden"),
    "named": ("open('x-memory:.txt', 'w')", "write in the book's folder: x-memory:.txt"),
    "table": ("import sqlite3; sqlite3.connect('file:x-memory:.db?mode=rwc', uri=True)", "folder: x-memory:.db"),
    "sly": ("try:\n    open('index.md', 'a')\nexcept OSError:\n    pass", "book's folder: index.md; the cell passed"),
    "network": ("import socket; socket.create_connection(('192.0.2.1', 80), 1)", "ask the network: 192.0.2.1"),
    "name": ("import urllib.request; urllib.request.urlopen('https://example.org')", "ask the network"),
    "back": ("import socket; socket.getnameinfo(('192.0.2.1', 80), 0)", "ask the network: 192.0.2.1"),
    "listen": ("import socket; socket.socket().bind(('127.0.0.1', 0))", "a chapter may not ask the network (keep"),
    "program": ("import os; os.system('true')", "a chapter may not start a program: true"),
    "child": ("import subprocess; subprocess.run(['true'])", "start a program: true"),
    "fork": ("import os; os.fork()", "start a program: a copy of itself"),
    "bang": ("!ls", "a chapter may not start a program"),
    "shell": ("%%bash\nls", "start a program: bash"),
    "raises": ("1 / 0", "ZeroDivisionError: division by zero"),
    "warns": ("import warnings; warnings.warn('careful')", "UserWarning: careful"),
    "later": ("import warnings; warnings.warn('later', FutureWarning)", "FutureWarning: later"),
    "prints": ("import traceback\ntry:\n    1 / 0\nexcept Exception:\n    traceback.print_exc()", "error: Trace"),
    "hangs": ("while True: pass", "still running after 6 seconds"),
    "exit": ("import os; os._exit(1)", "the kernel ended"),
    "leave": ("import sys; sys.exit(3)", "SystemExit: 3"),
    "quit": ("quit()", "the cell calls quit() or exit()"),
    "syntax": ("def", "SyntaxError: invalid syntax"),
    "asks": ("input('?')", "StdinNotImplementedError"),
    "flood": ("for _ in range(1000): print('x' * 100000)", "the outputs of this page are larger than 20 MB"),
    "shape": ("from IPython.display import display\ndisplay({'text/plain': 5}, raw=True)", "no notebook can hold"),
    "sent": (f"from IPython import get_ipython\nk = get_ipython().kernel\n{MESSAGE}\nNone", "no notebook can hold"),
    "thread": ("import threading, time; threading.Thread(target=time.sleep, args=(3,)).start()", "still at work"),
    "bare": ("import builtins\nfor name in list(vars(builtins)): delattr(builtins, name)", "still running after"),
}
#: What is told of the whole page: it happens behind its last cell.
LATE = {
    "goodbye": ("import atexit; atexit.register(lambda: 1 / 0)", "ZeroDivisionError('division by zero')"),
    "parting": ("import atexit; atexit.register(lambda: open('x', 'w'))", "write in the book's folder: x"),
    "failing": ("import threading; threading.Thread(target=lambda: 1 / 0).start()", "a thread failed: ZeroDivisionErr"),
}
#: Pages that cannot be read or run.
PAGES = {
    "latin": ("# Täg\n\nWords.".encode("latin-1"), "line 1: not UTF-8: save the file as UTF-8"),
    "nul": (f"# Title\n\n{WORDS}\0".encode(), "line 3: holds a character without meaning (NUL)"),
    "other": (page("Other", "1").replace("python3", "ir").encode(), "kernelspec: its kernel is 'ir'"),
    "unnamed": (page("Unnamed", "1").replace("name: python3, ", "").encode(), "cannot be read as a notebook"),
}
QUICK = ("write", "sly", "network", "thread", "flood", "quit", "raises", "sent", "parting", "latin", "nul", "other")
FINE = """
import os, tempfile, pathlib, socket
with tempfile.TemporaryDirectory() as folder:
    (pathlib.Path(folder) / "one").write_text("free")
open(os.devnull, "w").close()
assert pathlib.Path("data/table.csv").read_text() == "id\\n"
"""


ALL = pytest.param((*CELLS, *LATE, *PAGES), marks=pytest.mark.prove)


FORKS = """
import ctypes, os, time
pid = ctypes.CDLL(None).fork()
if pid == 0:
    os.setsid()
    time.sleep(60)
    os._exit(0)
open("/tmp/pid-of-" + os.environ["MARK"], "w").write(str(pid))
None
"""


@pytest.mark.parametrize("names", [QUICK, ALL], ids=["few", "all"])
def test_what_a_chapter_may_not_do_and_what_goes_wrong_in_it(
    book: Book, capfd: pytest.CaptureFixture[str], names: list[str]
) -> None:
    # Of other programs' making, and good all the same: an indented cell, magics, another name for Python, CRLF.
    good = {
        "fine": page("Fine", FINE),
        "kernel": page("K", "1").replace("python3", "conda-x, language: python"),
        "windows": page("Windows", "1").replace("\n", "\r\n"),
        "nameless": page("Nameless", "1").replace(", display_name: Python 3", ""),
        "magics": page("Magics", "%%html\n<b>x</b>").replace("{code-cell}", "{code-cell}\n  1\n```\n```{code-cell}", 1),
    }
    root = book(timeout=6, index=page("Home"), **good)
    (root / "data").mkdir()
    (root / "data" / "table.csv").write_text("id\n")
    assert build(root) == 0, capfd.readouterr().err
    table = (root / "data" / "table.csv").read_bytes()
    cells = {name: one for name, one in (CELLS | LATE).items() if name in names}
    for name, (content, _) in PAGES.items():
        if name in names:
            (root / f"{name}.md").write_bytes(content)
    book(timeout=6, **{name: page(name.title(), "1", code) for name, (code, _) in cells.items()})
    said = stopped(root, capfd)
    assert "\nTraceback (most" not in said
    for name, (code, what) in cells.items():
        lines = [line for line in said.splitlines() if line.startswith(f"{name}.md")]
        assert any(what in line for line in lines), (name, lines)
        if name in CELLS:
            first = line_of(root, name, code.splitlines()[0])
            assert lines[0].startswith(f"{name}.md, line ") and ", cell 2: " in lines[0], lines
            assert first <= int(lines[0].split()[2].strip(",")) < first + len(code.splitlines()), lines
    for name in PAGES.keys() & set(names):
        assert any(line.startswith(f"{name}.md") and PAGES[name][1] in line for line in said.splitlines()), name
    assert (root / "data" / "table.csv").read_bytes() == table and not (root / "seeds").exists()
    # The good ones beside them are kept.
    for name in (*cells, *PAGES):
        (root / f"{name}.md").unlink(missing_ok=True)
    book(timeout=6)
    assert build(root) == 0 and "to run" not in capfd.readouterr().out


class Handler(http.server.BaseHTTPRequestHandler):
    """A server that remembers what it was asked for."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_GET


def test_what_no_hook_hears_is_found_out(
    book: Book, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The C library's own `creat` and `fork`, GDAL's files, and what GDAL asks the network for."""
    root = book(index=page("Home"))
    (root / "data").mkdir()
    assert build(root) == 0
    before = tree(root / "_build" / "html")
    monkeypatch.setenv("MARK", mark := root.parent.name)
    write = "gpd.GeoDataFrame(geometry=gpd.points_from_xy([0], [0]), crs=4326).to_file"
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/x.geojson"
        book(
            forks=page("Forks", FORKS),
            deep=page("Deep", "import ctypes\nctypes.CDLL(None).creat(b'data/new.csv', 0o644)"),
            maps=page("Maps", f"import geopandas as gpd\n{write}('out.geojson')\n{write}('_build/html/o.json')\n1 / 0"),
            url=page("Url", f"import pyogrio\npyogrio.read_dataframe({address!r})"),
            curl=page("Curl", f"import pyogrio\npyogrio.read_info('/vsicurl/{address}')"),
            stream=page("Stream", f"import pyogrio\npyogrio.read_info('/vsicurl_streaming/{address}')"),
        )
        assert build(root) == 1
        server.shutdown()
    said = capfd.readouterr().err
    assert "data/new.csv: changed while the chapters ran" in said and "out.geojson: changed while the ch" in said
    assert "_build/html: changed during the build" in said
    assert [name for name in ("maps", "url", "curl", "stream") if f"{name}.md, line " not in said] == []
    assert Handler.asked == [] and tree(root / "_build" / "html") == before
    # What a kernel left running is ended with it.
    left = Path(f"/tmp/pid-of-{mark}")
    pid = int(left.read_text())
    left.unlink()
    psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=60)
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
