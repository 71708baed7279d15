"""Chart recipes: tidy rows and a viewport in, a plain layered Altair chart out. They know no ledger."""

from difflib import get_close_matches
from typing import Any

from explainer.charts.atlas import atlas
from explainer.charts.count import count
from explainer.charts.crowd import crowd
from explainer.charts.heaps import heaps
from explainer.charts.hundred import hundred
from explainer.charts.score import score
from explainer.charts.silence import silence
from explainer.charts.timeline import timeline
from explainer.charts.wall import wall
from explainer.charts.word import word

__all__ = ["atlas", "count", "crowd", "heaps", "hundred", "score", "silence", "timeline", "wall", "word"]


def __getattr__(name: str) -> Any:
    close = get_close_matches(name, __all__)
    raise AttributeError(f"charts has no recipe {name!r}" + (f"; close to it: {', '.join(close)}" if close else ""))


def __dir__() -> list[str]:
    """Name the recipes alone to whoever asks what there is."""
    return __all__
