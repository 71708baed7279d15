"""Numbers as rows to draw: the article's, those from outside, and those derived from both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from explainer.amounts.amount import Amount, Derived, of_derived, of_finding, of_quantity
from explainer.model.rows import Claim, Derivation, Finding, Quantity
from explainer.model.store import Store
from explainer.query.shared import capital, frame, href, pick, speaker, weak
from explainer.text import dates

if TYPE_CHECKING:
    import pandas as pd

AMOUNTS = (
    "ref href id claim label value low high hedge text full unit unit_label as_of sentence quote speaker modality"
    " series class operation parts condition given_by publisher date quality url"
)

NO_DATE = "no date given"
SAID = ("ref", "label", "value", "low", "high", "hedge", "text", "full", "unit", "unit_label")


def _amount(said: Amount, key: str, sentence: str, **more: str) -> dict:
    empty = dict.fromkeys(AMOUNTS.split(), "")
    row = {name: getattr(said, name) for name in SAID}
    return empty | row | {"href": href(said.ref), "id": key, "sentence": sentence} | more


def _amounts(rows: list[dict]) -> pd.DataFrame:
    table = frame(rows, AMOUNTS)
    return table.astype({name: "float64" for name in ("value", "low", "high")})


def amounts(ledger: Store, ids: Sequence[str] | None = None, series: str | None = None) -> pd.DataFrame:
    """Give quantities of the article as rows to draw.

    Parameters
    ----------
    ids: only these quantities, in this order.
    series: only the quantities of this series.

    Columns: ref, href, id, claim, label (what is counted), value, low, high, hedge, text
    ("about 30,000"), full (with the unit's word), unit, unit_label, as_of (words), date (as_of in
    EDTF), sentence, quote, speaker, modality, series, class ("article"), and columns that only
    `outside` and `derivations` fill. Raises KeyError for an unknown id.
    """
    found = []
    for row in pick(ledger, Quantity, ids):
        if series is not None and row.series != series:
            continue
        claim, said = ledger.by_id(Claim)[row.claim], of_quantity(ledger, row)
        as_of = dates.words(row.as_of) if row.as_of else NO_DATE
        who = speaker(ledger, claim)
        found.append(_amount(
            said, row.id, f"{capital(row.counted)}: {said.full} ({as_of}).", claim=claim.id, as_of=as_of,
            quote=claim.quote, speaker=who, modality=claim.modality, series=row.series,
            date=row.as_of, **{"class": "article"},
        ))  # fmt: skip
    return _amounts(found)


def outside(ledger: Store, ids: Sequence[str]) -> pd.DataFrame:
    """Give numbers from outside the article (checks, aftermath) in the shape of `amounts`.

    `class` is "outside"; given_by (the publisher unless the table names somebody), publisher, date, quality and
    url are filled; `label` is the finding.
    Raises KeyError for an unknown id, ValueError for a finding that gives no number.
    """
    found = []
    rows = ledger.by_id(Finding)
    for key in ids:
        if key not in rows:
            raise KeyError(f"neither checks nor aftermath has a row {key!r}")
        row, when = rows[key], ""
        said, given_by = of_finding(ledger, row), row.given_by or row.publisher
        told = ", ".join(filter(None, ("" if given_by == row.publisher else f"in {row.publisher}", weak(ledger, row))))
        relayed = f" ({told})" if told else ""
        when = dates.words(row.date, row.certainty) if row.date else ""
        found.append(_amount(
            said, key, f"{given_by}{relayed}, {when or NO_DATE}: {said.full}.", claim=row.claim, as_of=when,
            speaker=given_by, given_by=given_by, publisher=row.publisher, date=row.date, quality=row.quality,
            url=row.url, **{"class": "outside"},
        ))  # fmt: skip
    return _amounts(found)


def derivations(ledger: Store, ids: Sequence[str] | None = None) -> pd.DataFrame:
    """Give derived amounts in the shape of `amounts`, `class` "derived", with operation and condition.

    Raises KeyError for an unknown id, ValueError where nothing follows from the parts.
    """
    found = []
    for row in pick(ledger, Derivation, ids):
        said = of_derived(ledger, row)
        condition = f" ({said.condition.rstrip('.')})" if said.condition else ""
        # The condition stands in the label, so that it is drawn wherever the amount is.
        label = f"{said.label}, {row.when}" if row.when else said.label
        found.append(_amount(
            said, row.id, f"{capital(said.label)}: {said.full}{condition}.", operation=said.operation,
            condition=said.condition, parts="; ".join(part.full for part in said.parts),
            **{"class": "derived", "label": label, "as_of": row.when},
        ))  # fmt: skip
    return _amounts(found)


def derive(ledger: Store, key: str) -> Derived:
    """Work out one derived amount: value, low, high, hedge, text, condition, parts.

    Raises KeyError for an unknown id, ValueError where nothing follows from the parts.
    """
    return of_derived(ledger, pick(ledger, Derivation, [key])[0])
