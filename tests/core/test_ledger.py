"""The ledger's answers: rows ready to draw."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

import pandas as pd
import pytest

from explainer.model.rows import TABLES
from explainer.query.ledger import Ledger
from tests.core.bench import TINY, Bench


def test_every_table_is_a_frame_indexed_by_id(ledger: Ledger) -> None:
    for name in TABLES:
        table = getattr(ledger, name)
        assert list(table.index) == list(table["id"])
    assert ledger.claims.loc["walkers", "quote"] == "about 1,200 people walked across it"
    assert str(ledger.claims["start"].dtype) == "int64"
    assert str(ledger.quantities["value"].dtype) == "float64"
    assert str(ledger.claims["note"].dtype) == "str"
    assert ledger.claims.loc["walkers", "note"] == ""


def test_a_table_that_the_subject_lacks_is_empty(bench: Bench) -> None:
    bench.package(lambda package: package.update(
        resources=[one for one in package["resources"] if one["name"] not in ("aftermath", "corrections")]
    ))  # fmt: skip
    for name in ("aftermath", "corrections"):
        bench.path(name).unlink()
    ledger = Ledger.load(bench.root)
    assert ledger.aftermath.empty and "finding" in ledger.aftermath.columns
    with pytest.raises(AttributeError):
        _ = ledger.rumours


def test_a_timeline_is_as_wide_as_its_dates_are_vague(ledger: Ledger) -> None:
    rows = ledger.timeline().set_index("id")
    assert list(rows.index) == ["opening", "money", "cracks", "closing"]
    assert rows.loc["cracks", "lower"] == datetime(2004, 9, 1)
    assert rows.loc["cracks", "upper"] == datetime(2004, 9, 30)
    assert pd.isna(rows.loc["money", "lower"])
    assert list(rows["precision"]) == ["day", "open", "month", "day"]
    assert list(rows["inferred"]) == [False, True, True, True]
    assert rows.loc["cracks", "sentence"] == "Most probably September 2004: Quill sees cracks."
    assert rows.loc["closing", ["ref", "href", "actors", "track_label"]].tolist() == [
        "claim:closing", "#claim-closing", "Council of Ostmere", "The town",
    ]  # fmt: skip


def test_a_timeline_can_be_cut(ledger: Ledger) -> None:
    assert list(ledger.timeline(track="town")["id"]) == ["money", "closing"]
    assert list(ledger.timeline(track=["bridge"])["id"]) == ["opening", "cracks"]
    assert list(ledger.timeline(since="2004-09-10")["id"]) == ["cracks", "closing"]
    assert list(ledger.timeline(until="2003")["id"]) == ["opening", "money"]  # "by August 2004" may be any time before
    assert list(ledger.timeline(ids=["closing", "opening"])["id"]) == ["closing", "opening"]
    with pytest.raises(KeyError, match="events has no row 'opned'"):
        ledger.timeline(ids=["opned"])


def test_amounts_keep_their_hedges(ledger: Ledger) -> None:
    rows = ledger.amounts().set_index("id")
    assert rows["text"].to_dict() == {
        "walkers": "about 1,200", "steel": "more than 300", "cost": "£4,000,000–£6,000,000", "cracks": "hundreds",
        "rivets-gone": "5%", "rivets-rusty": "about 60%", "money-left": "800–900", "money-share": "less than 2%",
        "detour": "the majority", "ferries": "three", "years": "six",
    }  # fmt: skip
    assert rows.loc["cracks", "full"] == "hundreds of cracks"
    assert rows.loc["detour", "full"] == "the majority of the drivers"
    assert rows.loc["ferries", "full"] == "three ferries"
    assert rows.loc["walkers", "sentence"] == "People who walked across the bridge: about 1,200 people (3 May 1998)."
    assert rows.loc["cost", ["value", "low", "high"]].isna().tolist() == [True, False, False]
    assert list(ledger.amounts(series="rivets")["id"]) == ["rivets-gone", "rivets-rusty"]


def test_outside_and_derived_rows_have_the_shape_of_amounts(ledger: Ledger) -> None:
    outside, derived = ledger.outside(["C3", "C1"]), ledger.derivations()
    assert list(outside.columns) == list(derived.columns) == list(ledger.amounts().columns)
    assert outside["text"].tolist() == ["at least 310", "about 950"]
    assert set(outside["class"]) == {"outside"}
    assert derived["text"].tolist() == ["about 35%", "about 0.79", "0.013–0.023%"]
    assert set(derived["class"]) == {"derived"}
    with pytest.raises(ValueError, match="gives no number"):
        ledger.outside(["C2"])
    with pytest.raises(KeyError, match="neither checks nor aftermath"):
        ledger.outside(["C9"])


def test_a_derived_amount_names_its_parts_and_its_condition(ledger: Ledger) -> None:
    said = ledger.derive("rivets-sound")
    assert [part.ref for part in said.parts] == ["claim:rivets-gone", "claim:rivets-rusty"]
    assert (said.hedge, said.value, said.condition) == ("about", 35, "If no rivet is both gone and rusty.")


@pytest.mark.parametrize(("value", "message"), [("walkers", "a choice begins with a number"), ("0", "above zero")])
def test_a_choice_begins_with_a_number(bench: Bench, value: str, message: str) -> None:
    bench.rows("derived", lambda rows: rows.extend([
        ["crossing", "choice", value, "people", "people at once", "A choice of yours."],
        ["crossing-of-walkers", "share", "crossing|walkers", "percent", "a crossing as a share", "If nobody waits."],
    ]))  # fmt: skip
    assert any(message in fault for fault in bench.faults())


def test_claims_have_their_number_their_words_and_their_reason(ledger: Ledger) -> None:
    rows = ledger.attribution()
    assert rows["number"].tolist() == list(range(1, 18)) and ledger.number("walkers") == 3
    assert rows.set_index("claim").loc["pier", ["actor", "modality", "count"]].tolist() == ["Ada Quill", "likely", 1]
    assert [ledger.article.text[row.start : row.end] for row in rows.itertuples()] == rows["quote"].tolist()
    covered = ledger.paragraphs()
    assert (covered["covered"] <= covered["length"]).all()
    assert covered["length"].sum() == sum(len(line) for line in ledger.article.text.splitlines())
    reasons = ledger.argument()
    assert reasons["id"].tolist() == ["money", "river"]
    assert reasons.loc[1, "claims"].split("|") == ["pier", "cracks", "rivets-gone", "rivets-rusty", "second-reason"]
    assert (ledger.readings_of("second-reason"), ledger.readings_of("first-reason")) == (["fish"], [])


def test_a_kernel_loads_nothing_heavy() -> None:
    code = (
        "import sys; from explainer import Ledger, phrases; ledger = Ledger.load(sys.argv[1]); ledger.amounts();"
        "print([name for name in ('frictionless', 'geopandas', 'altair', 'sphinx') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code, str(TINY)], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
