"""Quiet lines below a drawing that say what its marks mean, only when it needs them."""

from __future__ import annotations

from explainer.charts.marks import COLOURS, DASH, SOLID, SYMBOLS
from explainer.charts.measure import width
from explainer.charts.sketch import Sketch
from explainer.charts.theme import MUTED, SMALL
from explainer.charts.viewport import Viewport

CLASS_WORDS = {"article": "the article says", "derived": "we worked out", "outside": "other sources say"}


def draw_classes(sketch: Sketch, classes: set[str], y: float, page: Viewport, article: str = "circle") -> float:
    """Say which mark is the article's, which is worked out, which is another source's; gives back the height below.

    The article's mark is a circle, or the shape named by `article`.
    """
    x, y = 8.0, y + 14
    for name, words in CLASS_WORDS.items():
        if name not in classes:
            continue
        wide = 14 + width(words, SMALL)
        if x > 8 and x + wide > page.width:
            x, y = 8.0, y + 20
        derived = name == "derived"
        sketch.point(
            sketch.at(x),
            y - 4,
            shape=article if name == "article" else SYMBOLS[name],
            size=80,
            fill=COLOURS[name],
            opacity=0.25 if derived else 1,
            stroke=COLOURS[name],
            thick=1.75,
            dash=DASH if derived else SOLID,
        )
        sketch.words(sketch.at(x + 12), y, words, size=SMALL, colour=MUTED)
        x += wide + 22
    return y + 6
