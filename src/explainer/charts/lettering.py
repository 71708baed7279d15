"""Numbers as display type: the hedge decides how the figures are drawn, as it decides a mark elsewhere.

Exact: solid. About: in outline. More or less than: solid, with an arrow that does not end. A range keeps its dash. A
word that stands for a number is set as a word.
"""

from __future__ import annotations

import re

from explainer.charts.marks import Row, look, text_of
from explainer.charts.measure import width
from explainer.charts.sketch import Sketch
from explainer.charts.theme import SERIF

_LEAD = re.compile(r"(?:(?:about|more than|less than|at least|up to|the)\s)+")
_ARROW = 46
_GAP = 6
_WORDS = ("hundreds", "majority")
_PIECES = re.compile(r"[,.]|[^,.]+")
# In parts of the size.
_AIR = 0.05


def letter(sketch: Sketch, row: Row, left: float, baseline: float, size: float) -> float:
    """Write a row's number large; give the pixels it takes.

    Parameters
    ----------
    sketch: where to write.
    row: has `text`, the number with its hedge in words, `hedge`, and `ref`.
    left, baseline: where it begins, in pixels.
    size: pixels of its figures; the words before them are smaller.
    """
    said, hedge, colour = text_of(row, "text"), str(row["hedge"]), look(row["ref"]).colour
    lead = (_LEAD.match(said) or [""])[0].strip()
    figures, x = said[len(lead) :].strip(), left
    if lead:
        sketch.words(sketch.at(x), baseline, lead, row, size=15, bold=True)
        x += width(lead, 15, True) + _GAP
    if hedge in _WORDS:
        sketch.words(sketch.at(x), baseline, figures, row, colour=colour, size=size, italic=True, font=SERIF)
        return x + width(figures, size) - left
    hollow = hedge == "about"
    # An outline runs round each letter: a comma between two figures needs air, or it grows together with them.
    for piece in _PIECES.findall(figures) if hollow else [figures]:
        sketch.words(sketch.at(x), baseline, piece, row, colour=colour, size=size, bold=True, outline=hollow)
        x += width(piece, size, True) + (size * _AIR if hollow else 0)
    if hedge in ("more_than", "less_than"):
        _arrow(sketch, row, x + _GAP, baseline - size * 0.34, hedge == "more_than")
        x += _GAP + _ARROW
    return x - left


def _arrow(sketch: Sketch, row: Row, left: float, y: float, onward: bool) -> None:
    """Draw a bound: a bar where the number stands, and an arrow away from it."""
    colour = look(row["ref"]).colour
    stand, tip = (left, left + _ARROW - 8) if onward else (left + _ARROW - 8, left)
    sketch.rule(sketch.at(left), y, sketch.at(left + _ARROW - 8), y, row, colour=colour, thick=2.5)
    sketch.rule(sketch.at(stand), y - 8, sketch.at(stand), y + 8, row, colour=colour, thick=2.5)
    shape = "triangle-right" if onward else "triangle-left"
    sketch.point(sketch.at(tip), y, row, shape=shape, size=120, fill=colour, thick=0)
