"""Bring the results of the notebooks up to date: each runs only when something it rests on has changed.

The results go into jupyter-cache, where MyST-NB (`nb_execution_mode: cache`) finds them while it makes the pages.
That cache looks at a notebook's code alone. Here a result also keeps what it rests on, and is thrown away when any of
that is no longer the same:

- the ground of every result: Python, the lock file, the part of the engine that kernels import, and in the pages'
  folders every Python file and the names of all other files;
- the files that its kernel read, each with its hash: tables it asked the ledger for, files it opened, modules it
  imported. Where a compiled library was at work that could open files unseen, every file in `data/` and beside the
  pages (`explainer.build.guard`).
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupyter_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract

import explainer
from explainer.build.contents import Contents, settings
from explainer.build.kernels import run_all
from explainer.build.notebook import Notebook, cell_fault, code_cells
from explainer.build.publish import BUILD, CACHE, OUTSIDE, Made, only_one
from explainer.figures.record import MIME
from explainer.model import Json
from explainer.model.faults import Fault, Faults
from explainer.query.ledger import PROVED, Ledger
from explainer.validate import check

#: What pins every package a chapter can import: the lock file of this project, or one of a project of its own.
_LOCKS = ("requirements.lock", "requirements/build.lock")
#: Rooms of the engine that no kernel imports (a test holds this to be true): a new style must not run every notebook.
NOT_IN_KERNELS = ("site", "build", "authoring")
#: What of those rooms kernels use nevertheless.
_STARTING = ("build/__init__.py", "build/forkserver.py", "build/guard.py", "build/kernels.py")
_MADE = {"_build", "node_modules", "__pycache__"}
# Where a stored result keeps what it rests on.
_RESTS_ON = "explainer_rests_on"


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


def update(
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

    Raises Faults: of the ledger, or of all notebooks that cannot be read, failed, warned, wrote on standard
    error or took too long. Notebooks that succeeded beside them stay stored.
    """
    srcdir, cache_dir = srcdir.resolve(), cache_dir.resolve()
    if (srcdir / "data" / "datapackage.json").is_file():
        last = Made.last(srcdir)
        if last and last.tables == Made.now(srcdir).tables:
            os.environ[PROVED] = Ledger.read(srcdir).fingerprint
        else:
            say("ledger: proving every row against the article")
            check(srcdir)
    faults: list[Fault] = []
    notebooks = [found for doc in docs if (found := Notebook.read(doc, srcdir, faults))]
    with only_one(cache_dir.parent):
        inputs = Inputs(srcdir, docs)
        cache = _opened(cache_dir, inputs, say)
        missing = [notebook for notebook in notebooks if not _stored(cache, notebook)]
        # MyST-NB would start a kernel for a page without a single cell: that is stored as it is.
        stale = [notebook for notebook in missing if code_cells(notebook.node)]
        if stale:
            running = sum(1 for notebook in notebooks if code_cells(notebook.node))
            say(f"notebooks: {len(stale)} to run, {running - len(stale)} unchanged")
            before = inputs.look()
            run_all(stale, srcdir, workers or (os.cpu_count() or 1) + 1, timeout, cache_dir, say)
            faults += [fault for notebook in stale for fault in notebook.faults]
            if changed := list(_changed(before, inputs.look())):
                raise Faults([*faults, *changed])
        for notebook in missing:
            if not notebook.faults:
                data = {"execution_seconds": notebook.seconds, _RESTS_ON: inputs.stamp(notebook.reads)}
                bundle = CacheBundleIn(notebook.node, str(notebook.doc), data=data)
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
        if faults:
            raise Faults(faults)
        rests = [name for record in cache.list_cache_records() for name in record.data[_RESTS_ON]["files"]]
        outside = sorted({name for name in rests if Path(name).is_absolute()})
        (cache_dir / OUTSIDE).write_text("\n".join(outside), "utf-8")
        ran = {notebook.doc for notebook in stale}
        return [_result(cache, notebook, notebook.doc in ran) for notebook in notebooks]


