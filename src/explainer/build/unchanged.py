"""What the last good build was made from: when none of it has changed, there is nothing to build.

A build that succeeds leaves a file with three hashes: of everything a site can be made from, of what the proof of the
tables rests on, and of the site itself. In doubt something has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import explainer
from explainer.build.publish import BUILD, CACHE, SITE
from explainer.site import EDITIONS

#: The file, in the build folder; and the one in which the store of results names the files outside of the project that
#: a result rests on.
BUILT, OUTSIDE = ".built.json", "outside.txt"
_LEFT_OUT = {BUILD, "node_modules", "tests", "__pycache__", "jupyter_execute"}


@dataclass(frozen=True)
class Made:
    """What a site is made from.

    Parameters
    ----------
    sources: hash of everything.
    tables: hash of what the proof of the tables rests on.
    """

    sources: str
    tables: str

    @classmethod
    def now(cls, root: Path) -> Made:
        """Hash what there is now."""
        engine = _digest([Path(explainer.__file__).parent])
        python = f"{platform.python_version()} {os.environ.get('BOOK_ADDRESS', '')} {_commit(root)}"
        locks = [root / "requirements.lock", root / "requirements" / "build.lock"]
        tables = _digest([root / "data", root / "seeds", *locks], engine)
        return cls(_digest([root], f"{engine} {python}"), tables)

    @classmethod
    def last(cls, root: Path) -> Made | None:
        """Give what the public site was made from; None when that is not known, or the site is another one by now."""
        try:
            said = json.loads((root / BUILD / BUILT).read_text("utf-8"))
            made = cls(said["sources"], said["tables"])
            return made if said["site"] == _site(root) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def remember(self, root: Path) -> None:
        """Write down that the public site is made from this."""
        (root / BUILD / BUILT).write_text(json.dumps(asdict(self) | {"site": _site(root)}), "utf-8")


def _commit(root: Path) -> str:
    """Give the commit, of which pages say the day."""
    try:
        command = ["git", "-C", str(root), "rev-parse", "HEAD"]
        return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _site(root: Path) -> str:
    """Hash the site, what was made of it, and the files outside of the project that its notebooks have read."""
    listed = root / BUILD / CACHE / OUTSIDE
    outside = listed.read_text("utf-8").splitlines() if listed.is_file() else []
    return _digest([root / BUILD / SITE, root / BUILD / EDITIONS, *map(Path, outside)])


def _digest(paths: Iterable[Path], more: str = "") -> str:
    digest = hashlib.sha256(more.encode())
    for path in paths:
        for file in _files(path):
            digest.update(f"\n{file.relative_to(path).as_posix()}\n".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        yield path
    for inside in sorted(path.iterdir()) if path.is_dir() else ():
        if not inside.name.startswith(".") and inside.name not in _LEFT_OUT:
            yield from _files(inside)
