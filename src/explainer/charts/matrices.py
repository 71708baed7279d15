"""Who says what, and how firmly: one small dot a claim, speakers down, firmness across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

import altair as alt
import pandas as pd

from explainer.charts.choose import choices
from explainer.charts.firmness import MODALITIES, draw_firmness, draw_firmness_key
from explainer.charts.marks import look, records, text_of
from explainer.charts.measure import width as textwidth
from explainer.charts.measure import wrap
from explainer.charts.sketch import Sketch
from explainer.charts.theme import MUTED, SMALL
from explainer.charts.viewport import Viewport

_NAME = 168
_STEP = 15
_LINE = 17

Cells = dict[str, list[dict[str, Any]]]
Columns = dict[str, tuple[float, float]]


def matrix(
    rows: pd.DataFrame,
    page: Viewport,
    *,
    modalities: Sequence[str] = MODALITIES,
    order: Sequence[str] | None = None,
    choose: Mapping[str, str] | None = None,
) -> alt.LayerChart:
    """Draw every claim as a dot beside its speaker, under how firmly it is said; no claim weighs more than another.

    Parameters
    ----------
    rows: one claim a row with `ref`, `sentence`, `actor` (the speaker's name), `modality`; optional `modality_label`.
    page: the page to draw for.
    modalities: the columns from left to right.
    order: speakers from top to bottom; those with most claims first if not given.
    choose: columns by whose values a reader can choose what to see, and what to call each choice.

    Raises `ValueError` for missing columns, a modality that is no column, and a choice without two values.
    """
    claims = records(rows, "actor", "modality")
    unknown = sorted({str(claim["modality"]) for claim in claims} - set(modalities))
    if unknown:
        raise ValueError(f"no column for {', '.join(unknown)}; the columns are {', '.join(modalities)}")
    used = [name for name in modalities if any(claim["modality"] == name for claim in claims)]
    labels = {str(claim["modality"]): text_of(claim, "modality_label", "modality") for claim in claims}
    speakers: dict[str, Cells] = {}
    for claim in claims:
        speakers.setdefault(str(claim["actor"]), {}).setdefault(str(claim["modality"]), []).append(claim)
    ranked = sorted(speakers, key=lambda name: -sum(map(len, speakers[name].values())))
    names = [name for name in order if name in speakers] if order else ranked
    sketch = Sketch("matrix", page.width)
    columns = _columns(speakers, labels, used, page.width)
    if not page.narrow:
        for modality, (x, _) in columns.items():
            sketch.words(sketch.at(x), 14, labels[modality], size=SMALL, bold=True, colour=MUTED)
    y = page.pick(24.0, 0.0)
    for name in names:
        sketch.hairline(y)
        draw = _block if page.narrow else _band
        y = draw(sketch, name, speakers[name], columns, labels, y)
    sketch.hairline(y)
    return sketch.chart(draw_firmness_key(sketch, labels, y + 8, page), chosen=choices(claims, choose))


def _columns(speakers: dict[str, Cells], labels: dict[str, str], used: Sequence[str], width: float) -> Columns:
    """Left edge and width of each column: room for its heading, and the more of the rest the more dots it holds."""
    least = {name: textwidth(labels[name], SMALL, True) + 18 for name in used}
    most = {name: max(len(cells.get(name, ())) for cells in speakers.values()) ** 0.5 for name in used}
    over = max(0.0, width - _NAME - 8 - sum(least.values()))
    columns, x = {}, _NAME + 8.0
    for name in used:
        room = least[name] + over * most[name] / sum(most.values())
        columns[name] = (x, room)
        x += room
    return columns


def _dots(sketch: Sketch, claims: list[dict[str, Any]], x: float, y: float, per_line: int, step: float) -> None:
    for n, claim in enumerate(claims):
        here, there = x + n % per_line * step + step / 2, y + n // per_line * step + step / 2
        draw_firmness(sketch, here, there, str(claim["modality"]), claim, colour=look(claim["ref"]).colour)
        sketch.hit(here - step / 2, there - step / 2, here + step / 2, there + step / 2, claim)


def _band(sketch: Sketch, name: str, cells: Cells, columns: Columns, labels: dict[str, str], top: float) -> float:
    fits = {modality: max(1, int((columns[modality][1] - 12) // _STEP)) for modality in cells}
    lines = wrap(name, _NAME)
    tall = max(*(ceil(len(claims) / fits[which]) * _STEP for which, claims in cells.items()), len(lines) * _LINE)
    for n, line in enumerate(lines):
        sketch.words(sketch.at(0), top + 10 + n * _LINE + 12, line)
    for modality, claims in cells.items():
        _dots(sketch, claims, columns[modality][0] - 3, top + 10, fits[modality], _STEP)
    return top + tall + 20


def _block(sketch: Sketch, name: str, cells: Cells, columns: Columns, labels: dict[str, str], top: float) -> float:
    y = top + 8
    for line in wrap(name, sketch.width - 4, 13, True):
        y += _LINE
        sketch.words(sketch.at(0), y - 4, line, bold=True)
    step, start = _STEP + 3, 84
    per_line = int((sketch.width - start) // step)
    y += 4
    for modality in columns:
        if modality in cells:
            sketch.words(sketch.at(0), y + 13, labels[modality], size=SMALL, colour=MUTED)
            _dots(sketch, cells[modality], start, y, per_line, step)
            y += ceil(len(cells[modality]) / per_line) * step + 4
    return y + 8
