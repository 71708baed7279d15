"""Our own words: not the article's, and no number in them that its words do not give."""

from __future__ import annotations

import re

from explainer.model.faults import Fault
from explainer.model.rows import Claim, Event, Quantity, Reason, Row, Tension
from explainer.model.store import Store
from explainer.text import dates, numbers, printed

RUN = 8
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
#: Our own sentences, by kind of row.
OURS: dict[type[Row], tuple[str, ...]] = {
    Claim: ("restatement",),
    Quantity: ("counted",),
    Event: ("label",),
    Reason: ("label", "summary"),
    Tension: ("title", "text"),
}


def check(ledger: Store) -> list[Fault]:
    """Look for sentences copied from the article, and for numbers in restatements that no quote carries."""
    runs = set(_runs(ledger.article.text))
    faults = []
    for kind, columns in OURS.items():
        for row in ledger.rows_of(kind):
            for column in columns:
                copied = next((run for run in _runs(getattr(row, column)) if run in runs), None)
                if copied:
                    faults.append(row.fault(column, f"{RUN} words in a row are the article's: {copied!r}"))
    years = _years(ledger)
    for row in ledger.rows_of(Claim):
        faults += _numbers(row, years.get(row.id, set()))
    return faults


def _runs(text: str) -> list[str]:
    words = [word.lower().replace("'", "’") for word in _WORD.findall(text)]
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def _years(ledger: Store) -> dict[str, set[float]]:
    """Give, by claim, the numbers in the dates of its events: a restatement may say them."""
    found: dict[str, set[float]] = {}
    for row in ledger.rows_of(Event):
        try:
            named = dates.parse(row.date).named()
        except ValueError:
            continue
        parts = {float(part) for name in named for part in name if part is not None}
        found.setdefault(row.claim, set()).update(parts)
    return found


def _numbers(row: Claim, dated: set[float]) -> list[Fault]:
    quoted = {number.value for number in numbers.find(row.quote) if number.value is not None}
    printed_days = (day for mention in printed.find(row.quote) for day in mention.readings)
    quoted |= {float(part) for day in printed_days for kind, part in day if kind != "season"}
    return [
        row.fault("restatement", f"{number.text!r} cannot be read in the quote")
        for number in numbers.find(row.restatement)
        if number.kind == "figure" and number.value not in quoted | dated
    ]
