"""The record of what was tried: figures of tests, kept in `_build/proof`, one small file for each file of tests.

A record belongs to a commit. What was recorded for another one is dropped by the first figure of a new one, so that
no file ever mixes two; a reader of the record (the page "How this book checks itself") names the commit of each.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from explainer.model.files import replace_file

#: Where records lie, inside a project's folder.
FOLDER = Path("_build", "proof")
#: What a figure is about, with the heading it gets in the report.
TOPICS = {
    "data": "The tables",
    "build": "The build",
    "site": "The pages in a browser",
    "text": "The words",
    "supply": "What it is made of",
}


@dataclass(frozen=True, order=True)
class State:
    """What sources a record is for.

    Parameters
    ----------
    commit: the commit's name, cut to ten signs as the build record does; "" outside a repository.
    changed: whether files differed from that commit.
    """

    commit: str = ""
    changed: bool = False


@dataclass(frozen=True)
class Figure:
    """One number that a test found out.

    Parameters
    ----------
    topic: a key of TOPICS.
    what: what was counted, in words that stand after the number ("pages tried").
    count: the number.
    note: one sentence more, when the number needs it; may be "".
    """

    topic: str
    what: str
    count: int
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a topic nobody knows and a count that is none."""
        if self.topic not in TOPICS:
            raise ValueError(f"{self.topic!r} is no topic; there are {', '.join(TOPICS)}")
        if isinstance(self.count, bool) or not isinstance(self.count, int):
            raise ValueError(f"{self.what}: {self.count!r} is no count")


@dataclass(frozen=True)
class Entry:
    """What one test recorded: its name, its figures, and whether it passed."""

    test: str
    passed: bool
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Record:
    """The record of one file of tests: for which sources, on which day, and what each test found."""

    name: str
    state: State
    day: str
    entries: tuple[Entry, ...]


def state(root: Path) -> State:
    """Ask the repository which sources lie in a folder; an empty State where there is none."""
    found = _git(root, "rev-parse", "HEAD")
    # Untracked files count: a new table or chapter is part of what is tried.
    return State(found.strip()[:10], bool(_git(root, "status", "--porcelain", "--", "."))) if found else State()


def _git(root: Path, *words: str) -> str:
    try:
        ran = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ran.stdout if ran.returncode == 0 else ""


def add(root: Path, name: str, entry: Entry, now: State, day: str) -> None:
    """Write what a test recorded; what it recorded before, and what is for other sources, goes.

    Parameters
    ----------
    root: the project's folder.
    name: of the record: the file of tests, without its ending.
    entry: the test.
    now: the sources that were tried.
    day: the day of the trial, ISO 8601.
    """
    path = root / FOLDER / f"{name}.json"
    old = _read(path)
    kept = {e.test: e for e in old.entries} if old and old.state == now else {}
    kept[entry.test] = entry
    tests = {test: {"passed": e.passed, "figures": [asdict(f) for f in e.figures]} for test, e in sorted(kept.items())}
    content = json.dumps({**asdict(now), "day": day, "tests": tests}, indent=1, ensure_ascii=False)
    replace_file(path, content + "\n")


def read(root: Path) -> Iterator[Record]:
    """Give every record of a project, in the order of their names; none when nothing was tried.

    Raises ValueError for a file that is no record.
    """
    for path in sorted((root / FOLDER).glob("*.json")):
        if found := _read(path):
            yield found


def _read(path: Path) -> Record | None:
    if not path.is_file():
        return None
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        entries = tuple(
            Entry(test, told["passed"], tuple(Figure(**figure) for figure in told["figures"]))
            for test, told in content["tests"].items()
        )
        return Record(path.stem, State(content["commit"], content["changed"]), content["day"], entries)
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path}: no record of trials ({error}); delete it and try again") from error
