"""The proof of a ledger: one file for each idea, every fault of all of them at once.

Each module has `check(ledger)`, which gives the faults it finds and never raises for one.

A subject says in the `explainer` property of its `datapackage.json` what the proof may count on:

- `article`: `path` from the subject's folder, `sha256`, `written` (EDTF: when "this year" is),
  `voice` (the actor who says what nobody else is named as saying), `furniture` (last lines that
  belong to the page), `coverage` ("growing" while not everything in the article has its claim yet);
- `units.NAME`: `one`, `many`, `symbol` after the number, `before` it; `read`, words one of which
  stands in the quote of every quantity in that unit;
- `modalities.NAME`: `label`; `read`, words that demand this modality in a quote; `needs_words`,
  one of them must stand in the sentence; `others`, it is never the article's own voice; `shown`, one
  of these stands in the label of a reason that such a claim introduces;
- `kinds.NAME`: `label`; `modalities` that go with it;
- `voices.ACTOR`: `read`, words that give a speaker away whom the article does not name;
- `reasons.order`: "text" when the article sets out one reason after the other;
- `tracks`, `chapters`, `verdicts`, `qualities` and others: labels;
- `columns`: what `descriptor` writes narrower or in other words in this subject, by "table.column".
"""

from __future__ import annotations

from explainer.model.faults import Fault
from explainer.model.store import Store
from explainer.validate import (
    coverage,
    events,
    files,
    findings,
    keys,
    kinds,
    mentions,
    places,
    quantities,
    quotes,
    reasons,
    sources,
    speakers,
    vocabulary,
    witness,
    wording,
)

IDEAS = (
    vocabulary, files, keys, quotes, wording, kinds, events, quantities, speakers, mentions, places, reasons, findings,
    sources, witness, coverage,
)  # fmt: skip


def prove(ledger: Store) -> list[Fault]:
    """Find everything that is wrong with a ledger, without the judge of the package's schema.

    Parameters
    ----------
    ledger: as `Ledger.read` gave it; what could not be read is reported along.

    Returns the faults, table by table in the package's order, then by line.
    """
    faults = list(ledger.faults)
    for idea in IDEAS:
        faults += idea.check(ledger)
    return in_order(ledger, faults)


def in_order(ledger: Store, faults: list[Fault]) -> list[Fault]:
    """Put faults in the order in which somebody mends them, each once."""
    tables = {name: place for place, name in enumerate(ledger.tables)}

    def place(fault: Fault) -> tuple[int, int, str, str]:
        return (tables.get(fault.table, -1), fault.line, fault.column, fault.message)

    return sorted(dict.fromkeys(faults), key=place)
