"""Chart recipes: tidy rows and a page in, a plain Altair chart out. They know no ledger.

Each is loaded when it is first used: a kernel pays for the recipes of its own chapter alone, and a
change in one recipe concerns the chapters that draw with it.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explainer.charts.amounts import amounts
    from explainer.charts.argument import argument
    from explainer.charts.matrix import matrix
    from explainer.charts.portions import portions
    from explainer.charts.shares import shares
    from explainer.charts.sides import sides
    from explainer.charts.strip import strip
    from explainer.charts.timeline import timeline

_HOMES = {
    **{name: name for name in ("amounts", "argument", "matrix", "portions", "shares", "sides", "strip", "timeline")},
    "locator": "locate",
    "Inset": "locate",
    "Frame": "ground",
}

__all__ = ["amounts", "argument", "matrix", "portions", "shares", "sides", "strip", "timeline"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Offer every recipe, loaded or not, to whoever completes names."""
    return sorted({*__all__, *_HOMES})


class _Package(ModuleType):
    """Keeps `charts.amounts` the recipe: importing its module would put the module there."""

    def __setattr__(self, name: str, value: Any) -> None:
        if _HOMES.get(name) == name and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
