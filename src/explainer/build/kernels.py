"""Run notebooks in kernels, several at once, each in a kernel of its own."""

from __future__ import annotations

import ast
import asyncio
import os
import re
import tempfile
import time
import uuid
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from jupyter_client.manager import KernelManager
from jupyter_core.utils import ensure_async
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from traitlets.config import Config

from explainer.build.forkserver import WORKS, ForkServer, Provisioner
from explainer.build.guard import COMPLAINTS, LIBRARIES, PROJECT, REFUSED
from explainer.build.notebook import Notebook, cell_fault, cell_faults
from explainer.figures.draw import finish_output
from explainer.figures.plain_chart import finish_plain_chart, rename
from explainer.model.faults import Fault
from explainer.query.ledger import IN_BUILD

#: Bytes that one notebook may put out.
MOST_OUTPUT = 20_000_000
# A kernel's own remarks (since version 7 one about TCP) are no output of a chapter. No name is left behind: a cell that
# forgot to import `explainer` must fail here as it would for a reader.
_ARGUMENTS = [
    "--IPKernelApp.log_level=ERROR",
    "--HistoryManager.enabled=False",
    "--IPKernelApp.exec_lines=__import__('explainer.build.guard').build.guard.start()",
]
_REPORT = "__import__('explainer.build.guard').build.guard.report()"
#: Seconds that a kernel may take to report what it has read.
_PATIENCE = 20
#: Nothing listens there: what asks the network through it fails at once.
_NOWHERE = "http://127.0.0.1:9"
# A folder of this machine in which packages lie.
_PACKAGES = re.compile(r"[^\s\x1b'\"]*[/\\](?=site-packages[/\\])")
# Names the kernels of one build in their environment, which every process inherits that they start.
_MARK = "EXPLAINER_KERNELS"


def run_all(
    notebooks: list[Notebook], root: Path, pool: int, timeout: int, cache_dir: Path, say: Callable[[str], None]
) -> None:
    """Run notebooks and write outputs, seconds, faults and reads into each.

    Parameters
    ----------
    notebooks: what to run.
    root: the project's folder, in which they may not write.
    pool: how many kernels may work at once.
    timeout: seconds that one cell may take.
    cache_dir: a folder for what libraries keep from one build to the next.
    say: gets a line of progress after each notebook.
    """
    mark = uuid.uuid4().hex
    (cache_dir / "libraries" / "ipython").mkdir(parents=True, exist_ok=True)
    environment = _environment(root, cache_dir / "libraries") | {_MARK: mark}
    try:
        with ForkServer(environment) if WORKS else nullcontext() as server:
            _in_background(_run_all(notebooks, environment, pool, timeout, server, say))
    finally:
        _end(mark)


def _environment(root: Path, libraries: Path) -> dict[str, str]:
    """Give the environment of every kernel: no settings, time zone, hash seed or count of cores may change a result."""
    return os.environ | {
        IN_BUILD: "1",
        PROJECT: str(root),
        LIBRARIES: str(libraries),
        "IPYTHONDIR": str(libraries / "ipython"),
        "MPLCONFIGDIR": str(libraries / "matplotlib"),
        "XDG_CACHE_HOME": str(libraries / "cache"),
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        # How many cores there are decides in which order numpy adds up.
        "OPENBLAS_NUM_THREADS": "1",
        # Libraries below Python ask the network past every audit hook; their own settings close it.
        **{name: _NOWHERE for proxy in ("http_proxy", "https_proxy", "all_proxy") for name in (proxy, proxy.upper())},
        "GDAL_HTTP_PROXY": _NOWHERE.removeprefix("http://"),
        "CPL_VSIL_CURL_ALLOWED_FILENAME": "none",
        "GDAL_SKIP": "HTTP",
        "PROJ_NETWORK": "OFF",
    }


async def _run_all(
    notebooks: list[Notebook],
    environment: dict[str, str],
    pool: int,
    timeout: int,
    server: ForkServer | None,
    say: Callable[[str], None],
) -> None:
    gate = asyncio.Semaphore(pool)

    async def one(notebook: Notebook) -> None:
        async with gate:
            await _run(notebook, environment, timeout, server)
            say(f"  {notebook.name}  " + ("FAILED" if notebook.faults else f"{notebook.seconds:.1f} s"))

    await asyncio.gather(*(one(notebook) for notebook in notebooks))


