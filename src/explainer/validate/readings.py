"""Readings: each says what is wrong with a passage and how it is read."""

from __future__ import annotations

from explainer.model.faults import Fault
from explainer.model.rows import Reading
from explainer.model.store import Store


def check(ledger: Store) -> list[Fault]:
    """Look at each reading's guess."""
    faults = []
    for row in ledger.rows_of(Reading):
        for name, words in (("wrong", row.wrong), ("reading", row.reading)):
            if not words:
                faults.append(row.fault(name, "empty: a reading says what is wrong and how we read it"))
        if row.reading.strip(" .") == row.quote.strip(" ."):
            faults.append(row.fault("reading", "the same words as the quote: nothing is read"))
    return faults
