"""Readings, and the places where each actor, place and term is first named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from explainer.faults import Fault
from explainer.tables import Row

if TYPE_CHECKING:
    from explainer.ledger import Ledger


def check(ledger: Ledger) -> list[Fault]:
    """Look at each reading's guess, and at the claim of first mention of actors and places."""
    faults = []
    for row in ledger.tables["readings"].rows:
        for column in ("wrong", "reading"):
            if not row[column]:
                faults.append(row.fault(column, "empty: a reading says what is wrong and how we read it"))
        if row["reading"].strip(" .") == row["quote"].strip(" ."):
            faults.append(row.fault("reading", "the same words as the quote: nothing is read"))
    for table in ("actors", "places"):
        for row in ledger.tables[table].rows:
            faults += _mention(ledger, row)
    return faults


def _mention(ledger: Ledger, row: Row) -> list[Fault]:
    """A name stands in the quote, or in the sentence, of the claim that its row points to."""
    claim = ledger.rows["claims"].get(row["claim"])
    start = claim.whole("start") if claim else None
    place = ledger.article.sentence_at(start) if start is not None else None
    if claim is None or place is None or row["type"] in ("group", "outlet") or _stands(row, claim["quote"]):
        return []
    if not _stands(row, ledger.article.text):
        return [row.fault("spellings", f"neither {row['name']!r} nor a spelling of it stands in the article")]
    if not _stands(row, ledger.article.text[place[0] : place[1]]):
        return [row.fault("claim", f"the sentence of {claim.id!r} does not name {row['name']!r}")]
    return []


def _stands(row: Row, text: str) -> bool:
    names = "|".join(re.escape(name) for name in (row["name"], *row.listed("spellings")))
    return re.search(rf"\b(?:{names})(?!\w)", text, re.IGNORECASE) is not None
