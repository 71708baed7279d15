"""The ledger's answers: rows ready to draw, look-ups, and arithmetic that keeps hedges."""

import re
import subprocess
import sys
from datetime import datetime
from math import inf

import pandas as pd
import pytest

from explainer.amounts.interval import Interval, compute, interval
from explainer.model.faults import Faults
from explainer.model.rows import TABLES
from explainer.query.ledger import Ledger
from explainer.query.times import newest_words
from explainer.references import phrases
from explainer.references.citation import behind, cite_with_parts, unquoted
from tests.conftest import examples
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


def test_a_timeline_has_the_order_asked_for(ledger: Ledger) -> None:
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
    reasons = ledger.argument()
    assert reasons["id"].tolist() == ["money", "river"]
    assert reasons.loc[1, "claims"].split("|") == ["pier", "cracks", "rivets-gone", "rivets-rusty", "second-reason"]
    assert (ledger.readings_of("second-reason"), ledger.readings_of("first-reason")) == (["fish"], [])


def test_a_score_has_the_voices_asked_for_first_and_findings_at_the_place_of_their_claim(bench: Bench) -> None:
    ledger = Ledger.load(bench.root)
    rows = ledger.score(voices=["quill"])
    assert rows["ref"].iloc[[0, 3, 4]].tolist() == ["claim:pier", "claim:rivets-rusty", "claim:headline"]
    assert rows.groupby("step").size().tolist() == [4, 13, 3]
    steel = rows.set_index("ref").loc["check:C3"]
    assert steel[["actor", "modality", "modality_label"]].tolist() == ["Another source agrees", "agrees", "consistent"]
    assert (steel["start"], steel["end"]) == tuple(ledger.claims.loc["steel", ["start", "end"]])
    background = Ledger.read(bench.cell("checks", "C3", "verdict", "context").root)
    assert "check:C3" not in set(background.score(voices=["quill"])["ref"])


def test_a_claim_has_its_main_reason_and_the_gravest_verdict_of_another_source(bench: Bench) -> None:
    bench.cell("reasons", "money", "parent", "river")
    bench.cell("checks", "C3", "claim", "walkers")
    ledger = Ledger.read(bench.root)
    rows = ledger.attribution().set_index("claim")
    assert rows.loc["money-left", ["reason", "main_reason"]].tolist() == ["money", "river"]
    assert rows.loc[["walkers", "cost", "steel"], "outside"].tolist() == ["differs", "not_found", ""]
    assert ledger.passages().to_dict("records") == [
        {"label": "The river is the other reason", "start": 260, "end": 786}
    ]  # fmt: skip


def test_a_kernel_loads_nothing_heavy() -> None:
    code = (
        "import sys; from explainer import Ledger, phrases; ledger = Ledger.load(sys.argv[1]); ledger.amounts();"
        "print([name for name in ('frictionless', 'geopandas', 'altair', 'sphinx') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code, str(TINY)], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize(("text", "plain", "refs"), examples("core/lookups"))
def test_a_look_up_says_its_words_and_leans_on_its_rows(ledger: Ledger, text: str, plain: str, refs: str) -> None:
    assert phrases.plain(text, ledger) == plain
    found = [use.ref for one in phrases.look_up(text, ledger, "") for use in one.uses]
    assert found == [*filter(None, refs.split("|"))]


def test_the_newest_row_need_not_be_the_first(bench: Bench) -> None:
    bench.cell("checks", "C3", "published", "1999-02")
    assert newest_words(Ledger.read(bench.root), "checks") == "February 1999"


def test_a_quotation_of_speech_loses_its_own_marks_only() -> None:
    assert unquoted("“Go now”") == "Go now" and unquoted("“Go,” he said, “now”") == "‘Go,’ he said, ‘now’"


def test_every_wrong_id_is_named_with_those_that_come_close(ledger: Ledger) -> None:
    with pytest.raises(Faults) as error:
        phrases.plain("{q}`walker`, {d}`openning`, {x}`zzz`", ledger, "story.md, line 3")
    assert str(error.value).splitlines() == [
        "story.md, line 3, {q}`walker`: no quantities row 'walker'; close to it: walkers",
        "story.md, line 3, {d}`openning`: no events or checks or aftermath row 'openning'; close to it: opening",
        "story.md, line 3, {x}`zzz`: no derived row 'zzz'",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{n}`event:opening`", "'event' is nothing a note can tell about; they are claim, check, aftermath"),
        ("{y}`money`", "../2004-08 does not lie in one year"),
        ("{uncovered}`verbs`", "nothing of the kind 'verbs' is counted"),
        ("{newest}`glossary`", "the table 'glossary' has no row with a date"),
        ("{count}`nothing`", "there is no table 'nothing'"),
        ("{n}`nobody`", "no claims or checks or aftermath row 'nobody'"),
    ],
)
def test_a_look_up_that_cannot_be_is_named(ledger: Ledger, text: str, said: str) -> None:
    with pytest.raises(Faults, match=re.escape(said)):
        phrases.plain(text, ledger)


