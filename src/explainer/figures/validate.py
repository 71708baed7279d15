"""What an editor asks of a figure before anybody sees it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isinf

import pandas as pd

from explainer.model import Json
from explainer.model.faults import Fault
from explainer.query.ledger import Ledger
from explainer.query.shared import href

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# The tables in which the id of a ref may stand.
TABLES = {"claim": ("claims",), "check": ("checks", "aftermath"), "derived": ("derived",)}
REQUIRED = {
    "title": "the sentence that states the finding is missing",
    "takeaway": "the sentence that says what to make of it is missing",
    "alt": "the alternative text is missing",
    "not_shown": "what the figure does not show is missing",
}
_HEDGED = r"(?:about|around|nearly|almost|over|under|more than|less than|at least|at most|up to)"


@dataclass(frozen=True)
class FigureInput:
    """A figure before it is accepted.

    Parameters
    ----------
    id: its name.
    rows: what is drawn.
    plain: title, takeaway, alt and not_shown, looked up, as words; one that is missing or fails is left out.
    columns: header of each table column, by key.
    ledger: where refs are found.
    """

    id: str
    rows: pd.DataFrame
    plain: Mapping[str, str]
    columns: Mapping[str, str]
    ledger: Ledger

    def fault(self, column: str, message: str) -> Fault:
        """Say what is wrong with a part of it."""
        return Fault("figure", self.id or "without an id", column, message)


def validate(given: FigureInput) -> list[Fault]:
    """Look for everything that is wrong before it is drawn; that a text is missing is found where it is looked up."""
    faults = []
    if not SLUG.fullmatch(given.id or ""):
        faults.append(given.fault("id", f"{given.id!r} is no slug: small letters, figures and single hyphens"))
    faults += _rows(given)
    alt = given.plain.get("alt", "")
    if alt and alt == given.plain.get("title"):
        faults.append(given.fault("alt", "says the same as the title; say what the drawing shows, with its numbers"))
    if alt and isinstance(given.rows, pd.DataFrame) and "text" in given.rows:
        faults += [given.fault("alt", message) for message in check_alt_text(alt, given.rows)]
    return faults


def validate_drawn(given: FigureInput, drawings: Mapping[str, list[Json]]) -> list[Fault]:
    """Look for rows that a drawing does not link (the table would say what the picture does not), and for controls.

    Parameters
    ----------
    given: the figure.
    drawings: the specifications that together show all rows, by viewport.
    """
    faults = []
    for viewport, specs in drawings.items():
        written = json.dumps(specs, ensure_ascii=False)
        if '"bind": {' in written:
            controls = f"the {viewport} drawing has a control, and a figure is a picture: give it steps or filters"
            faults.append(given.fault("draw", f"{controls}, or put the chart out by itself"))
        for ref in dict.fromkeys(given.rows["ref"]):
            address = href(str(ref))
            if f'"{address}"' not in written:
                undrawn = f"the {viewport} drawing has no mark whose href is {address}"
                faults.append(given.fault("rows", f"{undrawn}; draw the row or leave it out of rows"))
    return faults


def _rows(given: FigureInput) -> list[Fault]:
    rows = given.rows
    if not isinstance(rows, pd.DataFrame) or rows.empty:
        return [given.fault("rows", "there are none: rows is a table of exactly what is drawn")]
    faults = []
    if not given.columns:
        faults.append(given.fault("columns", "names no column, so the table would be empty"))
    have = ", ".join(map(str, rows.columns))
    for key in rows:
        if any(isinstance(cell, float) and isinf(cell) for cell in rows[key]):
            faults.append(given.fault("rows", f"column {key!r} holds an infinite number, which no chart draws"))
    for key in given.columns:
        if key not in rows:
            faults.append(given.fault("columns", f"rows have no column {key!r}; they have {have}"))
    if "ref" not in rows:
        return [*faults, given.fault("rows", "have no column 'ref', which says where each row comes from")]
    for number, ref in enumerate(rows["ref"], 1):
        if wrong := _ref(ref, given.ledger):
            faults.append(given.fault(f"rows, row {number}", wrong))
    return faults


def _ref(ref: object, ledger: Ledger) -> str:
    """Why a ref cannot stand; "" if it can."""
    kind, colon, key = str(ref).partition(":")
    if not colon or kind not in TABLES:
        return f"ref is {ref!r}; it must be {', '.join(f'{name}:ID' for name in TABLES)}"
    if not any(key in ledger.ids(table) for table in TABLES[kind]):
        return f"ref {ref!r}: no row {key!r} in {' or '.join(TABLES[kind])}"
    return ""


def _plainly(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " ")).lower()


def check_alt_text(alt: str, rows: pd.DataFrame) -> list[str]:
    """What an alternative text does not say of the rows' numbers, as messages.

    A number counts as said when it stands there as in the column `text`, hedge included: "5%" is not said by "45%",
    and a number given as exact is not said by "about 5%".

    Parameters
    ----------
    alt: the alternative text, look-ups resolved.
    rows: rows with a column `text`, and `hedge` if there is one.
    """
    said = _plainly(alt)
    found = []
    exact = rows["hedge"] == "exact" if "hedge" in rows else pd.Series(False, index=rows.index)
    for text, firm in dict.fromkeys(zip(rows["text"], exact, strict=True)):
        if not isinstance(text, str) or not text.strip():
            continue
        places = list(re.finditer(rf"(?<![\w.,]){re.escape(_plainly(text))}(?![\w]|[.,]\d)", said))
        if firm:
            places = [place for place in places if not re.search(rf"\b{_HEDGED} $", said[: place.start()])]
        if not places:
            found.append(f"does not say “{text}”, which the drawing shows" + (" as exact" if firm else ""))
    return found
