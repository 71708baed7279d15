"""Kinds: a claim that is called an event has an event, one that is called a number has a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.model.faults import Fault

if TYPE_CHECKING:
    from explainer.model.ledger import Ledger

# What a claim of a kind must have in the other tables: a row in one of them.
HOLDS = {"event": ("events",), "quantity": ("quantities",), "poll": ("quantities", "events")}


def check(ledger: Ledger) -> list[Fault]:
    """Look from claims to events and quantities, and at what the vocabulary demands of each kind."""
    has = {name: {row["claim"] for row in ledger.tables[name].rows} for name in ("events", "quantities")}
    allowed = {name: given.get("modalities") for name, given in ledger.vocabulary.get("kinds", {}).items()}
    faults = []
    for row in ledger.tables["claims"].rows:
        tables = HOLDS.get(row["kind"], ())
        if tables and not any(row.id in has[name] for name in tables):
            said = f"{row['kind']!r}, but no row of {' or '.join(tables)} belongs to this claim"
            faults.append(row.fault("kind", said))
        modalities = allowed.get(row["kind"])
        if modalities and row["modality"] not in modalities:
            said = f"{row['modality']!r} does not go with the kind {row['kind']!r}, which takes {', '.join(modalities)}"
            faults.append(row.fault("modality", said))
    return faults
