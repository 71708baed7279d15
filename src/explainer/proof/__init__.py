"""The proof of a ledger: one file for each idea, every fault of all of them at once.

Each module has `check(ledger)`, which gives the faults it finds and never raises for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.faults import Fault
from explainer.proof import (
    coverage,
    derived,
    events,
    files,
    findings,
    keys,
    kinds,
    mentions,
    quantities,
    quotes,
    readings,
    reasons,
    speakers,
    wording,
)

if TYPE_CHECKING:
    from explainer.ledger import Ledger

IDEAS = (
    files, keys, quotes, wording, kinds, events, quantities, speakers, mentions, reasons, readings, findings, derived,
    coverage,
)  # fmt: skip


def prove(ledger: Ledger) -> list[Fault]:
    """Find everything that is wrong with a ledger, without the judge of the package's schema.

    Parameters
    ----------
    ledger: as `Ledger.read` gave it; what could not be read is reported along.

    Returns the faults, table by table in the package's order, then by line.
    """
    faults = list(ledger.faults)
    for idea in IDEAS:
        faults += idea.check(ledger)
    return in_order(ledger, faults)


def in_order(ledger: Ledger, faults: list[Fault]) -> list[Fault]:
    """Put faults in the order in which somebody mends them, each once."""
    tables = {name: place for place, name in enumerate(ledger.tables)}

    def place(fault: Fault) -> tuple[int, int, str, str]:
        line = fault.row.rpartition("line ")[2].rstrip(")")
        return (tables.get(fault.table, -1), int(line) if line.isdigit() else 0, fault.column, fault.message)

    return sorted(dict.fromkeys(faults), key=place)
