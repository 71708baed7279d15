"""In a build's kernel: what a chapter may not do, and what it reads.

A chapter that writes outside a temporary folder, asks the network or starts a program gives another book tomorrow, or
elsewhere. Python tells an audit hook (PEP 578) of every file it opens and every connection it makes. This is a net
against accidents and no sandbox: code below Python (in C or Rust) is not told of, and whoever wants to get out gets
out. So the build looks at the project's files as well once the chapters have run, closes the network to libraries by
their own settings (`explainer.build.kernels`), and ends every process that a kernel left behind.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

#: Environment variables: the book's folder; the one folder in which libraries may keep what they like; the file that
#: gets every refusal, so that one which a chapter passes over is found out, and what fails outside of every cell.
PROJECT, LIBRARIES, COMPLAINTS = "EXPLAINER_PROJECT", "EXPLAINER_LIBRARIES", "EXPLAINER_COMPLAINTS"
#: How every refusal begins.
REFUSED = "a chapter may not"
# By event, which of what it tells is an address.
_NETWORK = {
    "socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1, "socket.bind": 1, "socket.getaddrinfo": 0,
    "socket.getnameinfo": 0, "socket.gethostbyname": 0, "socket.gethostbyaddr": 0,
}  # fmt: skip
_PROGRAMS = {
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "pty.spawn",
    "os.startfile",
}  # fmt: skip
# By event, which of what it tells is a path, and which the open folder that the path starts from (-1: none).
_CHANGES = {
    "os.mkdir": ((0, 2),), "os.remove": ((0, 1),), "os.rmdir": ((0, 1),), "os.rename": ((0, 2), (1, 3)),
    "os.link": ((1, 3),), "os.symlink": ((1, 2),), "os.chmod": ((0, 2),), "os.utime": ((0, 3),),
    "os.truncate": ((0, None),), "os.setxattr": ((0, None),), "sqlite3.connect": ((0, None),),
}  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: Compiled packages known to open no file behind Python's back.
_OPEN = {
    "_cffi_backend", "_cyutility", "_yaml", "charset_normalizer", "debugpy", "markupsafe", "numpy", "pandas",
    "psutil", "psygnal", "pyproj", "rpds", "shapely", "tornado", "vl_convert", "yaml", "zmq",
}  # fmt: skip

#: Programs that Matplotlib asks which fonts there are, once for its cache.
_LISTS_FONTS = {"fc-list", "system_profiler"}

_guard: Guard | None = None


class Refused(PermissionError):
    """A chapter tried what it may not do."""


def start() -> None:
    """Refuse from now on, in this process, what a chapter may not do, and note what it reads.

    What is refused raises Refused.
    """
    global _guard
    _guard = Guard(Path(os.environ[PROJECT]).resolve(), Path(os.environ[LIBRARIES]).resolve())
    sys.addaudithook(_guard.hear)
    threading.excepthook = lambda args: _guard.complain(f"a thread failed: {args.exc_value!r}")
    # Called for what fails where nobody can be told: at the end of the kernel, or while an object goes.
    sys.unraisablehook = _unraisable
    if (_guard.project / "data" / "datapackage.json").is_file():
        from explainer.query.ledger import Ledger

        # Loaded first: of the tables only those count that the chapter asks the ledger for, or opens itself.
        _guard.ledger = Ledger.load(_guard.project)
        _guard.read -= {str(path) for path in _guard.ledger.paths}


def _unraisable(args: sys.UnraisableHookArgs) -> None:
    """Complain of an exception that nobody can catch."""
    # Python's own word for a signal that comes while its handler changes, as when a kernel is told to end.
    if isinstance(args.exc_value, OSError) and "ignored due to race condition" in str(args.exc_value):
        return
    if _guard:
        _guard.complain(f"{args.err_msg or 'Exception ignored'}: {args.exc_value!r}")


def report() -> list[str] | None:
    """Give the paths of the files this kernel has read so far; None where that cannot be told."""
    assert _guard is not None
    return _guard.report()


class Guard:
    """Hears what Python is about to do.

    Parameters
    ----------
    project: the book's folder, in which nothing may be written wherever it lies.
    free: the folder in it that libraries have for themselves.
    """

    def __init__(self, project: Path, free: Path) -> None:
        """Begin with nothing read."""
        self.project, self.free = project, str(free)
        self.complaints = os.open(os.environ[COMPLAINTS], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        # Asked once: `gettempdir` tries out folders by writing in them.
        self.temporary = [str(Path(tempfile.gettempdir()).resolve()), "/dev", "/proc"]
        self.threads = set(threading.enumerate())
        self.read: set[str] = set()
        self.ledger: Any = None
        self.listed = False
        self._engine = str(Path(__file__).resolve().parents[1])
        # What is installed changes with the lock file alone.
        self._installed = [*{sys.prefix, sys.base_prefix, sys.exec_prefix}, self.free, "/proc", "/dev", "/sys", "/usr"]

    def hear(self, event: str, given: tuple[Any, ...]) -> None:
        """Look at one event; most are none of ours."""
        if event == "open":
            path, _, flags = given
            if isinstance(flags, int) and flags & _WRITING:
                self.writes(path)
            elif isinstance(path, str | bytes | os.PathLike):
                self.reads(os.path.realpath(os.fsdecode(path)))
        elif event in _CHANGES:
            for path, start in _CHANGES[event]:
                self.writes(given[path], given[start] if start is not None else -1)
        elif event in ("os.listdir", "os.scandir"):
            folder = "." if given[0] is None or isinstance(given[0], int) else os.fsdecode(given[0])
            self.listed = self.listed or _within(os.path.realpath(folder), str(self.project / "data"))
        elif event in _NETWORK:
            address = given[_NETWORK[event]]
            if event == "socket.bind" and address[:2] == ("::1", 0):
                return  # urllib3, and with it requests, finds out so whether this machine knows IPv6
            # A socket of the file system has a name alone.
            if isinstance(address, tuple) or event.startswith("socket.get"):
                host = address[0] if isinstance(address, tuple) else address
                # Where the build has sent it says nothing to its author.
                whom = "" if host in ("127.0.0.1", "::1", "localhost") else f": {host!s}"
                self.refuse(f"ask the network{whom} (keep the data in a file of the project, and read that)")
        elif event in _PROGRAMS:
            name = given[0] if given else "a copy of itself, as a line with `!` or `%pip` does"
            if name in _LISTS_FONTS:
                return
            self.refuse(f"start a program: {os.fsdecode(name) if isinstance(name, str | bytes) else name!s}")

    def reads(self, path: str) -> None:
        """Note a file that is read."""
        engine = _within(path, self._engine)
        if "__pycache__" in path or (engine and path.endswith(".py")):
            return  # what Python compiled is found by its module; the engine's modules are part of every ground
        if engine or not any(_within(path, folder) for folder in self._installed):
            self.read.add(path)

    def report(self) -> list[str] | None:
        """Give what was read. Raises RuntimeError when the chapter is still at work behind its cells."""
        at_work = [thread for thread in threading.enumerate() if not thread.daemon and thread not in self.threads]
        if at_work:
            raise RuntimeError(f"a thread is still at work when the last cell has ended: {at_work[0].name}")
        for module in list(sys.modules.values()):
            path = getattr(module, "__file__", None)
            if not isinstance(path, str):
                continue
            self.reads(os.path.realpath(path))
            if path.endswith((".so", ".pyd", ".dylib")) and "site-packages" in path:
                package = Path(path.rpartition("site-packages")[2].lstrip("/\\")).parts[0].partition(".")[0]
                if package not in _OPEN and not package.endswith("__mypyc"):
                    return None
        if self.listed:
            return None
        asked = {str(self.ledger.tables[name].path) for name in set(self.ledger.asked)} if self.ledger else set()
        return sorted(self.read | asked - {"None"})

    def writes(self, path: Any, start: int = -1) -> None:
        """Refuse to write outside temporary folders, and in the project even if that lies in one."""
        if not isinstance(path, str | bytes | os.PathLike):
            return  # an open file, known since it was opened
        name = os.fsdecode(path)
        if name in (":memory:", "") or name.startswith("file::memory:") or "__pycache__" in name:
            return
        if start != -1 and not os.path.isabs(name):
            if not os.path.isdir("/proc/self/fd"):
                return  # where an open folder lies cannot be asked here; the look at the files remains
            name = os.path.join(os.readlink(f"/proc/self/fd/{start}"), name)
        full = os.path.realpath(name.removeprefix("file:").partition("?")[0] if name.startswith("file:") else name)
        if _within(full, self.free):
            return
        if _within(full, str(self.project)):
            self.refuse(f"write in the book's folder: {os.path.relpath(full, self.project)}")
        elif not any(_within(full, folder) for folder in self.temporary):
            self.refuse(f"write outside a temporary folder: {full}")

    def refuse(self, what: str) -> None:
        """Raise, and say so where the build looks even when somebody passes over what is raised."""
        self.complain(f"{REFUSED} {what}")
        raise Refused(f"{REFUSED} {what}")

    def complain(self, message: str) -> None:
        """Tell the build something that stops it."""
        os.write(self.complaints, (" ".join(message.split()) + "\n").encode("utf-8", "replace"))


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
