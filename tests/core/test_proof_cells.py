"""One wrong cell in the tiny subject, and the fault that must name it."""

import pytest

from explainer.model.faults import Faults
from explainer.query.ledger import Ledger
from explainer.text.reader import read
from explainer.validate.readable import amounts
from tests.conftest import examples
from tests.core.bench import TINY, Bench

#: A cell of the tiny subject by table, row and column, a wrong value for it, and what the fault must say.
BROKEN = examples("core/broken")


def test_the_tiny_subject_holds() -> None:
    assert Ledger.load(TINY).faults == []


@pytest.mark.parametrize(("table", "row", "column", "value", "said"), BROKEN, ids=lambda value: str(value)[:24])
def test_a_wrong_cell_is_named(bench: Bench, table: str, row: str, column: str, value: str, said: str) -> None:
    faults = bench.cell(table, row, column, value).faults()
    found = [fault for fault in faults if said in fault]
    assert found, faults
    assert found[0].startswith(f"{table}, ")
    assert f"{row} (line " in found[0] or column == "id" or "line" in found[0]


def test_a_caption_is_in_the_voice_of_the_article(bench: Bench) -> None:
    faults = bench.cell("claims", "headline", "kind", "caption").cell("claims", "headline", "actor", "quill").faults()
    assert any("'quill', but a caption is in the article's own voice" in fault for fault in faults), faults


def test_a_number_to_ask_about_is_an_amount_and_a_date_is_none() -> None:
    found = amounts(read("1.500 people on 3/4, 40 boats on 3 May 1998"))
    assert [one.words for one in found] == ["1.500 people", "40"]


def test_a_reason_says_the_doubt_of_its_claim(bench: Bench) -> None:
    faults = bench.cell("claims", "second-reason", "modality", "likely").faults()
    for column in ("label", "summary"):
        said = f"reasons, river (line 3), {column}: the claim 'second-reason' is likely, but none of may, probably"
        assert f"{said} stands here" in faults, faults


def test_every_fault_is_told_at_once(bench: Bench) -> None:
    bench.cell("claims", "walkers", "start", "99").cell("quantities", "steel", "low", "301")
    bench.cell("places", "wendle", "claim", "nowhere").cell("derived", "left-share", "unit", "times")
    with pytest.raises(Faults) as error:
        Ledger.load(bench.root)
    assert {fault.table for fault in error.value.faults} == {"claims", "quantities", "places", "derived"}


def test_a_claim_that_leaves_the_reason_it_introduces_is_named(bench: Bench) -> None:
    faults = bench.cell("claims", "first-reason", "reason", "river").faults()
    assert any("reasons, money (line 2), claim: the claim 'first-reason' introduces this reason" in f for f in faults)


def test_a_claim_that_strays_among_those_of_another_reason_is_named(bench: Bench) -> None:
    free = (
        bench.cell("claims", "rivets-gone", "reason", "money")
        .cell("reasons", "money", "claims", "first-reason|money-left|money-share|rivets-gone")
        .cell("reasons", "river", "claims", "second-reason|pier|cracks|rivets-rusty")
    )
    assert free.faults() == []
    bench.raw("data/datapackage.json", lambda raw: raw.replace(b'"order": "free"', b'"order": "text"'))
    assert any("'money', but the claims for 'money' stand elsewhere together" in fault for fault in bench.faults())


def test_a_word_that_two_units_read_is_a_fault(bench: Bench) -> None:
    bench.raw("data/datapackage.json", lambda raw: raw.replace(b'"drivers"\n', b'"drivers", "people"\n'))
    assert any("both 'people' and 'drivers' are read from 'people'" in fault for fault in bench.faults())


def test_a_changed_article_is_named(bench: Bench) -> None:
    faults = bench.raw("seeds/bridge.txt", lambda raw: raw.replace(b"about 1,200", b"about 1,300")).faults()
    for said in ("article.sha256: the file bridge.txt has", "differs from the article at character 9"):
        assert any(said in fault for fault in faults), faults


def test_a_reason_that_strays_from_the_order_of_the_text_is_named(bench: Bench) -> None:
    bench.raw("data/datapackage.json", lambda raw: raw.replace(b'"order": "free"', b'"order": "text"'))
    faults = bench.cell("reasons", "money", "position", "2").cell("reasons", "river", "position", "1").faults()
    assert any("money (line 2), parent: the article sets this reason out before" in fault for fault in faults), faults
