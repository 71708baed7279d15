"""The growth bench by itself: `python -m explainer.build.bench.grow [--sizes 13:500,50:5000] [--plain 50]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from explainer.build.bench.growth import FILE, FOLDER, SIZES, Failed, keep, measure
from explainer.build.build import BUILD


def main(argv: list[str]) -> int:
    """Measure how cost grows; the tables are described by the project in a folder."""
    parser = argparse.ArgumentParser(prog="explainer.build.bench.grow", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path("."), help="the project's folder (default: this one)")
    parser.add_argument("--sizes", default=",".join(f"{a}:{b}" for a, b in SIZES), help="CHAPTERS:CLAIMS, …")
    parser.add_argument("--plain", type=int, default=10**6, help="the most chapters that are built plain too")
    args = parser.parse_args(argv)
    sizes = [(int(chapters), int(claims)) for chapters, claims in (one.split(":") for one in args.sizes.split(","))]
    root = args.root.resolve()
    rows: list[dict[str, object]] = []
    try:
        for size in sizes:
            described = root / "data" / "datapackage.json"
            rows += measure(described, [size], lambda chapters: chapters <= args.plain, _say)
            # What was measured is kept, should a later size fail.
            keep(rows, root / BUILD / FOLDER)
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Written to {BUILD}/{FOLDER}/{FILE}.json and .csv")
    return 0


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
