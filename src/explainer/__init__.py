"""An engine for books that read one text closely: tables that prove themselves, honest charts.

Names are loaded when they are first used, so that a kernel pays only for what it needs.
"""

import sys
from importlib import import_module
from typing import Any

#: A package that jsonschema tries to import, to check a kind of address (IRIs) that nothing here checks. It builds
#: a grammar while it is imported, which takes more than a second of every process that imports Altair or a judge of
#: tables. Named as absent, it is done without.
SLOW_AND_UNUSED = "rfc3987_syntax"
sys.modules.setdefault(SLOW_AND_UNUSED, None)  # type: ignore[arg-type]

_HOMES = {
    "Fault": "explainer.model.faults",
    "Faults": "explainer.model.faults",
    "Ledger": "explainer.query.ledger",
    "NARROW": "explainer.charts.viewport",
    "WIDTHS": "explainer.charts.viewport",
    "Step": "explainer.figures.figure",
    "figure": "explainer.figures.figure",
}
_ROOMS = {
    "charts": "explainer.charts",
    "dates": "explainer.text.dates",
    "hedges": "explainer.text.hedges",
    "phrases": "explainer.references.phrases",
    "theme": "explainer.charts.theme",
}
__all__ = [*_HOMES, *_ROOMS]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in _ROOMS:
        return import_module(_ROOMS[name])
    raise AttributeError(f"module 'explainer' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Offer the public names, loaded or not, to whoever completes names."""
    return sorted(__all__)
