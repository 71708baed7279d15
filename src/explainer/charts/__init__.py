"""Chart recipes: tidy rows and a viewport in, a plain layered Altair chart out. They know no ledger.

Each is loaded when it is first used: a kernel pays for the recipes of its own chapter alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explainer.charts.counts import count
    from explainer.charts.crowds import crowd
    from explainer.charts.dates import timeline
    from explainer.charts.hundreds import hundred
    from explainer.charts.maps import atlas
    from explainer.charts.scores import score
    from explainer.charts.silences import silence
    from explainer.charts.tons import heaps
    from explainer.charts.walls import wall
    from explainer.charts.words import word

_HOMES = {
    "count": "counts",
    "atlas": "maps",
    "crowd": "crowds",
    "heaps": "tons",
    "hundred": "hundreds",
    "score": "scores",
    "silence": "silences",
    "timeline": "dates",
    "wall": "walls",
    "word": "words",
}

__all__ = ["atlas", "count", "crowd", "heaps", "hundred", "score", "silence", "timeline", "wall", "word"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Offer every recipe, loaded or not, to whoever completes names."""
    return sorted(_HOMES)
