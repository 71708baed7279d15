"""Kernels as copies of one process that has loaded the libraries: loading takes a second, a copy a fifth of one.

The process (`main`) begins with a build, in the environment of its kernels, and ends with it: what it has loaded is
never older than the build. It has no thread, opens no table and holds no result, so that one kernel learns nothing of
another. Only Linux copies a process that has loaded compiled libraries without trouble; elsewhere Jupyter starts each
kernel by itself.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import psutil
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

#: What chapters import; one that needs something else loads it itself.
LOADED = (
    "explainer.build.guard", "explainer.charts.theme", "explainer.figures.figure", "explainer.query.ledger",
    "ipykernel.debugger", "ipykernel.ipkernel", "ipykernel.kernelapp",
)  # fmt: skip
WORKS = sys.platform == "linux"


class ForkServer:
    """The process, as the build sees it; a context manager that ends it.

    Parameters
    ----------
    environment: the variables of every kernel.
    """

    def __init__(self, environment: dict[str, str]) -> None:
        """Start it; it loads while the build goes on."""
        command = [sys.executable, "-Xfrozen_modules=off", "-m", "explainer.build.forkserver"]
        # Ctrl-C in the terminal is the build's to hear, which then ends this.
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )

    def __enter__(self) -> ForkServer:
        """Give itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """End it."""
        self._process.communicate()

    def kernel(self, arguments: list[str], folder: str, environment: dict[str, str], log: str) -> Copy:
        """Start a kernel.

        Parameters
        ----------
        arguments: of the kernel's program.
        folder: where it works.
        environment: its variables.
        log: the file that gets what it writes past its notebook.

        Raises RuntimeError when the process is gone.
        """
        asked = json.dumps([arguments, folder, environment, log])
        assert self._process.stdin and self._process.stdout
        with suppress(BrokenPipeError):
            self._process.stdin.write(asked.encode() + b"\n")
            self._process.stdin.flush()
        if not (answer := self._process.stdout.readline()):
            raise RuntimeError("the process that starts kernels has ended")
        return Copy(int(answer))


class Copy(psutil.Process):
    """A kernel that is a copy; Jupyter asks it what it would ask a process of its own."""

    stdin = stdout = stderr = None

    def poll(self) -> int | None:
        """Give None while it runs."""
        return None if self.is_running() else 0


class Provisioner(LocalProvisioner):  # type: ignore[misc]
    """Has Jupyter's kernels started by a server."""

    server: ForkServer | None = None

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Start a kernel as Jupyter's own class does."""
        assert self.server
        arguments = cmd[cmd.index("-f") :]
        self.process = self.server.kernel(arguments, options["cwd"], options["env"], options["stderr"].name)
        self.pid = self.pgid = self.process.pid  # it leads a group of its own
        return self.connection_info


def _reap(*_: object) -> None:
    """Take note of kernels that have ended; else each would stay in the system's list."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def main() -> None:
    """Be the process: load, then start a kernel for each line that comes, until there are no more."""
    # Read by ipykernel when it is loaded: a kernel ends when its parent does.
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    if sys.path[0] == os.getcwd():
        del sys.path[0]  # "-m" put it there; each kernel adds its chapter's folder
    for name in LOADED:
        import_module(name)
    # A copy shares what is never touched: the collector shall not touch what is loaded.
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, _reap)
    for line in sys.stdin.buffer:
        arguments, folder, environment, log = json.loads(line)
        if child := os.fork():
            print(child, flush=True)
            continue
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        streams = os.open(os.devnull, os.O_RDONLY), os.open(log, os.O_WRONLY | os.O_APPEND)
        for stream, file in ((0, streams[0]), (1, streams[1]), (2, streams[1])):
            os.dup2(file, stream)
        # Else every chapter would draw the same numbers by chance.
        import_module("numpy").random.seed()
        sys.argv[1:] = arguments
        from ipykernel.kernelapp import launch_new_instance

        launch_new_instance()
        return


if __name__ == "__main__":
    main()
