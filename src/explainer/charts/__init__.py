"""Chart recipes: tidy rows and a viewport in, a plain layered Altair chart out. They know no ledger."""

from difflib import get_close_matches
from typing import Any

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

__all__ = ["atlas", "count", "crowd", "heaps", "hundred", "score", "silence", "timeline", "wall", "word"]


def __getattr__(name: str) -> Any:
    close = get_close_matches(name, __all__)
    raise AttributeError(f"charts has no recipe {name!r}" + (f"; close to it: {', '.join(close)}" if close else ""))
