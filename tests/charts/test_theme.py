from __future__ import annotations

import altair as alt
import pandas as pd
import pytest

from explainer.charts import theme


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
