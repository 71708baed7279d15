"""{trials}: how this book checks itself: what was broken on purpose before this edition, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explainer.site.shell.edition import edition
from explainer.site.trust.piece import Piece, Place
from explainer.text import dates
from explainer.trials.records import TOPICS, Record, State, read


@dataclass(frozen=True)
class Told:
    """One line of the report: a number, what it counts, a remark, and the file of tests it comes from."""

    count: int
    what: str
    note: str
    source: str


def write(place: Place, argument: str) -> str:
    """Write the report. What was tried is an input like the tables: no clock, no guess."""
    found = list(read(place.ledger.root))
    this = edition(place.ledger.root).commit
    states = sorted({record.state for record in found})
    return place.fill(
        "trials",
        topics=[(label, lines) for topic, label in TOPICS.items() if (lines := told(found, topic))],
        tried=bool(found),
        commit=this,
        stale=[state for state in states if state != State(this)],
        days=sorted({dates.words(record.day) for record in found}),
        failed=[f"{record.name}: {entry.test}" for record in found for entry in record.entries if not entry.passed],
    )


def told(found: Iterable[Record], topic: str) -> list[Told]:
    """Give the lines of one topic; the cases of one test that count the same thing are added up."""
    counts: dict[tuple[str, str, str], int] = {}
    notes: dict[tuple[str, str, str], str] = {}
    for record in found:
        for entry in record.entries:
            for figure in (figure for figure in entry.figures if figure.topic == topic):
                key = (record.name, entry.test.partition("[")[0], figure.what)
                counts[key] = counts.get(key, 0) + figure.count
                notes.setdefault(key, figure.note)
    return [Told(count, what, notes[name, test, what], name) for (name, test, what), count in counts.items()]


PIECES = (Piece("trials", write),)
