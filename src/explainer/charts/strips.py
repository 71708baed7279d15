"""The whole article at a glance, one row a paragraph: what was read as a claim, where it stands, of which kind."""

from __future__ import annotations

import altair as alt
import pandas as pd

from explainer.charts.marks import given, records, text_of
from explainer.charts.measure import width
from explainer.charts.patterns import PATTERNS, Pattern, draw_pattern
from explainer.charts.sketch import Sketch
from explainer.charts.theme import GRID, MUTED, PAPER, SMALL
from explainer.charts.viewport import Viewport

_TALL = 14
_GUTTER = 28


def strip(
    rows: pd.DataFrame, page: Viewport, *, by: str = "kind", paragraphs: pd.DataFrame | None = None
) -> alt.LayerChart:
    """Draw each claim at its place in the article, without a word of it.

    Parameters
    ----------
    rows: one claim a row with `ref`, `sentence`, `paragraph` (from 1), `start` and `end` (within the paragraph, code
        points), `length` (of the paragraph), the column named by `by`; optional `unused` (outlined if not empty) and
        `<by>_label`.
    page: the page to draw for.
    by: column that decides the pattern, in ink, for the hues say whose a value is; its values are named in a line
        above, in order of first appearance.
    paragraphs: further paragraphs with `paragraph` and `length`, so that those without claims are drawn too.

    Raises `ValueError` for missing columns and more than ten different values.
    """
    spans = records(rows, "paragraph", "start", "end", "length", by)
    looks = _looks([str(span[by]) for span in spans if not given(span.get("unused"))])
    names = {str(span[by]): text_of(span, f"{by}_label", by) for span in spans}
    lengths = {int(span["paragraph"]): int(span["length"]) for span in spans}
    if paragraphs is not None:
        lengths |= dict(zip(paragraphs["paragraph"].astype(int), paragraphs["length"].astype(int), strict=True))
    sketch = Sketch("strip", page.width)
    y = _key(sketch, looks, names, any(given(span.get("unused")) for span in spans), page)
    per_letter = (page.width - _GUTTER - 2) / max(lengths.values())
    step = _TALL + page.pick(5, 8)
    tops = {number: y + n * step for n, number in enumerate(sorted(lengths))}
    for number, top in tops.items():
        sketch.words(sketch.at(_GUTTER - 9), top + 11, str(number), size=SMALL, colour=MUTED, align="right")
        end = sketch.at(_GUTTER + lengths[number] * per_letter)
        sketch.rect(sketch.at(_GUTTER), top, end, top + _TALL, fill=GRID, opacity=0.55, radius=0)
    for span in sorted(spans, key=lambda span: (int(span["paragraph"]), int(span["start"]))):
        top = tops[int(span["paragraph"])]
        left, right = (_GUTTER + int(span[side]) * per_letter for side in ("start", "end"))
        right = max(right, left + 3)
        style = _UNUSED if given(span.get("unused")) else looks[str(span[by])]
        draw_pattern(sketch, style, left, top, right, top + _TALL, span)
        sketch.hit(left, top - 1, right, top + _TALL + 1, span)
    return sketch.chart(y + len(tops) * step)


_UNUSED = Pattern(fill=PAPER, dash=(2, 2), colour=MUTED)


def _looks(values: list[str]) -> dict[str, Pattern]:
    """A pattern for each value, in order of first appearance."""
    seen = list(dict.fromkeys(values))
    if len(seen) > len(PATTERNS):
        raise ValueError(f"{len(seen)} different values are more than patterns can tell apart")
    return dict(zip(seen, PATTERNS, strict=False))


def _key(sketch: Sketch, looks: dict[str, Pattern], names: dict[str, str], unused: bool, page: Viewport) -> float:
    entries = [(style, names[value]) for value, style in looks.items()]
    if unused:
        entries.append((_UNUSED, "not used on any page"))
    x, y = 1.0, 0.0
    for style, words in entries:
        wide = 34 + width(words, SMALL)
        if x > 1 and x + wide > page.width:
            x, y = 1.0, y + 22
        draw_pattern(sketch, style, x, y + 2, x + 26, y + 2 + _TALL)
        sketch.words(sketch.at(x + 33), y + 13, words, size=SMALL, colour=MUTED)
        x += wide + 18
    return y + 34
