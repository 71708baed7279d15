"""The tree of reasons: introduced by the article's own words, counted without gaps, in no circle."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from explainer.faults import Fault
from explainer.tables import Row

if TYPE_CHECKING:
    from explainer.ledger import Ledger


def check(ledger: Ledger) -> list[Fault]:
    """Look at introducing words, positions, parents, and at the claims under each reason."""
    rows, claims = ledger.rows["reasons"], ledger.rows["claims"]
    used = {row["reason"] for row in claims.values()}
    faults = []
    for row in rows.values():
        claim = claims.get(row["claim"])
        if claim:
            if row["words"] and row["words"] not in claim["quote"]:
                faults.append(row.fault("words", f"{row['words']!r} does not stand in the quote of {claim.id!r}"))
            if claim["reason"] != row.id:
                given = f"supports {claim['reason']!r}" if claim["reason"] else "supports no reason"
                faults.append(row.fault("claim", f"the claim {claim.id!r} introduces this reason but {given}"))
        if row.id not in used:
            faults.append(row.fault("id", "no claim supports this reason"))
        if root(rows, row.id) is None:
            faults.append(row.fault("parent", "the reason stands under itself"))
    faults += _positions(list(rows.values()))
    if ledger.vocabulary.get("reasons", {}).get("order") == "text":
        faults += _order(ledger)
    return faults


def root(rows: dict[str, Row], key: str) -> str | None:
    """Give the top of a reason's branch; None when following its parents goes round in a circle."""
    seen = set()
    while key in rows and rows[key]["parent"]:
        if key in seen:
            return None
        seen.add(key)
        key = rows[key]["parent"]
    return key


def _positions(rows: list[Row]) -> list[Fault]:
    faults: list[Fault] = []
    siblings: dict[str, list[Row]] = {}
    for row in rows:
        siblings.setdefault(row["parent"], []).append(row)
    for parent, group in siblings.items():
        expected = {row.id: place for place, row in enumerate(sorted(group, key=lambda r: r.whole("position") or 0), 1)}
        for row in group:
            if row.whole("position") != expected[row.id]:
                where = f"under {parent!r}" if parent else "at the top"
                faults.append(row.fault("position", f"{row['position']}, but {where} place {expected[row.id]} is open"))
    return faults


def _order(ledger: Ledger) -> list[Fault]:
    """The subject declares that the article sets out one reason after the other: no claim strays."""
    rows = ledger.rows["reasons"]
    held = [row for row in ledger.tables["claims"].rows if row["reason"] in rows]
    held.sort(key=lambda row: ledger.number(row.id))
    runs = [(top, list(run)) for top, run in groupby(held, lambda row: root(rows, row["reason"]))]
    longest = {top: max(len(run) for other, run in runs if other == top) for top in {top for top, _ in runs}}
    faults, seen = [], set()
    for top, run in runs:
        if len(run) == longest[top] and top not in seen:
            seen.add(top)
            continue
        for row in run:
            said = f"{row['reason']!r}, but the claims for {top!r} stand elsewhere together"
            faults.append(row.fault("reason", said))
    return faults
