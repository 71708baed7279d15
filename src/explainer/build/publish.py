"""Make a new site public in one step, or not at all.

A build works in `_build/.staging`. Only when everything there has been checked does it change places with
`_build/html`, in one step of the file system. Whatever ends a build before that step, kill -9 included, leaves the last
good site untouched; what a chapter has changed in it past the guard is put back. `_build/html` is a real folder: it can
be copied, zipped or moved as it is.

A build that succeeds leaves a file with three hashes (`Made`): of everything a site can be made from, of what the proof
of the tables rests on, and of the site itself. When none has changed there is nothing to build; in doubt one has.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import explainer
from explainer.model.faults import Fault, Faults
from explainer.site import EDITIONS

try:
    import fcntl
except ImportError:  # Windows: builds there are not kept apart
    fcntl = None  # type: ignore[assignment]

#: The build folder of a project, and the names inside it: the results of notebooks, the site, what is made of it.
BUILD = "_build"
CACHE, SITE, STAGING, LOCK = ".jupyter_cache", "html", ".staging", ".lock"


_held: set[Path] = set()


@contextmanager
def only_one(build_dir: Path) -> Iterator[None]:
    """Let one build at a time work in a folder; may be entered again by the same process.

    The system drops the lock with the process that holds it: none is ever left behind.

    Parameters
    ----------
    build_dir: the build folder, made if missing.

    Raises Faults when another process holds it.
    """
    path = build_dir.resolve() / LOCK
    if path in _held or fcntl is None:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown process"
            message = f"another build is at work here ({holder}); wait for it or end it"
            raise Faults([Fault(str(build_dir), "", "", message)]) from None
        file.truncate(0)
        file.write(f"process {os.getpid()} since {datetime.now():%H:%M:%S}")
        file.flush()
        _held.add(path)
        try:
            yield
        finally:
            _held.discard(path)
            file.truncate(0)


@contextmanager
def staging(build_dir: Path) -> Iterator[Path]:
    """Give an empty folder to build in, and put what stands in its `html` and `editions` into place at the end.

    Parameters
    ----------
    build_dir: the build folder.

    Yields the staging folder. When the block ends with an exception nothing changes.

    Raises Faults when another build is at work there, or something else has changed what is public.
    """
    with only_one(build_dir):
        _tidy(build_dir)
        stage = build_dir / STAGING
        stage.mkdir()
        try:
            with _guarded([build_dir / name for name in (EDITIONS, SITE)], stage / "before"):
                yield stage
            for name in (EDITIONS, SITE):
                if (stage / name).is_dir():
                    _remove(_swap(stage / name, build_dir / name))
        finally:
            shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def _guarded(folders: list[Path], copies: Path) -> Iterator[None]:
    """Put folders back as they were when somebody has changed them meanwhile, and say so."""
    before = {folder: _hash_of([folder], every=True) for folder in folders if folder.is_dir()}
    for folder in before:
        shutil.copytree(folder, copies / folder.name)
    try:
        yield
    finally:
        spoilt = [folder for folder, digest in before.items() if _hash_of([folder], every=True) != digest]
        for folder in spoilt:
            _remove(_swap(copies / folder.name, folder))
        if spoilt:
            message = "changed during the build, by a chapter or by somebody else; it is put back as it was"
            raise Faults(Fault(f"{folder.parent.name}/{folder.name}", "", "", message) for folder in spoilt)


def _swap(new: Path, public: Path) -> Path:
    """Put a folder in the place of a public one; give where the one before is now, which may be nowhere."""
    old = public.parent / f"{STAGING}-{public.name}"
    if not public.exists() and not public.is_symlink():
        new.rename(public)
        return old
    if _exchange(new, public):
        return new
    # Two steps where the system has no exchange; `_tidy` mends what a kill between them leaves.
    public.rename(old)
    new.rename(public)
    return old


def _tidy(build_dir: Path) -> None:
    """Clear away what a killed build left; put the public site back if it was caught between two steps."""
    for name in (EDITIONS, SITE):
        halfway = build_dir / f"{STAGING}-{name}"
        if halfway.exists() and not (build_dir / name).exists():
            halfway.rename(build_dir / name)
        _remove(halfway)
    _remove(build_dir / STAGING)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system or its disk cannot.

    Linux calls it renameat2 with RENAME_EXCHANGE (man 2 rename), macOS renamex_np with
    RENAME_SWAP; Python has no name for either.
    """
    if os.name != "posix":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        at_working_folder, exchange = -100, 2
        return library.renameat2(at_working_folder, names[0], at_working_folder, names[1], exchange) == 0
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return library.renamex_np(names[0], names[1], 2) == 0
    return False


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
        engine = _hash_of([Path(explainer.__file__).parent])
        python = f"{platform.python_version()} {os.environ.get('BOOK_ADDRESS', '')} {_commit(root)}"
        locks = [root / "requirements.lock", root / "requirements" / "build.lock"]
        tables = _hash_of([root / "data", root / "seeds", *locks], engine)
        return cls(_hash_of([root], f"{engine} {python}"), tables)

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
    return _hash_of([root / BUILD / SITE, root / BUILD / EDITIONS, *map(Path, outside)])


def _hash_of(paths: Iterable[Path], more: str = "", *, every: bool = False) -> str:
    """Hash files and folders; in folders all, or what a site can be made from."""
    digest = hashlib.sha256(more.encode())
    for path in paths:
        for file in _files(path, every):
            digest.update(f"\n{file.relative_to(path).as_posix()}\n".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(path: Path, every: bool) -> Iterable[Path]:
    if path.is_file():
        yield path
    for inside in sorted(path.iterdir()) if path.is_dir() else ():
        if every or not (inside.name.startswith(".") or inside.name in _LEFT_OUT):
            yield from _files(inside, every)
