"""An engine for books that read one text closely: tables that prove themselves, honest charts.

Names are loaded when they are first used, so that a kernel pays only for what it needs.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_HOMES = {
    "Fault": "explainer.faults",
    "Faults": "explainer.faults",
    "Ledger": "explainer.ledger",
    "NARROW": "explainer.pages",
    "WIDE": "explainer.pages",
    "figure": "explainer.figure",
}
_ROOMS = ("charts", "dates", "hedges", "phrases", "theme")
__all__ = [*_HOMES, *_ROOMS]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in _ROOMS:
        return import_module(f"explainer.{name}")
    raise AttributeError(f"module 'explainer' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Offer the public names, loaded or not, to whoever completes names."""
    return sorted(__all__)


class _Package(ModuleType):
    """Keeps `explainer.figure` the function: importing its module would put the module there."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "figure" and isinstance(value, ModuleType):
            value = value.figure
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
