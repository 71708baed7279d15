"""Choices in the chart itself: a reader names an actor, a track, a speaker, and what does not belong to it fades.

They are ordinary parameters of Vega-Lite bound to a list. A notebook shows that list below the chart; the site draws
its own above it, with a label, and says how many rows are left. Untouched, every choice holds everything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from explainer.charts.marks import Row, given

EVERYTHING = ""
"""The value of a choice that holds everything."""


KEPT = "kept_"
"""What the names of the parameters begin with that hold the keys of the rows kept; the site looks for them."""


@dataclass(frozen=True)
class Choices:
    """What a reader can choose in one chart.

    Parameters
    ----------
    params: parameters for the chart: of each choice the value chosen, and the keys of the rows that it holds.
    tests: what is true of a datum that belongs to everything chosen.
    """

    params: tuple[alt.Parameter, ...] = ()
    tests: tuple[str, ...] = ()


NONE = Choices()
"""No choice."""


def choices(rows: Sequence[Row], choose: Mapping[str, str] | None) -> Choices:
    """Make a choice of each column, among its values in the order of the rows.

    Parameters
    ----------
    rows: the rows drawn, with `ref`; a cell holds one value, or a list or tuple of several.
    choose: what to call the choice, by column.

    Raises `ValueError` for a column that the rows have not, and for one that holds fewer than two values.
    """
    params: list[alt.Parameter] = []
    tests = []
    for column, label in (choose or {}).items():
        held = _held(rows, column)
        if len(held) < 2:
            have = ", ".join(held) or "nothing"
            raise ValueError(f"a choice by {column!r} needs two values at the least; the rows have {have}")
        count = len({row["ref"] for row in rows})
        bind = alt.binding_select(
            options=[EVERYTHING, *held],
            labels=[f"all {count}", *(f"{value} ({len(keys)})" for value, keys in held.items())],
            name=label,
        )
        name, kept = f"choose_{column}", KEPT + column
        found = f"{name} == '{EVERYTHING}' ? null : {json.dumps(held, ensure_ascii=False)}[{name}]"
        params += [alt.param(name=name, value=EVERYTHING, bind=bind), alt.param(name=kept, expr=found)]
        tests.append(f"!{kept} || indexof({kept}, datum.key) >= 0")
    return Choices(tuple(params), tuple(tests))


def _held(rows: Sequence[Row], column: str) -> dict[str, list[str]]:
    """The refs of the rows by each value of a column."""
    if any(column not in row for row in rows):
        raise ValueError(f"a choice by {column!r}, but the rows have no such column")
    held: dict[str, dict[str, None]] = {}
    for row in rows:
        cell: Any = row[column]
        for value in cell if isinstance(cell, list | tuple) else [cell]:
            if given(value):
                held.setdefault(str(value), {})[str(row["ref"])] = None
    return {value: list(keys) for value, keys in held.items()}
