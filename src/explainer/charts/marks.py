"""The alphabet of the charts: what each hedge and each class of value looks like, everywhere the same.

Article: solid. Derived (we calculated it): outlined and dashed. Outside (another source says it): square, in a second
colour. So none of the three rests on colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from explainer.charts.theme import ARTICLE, DERIVED, OUTSIDE

Row = Mapping[str, Any]
CLASSES = {"claim": "article", "derived": "derived", "check": "outside"}
COLOURS = {"article": ARTICLE, "derived": DERIVED, "outside": OUTSIDE}
SYMBOLS = {"article": "circle", "derived": "circle", "outside": "square"}
DASH: list[float] = [2.5, 2]
SOLID: list[float] = [1, 0]


def class_of(ref: str) -> str:
    """Tell from a row's `ref` ("claim:ID", "derived:ID", "check:ID") whose value it is: article, derived or outside.

    Raises `ValueError` for any other prefix.
    """
    prefix = ref.partition(":")[0]
    if prefix not in CLASSES:
        raise ValueError(f"ref {ref!r} begins with none of {', '.join(f'{name}:' for name in CLASSES)}")
    return CLASSES[prefix]


def given(value: Any) -> bool:
    """True when a cell holds something: not None, NaN, NaT or empty text."""
    return not (value is None or value == "" or (not isinstance(value, str) and bool(pd.isna(value))))


def text_of(row: Row, *columns: str) -> str:
    """The first of some columns that holds something, as text; "" if none does."""
    for column in columns:
        if given(row.get(column)):
            return str(row[column])
    return ""


def begun(text: str) -> str:
    """A phrase as it begins a line, with a capital."""
    return text[:1].upper() + text[1:]


def records(rows: pd.DataFrame, *needed: str) -> list[dict[str, Any]]:
    """Rows as plain dicts, after making sure that the columns a recipe needs are there.

    Raises `ValueError` naming every column that is missing.
    """
    missing = [column for column in ("ref", "sentence", *needed) if column not in rows.columns]
    if missing:
        raise ValueError(f"rows lack the column(s) {', '.join(missing)}; they have {', '.join(map(str, rows.columns))}")
    plain = [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]
    for row in plain:
        # "claim:lamp-lit" is found at "#claim-lamp-lit": the site completes the address with the page.
        row["href"] = text_of(row, "href") or "#" + row["ref"].replace(":", "-", 1)
    return plain


@dataclass(frozen=True)
class Look:
    """How a mark of one class is drawn.

    Parameters
    ----------
    colour: for fill or stroke.
    symbol: shape of a point.
    dash: pattern of outlines.
    fill: opacity of a filled mark's inside.
    """

    colour: str
    symbol: str
    dash: list[float]
    fill: float


def look(ref: str) -> Look:
    """The look that a row's class asks for."""
    name = class_of(ref)
    derived = name == "derived"
    return Look(COLOURS[name], SYMBOLS[name], DASH if derived else SOLID, 0.0 if derived else 1.0)
