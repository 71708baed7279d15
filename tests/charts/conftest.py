from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pandas as pd
import pytest

from explainer import charts
from explainer.charts.pages import NARROW, WIDE, Page
from explainer.figures.figure import specify
from explainer.query.ledger import Ledger
from tests.charts import lighthouse
from tests.charts.drawing import Drawing
from tests.conftest import TINY

# Every recipe with rows to draw.
RECIPES: dict[str, tuple[Callable[..., Any], Callable[[], pd.DataFrame]]] = {
    "timeline": (charts.timeline, lighthouse.events),
    "timeline-without-lanes": (lambda rows, page: charts.timeline(rows, page, lanes=None), lighthouse.events),
    "amounts": (charts.amounts, lighthouse.amounts),
    "shares": (charts.shares, lighthouse.shares),
    "matrix": (charts.matrix, lighthouse.speech),
    "argument": (charts.argument, lighthouse.reasons),
    "strip": (charts.strip, lighthouse.spans),
    "sides": (charts.sides, lighthouse.sides),
}


def drawn(recipe: str, page: Page, rows: pd.DataFrame | None = None) -> Drawing:
    """Draw a recipe with its own rows, or with others."""
    if rows is None:
        return _drawn(recipe, page)
    return Drawing(specify(RECIPES[recipe][0](rows, page), page))


@lru_cache
def _drawn(recipe: str, page: Page) -> Drawing:
    """The same drawing for all tests that only look at it."""
    draw, made = RECIPES[recipe]
    return Drawing(specify(draw(made(), page), page))


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest) -> Page:
    return request.param


@pytest.fixture(scope="session")
def bridge() -> Ledger:
    """The ledger of the tiny book."""
    return Ledger.load(TINY)
