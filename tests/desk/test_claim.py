"""A quotation in, rows out: read from the words, written without touching another byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.authoring import claim, names, passages, suggest, uncovered, word
from explainer.model.faults import Faults
from explainer.query.ledger import Ledger
from explainer.validate.check import check
from tests.conftest import TINY
from tests.core.bench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def growing(bench: Bench) -> Bench:
    """The tiny subject without two of its claims, while it is being read."""
    grows = b'"furniture": 1, "coverage": "growing",'
    bench.raw("data/datapackage.json", lambda raw: raw.replace(b'"furniture": 1,', grows))
    gone = {"steel", "walkers", "C1", "C3", "walkers-ratio"}
    for table in ("claims", "quantities", "checks", "derived"):
        bench.rows(table, lambda rows: rows.__setitem__(slice(None), [row for row in rows if row[0] not in gone]))
    return bench


def rows(bench: Bench, table: str) -> dict[str, dict[str, str]]:
    return {row.id: row.cells for row in Ledger.read(bench.root).tables[table].rows}


def lines(bench: Bench, table: str) -> list[bytes]:
    return bench.path(table).read_bytes().splitlines(keepends=True)


def test_a_claim_is_counted_and_its_number_read(growing: Bench, capsys) -> None:
    before = {table: lines(growing, table) for table in ("claims", "quantities", "events")}
    given = ["--restatement", "Over 300 tons of steel were used.", "--counted", "steel in the bridge", "--id", "steel"]
    assert claim.main(["More than 300 tons of steel", *given, "--root", str(growing.root)]) == 0
    told = capsys.readouterr().out
    assert "Nothing is left to fill: the ledger holds." in told
    assert rows(growing, "claims")["steel"] == {
        "id": "steel", "paragraph": "3", "start": "136", "end": "163", "quote": "More than 300 tons of steel",
        "restatement": "Over 300 tons of steel were used.", "kind": "quantity", "chapter": "story", "actor": "report",
        "modality": "stated", "reason": "", "unused": "", "note": "",
    }  # fmt: skip
    number = rows(growing, "quantities")["steel"]
    assert (number["low"], number["value"], number["hedge"], number["unit"]) == ("300", "", "more_than", "tons")
    for table, there in before.items():
        after = lines(growing, table)
        assert [line for line in after if line in there] == there, f"{table}: another row changed"
        assert len(after) - len(there) == (table != "events")
    starts = [int(cells["start"]) for cells in rows(growing, "claims").values()]
    assert starts == sorted(starts)


def test_what_only_an_editor_decides_is_left_and_named(growing: Bench, capsys) -> None:
    assert claim.main(["about 1,200 people walked", "--root", str(growing.root)]) == 0
    told = capsys.readouterr().out
    assert "people-walked (line 4), restatement: empty, but it is required" in told
    assert "people-walked (line 11), counted: empty, but it is required" in told
    assert rows(growing, "quantities")["people-walked"]["hedge"] == "about"


def test_a_date_is_read_in_edtf(bench: Bench) -> None:
    options = claim._options().parse_args(["On 3 May 1998, engineer Ada Quill opened", "--label", "It opens"])
    made = claim.compose(Ledger.read(bench.root), options)
    event = made["events"][0]
    assert (event["date"], event["printed"], event["resolution"]) == ("1998-05-03", "3 May 1998", "printed")
    assert (event["actors"], made["claims"][0]["kind"]) == ("quill", "event")
    assert event["id"] not in rows(bench, "events")


def test_ids_are_made_of_words_and_never_twice() -> None:
    assert suggest.slug("the 30,000 soldiers of the Tsar’s army", ()) == "soldiers-tsar-army"
    assert suggest.slug("the soldiers", ("soldiers",)) == "soldiers-2"
    assert suggest.slug("of 1812", ()) == "of"


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        ("no such words", [], "does not stand in it"),
        ("about 60% were rusty", [], "the claim 'rivets-rusty' quotes these words already"),
        ("She warned", ["--id", "steel"], "claims, steel, id: a row has this id already"),
        ("5% of the rivets", ["--only", "2"], "the quotation has 1 numbers; there is no 2"),
        ("5% of the rivets", ["--only", "all"], "--only takes numbers"),
    ],
)
def test_what_cannot_be_written_is_refused_and_nothing_changes(bench, capsys, words, given, said) -> None:
    before = {path: path.read_bytes() for path in bench.root.rglob("*") if path.is_file()}
    assert claim.main([words, *given, "--root", str(bench.root)]) == 1
    assert said in capsys.readouterr().err
    assert {path: path.read_bytes() for path in bench.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: raw.replace(b"\n", b"\r\n"), "Windows line ends"),
        (lambda raw: b"\xef\xbb\xbf" + raw, "byte order mark"),
        (lambda raw: raw[:-1], "does not end with a line end"),
        (lambda raw: raw.replace(b"\ncost,", b"\ncost,extra,", 1), "more or fewer cells"),
        (lambda raw: raw.replace(b"They", b"Th\xff", 1).replace(b"report", b"rep\xffrt", 1), "cannot be read"),
        (lambda raw: raw + b'"open', "does not end with a line end|cannot be read"),
    ],
)
def test_a_broken_table_gets_no_row(bench: Bench, capsys, change, said: str) -> None:
    bench.raw("data/claims.csv", change)
    before = bench.path("claims").read_bytes(), bench.path("quantities").read_bytes()
    assert claim.main(["She warned that 5%", "--root", str(bench.root)]) == 1
    told = capsys.readouterr().err
    assert any(part in told for part in said.split("|")), told
    assert (bench.path("claims").read_bytes(), bench.path("quantities").read_bytes()) == before


def test_what_is_uncovered_is_listed_in_its_line(growing: Bench) -> None:
    ledger = Ledger.read(growing.root)
    first = uncovered.lines(ledger)[0].split()
    assert (first[:3], first[-6:-3]) == (["2", "104–109", "number"], ["about", "«1,200»", "people"])
    assert [line for line in uncovered.lines(ledger, paragraph=3)[:-1] if "«300»" in line]
    assert uncovered.lines(ledger, kind="date")[0].startswith("0 stand in no claim")
    assert uncovered.main(["--root", str(TINY)]) == 0


def test_a_book_that_grows_holds_and_one_that_does_not_is_stopped(growing: Bench) -> None:
    check(growing.root)
    growing.raw("data/datapackage.json", lambda raw: raw.replace(b' "coverage": "growing",', b""))
    with pytest.raises(Faults, match=r"number '1,200' .* stands in no quote"):
        check(growing.root)


def test_exceptions_readings_names_and_words(growing: Bench) -> None:
    root = ["--root", str(growing.root)]
    assert passages.exception(["1,200", "--why", "Counted elsewhere.", *root]) == 0
    assert passages.exception(["1,200", "--why", "Twice.", *root]) == 1
    given = ["--wrong", "No sense.", "--reading", "A long night."]
    assert passages.reading(["Long night", *given, *root]) == 0
    assert names.place(["Tarn", "--type", "village", *root]) == 0
    assert rows(growing, "places")["tarn"]["claim"] == "headline"
    assert names.actor(["Nobody Else", "--type", "person", "--role", "None", *root]) == 1
    assert names.actor(["Ben", "--type", "king", *root]) == 1
    assert word.main(["units", "boats", "--one", "boat", *root]) == 0
    assert word.main(["units", "boats", *root]) == 0
    assert word.main(["units", "boats", "--read", "barges", "--read", "boats", *root]) == 0
    assert word.main(["colours", "red", *root]) == 1
    assert Ledger.read(growing.root).vocabulary["units"]["boats"] == {"one": "boat", "read": ["boats", "barges"]}
    check(growing.root)
