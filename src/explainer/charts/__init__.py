"""Chart recipes: tidy rows and a viewport in, a plain layered Altair chart out. They know no ledger.

Each is loaded when it is first used: a kernel pays for the recipes of its own chapter alone.
"""

from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explainer.charts.counts import amounts
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
    "amounts": "counts",
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

__all__ = ["amounts", "atlas", "crowd", "heaps", "hundred", "score", "silence", "timeline", "wall", "word"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    close = get_close_matches(name, _HOMES)
    raise AttributeError(f"charts has no recipe {name!r}" + (f"; close to it: {', '.join(close)}" if close else ""))


def __dir__() -> list[str]:
    """Offer every recipe, loaded or not, to whoever completes names."""
    return sorted(_HOMES)
