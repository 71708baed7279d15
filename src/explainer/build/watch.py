"""`explainer serve --watch`: wait for a save, build, show; until Ctrl-C.

Pages reload by themselves and say what is wrong. What that takes is put into a page on its way to the browser, from
addresses no site has, so that the site's own Content-Security-Policy lets it in and nothing of it is ever in a file.
Each build is a process of its own: with the engine as it is on disk, and nothing left from the build before.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from watchfiles import Change, DefaultFilter, watch

import explainer
from explainer.build.publish import BUILD, SITE
from explainer.build.serve import FIRST_PORT, server

#: Folders of a project in which nothing lies that a page is made from.
NOT_WATCHED = {BUILD, "node_modules", "jupyter_execute", "src", "tests"}
#: The addresses of the page's helper; the hyphen in front keeps them apart from a book's pages.
PREFIX = "/-watch/"
_FILES = {"watch.js": "text/javascript", "watch.css": "text/css"}
_HEAD = f'<link rel="stylesheet" href="{PREFIX}watch.css"><script src="{PREFIX}watch.js" defer></script>'.encode()


@dataclass
class State:
    """What a page is told.

    Parameters
    ----------
    edition: counts the sites built since the start; a page of an older one reloads.
    building: a build is at work.
    wrong: what stopped the last build, "" when nothing did.
    """

    edition: int = 0
    building: bool = False
    wrong: str = ""

    def answer(self, address: str) -> tuple[bytes, str] | None:
        """Give what the page's helper asks for."""
        name = address.removeprefix(PREFIX)
        if address == f"{PREFIX}state":
            return json.dumps(asdict(self)).encode(), "application/json"
        helper = address.startswith(PREFIX) and name in _FILES
        return ((Path(__file__).parent / name).read_bytes(), _FILES[name]) if helper else None


class _Filter(DefaultFilter):
    """Lets saves of sources through; not what editors, Python and builds write beside them."""

    def __call__(self, change: Change, path: str) -> bool:
        name = Path(path).name
        # vim tests with a file of this name whether it may write into a folder.
        return name != "4913" and not name.startswith(".") and super().__call__(change, path)


def folders(root: Path) -> list[Path]:
    """Give the folders to watch with all that is in them: those of the project that hold sources, and the engine."""
    inside = [path for path in sorted(root.iterdir()) if path.is_dir() and path.name not in NOT_WATCHED]
    return [*(path for path in inside if not path.name.startswith((".", "_"))), Path(explainer.__file__).parent]


def _top(root: Path) -> set[tuple[str, int]]:
    """Give the files at the top with their times: the folder itself holds too much to be watched."""
    return {(str(path), path.stat().st_mtime_ns) for path in root.iterdir() if path.is_file() and path.name[0] != "."}


def watching(root: Path, port: int = FIRST_PORT) -> int:
    """Build on each save and show the site, until Ctrl-C.

    Parameters
    ----------
    root: the project's folder.
    port: the first port to try.

    Returns the exit code.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        # A shell starts what it runs in the background with Ctrl-C switched off; whoever sends the signal means it.
        signal.signal(number, signal.default_int_handler)
    state, worker = State(), Worker(root)
    with server(root / BUILD / SITE, port, head=_HEAD, given=state.answer) as running:
        running.daemon_threads = True
        threading.Thread(target=running.serve_forever, daemon=True).start()
        _say(f"The book is at http://localhost:{running.server_address[1]}/  (Ctrl-C ends)")
        saves = watch(
            *folders(root), watch_filter=_Filter(), step=80, debounce=1000, yield_on_timeout=True, rust_timeout=400
        )
        try:
            next(saves)  # it watches from now on, so that no save is missed during a build
            before = _top(root)
            _build(state, worker)
            for changes in saves:
                now = _top(root)
                if paths := {path for _, path in changes} | {path for path, _ in before ^ now}:
                    before = now
                    _tell(root, paths)
                    _build(state, worker)
        except KeyboardInterrupt:
            print()
        finally:
            running.shutdown()
    return 0


def _build(state: State, worker: Worker) -> None:
    begun = time.monotonic()
    state.building = True
    code, errors = worker.build()
    if not code:
        state.edition, state.wrong = state.edition + 1, ""
        _say(f"shown after {time.monotonic() - begun:.1f} s")
    else:
        lines = [line for line in errors.splitlines() if not line.startswith("The build stopped")]
        state.wrong = "\n".join(lines).strip() or f"the build ended with code {code}"
        _say(f"{errors.rstrip()}\nMend it and save: the build starts by itself.")
    state.building = False


def _tell(root: Path, paths: set[str]) -> None:
    # An editor's own file of a moment is gone by now.
    there = [Path(path) for path in sorted(paths) if Path(path).exists()] or [Path(path) for path in sorted(paths)]
    names = [path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path) for path in there]
    _say(f"\nsaved: {', '.join(names[:4])}{' …' if len(names) > 4 else ''}")


def _say(line: str) -> None:
    print(line, flush=True)


#: What every build imports and no save changes: a watching process does so once, and each build starts as a copy of it.
#: Nothing of the engine: its files are what somebody is at work on.
_PRELOAD = [
    "altair", "frictionless", "jupyter_book.sphinx", "jupyter_cache", "jupytext", "lxml.html",
    "myst_nb.sphinx_ext", "nbclient", "pandas", "sphinx.application", "sphinx.builders.html", "sphinx_external_toc",
]  # fmt: skip


class Worker:
    """Starts builds, one after the other.

    Parameters
    ----------
    root: the project's folder.
    """

    def __init__(self, root: Path) -> None:
        """Have the packages loaded already while nobody waits for them."""
        self.root = root
        # Only Linux copies a process that has loaded compiled libraries without trouble; others start each anew.
        self._context: Any = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
        if sys.platform == "linux":
            self._context.set_forkserver_preload(_PRELOAD)

    def build(self) -> tuple[int | None, str]:
        """Build once; give the exit code, and what was written on standard error: the faults."""
        with tempfile.TemporaryDirectory() as folder:
            errors = Path(folder) / "errors"
            process = self._context.Process(target=_work, args=(self.root, errors))
            process.start()
            try:
                process.join()
            except KeyboardInterrupt:
                # The terminal has told the build too; it ends its kernels and goes.
                process.join(20)
                process.kill()
                raise
            return process.exitcode, errors.read_text("utf-8", "replace") if errors.is_file() else ""


def _work(root: Path, errors: Path) -> None:
    """Be the build's process."""
    sys.stderr = errors.open("w", encoding="utf-8", buffering=1)
    os.dup2(sys.stderr.fileno(), 2)
    os.chdir(root)
    from explainer.build.build import build

    raise SystemExit(build(root))
