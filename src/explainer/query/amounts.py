"""Numbers as rows to draw: the article's, those from outside, and those derived from both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from explainer.amounts.amount import Amount, of_derived, of_finding, of_quantity
from explainer.amounts.interval import CHOICE, interval
from explainer.model.rows import Claim, Derivation, Finding, Quantity
from explainer.model.store import Store
from explainer.query.shared import capital, frame, href, pick, speaker
from explainer.text import dates

if TYPE_CHECKING:
    import pandas as pd

AMOUNTS = (
    "ref href id claim label value low high hedge text full unit unit_label as_of sentence quote speaker modality"
    " series class operation condition given_by publisher date quality url"
)

SAID = ("ref", "label", "value", "low", "high", "hedge", "text", "full", "unit", "unit_label")


def _amount(said: Amount, key: str, sentence: str, **more: str) -> dict:
    empty = dict.fromkeys(AMOUNTS.split(), "")
    row = {name: getattr(said, name) for name in SAID}
    return empty | row | {"href": href(said.ref), "id": key, "sentence": sentence} | more


def _amounts(rows: list[dict]) -> pd.DataFrame:
    table = frame(rows, AMOUNTS)
    return table.astype({name: "float64" for name in ("value", "low", "high")})


def amounts(ledger: Store, ids: Sequence[str] | None, series: str | None) -> pd.DataFrame:
    """Answer `Ledger.amounts`."""
    found = []
    for row in pick(ledger, Quantity, ids):
        if series is not None and row.series != series:
            continue
        claim, said = ledger.by_id(Claim)[row.claim], of_quantity(ledger, row)
        as_of = dates.words(row.as_of) if row.as_of else ""
        when = f" ({as_of})" if as_of else ""
        who = speaker(ledger, claim)
        found.append(_amount(
            said, row.id, f"{capital(row.counted)}: {said.full}{when}.", claim=claim.id, as_of=as_of,
            quote=claim.quote, speaker=who, modality=claim.modality, series=row.series,
            date=row.as_of, **{"class": "article"},
        ))  # fmt: skip
    return _amounts(found)


def outside(ledger: Store, ids: Sequence[str]) -> pd.DataFrame:
    """Answer `Ledger.outside`."""
    found = []
    rows = ledger.by_id(Finding)
    for key in ids:
        if key not in rows:
            raise KeyError(f"neither checks nor aftermath has a row {key!r}")
        row, when = rows[key], ""
        said, given_by = of_finding(ledger, row), row.given_by or row.publisher
        relayed = f" (in {row.publisher})" if given_by != row.publisher else ""
        when = dates.words(row.date, row.certainty) if row.date else ""
        found.append(_amount(
            said, key, f"{given_by}{relayed}, {when or 'no date'}: {said.full}.", claim=row.claim, as_of=when,
            speaker=given_by, given_by=given_by, publisher=row.publisher, date=row.date, quality=row.quality,
            url=row.url, **{"class": "outside"},
        ))  # fmt: skip
    return _amounts(found)


def derivations(ledger: Store, ids: Sequence[str] | None) -> pd.DataFrame:
    """Answer `Ledger.derivations`."""
    found = []
    for row in pick(ledger, Derivation, ids):
        said = of_derived(ledger, row)
        condition = f" ({said.condition.rstrip('.')})" if said.condition else ""
        found.append(_amount(
            said, row.id, f"{capital(said.label)}: {said.full}{condition}.", operation=said.operation,
            condition=said.condition, **{"class": "derived"},
        ))  # fmt: skip
    return _amounts(found)


PORTIONS = (
    AMOUNTS + " choice chosen chosen_label chosen_unit chosen_if whole whole_text whole_hedge whole_low whole_high"
)


def portions(ledger: Store, id: str) -> pd.DataFrame:
    """Answer `Ledger.portions`."""
    rows = {row.id: row for row in pick(ledger, Derivation, None)}
    chosen = of_derived(ledger, pick(ledger, Derivation, [id])[0])
    if chosen.operation != CHOICE:
        raise ValueError(f"derived row {id!r} is no choice but a {chosen.operation}")
    found = []
    for key in (key for key, row in rows.items() if row.operation == "share" and row.of[0] == id):
        said = of_derived(ledger, rows[key])
        whole = said.parts[1]
        bounds = interval(whole.hedge, whole.value, whole.low, whole.high)
        sentence = f"{chosen.full}: {said.full} of {whole.text} {whole.label}."
        more = {
            "choice": id, "chosen": chosen.value, "chosen_label": chosen.label, "chosen_unit": chosen.unit_label,
            "chosen_if": chosen.condition,
            "whole": whole.label, "whole_text": whole.text, "whole_hedge": whole.hedge, "whole_low": bounds.low,
            "whole_high": bounds.high,
        }  # fmt: skip
        row = _amount(said, key, sentence, operation=said.operation, condition=said.condition, **{"class": "derived"})
        found.append(row | more)
    if not found:
        raise ValueError(f"no derived row is a share of which {id!r} is the first part")
    return frame(found, PORTIONS).astype({name: "float64" for name in ("value", "low", "high")})
