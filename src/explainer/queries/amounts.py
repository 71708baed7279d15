"""Numbers as rows to draw: the article's, those from outside, and those derived from both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from explainer import dates, quantity
from explainer.queries.shared import capital, frame, href, pick, speaker

if TYPE_CHECKING:
    import pandas as pd

    from explainer.ledger import Ledger

AMOUNTS = (
    "ref href id claim label value low high hedge text full unit unit_label as_of sentence quote speaker modality"
    " series class operation condition given_by publisher date quality url"
)

SAID = ("ref", "label", "value", "low", "high", "hedge", "text", "full", "unit", "unit_label")


def _amount(said: quantity.Said, key: str, sentence: str, **more: str) -> dict:
    empty = dict.fromkeys(AMOUNTS.split(), "")
    row = {name: getattr(said, name) for name in SAID}
    return empty | row | {"href": href(said.ref), "id": key, "sentence": sentence} | more


def _amounts(rows: list[dict]) -> pd.DataFrame:
    table = frame(rows, AMOUNTS)
    return table.astype({name: "float64" for name in ("value", "low", "high")})


def amounts(ledger: Ledger, ids: Sequence[str] | None, series: str | None) -> pd.DataFrame:
    """Answer `Ledger.amounts`."""
    found = []
    for row in pick(ledger, "quantities", ids, "series", None if series is None else [series]):
        claim, said = ledger.rows["claims"][row["claim"]], quantity.of_quantity(ledger, row)
        as_of = dates.words(row["as_of"]) if row["as_of"] else ""
        when = f" ({as_of})" if as_of else ""
        who = speaker(ledger, claim)
        found.append(_amount(
            said, row.id, f"{capital(row['counted'])}: {said.full}{when}.", claim=claim.id, as_of=as_of,
            quote=claim["quote"], speaker=who, modality=claim["modality"], series=row["series"],
            date=row["as_of"], **{"class": "article"},
        ))  # fmt: skip
    return _amounts(found)


def outside(ledger: Ledger, ids: Sequence[str]) -> pd.DataFrame:
    """Answer `Ledger.outside`."""
    found = []
    rows = ledger.rows["checks"] | ledger.rows["aftermath"]
    for key in ids:
        if key not in rows:
            raise KeyError(f"neither checks nor aftermath has a row {key!r}")
        row, when = rows[key], ""
        said, given_by = quantity.of_check(ledger, row), row["given_by"] or row["publisher"]
        relayed = f" (in {row['publisher']})" if given_by != row["publisher"] else ""
        when = dates.words(row["date"], row["certainty"]) if row["date"] else ""
        found.append(_amount(
            said, key, f"{given_by}{relayed}, {when or 'no date'}: {said.full}.", claim=row["claim"], as_of=when,
            speaker=given_by, given_by=given_by, publisher=row["publisher"], date=row["date"], quality=row["quality"],
            url=row["url"], **{"class": "outside"},
        ))  # fmt: skip
    return _amounts(found)


def derivations(ledger: Ledger, ids: Sequence[str] | None) -> pd.DataFrame:
    """Answer `Ledger.derivations`."""
    found = []
    for row in pick(ledger, "derived", ids):
        said = quantity.of_derived(ledger, row)
        condition = f" ({said.condition.rstrip('.')})" if said.condition else ""
        found.append(_amount(
            said, row.id, f"{capital(said.label)}: {said.full}{condition}.", operation=said.operation,
            condition=said.condition, **{"class": "derived"},
        ))  # fmt: skip
    return _amounts(found)
