"""Tests of the chart recipes, their looks, and the figure."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest

from explainer import charts
from explainer.charts.viewport import NARROW, WIDTHS, Viewport
from explainer.figures.figure import specify
from tests.charts import lighthouse
from tests.charts.drawing import Drawing

PEOPLE = lighthouse.amounts().query("unit == 'people' and hedge != 'majority'")
BRICKS, NOTES = lighthouse.bricks()
VOICES, BRACKETS = lighthouse.voices()
ODD, CHAIN = lighthouse.odd()
EVENTS = lighthouse.events().query("on == '' and lane != 'Keepers sent'").dropna(subset=["lower", "upper"])
MARKED, TOPOLOGY, WORDS = lighthouse.chart()

# Every recipe with its rows and its way of drawing them.
RECIPES: dict[str, tuple[Any, Callable[[Any, Viewport], Any]]] = {
    "count": (lighthouse.amounts(), charts.count),
    "timeline": (lighthouse.events(), lambda rows, view: charts.timeline(rows, view, lanes="lane")),
    "crowd": (PEOPLE, lambda rows, view: charts.crowd(rows, view, each=500, of="people", line="derived:all")),
    "hundred": (lighthouse.shares(), charts.hundred),
    "wall": (BRICKS, lambda rows, view: charts.wall(rows, view, notes=NOTES)),
    "score": (VOICES, lambda rows, view: charts.score(rows, view, brackets=BRACKETS)),
    "word": (ODD, lambda rows, view: charts.word(
        rows, view, between="lumen", meaning="not heavy", instead="easy", doubt="Our reading, likely.", chain=CHAIN)),
    "silence": (EVENTS, lambda rows, view: charts.silence(
        rows, view, note="nothing is dated here", since="2021-01-01", until="2022-12-31", lanes="lane")),
    "heaps": (lighthouse.heaps(), lambda rows, view: charts.heaps(rows, view, start="2022-01-01", end="2022-12-31")),
    "atlas": (MARKED, lambda rows, view: charts.atlas(rows, view, topology=TOPOLOGY, words=WORDS, extent=(0, 0, 8, 4))),
}  # fmt: skip


def drawn(recipe: str, view: Viewport, rows: Any = None) -> Drawing:
    """Draw a recipe with its own rows, or with others."""
    return _drawn(recipe, view) if rows is None else Drawing(specify(RECIPES[recipe][1](rows, view), view))


@lru_cache
def _drawn(recipe: str, view: Viewport) -> Drawing:
    """The same drawing for all tests that only look at it."""
    rows, draw = RECIPES[recipe]
    draw(rows, view).to_dict(validate=True)
    return Drawing(specify(draw(rows, view), view))


@pytest.fixture(params=[WIDTHS["wide"], NARROW], ids=["wide", "narrow"])
def view(request: pytest.FixtureRequest) -> Viewport:
    return request.param
