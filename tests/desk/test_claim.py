"""A quotation in, rows out: read from the words, written without touching another byte."""

import hashlib
from pathlib import Path

import pytest

from explainer.authoring import claim, suggest, uncovered
from explainer.authoring.places import place, places
from explainer.cli import main
from explainer.model.article import Article
from explainer.model.faults import Faults
from explainer.model.rows import Quantity
from explainer.query.ledger import Ledger
from explainer.validate import check
from tests.conftest import TINY
from tests.core.bench import Bench


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


def test_a_claim_is_shown_first_then_written_then_taken_back(growing: Bench, capsys) -> None:
    before = {table: lines(growing, table) for table in ("claims", "quantities", "events")}
    given = ["--restatement", "Over 300 tons of steel were used.", "--counted", "steel in the bridge", "--id", "steel"]
    command = ["claim", "More than 300 tons of steel", *given, "--root", str(growing.root)]
    assert main(command) == 0
    assert "Nothing was written" in capsys.readouterr().out
    assert {table: lines(growing, table) for table in before} == before
    assert main([*command, "--yes"]) == 0
    assert "Nothing of these rows is left to fill." in capsys.readouterr().out
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
    assert main(["undo", "--root", str(growing.root)]) == 0
    assert {table: lines(growing, table) for table in before} == before
    assert main(["undo", "--root", str(growing.root)]) == 1


def test_what_only_an_editor_decides_is_left_and_named(growing: Bench, capsys) -> None:
    assert main(["claim", "about 1,200 people walked", "--root", str(growing.root), "--yes"]) == 0
    told = capsys.readouterr().out
    assert "people-walked, restatement: empty, but it is required" in told
    assert "people-walked, counted: empty, but it is required" in told
    assert rows(growing, "quantities")["people-walked"]["hedge"] == "about"


def test_a_date_is_read_in_edtf(bench: Bench) -> None:
    words = "On 3 May 1998, engineer Ada Quill opened"
    made, asked = claim.compose(Ledger.read(bench.root), words, label="It opens")
    event = made["events"][0]
    assert (event["date"], event["printed"], event["resolution"]) == ("1998-05-03", "3 May 1998", "printed")
    assert (event["actors"], made["claims"][0]["kind"], asked) == ("quill", "event", [])
    assert event["id"] not in rows(bench, "events")


def test_a_row_is_changed_and_taken_out(bench: Bench, capsys) -> None:
    root = ["--root", str(bench.root), "--yes"]
    before = lines(bench, "claims")
    assert main(["edit", "claims", "headline", "note=Seen, and noted.", *root]) == 0
    assert rows(bench, "claims")["headline"]["note"] == "Seen, and noted."
    changed = [line for line in lines(bench, "claims") if line not in before]
    assert len(changed) == 1
    assert main(["edit", "claims", "nobody", "note=x", *root]) == 1
    assert main(["edit", "claims", "headline", "colour=x", *root]) == 1
    assert main(["edit", "glossary", next(iter(rows(bench, "glossary"))), "--remove", *root]) == 0
    assert rows(bench, "glossary") == {}
    bench.rows("claims", lambda given: given[1].__setitem__(-1, "by hand"))
    assert main(["undo", *root[:2]]) == 0  # the glossary
    assert main(["undo", *root[:2]]) == 1
    assert "it was changed since 'edit claims headline'" in capsys.readouterr().err


def test_a_ground_stands_in_for_what_is_read_otherwise(bench: Bench) -> None:
    """An editor's way out: the number is not that of the quotation, and the row says why."""
    root = ["--root", str(bench.root), "--yes"]
    number = next(row for row in Ledger.read(bench.root).rows_of(Quantity) if row.value is not None)
    assert main(["edit", "quantities", number.id, "value=7.5", *root]) == 0
    with pytest.raises(Faults, match=f"{number.id}.* value: 7.5 cannot be read"):
        check(bench.root)
    assert main(["edit", "quantities", number.id, "ground=The text counts by the dozen elsewhere.", *root]) == 0
    assert "ground" in Ledger.read(bench.root).tables["quantities"].columns
    check(bench.root)
    assert main(["edit", "quantities", number.id, f"value={number.value}", *root]) == 0
    with pytest.raises(Faults, match="it needs no ground"):
        check(bench.root)


@pytest.mark.parametrize("date", ["15XX", "../18XX", "199X", "1962-24", "2019~/2021~", "2021-07/2021-09"])
def test_what_is_read_of_a_date_the_tables_accept(bench: Bench, date: str) -> None:
    event = next(iter(rows(bench, "events").values()))
    given = ["resolution=resolved", f"date={date}", "ground=Worked out by hand."]
    main(["edit", "events", event["id"], *given, "--root", str(bench.root), "--yes"])
    try:
        check(bench.root)
    except Faults as found:
        assert "is not written as" not in str(found)


def test_an_actor_is_mentioned_first_where_a_new_claim_says_so(growing: Bench) -> None:
    root = ["--root", str(growing.root), "--yes"]
    before = rows(growing, "actors")["quill"]["claim"]
    assert main(["edit", "claims", before, "--remove", *root]) == 0
    told = ["--restatement", "The engineer opened the bridge.", "--label", "It opens", "--id", "opened"]
    assert main(["claim", "engineer Ada Quill opened", *told, *root]) == 0
    assert rows(growing, "actors")["quill"]["claim"] == "opened"


