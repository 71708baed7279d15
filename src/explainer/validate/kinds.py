"""Kinds: a claim that is called an event has an event, one that is called a number has a number."""

from __future__ import annotations

from explainer.model.faults import Fault
from explainer.model.rows import Claim, Event, Quantity, Row
from explainer.model.store import Store

# What a claim of a kind must have in the other tables: a row in one of them.
HOLDS: dict[str, tuple[type[Row], ...]] = {"event": (Event,), "quantity": (Quantity,), "poll": (Quantity, Event)}


def check(ledger: Store) -> list[Fault]:
    """Look from claims to events and quantities, and at what the vocabulary demands of each kind."""
    allowed = {name: given.get("modalities") for name, given in ledger.vocabulary.get("kinds", {}).items()}
    faults = []
    for row in ledger.rows_of(Claim):
        kinds = HOLDS.get(row.kind, ())
        if kinds and not any(ledger.of_claim(kind, row.id) for kind in kinds):
            said = f"{row.kind!r}, but no row of {' or '.join(kind.table for kind in kinds)} belongs to this claim"
            faults.append(row.fault("kind", said))
        modalities = allowed.get(row.kind)
        if modalities and row.modality not in modalities:
            said = f"{row.modality!r} does not go with the kind {row.kind!r}, which takes {', '.join(modalities)}"
            faults.append(row.fault("modality", said))
    return faults
