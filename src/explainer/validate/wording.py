"""Our own words: not the article's, and no number in them that its words do not give."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from explainer.model.faults import Fault
from explainer.model.tables import Row
from explainer.text import dates
from explainer.text.quoted import numbers_in
from explainer.text.reader import read
from explainer.validate.readable import language

if TYPE_CHECKING:
    from explainer.model.ledger import Ledger

RUN = 8
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
OURS = {
    "claims": ("restatement",),
    "quantities": ("counted",),
    "events": ("label",),
    "reasons": ("label", "summary"),
    "tensions": ("title", "text"),
}


def check(ledger: Ledger) -> list[Fault]:
    """Look for sentences copied from the article, and for numbers in restatements that no quote carries."""
    runs = set(_runs(ledger.article.text))
    faults = []
    for table, columns in OURS.items():
        for row in ledger.tables[table].rows:
            for column in columns:
                copied = next((run for run in _runs(row[column]) if run in runs), None)
                if copied:
                    faults.append(row.fault(column, f"{RUN} words in a row are the article's: {copied!r}"))
    years = _years(ledger)
    for row in ledger.tables["claims"].rows:
        faults += _numbers(row, years.get(row.id, set()), language(ledger))
    return faults


def _runs(text: str) -> list[str]:
    words = [word.lower().replace("'", "’") for word in _WORD.findall(text)]
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def _years(ledger: Ledger) -> dict[str, set[Decimal]]:
    """Give, by claim, the numbers in the dates of its events: a restatement may say them."""
    found: dict[str, set[Decimal]] = {}
    for row in ledger.tables["events"].rows:
        try:
            named = dates.parse(row["date"]).named()
        except ValueError:
            continue
        parts = {Decimal(part) for name in named for part in name if part is not None}
        found.setdefault(row["claim"], set()).update(parts)
    return found


def _numbers(row: Row, dated: set[Decimal], lang: str) -> list[Fault]:
    quoted = numbers_in(row["quote"], lang) | dated
    return [
        row.fault("restatement", f"{one.words!r} cannot be read in the quote")
        for one in read(row["restatement"])
        if re.search(r"\d", one.words) and not numbers_in(one.words) <= quoted
    ]
