"""Readings: each says what is wrong with a passage and how it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.model.faults import Fault

if TYPE_CHECKING:
    from explainer.model.ledger import Ledger


def check(ledger: Ledger) -> list[Fault]:
    """Look at each reading's guess."""
    faults = []
    for row in ledger.tables["readings"].rows:
        for column in ("wrong", "reading"):
            if not row[column]:
                faults.append(row.fault(column, "empty: a reading says what is wrong and how we read it"))
        if row["reading"].strip(" .") == row["quote"].strip(" ."):
            faults.append(row.fault("reading", "the same words as the quote: nothing is read"))
    return faults
