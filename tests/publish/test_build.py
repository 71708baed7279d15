"""A build that fails says where and why, and leaves the last good site as it was."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from explainer.build.build import build

from ..conftest import tree
from .conftest import Book, page


def stopped(root: Path, capfd: pytest.CaptureFixture[str]) -> str:
    """Build, expect a refusal that leaves the site alone, and give what it said."""
    before = tree(root / "_build" / "html")
    assert before
    capfd.readouterr()
    assert build(root) == 1
    said = capfd.readouterr().err
    assert "The site made before is untouched" in said
    assert tree(root / "_build" / "html") == before
    assert not (root / "_build" / ".staging").exists()
    return said


def line_of(root: Path, name: str, words: str) -> int:
    """Find the line of a page on which some words stand."""
    lines = (root / f"{name}.md").read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_a_good_book_and_everything_that_stops_one(book: Book, capfd: pytest.CaptureFixture[str]) -> None:
    root = book(index=page("Home"), one=page("One", "1 + 1"), two=page("Two", "'kept'"))
    assert build(root) == 0
    said = capfd.readouterr().out
    assert "notebooks: 2 to run" in said and "one.md" in said
    assert "Open " in said and "index.html" in said
    assert (root / "_build/html/index.html").is_file() and not (root / "_build/html").is_symlink()
    assert "kept" in (root / "_build/html/two.html").read_text()

    # Nothing changed: nothing runs.
    assert build(root) == 0
    assert "to run" not in capfd.readouterr().out

    book(one=page("One", "x = 0", "y = 2\n1 / x"), two=page("Two", "import warnings\nwarnings.warn('careful')"))
    said = stopped(root, capfd)
    assert f"one.md, line {line_of(root, 'one', '1 / x')}, cell 2: ZeroDivisionError: division by zero" in said
    assert f"two.md, line {line_of(root, 'two', 'warnings.warn')}, cell 1: UserWarning: careful" in said

    book(one=page("One", "1 + 1"), two=page("Two", "import sys\nprint('psst', file=sys.stderr)"))
    assert "cell 1: written on standard error: psst" in stopped(root, capfd)

    # A reference that leads nowhere is a warning to Sphinx, and -W holds although the page's text is all it sees.
    book(two=page("Two", "1") + "\nSee {ref}`nowhere`.\n")
    assert "nowhere" in stopped(root, capfd)

    book(two=page("Two", "1") + "\n[away](one.md#no-such-place)\n")
    assert "no-such-place" in stopped(root, capfd)

    book(two="")
    assert "two" in stopped(root, capfd)

    (root / "two.md").unlink()
    assert "_toc.yml, two: there is no such page" in stopped(root, capfd)

    book(two=page("Two", "'kept'"))
    assert build(root) == 0


def test_a_cell_that_never_ends_and_a_kernel_that_dies(book: Book, capfd: pytest.CaptureFixture[str]) -> None:
    root = book(index=page("Home"))
    assert build(root) == 0
    book(
        timeout=2,
        hang=page("Hang", "1", "import time\nwhile True:\n    time.sleep(0.1)"),
        dead=page("Dead", "import os\nos._exit(3)"),
    )
    said = stopped(root, capfd)
    assert f"hang.md, line {line_of(root, 'hang', 'time.sleep')}, cell 2: still running after 2 seconds" in said
    assert "dead.md, " in said and "the kernel ended" in said


def start(root: Path) -> subprocess.Popen[str]:
    """Start a build as a person does: with Ctrl-C heard, even where the tests run in the background and hear none."""
    return subprocess.Popen(
        [sys.executable, "-m", "explainer", "build"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    """Wait until a cell has left its sign."""
    while not path.exists():
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.05)


def test_killed_in_the_middle_and_two_at_once(book: Book, capfd: pytest.CaptureFixture[str]) -> None:
    root = book(index=page("Home"), one=page("One", "'first edition'"))
    assert build(root) == 0
    before = tree(root / "_build" / "html")

    book(one=page("One", "import pathlib, time\npathlib.Path('../started').touch()\ntime.sleep(60)"))
    first = start(root)
    try:
        wait_for(root.parent / "started", first)
        capfd.readouterr()
        assert build(root) == 1
        assert f"{root / '_build'}: another build is at work here (process {first.pid}" in capfd.readouterr().err
    finally:
        os.kill(first.pid, signal.SIGKILL)
        first.communicate()
    assert tree(root / "_build" / "html") == before

    book(one=page("One", "'second edition'"))
    assert build(root) == 0
    assert "second edition" in (root / "_build/html/one.html").read_text()
    assert not (root / "_build/.staging").exists()


def test_control_c_ends_every_kernel(book: Book) -> None:
    cell = "import pathlib, os, time\npathlib.Path('../pid-{0}').write_text(str(os.getpid()))\ntime.sleep(60)"
    root = book(index=page("Home"), one=page("One", cell.format("one")), two=page("Two", cell.format("two")))
    running = start(root)
    for name in ("one", "two"):
        wait_for(root.parent / f"pid-{name}", running)
    time.sleep(0.2)  # until the files are written
    kernels = [int((root.parent / f"pid-{name}").read_text()) for name in ("one", "two")]
    os.kill(running.pid, signal.SIGINT)
    running.communicate(timeout=300)
    for kernel in kernels:
        with pytest.raises(ProcessLookupError):
            os.kill(kernel, 0)
    assert not (root / "_build" / "html").exists()
