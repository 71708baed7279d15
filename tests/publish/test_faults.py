"""Faults injected into a build: each time a word on the cause, exit code 1, and the last good site byte for byte."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from explainer.build.build import build
from explainer.model.faults import Faults
from explainer.validate import check

from ..conftest import ROOT, copy_tiny, tree
from .conftest import Book, page
from .test_build import start

pytestmark = pytest.mark.prove


def run(root: Path, *before: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build as a person does, perhaps through another program and in another environment."""
    return subprocess.run(
        [*before, sys.executable, "-m", "explainer", "build"],
        cwd=root, capture_output=True, text=True, check=False, env=os.environ | environment,
    )  # fmt: skip


@contextmanager
def small_disk(folder: Path, *options: str) -> Iterator[None]:
    """Lay a small disk over a folder; skips where that is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", folder], check=False).returncode:
        pytest.skip("no disk can be mounted here: run as root, where mounting is allowed")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_killed_at_ten_moments(book: Book) -> None:
    root = book(index=page("Home"), one=page("One", "'first edition'"))
    assert build(root) == 0
    before = tree(root / "_build" / "html")
    book(one=page("One", "'second edition'"))
    shutil.copytree(root, whole := root.parent / "whole")
    begun = time.monotonic()
    assert run(whole).returncode == 0
    took = time.monotonic() - begun
    after = tree(whole / "_build" / "html")
    shutil.copytree(root, waiting := root.parent / "waiting")
    ended = 0
    for attempt in range(40):
        running = start(root)
        # Ten moments, from early to late.
        time.sleep(took * (ended + 0.5) / 11)
        killed = running.poll() is None
        if killed:
            os.killpg(running.pid, signal.SIGKILL)
        said = running.communicate()[0]
        if (found := tree(root / "_build" / "html")) == after:
            # Faster than the one that was measured: ended by itself, or killed when the whole new site stood already.
            shutil.rmtree(root)
            shutil.copytree(waiting, root)
            took *= 0.9
            continue
        assert killed and found == before, (attempt, said)
        ended += 1
        if ended == 10:
            break
    assert ended == 10
    assert run(root).returncode == 0
    assert "second edition" in (root / "_build/html/one.html").read_text()


def test_a_full_disk(book: Book) -> None:
    """Full while the results are stored, while the pages are written, and with no room at all."""
    root = book(index=page("Home"), one=page("One", "'first edition'"))
    assert build(root) == 0
    site = root.parent / "site"
    shutil.copytree(root / "_build", site)
    large = page("One", "print('second edition ' * 20_000)")
    # What stands there already, in whole pages of memory, and a little more each time.
    used = sum(4 * (1 + path.stat().st_size // 4096) for path in [site, *site.rglob("*")])
    sizes = [used + more for more in (40, 200, 400)]
    for size in sizes:
        with small_disk(root / "_build", "-o", f"size={size}k"):
            shutil.copytree(site, root / "_build", dirs_exist_ok=True)
            before = tree(root / "_build" / "html")
            book(one=large)
            ended = run(root)
            assert ended.returncode == 1, ended.stdout
            assert "o space left on device" in ended.stderr or "disk is full" in ended.stderr, ended.stderr[-2000:]
            assert tree(root / "_build" / "html") == before


def test_no_permission(book: Book) -> None:
    root = book(index=page("Home"))
    assert build(root) == 0
    shutil.copytree(root / "_build", kept := root.parent / "kept")
    with small_disk(root / "_build"):
        shutil.copytree(kept, root / "_build", dirs_exist_ok=True)
        before = tree(root / "_build" / "html")
        book(index=page("Home again"))
        subprocess.run(["mount", "-o", "remount,ro", root / "_build"], check=True)
        ended = run(root)
        assert ended.returncode == 1
        assert "Read-only file system" in ended.stderr and "Traceback" not in ended.stderr, ended.stderr
        assert str(root / "_build") in ended.stderr
        assert tree(root / "_build" / "html") == before


def test_a_missing_font(tmp_path: Path) -> None:
    root = copy_tiny(tmp_path / "book")
    engine = shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    assert run(root, PYTHONPATH=str(engine)).returncode == 0
    before = tree(root / "_build" / "html")
    gone = sorted((engine / "explainer" / "site" / "generated").glob("*.woff2"))[-1]
    gone.unlink()
    ended = run(root, PYTHONPATH=str(engine))
    assert ended.returncode == 1 and gone.name in ended.stderr, ended.stderr[-2000:]
    assert tree(root / "_build" / "html") == before


def test_a_missing_boundary_file(tmp_path: Path) -> None:
    for folder in ("data", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    gone = sorted((tmp_path / "data" / "boundaries").glob("*json"))
    for path in gone:
        path.rename(path.with_suffix(".away"))
        with pytest.raises(Faults) as found:
            check(tmp_path)
        assert any(path.name in str(fault) for fault in found.value.faults), found.value
        path.with_suffix(".away").rename(path)


def test_no_network_is_needed(tmp_path: Path) -> None:
    if os.geteuid() or subprocess.run(["unshare", "-n", "true"], check=False).returncode:
        pytest.skip("the network cannot be cut off here: run as root, where unshare -n is allowed")
    root = copy_tiny(tmp_path / "book")
    ended = run(root, "unshare", "-n")
    assert ended.returncode == 0, ended.stderr


def differing(one: Path, two: Path) -> list[str]:
    """Name the files in which two sites differ."""
    here, there = tree(one / "_build" / "html"), tree(two / "_build" / "html")
    assert here
    return sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))


ELSEWHERE = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Anchorage", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
)


def test_two_builds_of_the_tiny_book_are_the_same(tmp_path: Path) -> None:
    roots = [copy_tiny(tmp_path / "one"), copy_tiny(tmp_path / "somewhere" / "else entirely")]
    for root, environment in zip(roots, ELSEWHERE, strict=True):
        ended = run(root, **environment)
        assert ended.returncode == 0, ended.stderr
    found = differing(*roots)
    assert found == []
    # Seen to fail: one page with another word.
    pages = roots[1] / "book" / "index.md"
    pages.write_text(pages.read_text() + "\nOne more sentence.\n")
    assert run(roots[1]).returncode == 0
    assert differing(*roots)


def test_two_builds_of_this_book_are_the_same(tmp_path: Path) -> None:
    roots = [tmp_path / "one", tmp_path / "somewhere" / "else entirely"]
    for root, environment in zip(roots, ELSEWHERE, strict=True):
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, root], check=True)
        ended = run(root, **environment)
        assert ended.returncode == 0, ended.stderr
    found = differing(*roots)
    assert found == []
