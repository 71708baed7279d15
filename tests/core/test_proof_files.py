"""Broken files: one clear message each, with file, row and column."""

from dataclasses import replace

import pytest

from explainer.cli import main
from explainer.model.faults import Faults
from explainer.model.provenance import record
from explainer.model.rows import Place
from explainer.query.ledger import Ledger, find_root
from explainer.validate import check
from explainer.validate.places import _place
from tests.core.bench import TINY, Bench

CLAIMS = "data/claims.csv"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: b"\xef\xbb\xbf" + raw, "claims, line 1: the file begins with a byte order mark"),
        (lambda raw: raw.replace(b"\n", b"\r\n"), "claims, line 1: Windows line end"),
        (lambda raw: raw.removesuffix(b"\n"), "claims, line 18: the last row does not end with a line end"),
        (lambda raw: b"", "claims: the file is empty: it needs a header row"),
        (lambda raw: raw.replace("’".encode(), b"\x92") + b"\xff", "not UTF-8: save the file as UTF-8"),
        (lambda raw: raw.decode().encode("utf-16"), "claims, line 1: not UTF-8"),
        (lambda raw: raw.replace(b",quote,", b",quotation,", 1), "line 1, quotation: datapackage.json does not"),
        (lambda raw: raw.replace(b",quote,", b",quotation,", 1), "line 1, quote: this column is missing"),
        (lambda raw: raw.replace(b",note\n", b",note,quote\n", 1), "opening (line 3): 13 cells where the header"),
        (lambda raw: raw.replace(b"\nsteel,", b"\nsteel,extra,", 1), "steel (line 5): 14 cells where the header"),
        (lambda raw: raw.replace(b"id,paragraph", b"paragraph,id", 1), "line 1: the columns are not in the order"),
        (lambda raw: raw.replace(b"\nsteel,", b'\nsteel"x,', 1), "bare quote"),
        (lambda raw: raw + raw.split(b"\n", 1)[1], "claims, walkers (line 21), id: the same id stands on line 4"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named(bench: Bench, change, said: str) -> None:
    faults = bench.raw(CLAIMS, change).faults()
    if said == "bare quote":  # Python's csv takes a quotation mark inside a bare cell as it stands
        assert any('steel"x' in fault for fault in faults), faults
        return
    assert any(said in fault for fault in faults), faults


def test_a_deleted_row_is_missed_by_those_who_need_it(bench: Bench) -> None:
    faults = bench.rows("claims", lambda rows: rows.remove(next(row for row in rows if row[0] == "steel"))).faults()
    assert any("quantities, steel (line 3), claim: no claims row has the id 'steel'" in fault for fault in faults)
    assert any("number '300' (paragraph 3," in fault and "stands in no quote" in fault for fault in faults)


def test_swapped_cells_are_named(bench: Bench) -> None:
    def swap(rows: list[list[str]]) -> None:
        at = rows[0].index("start")
        rows[3][at], rows[4][at] = rows[4][at], rows[3][at]

    assert len([fault for fault in bench.rows("claims", swap).faults() if ", start: " in fault]) == 2


def test_a_missing_file_and_one_that_is_not_described_are_named(bench: Bench) -> None:
    bench.path("events").rename(bench.path("more"))
    faults = bench.faults()
    assert "events: the file events.csv is missing" in faults
    assert "datapackage.json, resources: the table more.csv is not described" in faults


def test_straight_quotation_marks_get_a_hint(bench: Bench) -> None:
    def bend(rows: list[list[str]]) -> None:
        row = next(row for row in rows if row[0] == "pier")
        row[2], row[4] = str(int(row[2]) - 9), '"' + row[4]  # far from its place, which is looked for

    faults = bench.rows("claims", bend).faults()
    assert any("character 1: '“' expected, '\"' found; straight instead of curly" in fault for fault in faults), faults


def test_a_passage_quoted_in_two_rows_is_named(bench: Bench) -> None:
    faults = bench.rows("claims", lambda rows: rows.append(["again", *rows[3][1:]])).faults()
    assert "claims, again (line 19), quote: the same stretch of the article as 'walkers'" in faults, faults


@pytest.mark.parametrize("east", [-1, 0, 1])
@pytest.mark.parametrize("north", [-1, 0, 1])
def test_a_place_may_lie_a_little_beyond_the_coast_on_every_side(bench: Bench, east: int, north: int) -> None:
    square = {"AA": [[(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]]}
    row = Ledger.read(bench.root).rows_of(Place)[0]
    for off, wrong in ((1.04, 0), (1.06, east or north)):
        placed = replace(row, iso="AA", lon=east * off, lat=north * off)
        assert len([*_place(placed, square, {})]) == bool(wrong), off


def test_a_missing_article_is_one_fault(bench: Bench) -> None:
    (bench.root / "seeds" / "bridge.txt").unlink()
    assert "explainer, article.path" in bench.faults()[0]


def test_tables_that_came_without_their_article_say_what_became_of_their_proof(bench: Bench, capsys) -> None:
    data = bench.root / "data"
    proved = record(Ledger.read(bench.root).article, {path.name: path.read_bytes() for path in data.iterdir()})
    (data / "published.json").write_bytes(proved)
    (bench.root / "seeds" / "bridge.txt").unlink()
    bench.raw("data/glossary.csv", lambda raw: raw.replace(b"rivet", b"Rivet"))  # each sentence is said only once
    Ledger.load(bench.root)
    assert "Changed since their proof: glossary.csv. Nothing here proves" in capsys.readouterr().out


def test_the_subject_is_found_upwards_and_none_is_a_fault(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(TINY / "seeds")
    assert Ledger.load().root == TINY
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Faults, match="not found in"):
        find_root()


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "said"),
    [
        ("claims", "steel", "kind", "guess", "claims, steel (line 5), kind: 'guess' is none of event, quantity"),
        ("claims", "steel", "chapter", "", "claims, steel (line 5), chapter: empty, but it is required"),
        ("events", "opening", "track", "air", "events, opening (line 2), track: 'air' is none of bridge, town"),
        ("places", "wendle", "lat", "north", "places, wendle (line 4), lat: 'north' is not a number"),
        ("checks", "C1", "verdict", "perhaps", "checks, C1 (line 2), verdict: 'perhaps' is none of consistent"),
    ],
)
def test_the_schema_is_judged_too(bench, capsys, table: str, row: str, column: str, value: str, said: str) -> None:
    bench.cell(table, row, column, value)
    assert main(["check", "--root", str(bench.root)]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert told.count(f"{row} (line") == 1 or column == "kind"
    assert told.rstrip().endswith("nothing is built from these tables.")


def test_a_column_without_a_description_is_a_fault(bench: Bench) -> None:
    told = b"Why no claim covers them."
    bench.raw("data/datapackage.json", lambda raw: raw.replace(told, b""))
    with pytest.raises(Faults, match=r"datapackage\.json, exceptions, why: the column has no description"):
        check(bench.root)


def test_the_verb_says_what_holds(capsys) -> None:
    assert main(["check", "--root", str(TINY)]) == 0
    assert "The tables hold: 17 claims, 4 events" in capsys.readouterr().out


def test_a_build_proves_once_for_all_its_kernels(bench: Bench, monkeypatch) -> None:
    bench.cell("claims", "walkers", "start", "99")
    monkeypatch.setenv("EXPLAINER_PROVED", Ledger.read(bench.root).fingerprint)
    assert Ledger.load(bench.root).number("walkers") == 3
    bench.cell("claims", "walkers", "start", "100")
    with pytest.raises(Faults, match="starts at 98"):
        Ledger.load(bench.root)
