"""Run the notebooks: several at once, each only when something it depends on has changed.

The results go into jupyter-cache, where MyST-NB (`nb_execution_mode: cache`) finds them while
it makes the pages. A notebook that fails is not stored, and its fault stops the build.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.cache.db import NbCacheRecord
from myst_nb.core.config import NbParserConfig
from myst_nb.core.read import create_nb_reader
from myst_parser.config.main import MdParserConfig
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from explainer.check import check
from explainer.faults import Fault, Faults
from explainer.publish import SLOW_AND_UNUSED
from explainer.publish.cellfaults import cell_fault, cell_faults, code_cells
from explainer.publish.fresh import fingerprint
from explainer.publish.stage import only_one

#: What a figure is in a cell's output; the site turns it into HTML.
FIGURE_MIME = "application/vnd.explainer.figure+json"
#: Where a stored result keeps the fingerprint of what it was made from.
_INPUTS = "explainer_inputs"
# A kernel's own remarks (since version 7 one about TCP) are no output of a chapter.
_KERNEL_ARGUMENTS = [
    "--IPKernelApp.log_level=ERROR",
    "--HistoryManager.enabled=False",
    f"--IPKernelApp.exec_lines=import sys; sys.modules[{SLOW_AND_UNUSED!r}] = None",
]


@dataclass
class Run:
    """One notebook with its results.

    Parameters
    ----------
    doc: its source file.
    seconds: how long it ran, now or when it was stored.
    fresh: whether it ran now.
    figures: ids of the figures it made, in their order.
    """

    doc: Path
    seconds: float
    fresh: bool
    figures: tuple[str, ...]


@dataclass
class _Notebook:
    doc: Path
    name: str
    text: str
    node: NotebookNode
    seconds: float = 0.0
    faults: tuple[Fault, ...] = ()


def prime(
    srcdir: Path,
    docs: list[Path],
    cache_dir: Path,
    *,
    timeout: int = 120,
    workers: int | None = None,
    say: Callable[[str], None] = print,
) -> list[Run]:
    """Prove the ledger, then bring the cache of results up to date with every notebook.

    Parameters
    ----------
    srcdir: the project's folder, with `data/` in it.
    docs: the pages' source files; those that are no notebooks are passed over.
    cache_dir: the jupyter-cache folder MyST-NB will read.
    timeout: seconds that one cell may take.
    workers: how many kernels run at once; one more than the cores when left out, since a
        starting kernel waits for the disk.
    say: gets a line of progress after each notebook.

    Returns one entry for each notebook, in the order of `docs`.

    Raises Faults: of the ledger, or of all notebooks that failed, warned, wrote on standard
    error or took too long. Notebooks that succeeded beside them stay stored.
    """
    srcdir, cache_dir = srcdir.resolve(), cache_dir.resolve()
    inputs = fingerprint(srcdir, docs)
    prove(srcdir, inputs)
    with only_one(cache_dir.parent):
        cache = get_cache(cache_dir)
        _evict(cache, inputs)
        notebooks = [found for doc in docs if (found := _read(doc, srcdir))]
        stale = [notebook for notebook in notebooks if not _stored(cache, notebook.node)]
        if stale:
            say(f"notebooks: {len(stale)} to run, {len(notebooks) - len(stale)} unchanged")
        pool = min(len(stale), workers or (os.cpu_count() or 1) + 1)
        for notebook in _in_background(_run_all(stale, pool, timeout, cache_dir, say)) if stale else ():
            if not notebook.faults:
                bundle = CacheBundleIn(
                    notebook.node, str(notebook.doc), data={"execution_seconds": notebook.seconds, _INPUTS: inputs}
                )
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
        faults = [fault for notebook in stale for fault in notebook.faults]
        if faults:
            raise Faults(faults)
        ran = {notebook.doc for notebook in stale}
        return [_result(cache, notebook, notebook.doc in ran) for notebook in notebooks]


_proved: set[tuple[Path, str]] = set()


def prove(root: Path, inputs: str) -> None:
    """Prove a project's ledger, once in a process for the same bytes.

    Parameters
    ----------
    root: the project's folder; one without a data package has nothing to prove.
    inputs: its fingerprint.

    Raises Faults with everything that is wrong.
    """
    if (root, inputs) not in _proved and (root / "data" / "datapackage.json").is_file():
        check(root)
    _proved.add((root, inputs))


def _read(doc: Path, root: Path) -> _Notebook | None:
    """Read a page as MyST-NB will; None when it is plain text."""
    text = doc.read_text(encoding="utf-8")
    name = doc.relative_to(root).as_posix() if doc.is_relative_to(root) else str(doc)
    reader = create_nb_reader(str(doc), MdParserConfig(), NbParserConfig(), text)
    if reader is None:
        return None
    try:
        node = reader.read(text)
    except Exception as error:  # MyST-NB's readers raise errors of many kinds, some private
        raise Faults([Fault(name, "", "", f"cannot be read as a notebook: {error}")]) from error
    for index in code_cells(node):
        node.cells[index].outputs, node.cells[index].execution_count = [], None
    return _Notebook(doc, name, text, node)


def _evict(cache: JupyterCacheAbstract, inputs: str) -> None:
    """Throw away what was made from other inputs, or whose file is gone."""
    for record in cache.list_cache_records():
        if record.data.get(_INPUTS) != inputs:
            try:
                cache.remove_cache(record.pk)
            except KeyError:
                NbCacheRecord.remove_records([record.pk], cache.db)


def _stored(cache: JupyterCacheAbstract, node: NotebookNode) -> bool:
    try:
        cache.get_cache_bundle(cache.match_cache_notebook(node).pk)
    except KeyError:
        return False
    return True


def _result(cache: JupyterCacheAbstract, notebook: _Notebook, fresh: bool) -> Run:
    bundle = cache.get_cache_bundle(cache.match_cache_notebook(notebook.node).pk)
    figures = []
    for index in code_cells(bundle.nb):
        for output in bundle.nb.cells[index].outputs:
            content = output.get("data", {}).get(FIGURE_MIME)
            if content is not None:
                figures.append((json.loads(content) if isinstance(content, str) else content)["id"])
    return Run(notebook.doc, bundle.record.data["execution_seconds"], fresh, tuple(figures))


async def _run_all(
    notebooks: list[_Notebook], pool: int, timeout: int, cache_dir: Path, say: Callable[[str], None]
) -> list[_Notebook]:
    gate = asyncio.Semaphore(pool)

    async def one(notebook: _Notebook) -> None:
        async with gate:
            await _run(notebook, timeout, cache_dir)
            say(f"  {notebook.name}  " + ("FAILED" if notebook.faults else f"{notebook.seconds:.1f} s"))

    await asyncio.gather(*(one(notebook) for notebook in notebooks))
    return notebooks


async def _run(notebook: _Notebook, timeout: int, cache_dir: Path) -> None:
    """Run one notebook in a kernel of its own and note its faults."""
    environment = os.environ | {
        "EXPLAINER_BUILD": "1",
        # Nobody's start-up scripts, time zone or hash seed may change a result.
        "IPYTHONDIR": str(cache_dir / "ipython"),
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
    }
    at_work = 0

    def began(cell: NotebookNode, cell_index: int) -> None:
        nonlocal at_work
        at_work = cell_index

    client = NotebookClient(
        notebook.node,
        timeout=timeout,
        record_timing=False,
        extra_arguments=list(_KERNEL_ARGUMENTS),
        resources={"metadata": {"path": str(notebook.doc.parent)}},
        on_cell_start=began,
    )
    begun = time.monotonic()
    message = ""
    try:
        # What a cell writes comes back as its output; the log gets a dying kernel's last words only.
        with (cache_dir / "kernels.log").open("a", encoding="utf-8") as log:
            await client.async_execute(env=environment, stdout=log, stderr=log)
    except CellExecutionError:
        pass  # The error stands in the cell's outputs, where cell_faults reads it.
    except CellTimeoutError:
        message = f"still running after {timeout} seconds (execute: timeout: in _config.yml sets the limit)"
    except (DeadKernelError, RuntimeError) as error:
        message = f"the kernel ended ({error}); its last words stand in {log.name}"
    notebook.seconds = round(time.monotonic() - begun, 2)
    faults = cell_faults(notebook.name, notebook.text, notebook.node)
    if message and faults:  # nbclient interrupted a cell that took too long: that shows its line
        faults[-1] = replace(faults[-1], message=message)
    elif message:
        faults.append(cell_fault(notebook.name, notebook.text, notebook.node, at_work, message))
    notebook.faults = tuple(faults)


def _in_background(work: Coroutine[Any, Any, list[_Notebook]]) -> list[_Notebook]:
    """Run the kernels' event loop beside the main thread.

    In the main thread nbclient would take Ctrl-C for itself, and only for the kernel started last.
    """
    loop = asyncio.new_event_loop()
    done: Future[list[_Notebook]] = Future()

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
        return done.result()
    except KeyboardInterrupt:
        loop.call_soon_threadsafe(task.cancel)
        raise
    finally:
        thread.join()
