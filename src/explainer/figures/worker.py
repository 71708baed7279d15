"""A process that draws: a line of JSON asks for a picture, a line answers when it is kept. It ends with its input.

`multiprocessing` would load the program's main script once more in each process, and run it where it is not guarded.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from explainer.figures.studio import Studio


class Worker:
    """One such process, seen from the build.

    Parameters
    ----------
    studio: makes and keeps the pictures.
    """

    def __init__(self, studio: Studio) -> None:
        """Start it."""
        command = [sys.executable, "-m", __name__, str(studio.cache)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, **job: Any) -> None:
        """Have a picture made.

        Parameters
        ----------
        job: `spec` to draw; or `svg`, `scale` and `path`, the file that its PNG goes to.

        Raises ValueError with vl-convert's own words when it cannot be drawn, OSError when a file cannot be written or
        the process has ended.
        """
        try:
            _pipe(self._process.stdin).write(json.dumps(job).encode() + b"\n")
            _pipe(self._process.stdin).flush()
            answer = _pipe(self._process.stdout).readline()
        except BrokenPipeError:
            answer = b""
        if not answer:
            raise OSError(f"a process that draws pictures ended before it should (exit code {self._process.wait()})")
        said = json.loads(answer)
        if "number" in said:
            raise OSError(said["number"], said["error"], said["file"])
        if "error" in said:
            raise ValueError(said["error"])

    def end(self) -> None:
        """Let it go."""
        # One that has died left unread what it was asked.
        with suppress(BrokenPipeError):
            _pipe(self._process.stdin).close()
        self._process.wait()
        _pipe(self._process.stdout).close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def _do(studio: Studio, job: dict[str, Any]) -> dict[str, Any]:
    try:
        if "spec" in job:
            studio.draw(job["spec"])
        else:
            Path(job["path"]).write_bytes(studio.png(job["svg"], job["scale"]))
    except OSError as error:
        return {"number": error.errno, "error": error.strerror, "file": error.filename or job.get("path", "")}
    except Exception as error:  # vl-convert raises ValueError for a specification, RuntimeError for an SVG
        return {"error": str(error)}
    return {}


def main(cache: str) -> None:
    """Draw what is asked for, line by line.

    Parameters
    ----------
    cache: folder to keep pictures in.
    """
    # Ctrl-C is the build's; what a library prints is no answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    studio = Studio(Path(cache))
    for line in sys.stdin.buffer:
        answers.write(json.dumps(_do(studio, json.loads(line))).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