def test_a_row_tells_of_itself(ledger: Ledger) -> None:
    told = cite_with_parts(ledger, ["claim:cracks", "check:C2", "check:A1", "derived:walkers-ratio"])
    assert list(told) == [
        "claim:cracks", "check:C2", "check:A1", "derived:walkers-ratio", "check:C1", "claim:walkers",
    ]  # fmt: skip
    # That nothing was found is our word, not the nearest page's.
    nearest = "nearest page seen: County record"
    said = {(one.label, one.speaker, one.firmness, one.when, one.weak, one.approximate) for one in told.values()}
    assert said == {
        ("claim 7", "Ada Quill", "stated", "", "", False),
        (nearest, nearest, "not found", "undated page", "", False),
        ("County record", "County record", "", "2 March 2005", "", False),
        ("the county’s count as a multiple of the report’s", "", "", "", "", True),
        ("County record", "County record", "differs", "4 May 1998", "", False),
        ("claim 3", "The report", "stated", "", "", False),
    }
    assert [one.id for one in behind(told, ["derived:walkers-ratio", "claim:walkers"])] == ["walkers", "C1"]


def test_a_finding_without_a_number_and_an_unknown_role_are_named(ledger: Ledger) -> None:
    with pytest.raises(Faults, match="gives no number"):
        phrases.resolve("out", "C2", ledger, "here")
    with pytest.raises(Faults, match="is no look-up"):
        phrases.resolve("quote", "walkers", ledger, "here")


def exact(number: float, high: float | None = None) -> Interval:
    return Interval(number, number if high is None else high)


MORE, LESS, ABOUT = (interval(hedge, 70, 20, 8) for hedge in ("more_than", "less_than", "about"))
RANGE, FIVE, ONE = interval("range", None, 4000, 6000), exact(5), exact(1)


# What follows: its hedge, then its low and high bound where rounding or reckoning decides them.
@pytest.mark.parametrize(
    ("operation", "parts", "hedge", "low", "high"),
    [
        ("remainder", [FIVE, exact(2), ABOUT], "about", 23, 23),
        ("difference", [exact(10), exact(4)], "exact", 6, 6),
        ("share", [RANGE, interval("about", 45500, None, None)], "range", 8.8, 13),
        ("difference", [MORE, FIVE], "more_than", 15, inf),
        ("difference", [FIVE, MORE], "less_than", -inf, -15),
        ("difference", [FIVE, LESS], "more_than", -3, inf),
        ("ratio", [FIVE, MORE], "less_than", None, 0.25),
        ("ratio", [MORE, FIVE], "more_than", 4, inf),
        ("ratio", [FIVE, LESS], "more_than", None, inf),
        ("ratio", [LESS, FIVE], "less_than", None, 1.6),
        ("remainder", [FIVE, LESS], "more_than", 87, inf),
        # 4.2175 and 3.333: rounding never makes an open bound bolder, and a rounded value is about right.
        ("ratio", [exact(50610), interval("more_than", None, 12000, None)], "less_than", None, 4.3),
        ("ratio", [interval("more_than", None, 1000, None), exact(300)], "more_than", 3.3, inf),
        ("ratio", [ONE, exact(3)], "about", None, None),
        ("ratio", [ONE, exact(4)], "exact", 0.25, 0.25),
        # A half is rounded upwards, as charts round; a range that rounding closes is about one number.
        ("share", [exact(500), exact(4000)], "about", 13, 13),
        ("share", [ONE, exact(1000, 1001)], "about", 0.1, 0.1),
    ],
)
def test_what_follows_keeps_the_hedges_of_its_parts(
    operation: str, parts: list[Interval], hedge: str, low: float | None, high: float | None
) -> None:
    made = compute(operation, parts, of_hundred=operation == "remainder")
    assert made.hedge == hedge
    assert low in (None, made.low) and high in (None, made.high)


@pytest.mark.parametrize(
    ("operation", "parts", "said"),
    [
        *((what, [one, one], "nothing certain follows") for what in ("ratio", "difference") for one in (MORE, LESS)),
        ("share", [FIVE, exact(0)], "may be zero"),
        ("sum", [FIVE], "is no operation"),
        ("share", [FIVE], "needs two parts"),
        ("remainder", [FIVE], "needs something"),
    ],
)
def test_what_cannot_be_worked_out_is_refused(operation: str, parts: list[Interval], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        compute(operation, parts)


def test_an_amount_without_its_numbers_is_no_single_value() -> None:
    assert MORE.columns() == (None, 20, None) and LESS.low == -inf
    assert compute("share", [RANGE, interval("about", 45500, None, None)]).approximate
    with pytest.raises(ValueError, match="majority"):
        interval("majority", None, None, None)
