"""What an editor demands of a figure before anybody sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from explainer.charts.choose import EVERYTHING
from explainer.model.faults import Fault, Faults
from explainer.query.ledger import Ledger
from explainer.references import phrases
from explainer.text import hedges

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# The tables in which the id of a ref may stand.
TABLES = {"claim": ("claims",), "check": ("checks", "aftermath"), "derived": ("derived",)}
_ASKED = {
    "title": "the sentence that states the finding is missing",
    "takeaway": "the sentence that says what to make of it is missing",
    "alt": "the alternative text is missing",
    "not_shown": "what the figure does not show is missing",
}
_HEDGED = r"(?:about|around|nearly|almost|over|under|more than|less than|at least|at most|up to)"


@dataclass(frozen=True)
class Draft:
    """A figure before it is let through the door.

    Parameters
    ----------
    id: its name.
    rows: what is drawn.
    texts: title, takeaway, alt and not_shown as written.
    columns: header of each table column, by key.
    ledger: where refs and look-ups are found.
    """

    id: str
    rows: pd.DataFrame
    texts: dict[str, str]
    columns: dict[str, str]
    ledger: Ledger


def demand(draft: Draft) -> tuple[list[Fault], dict[str, str]]:
    """Look for everything that is wrong with a draft; gives the faults and the four texts with look-ups resolved."""
    faults, plain = _texts(draft)
    if not SLUG.fullmatch(draft.id or ""):
        faults.insert(0, _fault(draft, "id", f"{draft.id!r} is no slug: small letters, figures and single hyphens"))
    faults += _rows(draft)
    if plain.get("alt") and plain.get("alt") == plain.get("title"):
        faults.append(_fault(draft, "alt", "says the same as the title; say what the drawing shows, with its numbers"))
    if "alt" in plain and isinstance(draft.rows, pd.DataFrame) and "text" in draft.rows:
        faults += [_fault(draft, "alt", message) for message in missing(plain["alt"], draft.rows)]
    return faults, plain


def _fault(draft: Draft, column: str, message: str) -> Fault:
    return Fault("figure", draft.id or "without an id", column, message)


def _texts(draft: Draft) -> tuple[list[Fault], dict[str, str]]:
    faults, plain = [], {}
    for name, asked in _ASKED.items():
        text = draft.texts.get(name)
        if not isinstance(text, str) or not text.strip():
            faults.append(_fault(draft, name, asked))
            continue
        try:
            plain[name] = phrases.plain(text, draft.ledger, f"figure {draft.id}, {name}")
        except Faults as error:
            faults += error.faults
    return faults, plain


def _rows(draft: Draft) -> list[Fault]:
    if not isinstance(draft.rows, pd.DataFrame) or draft.rows.empty:
        return [_fault(draft, "rows", "there are none: rows is a table of exactly what is drawn")]
    faults = []
    if not draft.columns:
        faults.append(_fault(draft, "columns", "names no column, so the table would be empty"))
    for key in draft.columns:
        if key not in draft.rows:
            have = ", ".join(map(str, draft.rows.columns))
            faults.append(_fault(draft, "columns", f"rows have no column {key!r}; they have {have}"))
    if "ref" not in draft.rows:
        return [*faults, _fault(draft, "rows", "have no column 'ref', which says where each row comes from")]
    for number, ref in enumerate(draft.rows["ref"], 1):
        wrong = _ref(ref, draft.ledger)
        if wrong:
            faults.append(_fault(draft, f"rows, row {number}", wrong))
    return faults


def _ref(ref: object, ledger: Ledger) -> str:
    """Why a ref cannot stand; "" if it can."""
    kind, colon, key = str(ref).partition(":")
    if not colon or kind not in TABLES:
        return f"ref is {ref!r}; it must be {', '.join(f'{name}:ID' for name in TABLES)}"
    if not any(key in ledger.rows.get(table, {}) for table in TABLES[kind]):
        return f"ref {ref!r}: no row {key!r} in {' or '.join(TABLES[kind])}"
    return ""


def _plainly(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " ")).lower()


def missing(alt: str, rows: pd.DataFrame) -> list[str]:
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


def untold(alt: str, spec: dict[str, Any]) -> list[str]:
    """What an alternative text does not say of where a chart's inputs begin, as messages.

    A picture that a reader can move is seen by most as it begins: there it must say something true. A list begins with
    everything; a slider's first number must stand in the text.

    Parameters
    ----------
    alt: the alternative text, look-ups resolved.
    spec: the drawing as a Vega-Lite specification.
    """
    found = []
    for param in spec.get("params", []):
        bind, value = param.get("bind"), param.get("value")
        if not isinstance(bind, dict):
            continue
        if bind.get("input") == "select":
            if value != EVERYTHING:
                found.append(f"the list {bind.get('name')!r} begins with {value!r}; a list begins with everything")
        elif not isinstance(value, int | float):
            found.append(f"the input {bind.get('name')!r} begins with no number")
        elif not re.search(rf"(?<![\w.,]){re.escape(hedges.number(value))}(?!\w|[.,]\d)", _plainly(alt)):
            found.append(f"does not say “{hedges.number(value)}”, where the input {bind.get('name')!r} begins")
    return found
