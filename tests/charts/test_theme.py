from __future__ import annotations

import re

import altair as alt
import pandas as pd
import pytest

from explainer.charts import theme

NAMES = {
    match.group(1)
    for name in ("TEXT", "MUTED", "GRID", "PAPER", "ARTICLE", "DERIVED", "OUTSIDE", "ACCENT")
    if (match := re.fullmatch(r"var\((--chart-\w+)\)", getattr(theme, name)))
} | {colour[4:-1] for colour in theme.SERIES}


def _light(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_marks_and_words_can_be_seen_on_the_paper(colours: dict[str, str]) -> None:
    assert set(colours) >= NAMES
    paper = colours["--chart-paper"]
    for name in NAMES - {"--chart-grid", "--chart-paper"}:
        floor = 4.5 if name in ("--chart-text", "--chart-muted") else 3
        assert contrast(colours[name], paper) >= floor, name


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
