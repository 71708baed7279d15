"""A noted ledger says the same as any other, and no cell can change an answer without changing what was noted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from explainer.build.noted import noted
from explainer.build.reads import Read, of_ledger
from explainer.model.rows import read_row
from explainer.query.ledger import Ledger
from explainer.references import phrases

from ..conftest import TINY

#: Everything a chapter can ask, one question each.
QUESTIONS: dict[str, Callable[[Ledger], Any]] = {
    "one amount": lambda ledger: ledger.amounts(["rivets-gone"]).to_csv(),
    "all amounts": lambda ledger: ledger.amounts().to_csv(),
    "a series": lambda ledger: ledger.amounts(series="rivets").to_csv(),
    "one event": lambda ledger: ledger.timeline(ids=["opening"]).to_csv(),
    "a track": lambda ledger: ledger.timeline("works").to_csv(),
    "since": lambda ledger: ledger.timeline(since="1900").to_csv(),
    "later": lambda ledger: ledger.later().to_csv(),
    "outside": lambda ledger: ledger.outside(["C1"]).to_csv(),
    "derived": lambda ledger: ledger.derivations(["walkers-ratio"]).to_csv(),
    "reasons": lambda ledger: ledger.argument().to_csv(),
    "who says what": lambda ledger: ledger.attribution().to_csv(),
    "spans": lambda ledger: ledger.spans().to_csv(),
    "paragraphs": lambda ledger: ledger.paragraphs().to_csv(),
    "a frame": lambda ledger: ledger.places.to_csv(),
    "a missing row": lambda ledger: "nothing" in ledger.rows["claims"],
    "a table's length": lambda ledger: len(ledger.rows["glossary"]),
    "tables laid over each other": lambda ledger: (ledger.rows["checks"] | ledger.rows["aftermath"])["C1"].cells,
    "words": lambda ledger: phrases.plain(
        "{q}`walkers` {on}`opening` {says}`cost` {a}`quill` {p}`wendle` {x}`rivets-sound` {out}`C1`"
        " {count}`claims:kind=event` {newest}`checks`{n}`pier`", ledger
    ),
    "a count": lambda ledger: phrases.plain("{count}`claims:modality=likely`", ledger),
    "vocabulary": lambda ledger: ledger.vocabulary["kinds"],
    "number": lambda ledger: ledger.number("cost"),
    "readings": lambda ledger: ledger.readings_of("cost"),
}  # fmt: skip


def ask(question: str, ledger: Ledger) -> str:
    try:
        return str(QUESTIONS[question](ledger))
    except (KeyError, ValueError, TypeError, AttributeError, phrases.Faults) as error:
        return repr(error)


@pytest.fixture(scope="module")
def changed() -> list[tuple[str, Ledger]]:
    """The tiny ledger, once for every cell of every table with that cell changed, once with each row away or new."""
    found = []

    def one(name: str, change: Callable[[Any], None]) -> None:
        ledger = Ledger.read(TINY)
        change(ledger)
        found.append((name, ledger))

    for name, table in Ledger.read(TINY).tables.items():
        for at, row in enumerate(table.rows):
            for column, cell in row.cells.items():
                new = str(int(cell) + 1) if cell.isdigit() else f"{cell}x" if cell else "y"

                def cells(
                    ledger: Ledger, name: str = name, at: int = at, column: str = column, new: str = new
                ) -> None:
                    ledger.tables[name].rows[at].cells[column] = new

                one(f"{name} {row.id} {column}", cells)
            one(f"{name} {row.id} away", lambda ledger, name=name, at=at: ledger.tables[name].rows.pop(at))
            one(f"{name} {row.id} moved", lambda ledger, name=name: ledger.tables[name].rows.reverse())
    return found


def unnoticed(question: str, changed: list[tuple[str, Ledger]]) -> tuple[list[str], int]:
    """Give the changes that change an answer and nothing of what was noted, and how many were noticed."""
    plain, found = Ledger.read(TINY), set[Read]()
    said = ask(question, noted(Ledger.read(TINY), found.add))
    assert said == ask(question, plain)
    assert found
    before = {read: of_ledger(read, plain) for read in found}
    missed, noticed = [], 0
    for name, ledger in changed:
        same = all(of_ledger(read, ledger) == value for read, value in before.items())
        noticed += not same
        if same and ask(question, ledger) != said:
            missed.append(name)
    return missed, noticed


@pytest.mark.parametrize("at, question", list(enumerate(QUESTIONS)))
def test_no_change_of_an_answer_goes_unnoticed(at: int, question: str, changed: list[tuple[str, Ledger]]) -> None:
    some = changed[at % 7 :: 7]
    missed, _ = unnoticed(question, some)
    assert missed == []


@pytest.mark.prove
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_change_at_all_goes_unnoticed(question: str, changed: list[tuple[str, Ledger]]) -> None:
    assert unnoticed(question, changed)[0] == []


def test_a_row_that_comes_later_is_a_change_for_who_looked_for_it(tmp_path: Path) -> None:
    found = set[Read]()
    ledger = Ledger.read(TINY)
    assert noted(ledger, found.add).rows["claims"].get("later") is None
    assert found == {Read("has", "claims", "later")}
    before = {read: of_ledger(read, ledger) for read in found}
    added = Ledger.read(TINY)
    added.tables["claims"].rows.append(read_row("claims", 99, {"id": "later"}))
    assert {read: of_ledger(read, added) for read in found} != before
