"""`make bench`: both books made and measured in one run, side by side."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from explainer.build.bench import grow
from explainer.build.bench import lighthouse as lights
from explainer.build.bench.plain import plain_copy
from explainer.build.bench.report import SIDES, markdown
from explainer.build.bench.visit import NoBrowser, visits
from explainer.build.build import BUILD
from explainer.build.contents import Contents

#: What a copy of the project leaves behind: made things and everything that pages are not made from.
_LEFT = shutil.ignore_patterns(".*", BUILD, "node_modules", "__pycache__", "jupyter_execute", "src", "tests")


class Failed(Exception):
    """One of the two books could not be built; the message is the end of what its build said."""


def bench(root: Path, runs: int, only: list[str]) -> dict[str, Any]:
    """Make this book and its plain counterpart in a temporary folder and measure both.

    Parameters
    ----------
    root: the project's folder; nothing in it changes but `_build/.bench`, the packages npm brings.
    runs: Lighthouse runs for each page; 0 for none.
    only: names of pages to measure, as `chapter`; all pages with a figure when empty.

    Returns the results, as `report.markdown` reads them. Raises Failed, or Faults from the book's own tables.
    """
    store = root / BUILD / ".bench"
    contents = Contents.read(root)
    found: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "jupyter_book": version("jupyter-book"),
        "lighthouse_version": lights.VERSION,
        "runs": runs,
        "not_run": [],
    }
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        homes = {side: Path(folder) / side for side in SIDES}
        shutil.copytree(root, homes["ours"], ignore=_LEFT)
        homes["plain"].mkdir()
        plain_copy(root, list(contents.docs.values()), homes["plain"])
        found["build"] = {side: _build(side, homes[side]) for side in SIDES}
        # Plain keeps the folder of the root page in its addresses.
        pages = {contents.page(name).removesuffix(".html"): f"{name}.html" for name in contents.docs}
        sites = {side: homes[side] / BUILD / "html" for side in SIDES}
        pages = {name: old for name, old in pages.items() if (name in only if only else _drawn(sites["ours"], name))}
        files = {"ours": {name: f"{name}.html" for name in pages}, "plain": pages}
        _say(f"first view of {len(pages)} pages, twice")
        try:
            found["visits"] = {side: _visits(sites[side], files[side], store) for side in SIDES}
        except NoBrowser as error:
            found["not_run"].append(f"first views and Lighthouse: {error}")
            return found
        if runs:
            _lighthouse(found, sites, files, runs, store)
    return found


def main(argv: list[str]) -> int:
    """Measure the project in a folder: `bench [--root FOLDER] [--runs N] [PAGE …]`."""
    parser = argparse.ArgumentParser(prog="explainer bench", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path("."), help="the project's folder (default: this one)")
    parser.add_argument("--runs", type=int, default=5, help="Lighthouse runs for each page; 0 for none (default: 5)")
    parser.add_argument("--no-growth", action="store_true", help="leave out how cost grows, which takes long")
    parser.add_argument("pages", nargs="*", help="pages to measure (default: all that have a figure)")
    args = parser.parse_args(argv)
    root = args.root.resolve()
    try:
        found = bench(root, args.runs, args.pages)
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    text = markdown(found)
    (root / BUILD / "bench.json").write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "utf-8")
    (root / BUILD / "bench.md").write_text(text, "utf-8")
    print(f"\n{text}\nWritten to {BUILD}/bench.json and {BUILD}/bench.md")
    return 0 if args.no_growth else grow.main(["--root", str(root)])


def _say(line: str) -> None:
    print(f"bench: {line}", flush=True)


def _build(side: str, home: Path) -> dict[str, float]:
    """Build a book twice, with nothing changed between; give the wall seconds of each."""
    _say(f"building {side}, cold and warm")
    if side == "ours":
        command = [sys.executable, "-m", "explainer", "build", "--root", str(home)]
    else:
        command = [str(Path(sys.executable).with_name("jupyter-book")), "build", str(home)]
    seconds = {}
    for kind in ("cold", "warm"):
        begun = time.monotonic()
        ran = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False, encoding="utf-8")
        seconds[kind] = round(time.monotonic() - begun, 2)
        # Plain Jupyter Book publishes a failing cell's traceback and says nothing: look for it.
        told = ran.stdout + ran.stderr
        if ran.returncode or (side == "plain" and "CellExecutionError" in told):
            raise Failed(f"{side} could not be built:\n" + "\n".join(told.strip().splitlines()[-15:]))
    return seconds


def _drawn(site: Path, name: str) -> bool:
    return 'id="figure-' in (site / f"{name}.html").read_text("utf-8")


def _visits(site: Path, files: dict[str, str], store: Path) -> dict[str, dict[str, Any]]:
    found = visits(site, list(files.values()), store)
    return {name: asdict(found[file]) | {"total": found[file].total} for name, file in files.items()}


def _lighthouse(
    found: dict[str, Any], sites: dict[str, Path], files: dict[str, dict[str, str]], runs: int, store: Path
) -> None:
    found["brought_home"] = lights.bring_home(sites["plain"], store)
    try:
        for side in SIDES:
            _say(f"Lighthouse, {side}: {len(files[side])} pages, {runs} runs each")
            measured = lights.lighthouse(sites[side], list(files[side].values()), runs, store, print)
            found.setdefault("lighthouse", {})[side] = {name: measured[file] for name, file in files[side].items()}
    except lights.NotRun as error:
        found["not_run"].append(f"Lighthouse: {error}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
