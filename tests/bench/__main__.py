"""`make bench`: this book and the same words in plain Jupyter Book, built in turns; times as ratios, never asserted."""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from explainer.build.contents import Contents
from tests.bench.plain import plain_copy

ROOT = Path(__file__).parents[2]
SIDES = ("ours", "plain")
#: What a copy of the project leaves behind: made things, and everything that pages are not made from.
LEFT_OUT = shutil.ignore_patterns(".*", "_build", "__pycache__", "jupyter_execute", "src", "tests")


def changed_sentence(home: Path) -> None:
    """Add a sentence to one chapter: no cell changes."""
    page = _chapter(home)
    page.write_text(page.read_text("utf-8") + "\nOne sentence more.\n", "utf-8")


def changed_datum(home: Path) -> None:
    """Let two rows of a table that chapters draw from change places: another file, the same facts."""
    table = home / "data" / "quantities.csv"
    head, first, second, *rest = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join([head, second, first, *rest]), "utf-8")


def _chapter(home: Path) -> Path:
    return max((home / "book").glob("*.md"), key=lambda page: page.read_text("utf-8").count("{code-cell}"))


#: What is done before each timed build.
STEPS: dict[str, Callable[[Path], None]] = {
    "from nothing": lambda home: shutil.rmtree(home / "_build", ignore_errors=True),
    "nothing changed": lambda home: None,
    "one sentence changed": changed_sentence,
    "one datum changed": changed_datum,
}


def timed(side: str, home: Path) -> tuple[float, float]:
    """Build one side; give wall and processor seconds. Raises SystemExit with the end of its log when it fails."""
    if side == "ours":
        command = [sys.executable, "-m", "explainer", "build", "--root", str(home)]
    else:
        command = [str(Path(sys.executable).with_name("jupyter-book")), "build", str(home)]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    ran = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
    wall = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Plain Jupyter Book publishes a failing cell's traceback and exits with 0.
    if ran.returncode or "CellExecutionError" in ran.stdout + ran.stderr:
        raise SystemExit(f"{side} could not be built:\n{(ran.stdout + ran.stderr)[-2000:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def bench(rounds: int) -> None:
    """Print, for each step, the median of `rounds` builds of both sides, and their ratio in processor time.

    What else the machine does changes the clock's time many times over, the processors' little.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        homes = {side: Path(folder) / side for side in SIDES}
        shutil.copytree(ROOT, homes["ours"], ignore=LEFT_OUT)
        homes["plain"].mkdir()
        plain_copy(ROOT, list(Contents.read(ROOT).docs.values()), homes["plain"])
        found: dict[tuple[str, str], list[tuple[float, float]]] = {}
        for _ in range(rounds):
            for step, prepare in STEPS.items():
                for side in SIDES:
                    prepare(homes[side])
                    found.setdefault((step, side), []).append(timed(side, homes[side]))
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.0f}, median of {rounds}; seconds of processors (on the clock)")
    print(f"{'':24}{'ours':>16}{'plain':>16}{'ours/plain':>12}{'of cold':>9}")
    cold = statistics.median(cpu for _, cpu in found["from nothing", "ours"])
    for step in STEPS:
        wall, cpu = ([statistics.median(one[at] for one in found[step, side]) for side in SIDES] for at in (0, 1))
        print(
            f"{step:24}{cpu[0]:8.1f} ({wall[0]:5.1f}){cpu[1]:8.1f} ({wall[1]:5.1f})"
            f"{cpu[0] / cpu[1]:12.2f}{cpu[0] / cold:9.2f}"
        )


if __name__ == "__main__":
    bench(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
