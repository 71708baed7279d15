"""Our own words: not the article's, and no number in them that its words do not give."""

from __future__ import annotations

import re
from decimal import Decimal

from explainer.model.faults import Fault
from explainer.model.rows import Claim, Event, Quantity, Reading, Reason, Row, Tension
from explainer.model.store import Store
from explainer.text import dates
from explainer.text.reader import numbers_in, read
from explainer.validate.readable import language

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
        faults += _numbers(row, years.get(row.id, set()), language(ledger))
    return faults + _readings(ledger)


def _runs(text: str) -> list[str]:
    words = [word.lower().replace("'", "’") for word in _WORD.findall(text)]
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def _years(ledger: Store) -> dict[str, set[Decimal]]:
    """Give, by claim, the numbers in the dates of its events: a restatement may say them."""
    found: dict[str, set[Decimal]] = {}
    for row in ledger.rows_of(Event):
        try:
            named = dates.parse(row.date).named()
        except ValueError:
            continue
        parts = {Decimal(part) for name in named for part in name if part is not None}
        found.setdefault(row.claim, set()).update(parts)
    return found


def _numbers(row: Claim, dated: set[Decimal], lang: str) -> list[Fault]:
    quoted = numbers_in(row.quote, lang) | dated
    return [
        row.fault("restatement", f"{one.words!r} cannot be read in the quote")
        for one in read(row.restatement)
        if re.search(r"\d", one.words) and not numbers_in(one.words) <= quoted
    ]


def _readings(ledger: Store) -> list[Fault]:
    """A reading says what is wrong with a passage and how it is read."""
    faults = []
    for row in ledger.rows_of(Reading):
        for name, words in (("wrong", row.wrong), ("reading", row.reading)):
            if not words:
                faults.append(row.fault(name, "empty: a reading says what is wrong and how we read it"))
        if row.reading.strip(" .") == row.quote.strip(" ."):
            faults.append(row.fault("reading", "the same words as the quote: nothing is read"))
    return faults
