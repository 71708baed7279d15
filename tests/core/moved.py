"""What the proof names when a cell stands in another row: every column of a book, its first two cells that differ."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path

from explainer.model.faults import Faults
from explainer.model.store import Store
from explainer.validate import prove
from tests.core.bench import TINY, Bench

NAMED = Path(__file__).with_name("moved.json")
SECOND = TINY.parent / "second"


def named(book: Path) -> dict[str, list[str]]:
    """Give, by table and column, the places of all faults ("claims, steel, unit") when two rows swap that cell."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), book)
        for path in sorted((bench.root / "data").glob("*.csv")):
            before = path.read_bytes()
            header, *rows = csv.reader(before.decode().splitlines())
            for at, column in enumerate(header):
                pairs = ((a, b) for a in range(len(rows)) for b in range(a) if rows[a][at] != rows[b][at])
                if column == "id" or (pair := next(pairs, None)) is None:
                    continue
                bench.rows(path.stem, lambda cells, a=pair[0] + 1, b=pair[1] + 1, at=at: _swap(cells, a, b, at))
                found[f"{path.stem}.{column}"] = _faults(bench)
                path.write_bytes(before)
    return found


def _swap(cells: list[list[str]], a: int, b: int, at: int) -> None:
    cells[a][at], cells[b][at] = cells[b][at], cells[a][at]


def _faults(bench: Bench) -> list[str]:
    try:
        faults = prove(Store.read(bench.root))
    except Faults as error:
        faults = error.faults
    return [", ".join(filter(None, (fault.table, fault.row, fault.column))) for fault in faults]


if __name__ == "__main__":
    books = {book.name: named(book) for book in (TINY, SECOND)}
    NAMED.write_text(json.dumps(books, ensure_ascii=False, indent=1) + "\n", "utf-8")
