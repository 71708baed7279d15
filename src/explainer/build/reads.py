"""What a chapter's result rests on: the parts of the ledger and the files it read, each with a hash.

A kernel writes the list down while it runs (`recorder`); a build compares it with what there is now
(`publish.fresh`). Both use the same hashes, made here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explainer.model.store import Store

#: What a hash says of something that is not there. Its absence was read too, and its coming is a change.
ABSENT = "absent"


@dataclass(frozen=True, order=True)
class Read:
    """One thing that was read.

    Parameters
    ----------
    kind: of the ledger "cell", "has" (whether a row is there), "row", "column" (of all rows, those not there yet
        too), "header", "table", "words" (a part of the vocabulary), "package", "article"; else "file", "list" (names
        in a folder), "engine" (a module of this package), "names" (what a folder offers to `import`); "others" and
        "everything" for what cannot be told.
    name: the table ("TABLE.COLUMN" for a cell), the part of the vocabulary, or the path, from the project's folder
        where it lies in it.
    id: of the row or column; for "names" the modules that were asked for, separated by blanks.
    """

    kind: str
    name: str = ""
    id: str = ""


def of_ledger(read: Read, store: Store) -> str:
    """Hash a part of the ledger.

    Parameters
    ----------
    read: of a kind of the ledger.
    store: the tables as they are now.
    """
    if read.kind == "article":
        return store.article.sha256
    if read.kind == "package":
        return _hash(store.package)
    if read.kind == "words":
        words = store.package.get("explainer", {})
        return _hash(words if not read.name else words[read.name]) if not read.name or read.name in words else ABSENT
    name, _, column = read.name.partition(".")
    table = store.tables.get(name)
    if table is None:
        return ABSENT
    if read.kind == "table":
        return _hash([table.columns, *([row.line, *row.cells.values()] for row in table.rows)])
    if read.kind == "header":
        return _hash(table.columns)
    if read.kind == "column":
        return _hash(list(store.column(name, read.id).items()))
    row = store.rows[name].get(read.id)
    if row is None:
        return ABSENT
    if read.kind == "row":
        return _hash([table.columns, row.cells])
    return "there" if read.kind == "has" else _hash(row[column])


def of_file(path: Path) -> str:
    """Hash a file's bytes."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:32]
    except OSError:
        return ABSENT


def of_list(folder: Path) -> str:
    """Hash the names in a folder."""
    try:
        return _hash(sorted(path.name for path in folder.iterdir() if path.name != "__pycache__"))
    except OSError:
        return ABSENT


def of_names(folder: Path, asked: Iterable[str]) -> str:
    """Hash which of some modules a folder offers: a new `pandas.py` beside a chapter takes the place of pandas."""
    wanted = set(asked)
    try:
        return _hash(sorted(path.name for path in folder.iterdir() if path.name.partition(".")[0] in wanted))
    except OSError:
        return ABSENT


def place(path: Path, root: Path) -> str:
    """Name a path so that it does not depend on where the project lies."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _hash(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:32]
