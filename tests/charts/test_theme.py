from __future__ import annotations

import re

import altair as alt
import pandas as pd
import pytest

from explainer.charts import theme

NAMES = {
    match.group(1)
    for name in ("TEXT", "MUTED", "GRID", "PAPER", "ARTICLE", "DERIVED", "OUTSIDE")
    if (match := re.fullmatch(r"var\((--chart-\w+)\)", getattr(theme, name)))
} | {colour[4:-1] for colour in theme.SERIES}


def test_every_colour_has_its_value_in_light_and_dark() -> None:
    """How far they are apart is held by tests/site/test_tokens.py, for all colours of a page."""
    assert set(theme.LIGHT) == set(theme.DARK) >= NAMES


def test_a_plain_chart_gets_the_theme() -> None:
    config = alt.Chart(pd.DataFrame({"x": [1]})).mark_point().to_dict()["config"]
    assert config["axis"]["labelColor"] == theme.MUTED and config["axis"]["labelFontSize"] >= 12
    assert config["background"] is None and "Explainer Sans" in config["font"]


def test_concrete_leaves_no_variable() -> None:
    spec = {"mark": {"color": theme.ARTICLE}, "title": "colour var(--chart-text) in words"}
    assert theme.concrete(spec)["mark"]["color"] == theme.LIGHT["--chart-article"]
    assert "var(" not in str(theme.concrete(spec, theme.DARK))
    with pytest.raises(KeyError):
        theme.concrete({"fill": "var(--chart-nothing)"})
