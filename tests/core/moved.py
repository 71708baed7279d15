"""What the proof names when the first two cells of a column that differ are swapped, or emptied."""

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


def named() -> dict[str, str]:
    """Give the places of all faults by column of two books ("tiny claims.unit"): swapped | emptied."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for book in (TINY, SECOND):
            bench = Bench(Path(folder) / book.name, book)
            for path in sorted((bench.root / "data").glob("*.csv")):
                before = path.read_bytes()
                header, *rows = csv.reader(before.decode().splitlines())
                for at, column in enumerate(header):
                    pairs = ((a, b) for a in range(len(rows)) for b in range(a) if rows[a][at] != rows[b][at])
                    if column == "id" or (pair := next(pairs, None)) is None:
                        continue
                    first, second = (rows[row][at] for row in pair)
                    said = []
                    for cells in ((second, first), ("", "")):
                        bench.rows(path.stem, lambda new, at=at, pair=pair, cells=cells: _put(new, at, pair, cells))
                        said.append("; ".join(_faults(bench)))
                        path.write_bytes(before)
                    found[f"{book.name} {path.stem}.{column}"] = " | ".join(said)
    return found


def _put(rows: list[list[str]], at: int, pair: tuple[int, int], cells: tuple[str, str]) -> None:
    for row, cell in zip(pair, cells, strict=True):
        rows[row + 1][at] = cell


def _faults(bench: Bench) -> list[str]:
    try:
        faults = prove(Store.read(bench.root))
    except Faults as error:
        faults = error.faults
    return [" ".join(filter(None, (fault.table, fault.row, fault.column))) for fault in faults]


if __name__ == "__main__":
    NAMED.write_text(json.dumps(named(), ensure_ascii=False, indent=0) + "\n", "utf-8")
