"""Run notebooks in kernels, several at once, each in a kernel of its own."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from traitlets.config import Config

from explainer.build import SLOW_AND_UNUSED
from explainer.build.cellfaults import cell_fault, cell_faults
from explainer.build.guard import PROJECT
from explainer.figures.draw import finish_output
from explainer.model.faults import Fault
from explainer.model.ledger import KEPT

#: The file with the proved tables, in the folder `.cache` beside the store of results.
LEDGER = "ledger.db"
# A kernel's own remarks (since version 7 one about TCP) are no output of a chapter.
_KERNEL_ARGUMENTS = ["--IPKernelApp.log_level=ERROR", "--HistoryManager.enabled=False"]
# What a kernel does before its first cell: pass over a slow import, write down what is read, watch what is done. No
# name is left behind: a cell that forgot to import `sys` must fail here as it would for a reader.
_FIRST = (
    "__import__('sys').modules[{absent!r}] = None;"
    "__import__('explainer.build.recorder').build.recorder.start({root!r}, {file!r});"
    "__import__('explainer.build.guard').build.guard.watch()"
)


@dataclass
class Notebook:
    """One notebook on its way through a kernel.

    Parameters
    ----------
    doc: its source file.
    name: how to name it to a person.
    text: the content of the source file.
    node: the same, read; running it writes the outputs into it.
    seconds: how long it ran.
    faults: what went wrong.
    reads: what its kernel wrote down as read, as `recorder` writes it.
    """

    doc: Path
    name: str
    text: str
    node: NotebookNode
    seconds: float = 0.0
    faults: tuple[Fault, ...] = ()
    reads: list[list[str]] = field(default_factory=list)


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
    cache_dir: a folder for the kernels' log and settings.
    say: gets a line of progress after each notebook.
    """
    _in_background(_run_all(notebooks, root, pool, timeout, cache_dir, say))


async def _run_all(
    notebooks: list[Notebook], root: Path, pool: int, timeout: int, cache_dir: Path, say: Callable[[str], None]
) -> None:
    gate = asyncio.Semaphore(pool)

    async def one(notebook: Notebook) -> None:
        async with gate:
            await _run(notebook, root, timeout, cache_dir)
            say(f"  {notebook.name}  " + ("FAILED" if notebook.faults else f"{notebook.seconds:.1f} s"))

    await asyncio.gather(*(one(notebook) for notebook in notebooks))


async def _run(notebook: Notebook, root: Path, timeout: int, cache_dir: Path) -> None:
    """Run one notebook in a kernel of its own and note its faults."""
    environment = os.environ | {
        "EXPLAINER_BUILD": "1",
        # Nobody's start-up scripts, time zone or hash seed may change a result.
        "IPYTHONDIR": str(cache_dir / "ipython"),
        PROJECT: str(root),
        KEPT: str(cache_dir.parent / ".cache" / LEDGER),
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
    }
    at_work = 0

    def began(cell: NotebookNode, cell_index: int) -> None:
        nonlocal at_work
        at_work = cell_index

    begun = time.monotonic()
    message = ""
    # What a cell writes comes back as its output; the log gets a dying kernel's last words only.
    log_file = cache_dir / "kernels.log"
    try:
        with tempfile.TemporaryDirectory(prefix="kernel-") as sockets, log_file.open("a", encoding="utf-8") as log:
            told = Path(sockets) / "reads.json"
            first = _FIRST.format(absent=SLOW_AND_UNUSED, root=str(root), file=str(told))
            client = NotebookClient(
                notebook.node,
                timeout=timeout,
                record_timing=False,
                extra_arguments=[*_KERNEL_ARGUMENTS, f"--IPKernelApp.exec_lines={first}"],
                resources={"metadata": {"path": str(notebook.doc.parent)}},
                on_cell_start=began,
                config=_connection(Path(sockets)),
            )
            await client.async_execute(env=environment, stdout=log, stderr=log)
            notebook.reads = json.loads(told.read_text("utf-8"))
    except CellExecutionError:
        pass  # The error stands in the cell's outputs, where cell_faults reads it.
    except CellTimeoutError:
        message = f"still running after {timeout} seconds (execute: timeout: in _config.yml sets the limit)"
    except (DeadKernelError, RuntimeError) as error:
        message = f"the kernel ended ({error}); its last words stand in {log_file}"
    notebook.seconds = round(time.monotonic() - begun, 2)
    faults = cell_faults(notebook.name, notebook.text, notebook.node)
    if message and faults:  # nbclient interrupted a cell that took too long: that shows its line
        faults[-1] = replace(faults[-1], message=message)
    elif message:
        faults.append(cell_fault(notebook.name, notebook.text, notebook.node, at_work, message))
    notebook.faults = tuple(faults) or tuple(await asyncio.to_thread(_draw, notebook))


def _draw(notebook: Notebook) -> list[Fault]:
    """Finish the figures that a kernel sent; give a fault for each that cannot be drawn."""
    faults = []
    for index, cell in enumerate(notebook.node.cells):
        for output in cell.get("outputs", ()):
            try:
                finish_output(output.get("data", {}))
            except ValueError as error:
                faults.append(cell_fault(notebook.name, notebook.text, notebook.node, index, str(error)))
    return faults


def _connection(folder: Path) -> Config:
    """Let a kernel be reached through files of its own, not through ports.

    Ports are chosen first and taken later, so on a busy machine two kernels want the same one.
    The folder's path must be short: systems allow a socket's path about a hundred characters.
    """
    return Config({"KernelManager": {"transport": "ipc", "ip": str(folder / "s")}} if os.name == "posix" else {})


def _in_background(work: Coroutine[Any, Any, None]) -> None:
    """Run the kernels' event loop beside the main thread.

    In the main thread nbclient would take Ctrl-C for itself, and only for the kernel started last.
    """
    loop = asyncio.new_event_loop()
    done: Future[None] = Future()

    def turn() -> None:
        asyncio.set_event_loop(loop)
        try:
            done.set_result(loop.run_until_complete(task))
        except BaseException as error:
            done.set_exception(error)
        finally:
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.close()

    task = loop.create_task(work)
    thread = threading.Thread(target=turn, name="kernels")
    thread.start()
    try:
        done.result()
    except KeyboardInterrupt:
        loop.call_soon_threadsafe(task.cancel)
        raise
    finally:
        thread.join()
