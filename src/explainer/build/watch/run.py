"""Wait for a save, build, show; until Ctrl-C."""

from __future__ import annotations

import argparse
import queue
import signal
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

import explainer
from explainer.build.publish import BUILD, SITE
from explainer.build.serve import FIRST_PORT
from explainer.build.watch.host import Board, host
from explainer.build.watch.worker import Worker

#: Folders of a project in which nothing lies that a page is made from.
NOT_WATCHED = {BUILD, "jupyter_execute", "src", "tests"}
#: Milliseconds without a further save before a build begins: editors save in several steps.
_QUIET = 80


class _Filter(DefaultFilter):
    """Lets saves of sources through; not what editors, Python and builds write beside them."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._built = str(root / BUILD)

    def __call__(self, change: Change, path: str) -> bool:
        name = Path(path).name
        # vim tests with a file of this name whether it may write into a folder.
        return (
            name != "4913"
            and not name.startswith(".")
            and not path.startswith(self._built)
            and super().__call__(change, path)
        )


def folders(root: Path) -> list[Path]:
    """Give the folders to watch with all that is in them: those of the project that hold sources, and the engine."""
    inside = [path for path in sorted(root.iterdir()) if path.is_dir() and path.name not in NOT_WATCHED]
    return [*(path for path in inside if not path.name.startswith((".", "_"))), Path(explainer.__file__).parent]


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
    board, worker, saved = Board(), Worker(root), queue.SimpleQueue[set[str]]()
    with host(root / BUILD / SITE, board, port) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        _say(f"The book is at http://localhost:{running.server_address[1]}/  (Ctrl-C ends)")
        stop = threading.Event()
        # Files at the top are watched through their folder: an editor that saves by renaming puts a new one there.
        for paths, deep in ((folders(root), True), ([root], False)):
            threading.Thread(target=_wait, args=(paths, deep, root, stop, saved), daemon=True).start()
        try:
            _build(board, worker)
            while True:
                _tell(root, _together(saved))
                _build(board, worker)
        except KeyboardInterrupt:
            print()
        finally:
            stop.set()
            running.shutdown()
    return 0


def _build(board: Board, worker: Worker) -> None:
    begun = time.monotonic()
    board.put(building=True)
    built = worker.build(_say)
    if built.code == 0:
        board.put(building=False, wrong="", edition=board.state.edition + 1)
        _say(f"shown after {time.monotonic() - begun:.1f} s")
    else:
        lines = [line for line in built.said.splitlines() if not line.startswith("The build stopped.")]
        board.put(building=False, wrong="\n".join(lines).strip() or f"the build ended with code {built.code}")
        _say("Mend it and save: the build starts by itself.")


def _wait(paths: Iterable[Path], deep: bool, root: Path, stop: threading.Event, saved: queue.SimpleQueue) -> None:
    for changes in watch(
        *paths, recursive=deep, watch_filter=_Filter(root), step=_QUIET, debounce=1000, stop_event=stop,
        raise_interrupt=False,
    ):  # fmt: skip
        saved.put({path for _, path in changes})


def _together(saved: queue.SimpleQueue) -> set[str]:
    """Wait for a save; take along all that were made since."""
    found: set[str] = saved.get()
    while not saved.empty():
        found |= saved.get()
    return found


def _tell(root: Path, paths: set[str]) -> None:
    # An editor's own file of a moment is gone by now.
    there = [Path(path) for path in sorted(paths) if Path(path).exists()] or [Path(path) for path in sorted(paths)]
    names = [path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path) for path in there]
    _say(f"\nsaved: {', '.join(names[:4])}{' …' if len(names) > 4 else ''}")


def _say(line: str) -> None:
    print(line, flush=True)


def main(argv: list[str]) -> int:
    """Watch the project in a folder: `watch [--root FOLDER] [--port N]`."""
    parser = argparse.ArgumentParser(prog="explainer watch", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path("."), help="the project's folder (default: this one)")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="the first port to try (default: %(default)s)")
    args = parser.parse_args(argv)
    return watching(args.root.resolve(), args.port)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
