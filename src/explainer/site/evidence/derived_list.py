"""{derived-list}: numbers that we worked out, each with the sum, its condition and its parts."""

from __future__ import annotations

from explainer.amounts.amount import Amount, Derived
from explainer.amounts.interval import OPERATIONS
from explainer.references.citation import CLASSES, cite, split_ref
from explainer.site.evidence.directive import Part, Place


def formula(said: Derived) -> str:
    """Write the sum as a reader would check it: "100 − 5% − 2% − about 70%"."""
    parts = [part.text for part in said.parts] or [said.text]
    if said.operation == "remainder" and all(part.endswith("%") for part in parts):
        parts.insert(0, "100%")
    sign = {"share": " ÷ ", "ratio": " ÷ ", "multiple": " ÷ "}.get(said.operation, " − ")
    return sign.join(parts) + (" × 100" if said.operation == "share" else "")


def write(place: Place, argument: str) -> str:
    """Write every derived amount."""
    worked = [(id, place.ledger.derive(id)) for id in place.ledger.ids("derived")]
    return place.fill(
        "derived",
        worked=[(id, said, formula(said), OPERATIONS[said.operation]) for id, said in worked],
        part=lambda said: _part(place, said),
    )


def _part(place: Place, said: Amount) -> tuple[str, str, str, str | None]:
    """Give of a number that another is worked out from: its class, what it counts, whose it is, where it stands."""
    kind, id = split_ref(said.ref)
    label = "" if kind == "check" else said.label
    return CLASSES[kind], label, cite(place.ledger, kind, id).label, place.address(kind, id)


PARTS = (Part("derived-list", write, {"derived": "derived"}),)
