"""Run the notebooks: several at once, each only when something it depends on has changed.

The results go into jupyter-cache, where MyST-NB (`nb_execution_mode: cache`) finds them while
it makes the pages. A notebook that fails is not stored, and its fault stops the build.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.cache.db import NbCacheRecord
from myst_nb.core.config import NbParserConfig
from myst_nb.core.read import create_nb_reader
from myst_parser.config.main import MdParserConfig
from nbformat import NotebookNode

from explainer.build.cellfaults import code_cells
from explainer.build.fresh import Inputs, fingerprint, snapshot
from explainer.build.kept import keep
from explainer.build.kernels import LEDGER, Notebook, run_all
from explainer.build.stage import only_one
from explainer.figures.record import MIME
from explainer.model.faults import Fault, Faults
from explainer.model.ledger import PROVED, Ledger
from explainer.validate.check import check

#: Where a stored result keeps what it was made from.
_INPUTS = "explainer_inputs"

#: Projects whose notebooks were brought up to date for the build at work, so that Sphinx need not do it again.
PRIMED: set[Path] = set()


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
    inputs = Inputs(srcdir, docs, fingerprint(srcdir, docs))
    prove(srcdir, inputs.everything, cache_dir.parent / ".cache" / "proved")
    with only_one(cache_dir.parent):
        cache = get_cache(cache_dir)
        _evict(cache, inputs)
        notebooks = [found for doc in docs if (found := _read(doc, srcdir))]
        missing = [notebook for notebook in notebooks if not _stored(cache, notebook.node)]
        # MyST-NB would start a kernel for a page without a single cell: that is stored as it is.
        stale = [notebook for notebook in missing if code_cells(notebook.node)]
        if stale:
            running = sum(1 for notebook in notebooks if code_cells(notebook.node))
            say(f"notebooks: {len(stale)} to run, {running - len(stale)} unchanged")
            before = snapshot(srcdir, docs)
            run_all(stale, srcdir, workers or (os.cpu_count() or 1) + 1, timeout, cache_dir, say)
            _untouched(before, snapshot(srcdir, docs))
        for notebook in missing:
            if not notebook.faults:
                code = "\n".join(notebook.node.cells[index].source for index in code_cells(notebook.node))
                # A page without cells rests on nothing.
                stamp = inputs.stamp(notebook.reads, code) if code else {"ground": inputs.ground, "reads": []}
                data = {"execution_seconds": notebook.seconds, _INPUTS: stamp}
                bundle = CacheBundleIn(notebook.node, str(notebook.doc), data=data)
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
        faults = [fault for notebook in stale for fault in notebook.faults]
        if faults:
            raise Faults(faults)
        ran = {notebook.doc for notebook in stale}
        return [_result(cache, notebook, notebook.doc in ran) for notebook in notebooks]


def _untouched(before: dict[str, str], after: dict[str, str]) -> None:
    """Refuse results when a file that they may rest on is another one than when the chapters began."""
    changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    message = "changed while the chapters ran, by one of them or by somebody else: build again to know"
    if changed:
        raise Faults(Fault(name, "", "", message) for name in changed)


def prove(root: Path, inputs: str, stamp: Path | None = None) -> None:
    """Prove a project's ledger, once for the same tables, engine and packages.

    Parameters
    ----------
    root: the project's folder; one without a data package has nothing to prove.
    inputs: its fingerprint.
    stamp: the file that remembers what was proved, beside which the kernels find the tables row by row; every time
        anew when left out.

    Raises Faults with everything that is wrong.
    """
    if not (root / "data" / "datapackage.json").is_file():
        return
    fingerprint = Ledger.read(root).fingerprint
    # The article may lie outside the folders of the inputs.
    proved = f"{inputs} {fingerprint}"
    if stamp is None:
        check(root)
        return
    if stamp.is_file() and stamp.read_text("utf-8") == proved:
        os.environ[PROVED] = fingerprint
    else:
        ledger = check(root)
        keep(ledger.tables.values(), root / "data", fingerprint, stamp.with_name(LEDGER))
        stamp.write_text(proved, "utf-8")


def _read(doc: Path, root: Path) -> Notebook | None:
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
    return Notebook(doc, name, text, node)


def _evict(cache: JupyterCacheAbstract, inputs: Inputs) -> None:
    """Throw away what was made from other inputs, or whose file is gone."""
    for record in cache.list_cache_records():
        if inputs.stale(record.data.get(_INPUTS)):
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


def _result(cache: JupyterCacheAbstract, notebook: Notebook, fresh: bool) -> Run:
    bundle = cache.get_cache_bundle(cache.match_cache_notebook(notebook.node).pk)
    figures = []
    for index in code_cells(bundle.nb):
        for output in bundle.nb.cells[index].outputs:
            content = output.get("data", {}).get(MIME)
            if content is not None:
                figures.append((json.loads(content) if isinstance(content, str) else content)["id"])
    return Run(notebook.doc, bundle.record.data["execution_seconds"], fresh, tuple(figures))
