"""The tables of this repository's own subject: proved as the build proves them."""

from pathlib import Path

import pytest

from explainer.query.ledger import Ledger
from explainer.references import phrases
from explainer.validate import check

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    check(ROOT)
    return Ledger.load(ROOT)


def test_every_paragraph_has_a_claim_or_is_a_repeat(ledger: Ledger) -> None:
    assert len(ledger.claims) > 100
    excepted = {ledger.article.paragraph_at(start).number for start in ledger.exceptions["start"]}  # type: ignore[union-attr]
    bare = {paragraph.number for paragraph in ledger.article.paragraphs} - set(ledger.claims["paragraph"])
    assert bare <= excepted


def test_every_row_can_be_said(ledger: Ledger) -> None:
    assert ledger.timeline()["sentence"].str.len().min() > 10
    assert ledger.amounts()["full"].str.len().min() > 1
    assert ledger.derivations()["text"].str.len().min() > 1
    for table, role in {"claims": "says", "quantities": "q", "events": "on", "actors": "a", "places": "p"}.items():
        for key in ledger.ids(table):
            assert phrases.plain(f"{{{role}}}`{key}`", ledger)


def test_quotations_stay_short(ledger: Ledger) -> None:
    assert ledger.claims["quote"].str.split().str.len().max() <= 30


def test_every_reason_is_held_by_claims(ledger: Ledger) -> None:
    rows = ledger.argument()
    assert rows["count"].min() >= 1
    assert (rows["parent"] == "").sum() == 4
