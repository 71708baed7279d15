"""Looks that every chart shares: fonts, sizes, and colours as names that the page's style sheet fills in.

A colour in a spec is `var(--chart-…)`, so that one SVG serves light, dark, print and forced colours, still and
alive alike. Where no style sheet reaches (JupyterLab, PNG) `concrete` puts real colours in.
"""

from __future__ import annotations

import json
import re
from typing import Any

import altair as alt

TEXT = "var(--chart-text)"
MUTED = "var(--chart-muted)"
GRID = "var(--chart-grid)"
PAPER = "var(--chart-paper)"
ARTICLE = "var(--chart-article)"
DERIVED = "var(--chart-derived)"
OUTSIDE = "var(--chart-outside)"
ACCENT = "var(--chart-accent)"
SERIES = tuple(f"var(--chart-{n})" for n in range(1, 6))

SANS = "'Explainer Sans', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"
SERIF = "'Explainer Serif', Georgia, 'Times New Roman', 'Liberation Serif', serif"

SMALL = 12
"""Pixels of the smallest text in any chart: axis labels, keys, date words."""

# Stand-ins where no style sheet reaches; the site's style sheet is the authority for its pages.
# Each mark colour keeps 3:1 and each text colour 4.5:1 against the paper (checked in tests/test_theme.py).
LIGHT = {
    "--chart-text": "#1d232b",
    "--chart-muted": "#5b6470",
    "--chart-grid": "#d9d9d2",
    "--chart-paper": "#fffefa",
    "--chart-article": "#1f4e79",
    "--chart-derived": "#6b5b95",
    "--chart-outside": "#b5541c",
    "--chart-accent": "#a4243b",
    "--chart-1": "#1f4e79",
    "--chart-2": "#b5541c",
    "--chart-3": "#2f7d6b",
    "--chart-4": "#8a4f7d",
    "--chart-5": "#7a6a1f",
}
DARK = {
    "--chart-text": "#eceae3",
    "--chart-muted": "#a9afb8",
    "--chart-grid": "#3a424c",
    "--chart-paper": "#161b21",
    "--chart-article": "#8fbfe8",
    "--chart-derived": "#b9a8e0",
    "--chart-outside": "#f0a06a",
    "--chart-accent": "#f08a9b",
    "--chart-1": "#8fbfe8",
    "--chart-2": "#f0a06a",
    "--chart-3": "#7fcbb6",
    "--chart-4": "#d9a3cc",
    "--chart-5": "#d2c26a",
}

_VARIABLE = re.compile(r"var\((--chart-[a-z0-9]+)\)")


@alt.theme.register("explainer", enable=True)
def explainer() -> alt.theme.ThemeConfig:
    """Give the shared looks to Altair; importing this module turns them on."""
    axis: dict[str, Any] = {
        # A screen reader gets the table; an axis read aloud says "12:00:00 AM" and tick numbers without hedges.
        "aria": False,
        "domain": False,
        "domainColor": GRID,
        "gridColor": GRID,
        "labelColor": MUTED,
        "labelFont": SANS,
        "labelFontSize": SMALL,
        "labelPadding": 6,
        "ticks": False,
        "title": None,
        "titleColor": MUTED,
        "titleFont": SANS,
        "titleFontSize": SMALL,
        "titleFontWeight": "normal",
    }
    legend: dict[str, Any] = {
        "labelColor": TEXT,
        "labelFont": SANS,
        "labelFontSize": SMALL,
        "orient": "top",
        "symbolStrokeWidth": 2,
        "title": None,
    }
    return {
        "config": {
            "background": None,
            "padding": 0,
            "font": SANS,
            "view": {"stroke": None, "continuousWidth": 720, "continuousHeight": 260},
            "axis": axis,
            "axisX": {"grid": False},
            "axisTemporal": {"format": "%b %Y"},
            "legend": legend,
            "range": {"category": list(SERIES)},
            "mark": {"color": ARTICLE},
            "text": {"color": TEXT, "font": SANS, "fontSize": 13},
            "point": {"size": 110, "strokeWidth": 2},
            "rule": {"color": MUTED},
            "arc": {"color": ARTICLE},
            "header": {"labelColor": TEXT, "labelFont": SANS, "labelFontSize": 13, "title": None},
        }
    }


def concrete(spec: dict[str, Any], colours: dict[str, str] | None = None) -> dict[str, Any]:
    """Put real colours where a spec names variables, for places that no style sheet reaches.

    Parameters
    ----------
    spec: a Vega-Lite or Vega specification as a dict.
    colours: colour for each variable name; `LIGHT` if not given.

    Raises `KeyError` for a variable that has no colour.
    """
    chosen = LIGHT if colours is None else colours
    written = json.dumps(spec, ensure_ascii=False)
    replaced: dict[str, Any] = json.loads(_VARIABLE.sub(lambda found: chosen[found.group(1)], written))
    return replaced
