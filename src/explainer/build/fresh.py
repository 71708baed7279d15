"""Know when a stored result is stale.

MyST-NB's cache looks at a notebook's code cells only: a changed table or a changed helper
runs nothing again (https://github.com/executablebooks/jupyter-cache, "hash"). Here a result
also remembers what its kernel read, each thing with its hash (`explainer.build.recorder`), and is thrown
away when one of them is no longer the same.
"""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import explainer
from explainer.build import reads
from explainer.build.reads import Read
from explainer.model.ledger import Ledger

#: Rooms of the engine no kernel imports (`tests/publish/test_execute.py` holds this to be true):
#: a new style sheet must not run every notebook again.
NOT_IN_KERNELS = ("site", "build", "authoring")
#: Folders of a project whose every byte may be an input of a notebook.
INPUT_FOLDERS = ("data", "seeds")
#: Single files that decide every result: the versions of all packages.
INPUT_FILES = ("requirements.lock", "requirements/build.lock")
#: Files of the engine that say how a kernel is started.
STARTING = ("build/__init__.py", "build/kernels.py")


def fingerprint(root: Path, docs: list[Path]) -> str:
    """Hash everything that notebooks may read beside their own cells.

    Parameters
    ----------
    root: the project's folder.
    docs: the notebooks; Python files that lie beside them count too.

    Returns a hexadecimal SHA-256, the same on every machine with the same files and Python.
    """
    return _digest(_inputs(root, docs))


class Inputs:
    """What there is to read now, to be compared with what stored results have read.

    Parameters
    ----------
    root: the project's folder.
    docs: its pages.
    fingerprint: of everything, as the function of that name gives it.
    """

    def __init__(self, root: Path, docs: list[Path], fingerprint: str) -> None:
        """Look at nothing yet."""
        self.root, self.docs, self.everything = root, docs, fingerprint
        self._engine = Path(explainer.__file__).parent
        self._known: dict[Read, str] = {}

    @cached_property
    def ground(self) -> str:
        """What every result rests on: the versions of Python and of the packages, and the way kernels are started."""
        files = [(name, self.root / name) for name in INPUT_FILES]
        files += [(name, Path(__file__).parents[1] / name) for name in STARTING]
        return _digest((name, path) for name, path in files if path.is_file())

    @cached_property
    def ledger(self) -> Ledger | None:
        """The tables as they are; None in a project without them."""
        return Ledger.read(self.root) if (self.root / "data" / "datapackage.json").is_file() else None

    @cached_property
    def others(self) -> str:
        """Hash what a compiled library could have opened unseen: all of `data` that is no table, files beside pages."""
        tables = {table.path for table in self.ledger.tables.values() if table.path} if self.ledger else set()
        data = [entry for name in INPUT_FOLDERS for entry in _files(self.root / name, self.root, "*")]
        apart = ("_build/", *(f"{name}/" for name in INPUT_FOLDERS))
        beside = [
            entry for folder in sorted({doc.parent for doc in self.docs}) for entry in _files(folder, self.root, "*")
            if entry[1] not in self.docs and not entry[0].startswith(apart)
        ]  # fmt: skip
        return _digest((name, path) for name, path in data + beside if path not in tables)

    def stamp(self, told: list[list[str]], code: str) -> dict[str, Any]:
        """Make what a result remembers.

        Parameters
        ----------
        told: what its kernel wrote down: kind, name, id and hash of each thing read.
        code: its cells.

        A cell that hands a table's file to a library which tells nothing rests on everything.
        """
        found = [(Read(*entry[:3]), entry[3]) for entry in told]
        listed = any(self._in_data(read) for read, _ in found)
        unseen = any(read.kind == "others" for read, _ in found)
        if not found or (unseen and (listed or self._table_in(code, {read.name for read, _ in found}))):
            found = [(Read("everything"), "")]
        return {
            "ground": self.ground,
            "reads": [[read.kind, read.name, read.id, value or self.now(read)] for read, value in found],
        }

    def stale(self, stamp: Any) -> Read | None:
        """Give the first thing that is not as a stored result has read it; None when all is the same."""
        if not isinstance(stamp, dict) or stamp.get("ground") != self.ground:
            return Read("everything")
        return next((Read(*entry[:3]) for entry in stamp["reads"] if self.now(Read(*entry[:3])) != entry[3]), None)

    def now(self, read: Read) -> str:
        """Hash a thing as it is now."""
        if read not in self._known:
            self._known[read] = self._now(read)
        return self._known[read]

    def _now(self, read: Read) -> str:
        if read.kind == "everything":
            return self.everything
        if read.kind == "others":
            return self.others
        if read.kind == "engine":
            path = self._engine / read.name
            # A folder of that name would be imported in the module's place.
            return reads.ABSENT if path.with_suffix("").is_dir() and path.suffix == ".py" else reads.of_file(path)
        if read.kind == "file":
            return reads.of_file(self.root / read.name)
        if read.kind == "list":
            return reads.of_list(self.root / read.name)
        if read.kind == "names":
            return reads.of_names(self.root / read.name, read.id.split())
        return reads.of_ledger(read, self.ledger) if self.ledger else reads.ABSENT

    def _table_in(self, code: str, seen: set[str]) -> bool:
        """Tell whether cells name a table's file that nobody saw being read, or put the name of a CSV file together."""
        paths = [table.path for table in self.ledger.tables.values() if table.path] if self.ledger else []
        known = {path.stem for path in paths if reads.place(path, self.root) not in seen}
        stems = re.findall(r"([\w{}-]*)\.csv", code)
        return any(not stem or "}" in stem or stem in known for stem in stems)

    def _in_data(self, read: Read) -> bool:
        return read.kind == "list" and read.name.split("/")[0] in INPUT_FOLDERS


def _digest(files: Iterable[tuple[str, Path]]) -> str:
    digest = hashlib.sha256(platform.python_version().encode())
    for name, path in files:
        content = path.read_bytes()
        digest.update(f"\n{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def snapshot(root: Path, docs: list[Path]) -> dict[str, str]:
    """Hash, one by one, the files that a chapter may read and none may write: tables, seeds, pages, helpers.

    Parameters
    ----------
    root: the project's folder.
    docs: the notebooks.

    Taken before and after they run: code in C or Rust writes past every guard in Python.
    """
    files = {name: path for name, path in _inputs(root, docs) if not name.startswith("engine/")}
    files |= {doc.relative_to(root).as_posix() if doc.is_relative_to(root) else str(doc): doc for doc in docs}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items() if path.is_file()}


def _inputs(root: Path, docs: list[Path]) -> Iterator[tuple[str, Path]]:
    """Give each input with a name that does not depend on where the project lies."""
    for folder in INPUT_FOLDERS:
        yield from _files(root / folder, root, "*")
    for name in INPUT_FILES:
        if (root / name).is_file():
            yield name, root / name
    for beside in sorted({doc.parent for doc in docs}):
        yield from ((path.name, path) for path in sorted(beside.glob("*.py")))
    package = Path(explainer.__file__).parent
    for name, path in sorted(_files(package, package, "*.py") + _files(package, package, "*.json")):
        if name.split("/")[0] not in NOT_IN_KERNELS:
            yield f"engine/{name}", path


def _files(folder: Path, base: Path, pattern: str) -> list[tuple[str, Path]]:
    return sorted(
        (path.relative_to(base).as_posix(), path)
        for path in folder.rglob(pattern)
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(folder).parts)
    )
