"""One changed cell at a time in the tables of the article's facts: each must stop the build.

Every row is tried, with one wrong value in each of its columns that holds a fact. (Frictionless
judges what is empty or in no enumeration; here only the proof is asked.)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.ledger import Ledger
from explainer.proof import prove
from explainer.tables import Row

ROOT = Path(__file__).parents[1]
Change = Callable[[Ledger, Row, str], str]


def next_key(table: str) -> Change:
    def change(ledger: Ledger, row: Row, column: str) -> str:
        keys = list(ledger.rows[table])
        return keys[(keys.index(row[column]) + 1) % len(keys)] if row[column] in keys else keys[0]

    return change


def next_word(words: Callable[[Ledger], list[str]]) -> Change:
    def change(ledger: Ledger, row: Row, column: str) -> str:
        known = words(ledger)
        return known[(known.index(row[column]) + 1) % len(known)]

    return change


def one_more(ledger: Ledger, row: Row, column: str) -> str:
    return f"{float(row[column]) + 1:g}" if row[column] else "7"


def one_later(ledger: Ledger, row: Row, column: str) -> str:
    """Add one to the last number of a date that stays a date of the calendar."""
    found = list(re.finditer(r"\d+", row[column]))
    last = found[-1]
    more = int(last[0]) + 1 if last[0] not in ("30", "31", "12") else int(last[0]) - 1
    return row[column][: last.start()] + str(more).zfill(len(last[0])) + row[column][last.end() :]


def one_letter(ledger: Ledger, row: Row, column: str) -> str:
    text, at = row[column], len(row[column]) // 2
    return text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :] if text else ""


def hedges(ledger: Ledger) -> list[str]:
    return ["exact", "about", "more_than", "less_than", "range", "majority", "hundreds"]


MUTANTS: dict[str, dict[str, Change]] = {
    "claims": {
        "paragraph": one_more, "start": one_more, "end": one_more, "quote": one_letter,
        "actor": next_key("actors"), "reason": next_key("reasons"),
        "modality": next_word(lambda ledger: list(ledger.vocabulary["modalities"])),
    },
    "events": {"claim": next_key("claims"), "date": one_later, "printed": one_letter, "actors": next_key("actors")},
    "quantities": {
        "claim": next_key("claims"), "value": one_more, "low": one_more, "high": one_more, "as_of": one_later,
        "hedge": next_word(hedges), "unit": next_word(lambda ledger: list(ledger.vocabulary["units"])),
    },
    "reasons": {"parent": next_key("reasons"), "position": one_more, "claim": next_key("claims"), "words": one_letter},
    "actors": {"claim": next_key("claims")},
    "places": {"claim": next_key("claims")},
    "readings": {"start": one_more, "end": one_more, "quote": one_letter},
    "exceptions": {"start": one_more, "end": one_more, "quote": one_letter},
}  # fmt: skip
# What may be another value and still be right: table, column, id, and why.
_CARRIES_ON = "the sentence has words of unnamed others, and they may be meant to say this clause too"
EQUIVALENT: dict[tuple[str, str, str], str] = {
    ("claims", "actor", "standfirst-unlikely"): _CARRIES_ON,
    ("claims", "actor", "kyiv-counterattack"): _CARRIES_ON,
    ("claims", "actor", "balancing"): _CARRIES_ON,
    ("claims", "actor", "grievances-eased"): _CARRIES_ON,
    ("events", "claim", "troops-brought-in"): "the next claim belongs to the same sentence and the same event",
    ("events", "claim", "airstrikes"): "a date worked out from the paragraph holds for the next claim as well",
    ("events", "actors", "troops-brought-in"): "the paragraph names both countries as taking part",
    ("events", "actors", "regiment"): "the paragraph names the unit and its members",
    ("actors", "claim", "article-author"): "the article's own voice has no first mention",
}


@pytest.mark.parametrize(("table", "column"), [(table, column) for table in MUTANTS for column in MUTANTS[table]])
def test_a_changed_cell_stops_the_build(table: str, column: str) -> None:
    ledger = Ledger.read(ROOT)
    rows = ledger.tables[table].rows
    lives = []
    for row in rows[:: 3 if len(rows) > 45 else 1]:
        old = row[column]
        row.cells[column] = MUTANTS[table][column](ledger, row, column)
        for known in ("_numbers", "_readings"):
            ledger.__dict__.pop(known, None)
        if row[column] != old and bool(prove(ledger)) == ((table, column, row.id) in EQUIVALENT):
            what = "is listed as equivalent and is not" if (table, column, row.id) in EQUIVALENT else "passes"
            lives.append(f"{row.id}: {old!r} became {row[column]!r}: {what}")
        row.cells[column] = old
    assert not lives, "\n".join(lives)
