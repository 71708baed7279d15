"""Writes down, inside a kernel, what a chapter reads: rows of the ledger, files, folders, modules of the engine.

Python tells of each file it opens and each folder it lists through audit events
(https://docs.python.org/3/library/audit_events.html). Compiled libraries that open files by themselves tell
nothing, and neither does another program: where one was at work, the chapter rests on more than can be told, and
is run again when anything changes that it might have read.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from explainer.build import reads
from explainer.build.reads import Read

#: Compiled packages known to open no data file behind Python's back.
_OPEN = {
    "_cffi_backend", "_cyutility", "_yaml", "charset_normalizer", "debugpy", "markupsafe", "numpy", "pandas",
    "psutil", "psygnal", "pyproj", "rpds", "shapely", "tornado", "yaml", "zmq",
}  # fmt: skip
#: Events after which anything may have been read.
_ELSEWHERE = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "sqlite3.connect"}
_LISTING = {"os.listdir", "os.scandir"}
#: Whose listings and readings are no reading of data: the import system and its search for installed packages.
_IMPORTERS = ("<frozen importlib", importlib.metadata.__file__)
_ENGINE = Path(__file__).resolve().parents[1]


class Recorder:
    """Remembers what is read, with a hash of what it was when it was first read.

    Parameters
    ----------
    root: the project's folder.
    """

    def __init__(self, root: Path) -> None:
        """Begin with nothing."""
        self.root = root
        self.found: dict[Read, str] = {}
        self.written: set[str] = set()
        self.asked: set[str] = set()
        self._busy = threading.local()
        # What is installed changes with the lock file alone, which every result remembers anyway.
        installed = {sys.prefix, sys.base_prefix, sys.exec_prefix, os.environ.get("IPYTHONDIR", sys.prefix)}
        folders = {str(Path(path).resolve()) + os.sep for path in installed}
        self._left_out = (*folders, "/proc/", "/dev/", "/sys/")

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take an audit event."""
        if getattr(self._busy, "on", False):
            return
        self._busy.on = True
        try:
            self._take(event, arguments)
        finally:
            self._busy.on = False

    def _take(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            self._opened(*arguments[:3])
        elif event in _LISTING:
            # Two frames up: past `hook`. The import system lists the folders where it looks for modules.
            if not sys._getframe(2).f_code.co_filename.startswith(_IMPORTERS):
                self._listed(arguments[0])
        elif event == "import":
            self.asked.add(str(arguments[0]).partition(".")[0])
        elif event in _ELSEWHERE:
            self.found.setdefault(Read("everything"), "")

    def quietly(self, work: Callable[[], Any]) -> Any:
        """Do something whose reading of files shall not count, because it counts in another way."""
        before, self._busy.on = getattr(self._busy, "on", False), True
        try:
            return work()
        finally:
            self._busy.on = before

    def _opened(self, path: Any, mode: Any, flags: Any) -> None:
        name = self._name(path)
        if name is None or sys._getframe(3).f_code.co_filename.startswith(_IMPORTERS):
            return
        if any(sign in mode for sign in "wax+") if isinstance(mode, str) else flags & (os.O_WRONLY | os.O_RDWR):
            self.written.add(name)
        else:
            read = Read(self._kind(name), self._place(name))
            if read not in self.found:
                self.found[read] = reads.of_file(Path(name))

    def _listed(self, path: Any) -> None:
        name = self._name(path if path is not None else ".")
        if name is not None:
            self.found.setdefault(Read("list", self._place(name)), reads.of_list(Path(name)))

    def _name(self, path: Any) -> str | None:
        """Give the whole path of a file that may be an input; None for all others."""
        if isinstance(path, int):
            return None
        name = os.path.realpath(os.fsdecode(path))
        inside = name.startswith(str(_ENGINE) + os.sep)
        return None if not inside and (name + os.sep).startswith(self._left_out) else name

    def _kind(self, name: str) -> str:
        return "engine" if name.startswith(str(_ENGINE) + os.sep) else "file"

    def _place(self, name: str) -> str:
        path = Path(name)
        return reads.place(path, _ENGINE if self._kind(name) == "engine" else self.root)

    def all(self, folder: Path, stores: list[Any], parts: set[Read]) -> list[tuple[Read, str]]:
        """Give everything read so far.

        Parameters
        ----------
        folder: where the notebook works.
        stores: the ledgers it loaded.
        parts: what it read of them.
        """
        own = {self._place(name) for name in self.written}
        found = {read: value for read, value in self.found.items() if read.kind != "file" or read.name not in own}
        for name, module in list(sys.modules.items()):
            self.asked.add(name.partition(".")[0])
            path = getattr(module, "__file__", None)
            whole = self._name(path) if isinstance(path, str) else None
            if whole is not None:
                found.setdefault(Read(self._kind(whole), self._place(whole)), reads.of_file(Path(whole)))
            elif isinstance(path, str) and path.endswith((".so", ".pyd", ".dylib")) and "site-packages" in path:
                package = Path(path.rpartition("site-packages")[2].lstrip("/\\")).parts[0].partition(".")[0]
                if package not in _OPEN and not package.endswith("__mypyc"):
                    found.setdefault(Read("others"), "")
        asked = " ".join(sorted(self.asked))
        found[Read("names", self._place(str(folder)), asked)] = reads.of_names(folder, self.asked)
        for part in parts:
            found[part] = "".join(dict.fromkeys(reads.of_ledger(part, store) for store in stores))
        return sorted(found.items())


_recorder: Recorder | None = None
_stores: list[Any] = []
_parts: set[Read] = set()
_loaded: dict[str, Any] = {}


def start(root: str, file: str) -> None:
    """Begin to record in this kernel, and write the list anew after each cell.

    Parameters
    ----------
    root: the project's folder.
    file: where to write the list.
    """
    global _recorder
    from IPython import get_ipython

    _recorder = recorder = Recorder(Path(root).resolve())
    folder = Path.cwd()

    def write(*_: Any) -> None:
        found = recorder.quietly(lambda: recorder.all(folder, _stores, _parts))
        told = [[read.kind, read.name, read.id, value] for read, value in found]
        recorder.quietly(lambda: Path(file).write_text(json.dumps(told, ensure_ascii=False), "utf-8"))

    sys.addaudithook(recorder.hook)
    get_ipython().events.register("post_run_cell", write)  # type: ignore[no-untyped-call]


def loading(root: str, read: Callable[[], Any]) -> Any:
    """Load a ledger; where a recorder is at work, what is asked of it is noted cell by cell instead of file by file.

    Parameters
    ----------
    root: names it: the same ledger is loaded once in a kernel, by the chapter and by its figures.
    read: reads and proves it.
    """
    if _recorder is None:
        return read()
    if root not in _loaded:
        _loaded[root] = _load(_recorder, read)
    return _loaded[root]


def _load(recorder: Recorder, read: Callable[[], Any]) -> Any:
    from explainer.build.noted import noted
    from explainer.model.store import Store

    ledger = recorder.quietly(read)
    # What is noted is hashed from tables that note nothing.
    raw = Store(ledger.root, ledger.package, ledger.tables, ledger.article, [])
    _stores.append(raw)
    return noted(ledger, _parts.add)