class Inputs:
    """What notebooks may read, as it is now.

    Parameters
    ----------
    root: the project's folder.
    docs: its pages.
    """

    def __init__(self, root: Path, docs: list[Path]) -> None:
        """Hash what every result rests on."""
        self.root, self.docs = root, docs
        self._known: dict[str, str] = {}
        package = Path(explainer.__file__).parent
        # Tables of words and the like too: a kernel that is a copy has them already.
        engine = [
            path for path in package.rglob("*.*")
            if path.suffix != ".pyc" and path.is_file() and _in_kernels(path.relative_to(package))
        ]  # fmt: skip
        beside = self.beside()
        digest = hashlib.sha256(platform.python_version().encode())
        locks = [root / name for name in _LOCKS]
        for path in (*locks, *sorted(engine), *(path for path in beside if path.suffix == ".py")):
            digest.update(f"\n{path.name} {_hash(path)}".encode())
        digest.update("\n".join(self._name(path) for path in beside).encode())
        self.ground = digest.hexdigest()

    def beside(self) -> list[Path]:
        """Give every file in the folders of the pages but the pages themselves."""
        apart = self.root / "data"
        return sorted({
            path for folder in {doc.parent for doc in self.docs} for path in _files(folder)
            if path not in self.docs and not path.is_relative_to(apart)
        })  # fmt: skip

    def stamp(self, reads: Iterable[str] | None) -> Json:
        """Make what a result rests on.

        Parameters
        ----------
        reads: the paths of the files its kernel read; None where that cannot be told.
        """
        paths = [*_files(self.root / "data"), *self.beside()] if reads is None else [Path(path) for path in reads]
        names = sorted({self._name(path) for path in paths})
        return {"ground": self.ground, "all": reads is None, "files": {name: self.now(name) for name in names}}

    def fresh(self, stamp: Any) -> bool:
        """Tell whether all that a stored result rests on is still the same."""
        try:
            # A file that came anew was not read, but could have been.
            files = self.stamp(None)["files"] if stamp["all"] else stamp["files"]
            return bool(stamp["ground"] == self.ground and stamp["files"] == {name: self.now(name) for name in files})
        except (KeyError, TypeError):
            return False

    def now(self, name: str) -> str:
        """Hash a file as it is now; "" when it is not there."""
        if name not in self._known:
            self._known[name] = _hash(self.root / name)
        return self._known[name]

    def look(self) -> dict[str, str]:
        """Hash every file that a chapter may read and none may write."""
        top = [path for path in self.root.iterdir() if path.is_file()]
        paths = [*_files(self.root / "data"), *self.beside(), *self.docs, *top]
        return {self._name(path): _hash(path) for path in paths}

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()


def _changed(before: dict[str, str], after: dict[str, str]) -> Iterator[Fault]:
    """Find files that are others than when the chapters began; code in C or Rust writes past every guard in Python."""
    message = "changed while the chapters ran, by one of them or by somebody else: build again to know"
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield Fault(name, "", "", message)


def _in_kernels(path: Path) -> bool:
    return path.parts[0] not in NOT_IN_KERNELS or path.as_posix() in _STARTING


def _files(folder: Path) -> list[Path]:
    """Give a folder's files, but none that builds, Python or an editor put there."""
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(".") or path.name.endswith("~") or path.name in _MADE:
            continue
        found += _files(path) if path.is_dir() and not path.is_symlink() else [path] if path.is_file() else []
    return found


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:32]
    except OSError:
        return ""


def _opened(cache_dir: Path, inputs: Inputs, say: Callable[[str], None]) -> JupyterCacheAbstract:
    """Open the cache, throw away what is stale; a cache that cannot be read is begun anew."""
    for _ in range(2):
        try:
            cache = jupyter_cache.get_cache(cache_dir)
            for record in cache.list_cache_records():
                if inputs.fresh(record.data.get(_RESTS_ON)):
                    cache.get_cache_bundle(record.pk)
                else:
                    cache.remove_cache(record.pk)
            return cache
        except Exception as error:  # whatever broken files make SQLAlchemy, jupyter-cache or nbformat raise
            say(f"{cache_dir.name}: the stored results cannot be read ({type(error).__name__}); all are made anew")
            shutil.rmtree(cache_dir)
    raise Faults([Fault(str(cache_dir), "", "", "cannot be made anew")])


def _stored(cache: JupyterCacheAbstract, notebook: Notebook) -> bool:
    try:
        return bool(cache.match_cache_notebook(notebook.node))
    except KeyError:
        return False


def _result(cache: JupyterCacheAbstract, notebook: Notebook, fresh: bool) -> Run:
    bundle = cache.get_cache_bundle(cache.match_cache_notebook(notebook.node).pk)
    outputs = [output.get("data", {}) for index in code_cells(bundle.nb) for output in bundle.nb.cells[index].outputs]
    figures = tuple(data[MIME]["id"] for data in outputs if MIME in data)
    return Run(notebook.doc, bundle.record.data["execution_seconds"], fresh, figures)


def differing(root: Path, say: Callable[[str], None] = print) -> list[Fault]:
    """Run every notebook twice, without the stored results.

    Parameters
    ----------
    root: the project's folder.
    say: gets a line of progress after each notebook.

    Returns a fault for each cell that fails, and for each that puts out something else the second time.
    Raises Faults when the tables or the contents cannot be used.
    """
    root = root.resolve()
    if (root / "data" / "datapackage.json").is_file():
        check(root)
    faults: list[Fault] = []
    found = [Notebook.read(path, root, faults) for path in Contents.read(root).docs.values()]
    first = [notebook for notebook in found if notebook and code_cells(notebook.node)]
    second = deepcopy(first)
    timeout = int((settings(root).get("execute") or {}).get("timeout") or 120)
    for notebooks in (first, second):
        run_all(notebooks, root, (os.cpu_count() or 1) + 1, timeout, root / BUILD / CACHE, say)
    for one, other in zip(first, second, strict=True):
        faults += one.faults or other.faults
        if one.faults or other.faults:
            continue
        for index in code_cells(one.node):
            if one.node.cells[index].outputs != other.node.cells[index].outputs:
                message = "puts out something else each time it runs: the clock, chance, or an order that is not fixed"
                faults.append(cell_fault(one.name, one.text, one.node, index, message))
    return faults
