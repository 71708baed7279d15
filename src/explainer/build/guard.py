"""What a chapter may not do while the book is built: write outside a temporary folder, ask the network, start programs.

A chapter that does one of these gives another book tomorrow, or elsewhere. Python tells an audit hook (PEP 578) of
every file it opens and every connection it makes; the hook cannot be taken away again. Code below Python (in C or
Rust) is not told of, so the build looks at the project's files as well once the chapters have run.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

#: The environment variable that names the book's folder.
PROJECT = "EXPLAINER_PROJECT"
#: How every refusal begins, on standard error too: a chapter that passes over the error is found out by it.
REFUSED = "a chapter may not"
_NETWORK = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_PROGRAMS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn"}
# By event, which of what it tells is a path, and which the open folder that the path starts from (-1: none).
_CHANGES = {
    "os.mkdir": ((0, 2),), "os.remove": ((0, 1),), "os.rmdir": ((0, 1),), "os.rename": ((0, 2), (1, 3)),
    "os.link": ((1, 3),), "os.symlink": ((1, 2),), "os.chmod": ((0, 2),), "os.utime": ((0, 3),),
    "os.truncate": ((0, None),), "sqlite3.connect": ((0, None),),
}  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ANONYMOUS = "memory:"


class Refused(PermissionError):
    """A chapter tried what it may not do."""


def watch() -> None:
    """Refuse from now on, in this process, what a chapter may not do.

    The environment names the book's folder, in which nothing may be written wherever it lies, and
    the one folder of it that a kernel needs for itself (IPYTHONDIR).

    What is refused raises Refused, and stands on standard error.
    """
    own = os.environ.get("IPYTHONDIR", "")
    guard = _Guard(Path(os.environ[PROJECT]).resolve(), [Path(own).resolve()] if own else [])
    sys.addaudithook(guard.hear)


class _Guard:
    """Hears what Python is about to do."""

    def __init__(self, project: Path, free: list[Path]) -> None:
        self.project, self.free = str(project), [str(folder) for folder in free]
        # Asked once: `gettempdir` tries out folders by writing in them.
        self.temporary = [str(Path(tempfile.gettempdir()).resolve()), "/dev", "/proc"]
        self.busy = False

    def hear(self, event: str, given: tuple[Any, ...]) -> None:
        """Look at one event; most are none of ours."""
        if event == "open":
            path, _, flags = given
            if isinstance(flags, int) and flags & _WRITING:
                self.writes(path)
        elif event in _CHANGES:
            for path, start in _CHANGES[event]:
                self.writes(given[path], given[start] if start is not None else -1)
        elif event in _NETWORK:
            address = given[1] if event in ("socket.connect", "socket.sendto") else given[0]
            if isinstance(address, tuple) or not event.startswith(("socket.connect", "socket.sendto")):
                where = address[0] if isinstance(address, tuple) else address
                self.refuse(f"ask the network: {where!s}")
        elif event in _PROGRAMS:
            self.refuse(f"start a program: {given[0]!s}")

    def writes(self, path: Any, start: int = -1) -> None:
        """Refuse to write outside temporary folders, and in the project even if that lies in one."""
        if not isinstance(path, str | bytes | os.PathLike):
            return  # an open file, known since it was opened
        name = os.fsdecode(path)
        if _ANONYMOUS in name or "__pycache__" in name:
            return
        if start != -1 and not os.path.isabs(name):
            if not os.path.isdir("/proc/self/fd"):
                return  # where an open folder lies cannot be asked here; the look at the files remains
            name = os.path.join(os.readlink(f"/proc/self/fd/{start}"), name)
        full = os.path.realpath(name)
        if any(_within(full, folder) for folder in self.free):
            return
        if _within(full, self.project):
            self.refuse(f"write in the book's folder: {os.path.relpath(full, self.project)}")
        elif not any(_within(full, folder) for folder in self.temporary):
            self.refuse(f"write outside a temporary folder: {full}")

    def refuse(self, what: str) -> None:
        """Raise, and say so where the build looks even when somebody passes over what is raised."""
        if not self.busy:
            self.busy = True
            try:
                print(f"{REFUSED} {what}", file=sys.stderr)
            finally:
                self.busy = False
        raise Refused(f"{REFUSED} {what}")


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