class _Client(NotebookClient):
    """Runs cells, knows which one is at work and what was told of each, stops one whose outputs flood the build."""

    at_work, size = 0, 0
    stopping: asyncio.Future[None] | None = None
    told: dict[str, int]
    server: ForkServer | None = None

    def create_kernel_manager(self) -> KernelManager:
        manager = super().create_kernel_manager()
        if self.server:
            manager.kernel_id = str(uuid.uuid4())
            manager.provisioner = Provisioner(
                kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager
            )
            manager.provisioner.server = self.server
        return manager

    def process_message(self, msg: dict, cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        self.size += len(str(msg["content"]))
        if self.size > MOST_OUTPUT and msg["msg_type"] != "status":
            self.told.setdefault(f"the outputs of this page are larger than {MOST_OUTPUT // 1_000_000} MB", cell_index)
            if self.stopping is None and self.km is not None:
                self.stopping = asyncio.ensure_future(ensure_async(self.km.interrupt_kernel()))
            return None
        rename(msg["content"].get("data"))
        try:
            return super().process_message(msg, cell, cell_index)
        except CellControlSignal:
            raise
        except Exception as error:  # whatever nbformat makes of an output that is none
            self.told.setdefault(f"puts out what no notebook can hold: {_first(error)}", cell_index)
            return None

    async def run(self, complaints: Path, **options: object) -> list[str] | None:
        """Run every cell in a kernel of its own; give what the kernel has read."""
        self.told = {}
        async with self.async_setup_kernel(**options):
            kernel: Any = self.kc
            info = await kernel.kernel_info(reply=True, timeout=_PATIENCE)
            self.nb.metadata["language_info"] = info["content"]["language_info"]
            for index, cell in enumerate(self.nb.cells):
                self.at_work = index
                try:
                    await self.async_execute_cell(cell, index, execution_count=self.code_cells_executed + 1)
                finally:
                    self.told = dict.fromkeys(_lines(complaints), index) | self.told
            asked = {"reads": _REPORT}
            reply = await kernel.execute("", silent=True, user_expressions=asked, reply=True, timeout=_PATIENCE)
            told = reply["content"].get("user_expressions", {}).get("reads", {})
            if told.get("status") != "ok":
                raise RuntimeError(told.get("evalue", "the kernel cannot tell what it has read"))
            read: list[str] | None = ast.literal_eval(told["data"]["text/plain"])
            return read


async def _run(notebook: Notebook, environment: dict[str, str], timeout: int, server: ForkServer | None) -> None:
    """Run one notebook and note its faults."""
    begun = time.monotonic()
    message = ""
    with tempfile.TemporaryDirectory(prefix="kernel-") as folder:
        complaints, words = Path(folder) / "complaints", Path(folder) / "last words"
        client = _Client(
            notebook.node,
            timeout=timeout,
            record_timing=False,
            kernel_name=NATIVE_KERNEL_NAME,
            extra_arguments=_ARGUMENTS,
            resources={"metadata": {"path": str(notebook.doc.parent)}},
            on_cell_executed=_ended,
            config=_connection(Path(folder)),
        )
        client.server = server
        try:
            # What a cell writes comes back as its output; this gets a dying kernel's last words only.
            with words.open("w", encoding="utf-8") as log:
                environment = environment | {COMPLAINTS: str(complaints)}
                notebook.reads = await client.run(complaints, env=environment, stdout=log, stderr=log)
        except CellExecutionError:
            pass  # The error stands in the cell's outputs, where cell_faults reads it.
        except CellTimeoutError:
            message = f"still running after {timeout} seconds (execute: timeout: in _config.yml sets the limit)"
        except asyncio.CancelledError:
            raise
        except Exception as error:
            message = _first(error)
            if isinstance(error, DeadKernelError):
                said = _lines(words)
                message = f"the kernel ended ({error})" + (f": {said[-1][:200]}" if said else "")
        late = [what for what in _lines(complaints) if what not in client.told]
    notebook.seconds = round(time.monotonic() - begun, 2)
    faults = cell_faults(notebook.name, notebook.text, notebook.node)
    if message and faults:  # nbclient interrupted a cell that took too long: that shows its line
        faults[-1] = replace(faults[-1], message=message)
    elif message:
        faults.append(cell_fault(notebook.name, notebook.text, notebook.node, client.at_work, message))
    for what, index in client.told.items():
        if not any(what in fault.message for fault in faults):
            message = f"{what}; the cell passed over the refusal" if what.startswith(REFUSED) else what
            faults.append(cell_fault(notebook.name, notebook.text, notebook.node, index, message))
    faults += [Fault(notebook.name, "", "", f"{what} (behind its last cell: a thread, or atexit)") for what in late]
    notebook.faults = tuple(faults) or tuple(await asyncio.to_thread(_draw, notebook))


def _draw(notebook: Notebook) -> list[Fault]:
    """Finish the figures that a kernel sent; give a fault for each that cannot be drawn."""
    faults = []
    for index, cell in enumerate(notebook.node.cells):
        for output in cell.get("outputs", ()):
            # Where this machine keeps its packages is nobody's business, and elsewhere another place.
            if "traceback" in output:
                output.traceback = [_PACKAGES.sub("", line) for line in output.traceback]
            try:
                finish_output(output.get("data", {}))
                finish_plain_chart(output.get("data", {}))
            except ValueError as error:
                faults.append(cell_fault(notebook.name, notebook.text, notebook.node, index, str(error)))
    return faults


def _first(error: Exception) -> str:
    """Give the first line of an error's words, or its kind where it has none."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8", "replace").strip().splitlines() if path.is_file() else []


def _ended(cell: NotebookNode, cell_index: int, execute_reply: dict) -> None:
    """Find out a cell that asks its kernel to end."""
    if any(payload.get("source") == "ask_exit" for payload in execute_reply["content"].get("payload", ())):
        raise DeadKernelError("the cell calls quit() or exit()")


def _connection(folder: Path) -> Config:
    """Let a kernel be reached through files of its own, not through ports.

    Ports are chosen first and taken later, so on a busy machine two kernels want the same one.
    The folder's path must be short: systems allow a socket's path about a hundred characters.
    """
    return Config({"KernelManager": {"transport": "ipc", "ip": str(folder / "s")}} if os.name == "posix" else {})


def _end(mark: str) -> None:
    """End what kernels have started and left behind."""
    for process in psutil.process_iter():
        try:
            if process.environ().get(_MARK) == mark:
                process.kill()
        except psutil.Error:
            continue  # gone by now, or somebody else's


def _in_background(work: Coroutine[object, object, None]) -> None:
    """Run the kernels' event loop beside the main thread.

    In the main thread nbclient would take Ctrl-C for itself, and only for the kernel started last.
    """
    loop = asyncio.new_event_loop()
    task = loop.create_task(work)
    with closing(loop), ThreadPoolExecutor(1, "kernels", asyncio.set_event_loop, (loop,)) as thread:
        done = thread.submit(loop.run_until_complete, task)
        try:
            done.result()
        except KeyboardInterrupt:
            loop.call_soon_threadsafe(task.cancel)
            raise
