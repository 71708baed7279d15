"""Chart recipes: tidy rows and a page in, a plain Altair chart out. They know no ledger."""

from importlib import import_module
from typing import Any

from explainer.charts.amounts import amounts
from explainer.charts.argument import argument
from explainer.charts.matrix import matrix
from explainer.charts.shares import shares
from explainer.charts.sides import sides
from explainer.charts.strip import strip
from explainer.charts.timeline import timeline

_LATER = {
    "locator": "explainer.charts.locate",
    "Inset": "explainer.charts.locate",
    "Frame": "explainer.charts.ground",
}

__all__ = ["amounts", "argument", "matrix", "shares", "sides", "strip", "timeline"]


def __getattr__(name: str) -> Any:
    """Load the map recipe when it is first used: geopandas is slow to import, and most chapters draw no map."""
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Offer every recipe, loaded or not, to whoever completes names."""
    return sorted([*__all__, *_LATER])
