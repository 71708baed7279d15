"""Know when a stored result is stale.

MyST-NB's cache looks at a notebook's code cells only: a changed table or a changed helper
runs nothing again (https://github.com/executablebooks/jupyter-cache, "hash"). Here a result
also remembers a fingerprint of everything a kernel may read, and is thrown away with it.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from pathlib import Path

import explainer

#: Rooms of the engine no kernel imports (`tests/engine/test_fresh.py` holds this to be true):
#: a new style sheet must not run every notebook again.
NOT_IN_KERNELS = ("site", "publish")
#: Folders of a project whose every byte counts as an input of every notebook.
INPUT_FOLDERS = ("data", "seeds")
#: Single files that do: the versions of all packages.
INPUT_FILES = ("requirements.lock",)


def fingerprint(root: Path, docs: list[Path]) -> str:
    """Hash everything that notebooks may read beside their own cells.

    Parameters
    ----------
    root: the project's folder.
    docs: the notebooks; Python files that lie beside them count too.

    Returns a hexadecimal SHA-256, the same on every machine with the same files and Python.
    """
    digest = hashlib.sha256(platform.python_version().encode())
    for name, path in _inputs(root, docs):
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
    for name, path in _files(package, package, "*.py"):
        if name.split("/")[0] not in NOT_IN_KERNELS:
            yield f"engine/{name}", path


def _files(folder: Path, base: Path, pattern: str) -> list[tuple[str, Path]]:
    return sorted(
        (path.relative_to(base).as_posix(), path)
        for path in folder.rglob(pattern)
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(folder).parts)
    )
