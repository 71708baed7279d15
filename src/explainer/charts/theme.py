"""Looks that every chart shares: fonts, sizes, and colours as names that the page's style sheet fills in.

A colour in a spec is `var(--chart-…)`, so that one SVG serves light, dark, print and forced colours, still and
alive alike. Where no style sheet reaches (JupyterLab, PNG) `concrete` puts real colours in.
"""

from __future__ import annotations

import json
import re
from typing import cast

import altair as alt

from explainer.model import Json

TEXT = "var(--chart-text)"
MUTED = "var(--chart-muted)"
GRID = "var(--chart-grid)"
PAPER = "var(--chart-paper)"
ARTICLE = "var(--chart-article)"
DERIVED = "var(--chart-derived)"
OUTSIDE = "var(--chart-outside)"
SERIES = tuple(f"var(--chart-{n})" for n in range(1, 6))

SANS = "'Explainer Sans', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"

SMALL = 14
"""Pixels of the smallest text in any chart: axis labels, keys, date words."""

# Stand-ins where no style sheet reaches; the site's style sheet is the authority for its pages.
# Each mark colour keeps 3:1 and each text colour 4.5:1 against the paper (checked in tests/site/test_tokens.py).
_COLOURS = {  # light, dark
    "text": ("#13242b", "#e6eef0"),
    "muted": ("#52646b", "#9fb1b7"),
    "grid": ("#d5dee1", "#24353c"),
    "paper": ("#f7f9f9", "#0d171b"),
    "article": ("#0b5266", "#6fbdd1"),
    "derived": ("#7a56b3", "#b79be8"),
    "outside": ("#8a5900", "#dba64a"),
    "accent": ("#0b5266", "#6fbdd1"),
    "1": ("#0b5266", "#6fbdd1"),
    "2": ("#8a5900", "#dba64a"),
    "3": ("#7a56b3", "#b79be8"),
    "4": ("#3f7f5f", "#7fc3a0"),
    "5": ("#6a7780", "#9aa9b0"),
}
LIGHT, DARK = ({f"--chart-{name}": pair[n] for name, pair in _COLOURS.items()} for n in (0, 1))

_VARIABLE = re.compile(r"var\((--chart-[a-z0-9]+)\)")


@alt.theme.register("explainer", enable=True)
def explainer() -> alt.theme.ThemeConfig:
    """Give the shared looks to Altair; importing this module turns them on."""
    axis: Json = {
        # A screen reader gets the table; an axis read aloud says "12:00:00 AM" and tick numbers without hedges.
        "aria": False,
        "domain": False,
        "domainColor": GRID,
        "gridColor": GRID,
        "labelColor": MUTED,
        "labelFontSize": SMALL,
        "labelPadding": 6,
        "ticks": False,
        "title": None,
        "titleColor": MUTED,
        "titleFontSize": SMALL,
        "titleFontWeight": "normal",
    }
    legend: Json = {
        "labelColor": TEXT,
        "labelFontSize": SMALL,
        "orient": "top",
        "symbolStrokeWidth": 2,
        "title": None,
    }
    # Altair's types know no None for the background: it lets the page's paper through.
    config: Json = {
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
            "text": {"color": TEXT, "fontSize": 13},
            "point": {"size": 110, "strokeWidth": 2},
            "rule": {"color": MUTED},
            "arc": {"color": ARTICLE},
            "header": {"labelColor": TEXT, "labelFontSize": 13, "title": None},
        }
    }
    return cast(alt.theme.ThemeConfig, config)


def concrete(spec: Json, colours: dict[str, str] | None = None) -> Json:
    """Put real colours where a spec names variables, for places that no style sheet reaches.

    Parameters
    ----------
    spec: a Vega-Lite or Vega specification as a dict.
    colours: colour for each variable name; `LIGHT` if not given.

    Raises `KeyError` for a variable that has no colour.
    """
    chosen = LIGHT if colours is None else colours
    written = json.dumps(spec, ensure_ascii=False)
    replaced: Json = json.loads(_VARIABLE.sub(lambda found: chosen[found.group(1)], written))
    return replaced
