"""How cost grows: made-up books of several sizes, ours and plain in one run, one build of each after the other.

Seconds depend on the machine and on what else it does; so each figure of ours has plain's beside it, taken minutes
apart, and processor seconds stand beside wall seconds: those a busy machine changes little.
"""

from __future__ import annotations

import csv
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_cache import get_cache

from explainer.build.bench import made
from explainer.build.bench.plain import plain_copy
from explainer.build.build import BUILD, CACHE
from explainer.build.contents import Contents

#: Chapters and claims of each book.
SIZES = ((13, 500), (50, 5_000), (200, 50_000))
#: What happens between one build and the next.
STEPS = ("cold", "warm", "chapter", "datum")
#: Where the results lie inside the build folder.
FOLDER = "bench"
FILE = "growth"
_COLUMNS = ("chapters", "claims", "side", "step", "seconds", "processor", "memory", "ran", "site", "floor", "load")


class Failed(Exception):
    """A book could not be built; the message is the end of what its build said."""


@dataclass(frozen=True)
class Spent:
    """What one build took.

    Parameters
    ----------
    seconds, processor: on the wall, and of the processor with all that it started.
    memory: bytes of its largest process.
    said: its words.
    """

    seconds: float
    processor: float
    memory: int
    said: str


def spend(command: list[str], home: Path) -> Spent:
    """Run a build and count.

    Parameters
    ----------
    command: the program with its arguments.
    home: the folder to run it in.

    Raises Failed.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as out:
        begun = time.monotonic()
        process = subprocess.Popen(command, cwd=home, stdout=out, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read()
    if process.returncode or "CellExecutionError" in said:
        raise Failed(f"{' '.join(command)}:\n" + "\n".join(said.strip().splitlines()[-15:]))
    unit = 1 if sys.platform == "darwin" else 1024
    return Spent(round(seconds, 2), round(used.ru_utime + used.ru_stime, 2), used.ru_maxrss * unit, said)


def measure(
    described: Path, sizes: Iterable[tuple[int, int]], plain: Callable[[int], bool], say: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Make and build books of several sizes.

    Parameters
    ----------
    described: the `datapackage.json` whose tables the books use.
    sizes: chapters and claims of each.
    plain: whether a book of so many chapters is built plain too.
    say: gets a line after each build.

    Returns a row for each build. Raises Failed.
    """
    rows = []
    for chapters, claims in sizes:
        with tempfile.TemporaryDirectory(prefix="growth-") as folder:
            ours = made.make(Path(folder) / "ours", described, chapters, claims)
            homes = {"ours": ours}
            if plain(chapters):
                homes["plain"] = Path(folder) / "plain"
                homes["plain"].mkdir()
                plain_copy(ours, list(Contents.read(ours).docs.values()), homes["plain"])
            for step in STEPS:
                for side, home in homes.items():
                    if row := _one(side, home, step, chapters):
                        rows.append({"chapters": chapters, "claims": claims, "side": side, "step": step} | row)
                        say(_told(rows[-1]))
    return rows


def _one(side: str, home: Path, step: str, chapters: int) -> dict[str, Any] | None:
    """Change what the step asks for and build; None for a change that plain Jupyter Book does not see."""
    if step == "datum" and side == "plain":
        return None
    middle = (chapters + 1) // 2
    if step == "chapter":
        made.change_chapter(home, middle)
    elif step == "datum":
        made.change_datum(home, middle)
    load = os.getloadavg()[0]
    spent = spend(_command(side, home), home)
    row: dict[str, Any] = {"seconds": spent.seconds, "processor": spent.processor, "memory": spent.memory}
    if side == "ours":
        row |= {"ran": sum(line.startswith("  ") for line in spent.said.splitlines())}
        if step == "cold":
            row["floor"] = _floor(home)
    site = sum(path.stat().st_size for path in (home / BUILD / "html").rglob("*") if path.is_file())
    return row | {"site": site, "load": round(load, 1)}


def _command(side: str, home: Path) -> list[str]:
    if side == "ours":
        return [sys.executable, "-m", "explainer", "build", "--root", str(home)]
    return [str(Path(sys.executable).with_name("jupyter-book")), "build", str(home)]


def _floor(home: Path) -> float:
    """Give the seconds below which no build of these notebooks can come: the longest, or all shared by the kernels."""
    seconds = [record.data["execution_seconds"] for record in get_cache(home / BUILD / CACHE).list_cache_records()]
    return round(max(max(seconds), sum(seconds) / ((os.cpu_count() or 1) + 1)), 2)


def _told(row: dict[str, Any]) -> str:
    ran = f", {row['ran']} notebooks run" if "ran" in row else ""
    return (
        f"{row['chapters']} chapters, {row['claims']} claims, {row['side']}, {row['step']}: {row['seconds']:.1f} s,"
        f" processor {row['processor']:.1f} s{ran}, {row['memory'] / 1e6:.0f} MB, site {row['site'] / 1e6:.1f} MB"
    )


def keep(rows: list[dict[str, Any]], folder: Path) -> None:
    """Write the results for the method page and for programs.

    Parameters
    ----------
    rows: as `measure` gave them.
    folder: made if missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    machine = f"{platform.machine()} with {os.cpu_count()} cores, Python {platform.python_version()}"
    (folder / f"{FILE}.json").write_text(json.dumps({"machine": machine, "rows": rows}, indent=1) + "\n", "utf-8")
    with (folder / f"{FILE}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
