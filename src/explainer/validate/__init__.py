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

import os
from pathlib import Path

from explainer.model.faults import Fault, Faults
from explainer.model.store import PROVED, Store
from explainer.validate import (
    coverage,
    descriptor,
    events,
    files,
    findings,
    judge,
    keys,
    mentions,
    places,
    quantities,
    quotes,
    reasons,
    sources,
    speakers,
    vocabulary,
    witness,
)

IDEAS = (
    vocabulary, files, keys, quotes, events, quantities, speakers, mentions, places, reasons, findings,
    sources, witness, coverage,
)  # fmt: skip


def check(root: Path | str | None = None) -> Store:
    """Prove a ledger, its descriptor and the judge of its schema included.

    Parameters
    ----------
    root: the subject's folder; found upwards from the working folder when left out.

    Returns the ledger, proved. Its fingerprint goes into the environment, so that what is started
    from here (kernels, Sphinx) need not prove the same bytes again. Raises Faults with everything
    that is wrong.
    """
    ledger = Store.read(root)
    if faults := _in_order(ledger, [*prove(ledger), *judge.check(ledger), *descriptor.check(ledger)]):
        raise Faults(faults)
    os.environ[PROVED] = ledger.fingerprint
    return ledger


def prove(ledger: Store) -> list[Fault]:
    """Find everything that is wrong with a ledger, without the judge of the package's schema.

    Parameters
    ----------
    ledger: as `Ledger.read` gave it; what could not be read is reported along.

    Returns the faults, table by table in the package's order, then by line.
    """
    return _in_order(ledger, [*ledger.faults, *(fault for idea in IDEAS for fault in idea.check(ledger))])


def _in_order(ledger: Store, faults: list[Fault]) -> list[Fault]:
    """Put faults in the order in which somebody mends them, each once: as the package has the tables, then by line."""
    tables = {name: place for place, name in enumerate(ledger.tables)}
    return sorted(
        dict.fromkeys(faults),
        key=lambda fault: (tables.get(fault.table, -1), fault.line, fault.column, fault.message),
    )
