"""Build in a process of its own: with the engine as it is on disk, and with nothing left from the build before."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

_PRELOAD = "explainer.build.watch.preload"


@dataclass(frozen=True)
class Built:
    """How a build ended.

    Parameters
    ----------
    code: 0 when a new site stands.
    said: everything it wrote on standard error: the faults, with file, row and column.
    """

    code: int
    said: str


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
            self._context.set_forkserver_preload([_PRELOAD])

    def build(self, say: Callable[[str], None]) -> Built:
        """Build once.

        Parameters
        ----------
        say: gets each line as it is written, progress and faults.
        """
        pipes = [self._context.Pipe(duplex=False) for _ in range(2)]
        process = self._context.Process(target=_work, args=(self.root, *(end for _, end in pipes)))
        said: list[list[str]] = [[], []]
        process.start()
        readers = []
        for (reader, writer), lines in zip(pipes, said, strict=True):
            writer.close()
            readers.append(threading.Thread(target=_read, args=(reader, lines, say)))
            readers[-1].start()
        try:
            process.join()
        except KeyboardInterrupt:
            # The terminal has told the build too; it ends its kernels and goes.
            process.join(20)
            process.kill()
            raise
        finally:
            for one in readers:
                one.join(5)
        return Built(1 if process.exitcode is None else process.exitcode, "".join(said[1]))


def _read(reader: Connection, lines: list[str], say: Callable[[str], None]) -> None:
    with reader, os.fdopen(os.dup(reader.fileno()), encoding="utf-8", errors="replace") as text:
        for line in text:
            lines.append(line)
            say(line.rstrip("\n"))


def _work(root: Path, out: Connection, err: Connection) -> None:
    """Be the build's process."""
    streams = []
    for stream, end in ((1, out), (2, err)):
        os.dup2(end.fileno(), stream)
        end.close()
        streams.append(open(stream, "w", encoding="utf-8", buffering=1, closefd=False))  # noqa: SIM115
    sys.stdout, sys.stderr = streams
    os.chdir(root)
    # The copied process may hold engine files of an earlier save.
    for name in [name for name in sys.modules if name.partition(".")[0] == "explainer"]:
        del sys.modules[name]
    from explainer.build.build import build

    raise SystemExit(build(root))
