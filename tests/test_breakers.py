"""Files broken on purpose: what each breaker does, and which words of the proof must answer it.

The table is run, so a check that no longer notices its breaker is itself noticed.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.model.faults import Faults
from explainer.model.ledger import Ledger
from explainer.validate import prove

from .records import Recorder

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.prove
Breaker = Callable[[bytes], bytes]


def cells(change: Callable[[list[list[str]]], object]) -> Breaker:
    """Break rows instead of bytes; the first is the header row."""

    def breaker(raw: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(raw.decode(), newline="")))
        change(rows)
        file = io.StringIO(newline="")
        csv.writer(file, lineterminator="\n").writerows(rows)
        return file.getvalue().encode()

    return breaker


def without(rows: list[list[str]], at: int) -> None:
    for row in rows:
        del row[at]


def beside(rows: list[list[str]], name: str) -> None:
    for row in rows:
        row.append(name if row is rows[0] else "x")


def formula(rows: list[list[str]], text: str) -> None:
    rows[1][1 if rows[0][1] not in ("paragraph", "start") else rows[0].index("quote")] = text


# What is done to a file, and what the proof says of it, after the table's name.
BREAKERS: dict[str, tuple[Breaker, str]] = {
    "byte order mark": (lambda raw: b"\xef\xbb\xbf" + raw, "line 1: the file begins with a byte order mark"),
    "Windows line ends": (lambda raw: raw.replace(b"\n", b"\r\n"), "line 1: Windows line end"),
    "Latin-1": (lambda raw: raw + "é".encode("latin-1") + b",", r"line \d+: not UTF-8"),
    "UTF-16": (lambda raw: raw.decode().encode("utf-16"), "line 1: not UTF-8"),
    "no last line end": (lambda raw: raw.removesuffix(b"\n"), r"line \d+: the last row does not end with a line end"),
    "empty": (lambda raw: b"", "the file is empty: it needs a header row"),
    "header row only": (lambda raw: raw.split(b"\n")[0] + b"\n", r".*(is gone|no .* row has the id)"),
    "column renamed": (cells(lambda rows: rows[0].__setitem__(-1, "renamed")), "line 1, renamed: datapackage"),
    "column missing": (cells(lambda rows: without(rows, -1)), r"line 1, \w+: this column"),
    "column too many": (cells(lambda rows: beside(rows, "more")), "line 1, more: datapackage.json does not describe"),
    "column twice": (cells(lambda rows: beside(rows, rows[0][1])), r"line 1, \w+: two columns have this name"),
    "columns exchanged": (cells(lambda rows: rows[0].reverse()), "line 1: the columns are not in the order"),
    "cell too many": (cells(lambda rows: rows[1].append("x")), r"\S+ \(line 2\): \d+ cells where the header row has"),
    "formula =": (cells(lambda rows: formula(rows, '=HYPERLINK("x")')), r"\S+ \(line 2\), \w+: the cell begins with"),
    "formula +": (cells(lambda rows: formula(rows, "+1")), r"\S+ \(line 2\), \w+: the cell begins with '\+'"),
    "formula -": (cells(lambda rows: formula(rows, "-1")), r"\S+ \(line 2\), \w+: the cell begins with '-'"),
    "formula @": (cells(lambda rows: formula(rows, "@SUM(1)")), r"\S+ \(line 2\), \w+: the cell begins with '@'"),
    "a row twice": (cells(lambda rows: rows.append(rows[1])), r"\S+ \(line \d+\), id: the same id stands on line 2"),
    "the rows exchanged but for their ids": (
        cells(lambda rows: [rows[1].__setitem__(slice(1, None), rows[2][1:]), rows[2].__setitem__(slice(1, None), "")]),
        r"\S+ \(line [23]\)",
    ),
}  # fmt: skip


def broken(root: Path, table: str, breaker: Breaker) -> None:
    path = root / "data" / f"{table}.csv"
    before = path.read_bytes()
    after = breaker(before)
    assert after != before
    path.write_bytes(after)


def said(root: Path) -> list[str]:
    try:
        return [str(fault) for fault in prove(Ledger.read(root))]
    except Faults as error:
        return [str(fault) for fault in error.faults]


@pytest.fixture
def subject(tmp_path: Path) -> Path:
    for folder in ("data", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize("name", BREAKERS)
def test_every_table_answers_every_breaker(subject: Path, record: Recorder, name: str) -> None:
    breaker, answer = BREAKERS[name]
    ledger = Ledger.read(subject)
    tables = [name for name, table in ledger.tables.items() if len(table.rows) > 1 and "id" in table.columns]
    deaf = []
    for table in tables:
        path = subject / "data" / f"{table}.csv"
        kept = path.read_bytes()
        broken(subject, table, breaker)
        found = said(subject)
        # A table without rows is missed by those that point to it.
        place = "" if name == "header row only" else f"{table}(, |: )"
        if not any(re.match(f"{place}{answer}", line) for line in found):
            deaf.append(f"{table}: {found[:2]}")
        path.write_bytes(kept)
    assert deaf == [] and len(tables) > 10
    record("data", "files broken as a whole (encodings, columns, rows, formulas), each named", len(tables))


def test_straight_quotation_marks_are_called_by_name(subject: Path) -> None:
    broken(subject, "claims", lambda raw: raw.replace("’s closest ally".encode(), b"'s closest ally"))
    (line,) = [line for line in said(subject) if line.startswith("claims, closest-ally")]
    assert ", quote: " in line and "straight instead of curly quotation marks?" in line


def test_all_faults_are_said_at_once(subject: Path) -> None:
    broken(subject, "events", BREAKERS["byte order mark"][0])
    broken(subject, "actors", BREAKERS["column renamed"][0])
    broken(subject, "places", BREAKERS["formula ="][0])
    found = said(subject)
    for table in ("events, line 1", "actors, line 1", "places, "):
        assert any(line.startswith(table) for line in found), (table, found[:5])
