"""Derived amounts: computable from what the ledger holds, under a condition that is written down."""

from __future__ import annotations

from explainer.amounts.amount import of_derived
from explainer.model.faults import Fault
from explainer.model.rows import Derivation
from explainer.model.store import Store


def check(ledger: Store) -> list[Fault]:
    """Work out every derived amount; nothing of it is typed, so nothing else can be wrong."""
    faults = []
    for row in ledger.rows_of(Derivation):
        try:
            said = of_derived(ledger, row)
        except ValueError as error:
            faults.append(row.fault("operation" if "operation" in str(error) else "of", str(error)))
            continue
        if not row.condition:
            faults.append(row.fault("condition", "empty: say under what condition the amount may be read"))
        units = {part.unit for part in said.parts}
        if row.operation in ("difference", "remainder") and len(units) > 1:
            faults.append(row.fault("of", f"a {row.operation} of different units: {', '.join(sorted(units))}"))
        if row.operation == "share" and not said.text.endswith("%"):
            faults.append(row.fault("unit", f"{row.unit!r}, but a share is a percentage"))
        if row.operation == "ratio" and said.text.endswith("%"):
            faults.append(row.fault("unit", f"{row.unit!r}, but a ratio is no percentage"))
        if row.operation in ("difference", "remainder") and units and row.unit not in {unit.split(" of ")[0] for unit in units} | units:
            faults.append(row.fault("unit", f"{row.unit!r}, but its parts are in {', '.join(sorted(units))}"))
    return faults