def test_ids_are_made_of_words_and_never_twice() -> None:
    assert suggest.slug("the 30,000 soldiers of the Tsar’s army", ()) == "soldiers-tsar-army"
    assert suggest.slug("México alcanzó in the 1990s", ()) == "mexico-alcanzo"
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
    assert main(["claim", words, *given, "--root", str(bench.root), "--yes"]) == 1
    assert said in capsys.readouterr().err
    assert {path: path.read_bytes() for path in bench.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: raw.replace(b"\n", b"\r\n"), "Windows line ends"),
        (lambda raw: b"\xef\xbb\xbf" + raw, "byte order mark"),
        (lambda raw: raw[:-1], "does not end with a line end"),
        (lambda raw: raw.replace(b"\ncost,", b"\ncost,extra,", 1), "cells where the header row has"),
        (lambda raw: raw.replace(b"They", b"Th\xff", 1).replace(b"report", b"rep\xffrt", 1), "not UTF-8"),
        (lambda raw: raw + b'"open', "does not end with a line end|not readable as CSV"),
    ],
)
def test_a_broken_table_gets_no_row(bench: Bench, capsys, change, said: str) -> None:
    bench.raw("data/claims.csv", change)
    before = bench.path("claims").read_bytes(), bench.path("quantities").read_bytes()
    assert main(["claim", "She warned that 5%", "--root", str(bench.root), "--yes"]) == 1
    told = capsys.readouterr().err
    assert any(part in told for part in said.split("|")), told
    assert (bench.path("claims").read_bytes(), bench.path("quantities").read_bytes()) == before


def test_what_is_uncovered_is_listed_in_its_line(growing: Bench) -> None:
    ledger = Ledger.read(growing.root)
    first = uncovered.lines(ledger)[0]
    assert first.split()[:3] == ["2", "104–109", "number"]
    assert "about «1,200» people" in first and first.endswith("→ 1,200  about  people  sure")
    assert [line for line in uncovered.lines(ledger, paragraph=3)[:-1] if "«300»" in line]
    assert uncovered.lines(ledger, kind="date")[0].startswith("0 stand in no claim")
    assert main(["uncovered", "--root", str(TINY)]) == 0


def test_a_book_that_grows_holds_and_one_that_does_not_is_stopped(growing: Bench) -> None:
    check(growing.root)
    growing.raw("data/datapackage.json", lambda raw: raw.replace(b' "coverage": "growing",', b""))
    with pytest.raises(Faults, match=r"number '1,200' .* stands in no quote"):
        check(growing.root)


def test_exceptions_readings_names_and_words(growing: Bench) -> None:
    root = ["--root", str(growing.root), "--yes"]
    assert main(["add", "exceptions", "1,200", "300", "why=Counted elsewhere.", *root]) == 0
    assert {"1,200", "300"} <= {cells["quote"] for cells in rows(growing, "exceptions").values()}
    assert main(["add", "exceptions", "1,200", "why=Twice.", *root]) == 1
    assert main(["add", "readings", "Long night", "wrong=No sense.", "reading=A long night.", *root]) == 0
    assert main(["add", "places", "Tarn", "type=village", *root]) == 0
    assert rows(growing, "places")["tarn"]["claim"] == "headline"
    assert main(["add", "actors", "Nobody Else", "type=person", "role=None", *root]) == 1
    assert main(["add", "actors", "Ben", "type=king", *root]) == 1
    assert main(["add", "units", "boats", "one=boat", *root]) == 0
    assert main(["add", "units", "boats", "read=barges|boats", *root]) == 0
    assert main(["add", "colours", "red", *root]) == 1
    assert Ledger.read(growing.root).vocabulary["units"]["boats"] == {"one": "boat", "read": ["boats", "barges"]}
    check(growing.root)


TEXT = "The ship’s log\n\nHe said “about 30  men” came; the ship's boats, 4–6 of them, held 30.\nAbout 30 men left.\n"


def article(text: str = TEXT) -> Article:
    return Article(Path("log.txt"), text, hashlib.sha256(text.encode()).hexdigest())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ship's log", ["ship’s log"]),
        ('said "about', ["said “about"]),
        ("4-6 of them", ["4–6 of them"]),
        ("about 30 men", ["about 30  men"]),
        ("About 30 men", ["About 30 men"]),
        ("HE SAID", ["He said"]),
        ("30", ["30", "30", "30"]),
        ("hip", []),
        ("boat", []),
        ("left. ", ["left."]),
        ("log He", []),
        ("", []),
    ],
)
def test_words_are_found_as_the_article_has_them(typed: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in places(article(), typed)] == found


def test_of_several_places_one_is_chosen() -> None:
    assert place(article(), "30", nth=2) == places(article(), "30")[1]
    assert place(article(), "30", paragraph=3) == places(article(), "30")[2]
    assert place(article(), "30", nth=2, paragraph=2) == places(article(), "30")[1]


@pytest.mark.parametrize(
    ("typed", "options", "said"),
    [
        ("30", {}, r"stands at 3 places; say which:\n  --nth 1  paragraph 2: .*«30»"),
        ("30", {"nth": 4}, "stands there 3 times; there is no 4th"),
        ("He said", {"paragraph": 3}, "stands in paragraph 2"),
        ("about 30 women", {}, "does not stand in it; close to it: 'About 30 men'|close to it: '“about 30  men”'"),
        ("zebras", {}, "'zebras' does not stand in it$"),
    ],
)
def test_what_is_not_one_place_is_refused(typed: str, options: dict, said: str) -> None:
    with pytest.raises(Faults, match=said):
        place(article(), typed, **options)
