"""A build that runs only what a change concerns gives the site that a cold build gives, byte for byte."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from explainer.build.build import build
from explainer.model.faults import Faults
from explainer.model.ledger import Ledger
from explainer.model.tables import Row, Table
from explainer.validate.check import check

from ..conftest import copy_tiny, tree

HEADER = """\
---
file_format: mystnb
kernelspec: {name: python3, display_name: Python 3}
---
"""
CHAPTERS = {
    "events": 'ledger.timeline("bridge")["sentence"].tolist()',
    "people": 'ledger.actors["name"].tolist(), ledger.rows["glossary"].get("pier")',
    "claims": "ledger.attribution().to_csv()",
}


def change(table: Table, at: int, column: str, cell: str) -> None:
    """Write a table anew with one cell changed."""
    rows = [row.cells | ({column: cell} if number == at else {}) for number, row in enumerate(table.rows)]
    assert table.path
    lines = [",".join(map(_quoted, line)) for line in (table.columns, *(row.values() for row in rows))]
    table.path.write_text("\n".join(lines) + "\n", "utf-8")


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(',"') else cell


@pytest.fixture
def tiny(tiny_book: Path, tmp_path: Path) -> Path:
    """A tiny book with three more chapters, the results of its own chapter at hand."""
    root = copy_tiny(tmp_path / "tiny")
    shutil.copytree(tiny_book / "_build" / ".jupyter_cache", root / "_build" / ".jupyter_cache")
    words = "This page asks the ledger one thing, and what it is told stands below; that is all there is to say of it."
    for name, code in CHAPTERS.items():
        cell = f"```{{code-cell}}\nfrom explainer import Ledger\n\nledger = Ledger.load()\n{code}\n```"
        (root / "book" / f"x-{name}.md").write_text(f"{HEADER}# {name.title()}\n\n{words}\n\n{cell}\n")
    contents = root / "_toc.yml"
    contents.write_text(contents.read_text() + "".join(f"  - file: book/x-{name}\n" for name in CHAPTERS))
    return root


def cold(root: Path, into: Path) -> dict[str, bytes]:
    """Build the book as it is now in another folder, with nothing kept; give its site."""
    shutil.copytree(root, into, ignore=shutil.ignore_patterns("_build"))
    assert build(into) == 0
    return tree(into / "_build" / "html")


def ran(root: Path) -> set[str]:
    """Build and give the names of the chapters that ran."""
    said: list[str] = []
    assert build(root, said.append) == 0
    return {Path(line.split()[0]).stem for line in said if line.startswith("  ")}


def test_a_changed_datum_runs_the_chapters_that_use_it_and_no_other(tiny: Path, tmp_path: Path) -> None:
    assert ran(tiny) == {"x-events", "x-people", "x-claims"}
    table = Ledger.read(tiny).tables["events"]
    at = next(number for number, row in enumerate(table.rows) if row["track"] == "bridge")
    change(table, at, "label", table.rows[at]["label"] + " at last")
    assert ran(tiny) == {"x-events"}
    claims = Ledger.read(tiny).tables["claims"]
    at = next(number for number, row in enumerate(claims.rows) if row.id == "rivets-rusty")
    change(claims, at, "restatement", claims.rows[at]["restatement"][:-1] + ", they say.")
    # The figure of the story cites that claim.
    assert ran(tiny) == {"story", "x-claims"}
    words = (tiny / "book" / "story.md").read_text()
    (tiny / "book" / "story.md").write_text(words + "\nOne sentence more.\n")
    assert ran(tiny) == set()
    assert tree(tiny / "_build" / "html") == cold(tiny, tmp_path / "cold")


def mutants(root: Path, seed: int) -> Iterator[str]:
    """Change one random cell in each table so that the ledger still holds; put it back after each."""
    chance = random.Random(seed)
    for name, table in Ledger.read(root).tables.items():
        cells = [(at, column) for at, row in enumerate(table.rows) for column in row.cells if column != "id"]
        chance.shuffle(cells)
        before = table.path.read_bytes() if table.path else b""
        for at, column in cells:
            change(table, at, column, _other(chance, table.rows, table.rows[at][column], column))
            try:
                check(root)
            except Faults:
                pass
            else:
                yield f"{name}, {table.rows[at].id}, {column}"
                break
            finally:
                if table.path:
                    table.path.write_bytes(before)


def _other(chance: random.Random, rows: list[Row], cell: str, column: str) -> str:
    return chance.choice([f"{cell} too", *(row[column] for row in rows if row[column] != cell)])


@pytest.mark.prove
@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_changes_the_site_is_that_of_a_cold_build(tiny: Path, tmp_path: Path, seed: int) -> None:
    assert build(tiny) == 0
    tried = []
    for at, mutant in enumerate(mutants(tiny, seed)):
        tried.append(mutant)
        if build(tiny) == 0:
            assert tree(tiny / "_build" / "html") == cold(tiny, tmp_path / f"cold {at}"), mutant
    assert len(tried) > 8
