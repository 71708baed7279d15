"""A stranger's hands: whatever is put into the descriptor, a cell or a file, the answer is a fault with its place.

Kinds, not samples: every node of the descriptor is replaced by values of other types; cells get what spreadsheets,
keyboards and copied pages leave in them. Nothing may end in another exception than `Faults`.
"""

import functools
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from explainer.model.faults import LONGEST, Fault, Faults
from explainer.model.package import fits, shape
from explainer.model.store import Store
from explainer.validate import check, prove
from explainer.validate.changes import changes
from explainer.validate.places import inside
from tests.core.bench import TINY, Bench
from tests.core.moved import NAMED, named

PACKAGE = json.loads((TINY / "data" / "datapackage.json").read_text("utf-8"))
DEEP: list[Any] = []
for _ in range(60):
    DEEP = [DEEP]
OTHERS: list[Any] = [None, [None], {"x": None}, 1, DEEP]


def nodes(part: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every node of the descriptor; of the tables one stands for all."""
    if path:
        yield path
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in inner:
        if path != ("resources",) or key in (0, 8):
            yield from nodes(value, (*path, key))


@contextmanager
def put(path: tuple[str | int, ...], value: Any) -> Iterator[Any]:
    """Put a value into the descriptor for a while; give what stood there."""
    at: Any = functools.reduce(lambda part, key: part[key], path[:-1], PACKAGE)
    before, at[path[-1]] = at[path[-1]], value
    yield before
    at[path[-1]] = before


def test_every_node_of_the_descriptor_keeps_its_type(bench: Bench) -> None:
    """2,000 corruptions and more; what has the right type and says nothing wrong may pass, and is then proved whole."""
    tried = 0
    for path in list(nodes(PACKAGE)):
        for value in OTHERS:
            with put(path, value) as before:
                if before == value:
                    continue
                tried += 1
                # What is wrong with it is said for every twentieth: that takes longer than to see that something is.
                if not fits(PACKAGE) and (tried % 20 or shape(PACKAGE)):
                    continue
                assert type(value) is type(before), (path, value)
                bench.package(lambda package: (package.clear(), package.update(PACKAGE)))
                with suppress(Faults):
                    check(bench.root)
    assert tried > 2_000


@pytest.mark.parametrize(
    "raw",
    [b"", b"null", b"[]", b"1", b'"x"', b"{", b"\xff", b"[" * 100_000, b'{"a":' * 5_000, b'{"name": NaN}',
     b'{"name": ' + b"9" * 5_000 + b"}", b'{"name": 1, "name": 2}', json.dumps(PACKAGE | {"deep": DEEP}).encode()],
    ids=lambda raw: repr(raw[:9]),
)  # fmt: skip
def test_no_descriptor_at_all(bench: Bench, raw: bytes) -> None:
    (bench.root / "data" / "datapackage.json").write_bytes(raw)
    with pytest.raises(Faults, match=r"datapackage\.json"):
        Store.read(bench.root)


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("verdicts.consistent.label", "contradicted", "is the label of 'consistent' already"),
        ("verdicts.consistent.words", "contradicted by another source", "holds the name of another: contradicted"),
        ("certainties.likely.label", "certain", "shares no word with its key"),
        ("units.tons.many", "kilograms", "shares no word with the unit's name"),
        ("units.percent.symbol", "‰", "is none of the words by which a quotation shows the unit"),
        ("modalities.likely.read", [], "one of its words must stand in the sentence"),
        ("tracks.town.label", "The bridge", "is the label of 'bridge' already"),
        ("kinds.event.modalities", ["shouted"], "'shouted' is no modality"),
        ("article.voice", "nobody", "no actor has the id 'nobody'"),
        ("article.source", "nothing", "no source has the id 'nothing'"),
        ("article.written", "soon", "'soon' is not a date in EDTF"),
        ("certainties.open", ..., "explainer, certainties: 'open' is a required property"),
        ("article.path", "../bridge.txt", "leads out of the folder"),
        ("article.path", "x" * 300, "is too long"),
        ("article.path", "a\x00b", "not written as it must be"),
        ("article.path", "a\ud800b", "not written as it must be"),
        ("columns", {"claims.mood": {"title": "Mood"}}, "the engine knows no such column"),
    ],
)
def test_a_vocabulary_that_says_something_else(bench: Bench, place: str, value: Any, said: str) -> None:
    def change(package: dict[str, Any]) -> None:
        *parts, last = place.split(".")
        at = functools.reduce(dict.__getitem__, parts, package["explainer"])
        assert at.get(last) != value
        at[last] = value
        if value is ...:
            del at[last]

    faults = bench.package(change).faults()
    assert any(said in fault for fault in faults), faults


NUMBERS = ["inf", "-inf", "NaN", "1e400", "9" * 40, "9" * 5_000, "--5", "３", "٣", "1_000", "0x1", "+5", "−5", ".5"]
WORDS = [
    "A\u030a", "a\u202eb", "a\u200bb", "a\x00b", "a\x1bb", "a\u2028b", "a\ufffeb", "a\ufffdb", "\U000e0041x", "＝cmd",
    "|cmd", "%0A=1", ";=1", "＋1", "٣ x", "２０", "x" * 6_000,
]  # fmt: skip
ADDRESSES = [
    "http://127.0.0.1/x.y", "https://a.b:99999/", "https://a..b/", "https://user:pass@a.example/", "https://a.b/\u200b",
    'https://a.b/"><script>', "https://a.b/{{x}}", f"https://a.b/{'x' * 3_000}", "https://пример.рф/", "http://localhost/x",
    "https://a.org:8443/", "https://a.org/../x", "javascript:alert(1)", "ftp://a.org/", "https://[::1]/x", "https://[x",
]  # fmt: skip
DATES = ["[2022,2022]", "0001", "9999", "9999-12-31", "２０２２", "2022-02-24/2022-02-24", "2022-02-30", "x", "--5"]
#: Columns, and what is put into them.
CELLS = {
    **dict.fromkeys((("quantities", "value"), ("checks", "value"), ("places", "lat"), ("claims", "start")), NUMBERS),
    **dict.fromkeys((("claims", "paragraph"), ("reasons", "position")), NUMBERS),
    **dict.fromkeys((("claims", "note"), ("checks", "finding"), ("glossary", "definition")), WORDS),
    **dict.fromkeys((("checks", "url"), ("sources", "url")), ADDRESSES),
    **dict.fromkeys((("checks", "date"), ("aftermath", "date")), DATES),
    ("checks", "published"): DATES,
    ("derived", "of"): ["9" * 5_000, "inf", "|"],
}


@pytest.mark.parametrize("turn", range(max(map(len, CELLS.values()))))
def test_every_hostile_cell_is_named(bench: Bench, turn: int) -> None:
    """In each turn the first row of every table has a hostile cell in each of these columns."""
    put_in = {place: values[turn] for place, values in CELLS.items() if turn < len(values)}
    for (table, column), value in put_in.items():
        bench.rows(table, lambda rows, column=column, value=value: rows[1].__setitem__(rows[0].index(column), value))
    faults = bench.faults()
    for table, column in put_in:
        named = [fault for fault in faults if fault.startswith(f"{table}, ") and f" (line 2), {column}: " in fault]
        assert named, (table, column, put_in[table, column][:40], faults)
    assert max(map(len, faults)) < 3 * LONGEST


def test_a_date_that_is_printed_whole_was_not_worked_out(bench: Bench) -> None:
    bench.cell("events", "opening", "resolution", "resolved").cell("events", "opening", "ground", "It is printed.")
    assert any("'resolved', but the whole date is printed" in fault for fault in bench.faults())


def test_checks_of_one_question_belong_together(bench: Bench) -> None:
    bench.cell("checks", "C1", "id", "C1a").cell("checks", "C2", "id", "C1b").cell("checks", "C3", "id", "C1c")
    bench.cell("checks", "C1b", "topic", "opening").cell("checks", "C1c", "topic", "opening")
    assert not [fault for fault in bench.faults() if "topic" in fault]
    bench.cell("checks", "C1b", "topic", "money")
    said = "C1b (line 3), topic: 'money', but the other rows of C1 have 'opening'"
    assert any(said in fault for fault in bench.faults())


def test_two_sources_are_not_made_from_each_other(bench: Bench) -> None:
    bench.cell("sources", "map", "derived_from", "report").cell("sources", "report", "derived_from", "map")
    assert sum("the source is made from itself" in fault for fault in bench.faults()) == 2


def test_who_gives_a_number_is_named_by_the_question(bench: Bench) -> None:
    given = ["given_by", "The toll keeper", "The county’s gate", ""]
    bench.rows("checks", lambda rows: [row.append(cell) for row, cell in zip(rows, given, strict=True)] and None)
    named = [fault for fault in bench.faults() if "given_by: '" in fault]
    assert len(named) == 1 and "'The toll keeper' shares no word with the words of the row" in named[0], named


def test_an_address_belongs_to_its_publisher(bench: Bench) -> None:
    pages = {"C1": ("The Guardian", "https://www.theguardian.com/a"), "C2": ("Telex", "https://telex.hu/b")}
    pages["C3"] = ("Reuters (via Telex)", "https://telex.hu/c")
    for id, (publisher, url) in pages.items():
        bench.cell("checks", id, "publisher", publisher).cell("checks", id, "url", url)
    assert not [fault for fault in bench.faults() if "publisher" in fault or "address" in fault]
    bench.cell("checks", "C2", "publisher", "The Guardian")
    said = "checks, C2 (line 3), publisher: 'The Guardian', but other rows have telex.hu"
    assert any(said in fault for fault in bench.faults())
    bench.cell("checks", "C1", "publisher", "Telex").cell("checks", "C2", "publisher", "Telex")
    bench.cell("aftermath", "A1", "publisher", "The Guardian").cell("aftermath", "A1", "url", "https://guardian.org/a")
    assert any("url: theguardian.com is an address of 'The Guardian', not of 'Telex'" in f for f in bench.faults())


def test_a_place_in_a_hole_lies_outside() -> None:
    square = [[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)], [(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0)]]
    assert inside(3, 3, square) and not inside(1.5, 1.5, square) and not inside(5, 3, square)


def test_a_fault_names_a_table_and_shows_a_line_of_a_cell() -> None:
    with put(("resources", 0, "path"), 1):
        assert str(shape(PACKAGE)[0]).startswith("datapackage.json, claims, path: 1 is not")
    assert str(shape([])[0]).startswith("datapackage.json: [] is not of type")
    deep: Any = "x"
    for _ in range(25):
        deep = {"a": deep}
    with put(("explainer", "article", "path"), deep):
        assert shape(PACKAGE)
    told = str(Fault("claims", "a", "note", "x" * 1_000 + "\n\x00" + "y" * 1_000, 3))
    assert told.startswith("claims, a (line 3), note: xxx") and told.endswith("yyy") and len(told) < 2 * LONGEST


def test_what_is_named_when_cells_are_moved() -> None:
    """Tables, rows and columns; after a change that is meant, `python -m tests.core.moved` writes them anew."""
    assert named() == json.loads(NAMED.read_text("utf-8"))


def test_a_pipe_or_a_file_that_cannot_be_read_is_named(bench: Bench) -> None:
    bench.path("events").unlink()
    bench.path("events").symlink_to("/proc/self/mem")
    assert any("events.csv cannot be read" in fault for fault in bench.faults())
    for path in (bench.path("events"), bench.root / "seeds" / "bridge.txt"):
        path.unlink()
        os.mkfifo(path)
        assert bench.faults()


def test_a_header_is_looked_at_in_a_table_without_rows(bench: Bench) -> None:
    bench.raw("data/corrections.csv", lambda raw: raw.replace(b"page", b"pages"))
    assert any("corrections, line 1, pages" in fault for fault in bench.faults())


def test_old_and_new_are_listed_for_a_reviewer(bench: Bench) -> None:
    git = ["git", "-C", str(bench.root), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    with pytest.raises(Faults, match="no commit to compare with"):
        changes(Store.read(bench.root))
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], check=True)
    assert changes(Store.read(bench.root)) == []
    bench.cell("checks", "C1", "verdict", "contradicted")
    bench.rows("glossary", lambda rows: rows.pop())
    bench.raw("data/datapackage.json", lambda raw: raw.replace(b'"label": "The town"', b'"label": "Town"'))
    found = changes(Store.read(bench.root))
    assert "checks, C1, verdict: differs → contradicted" in found
    assert any(line.startswith("glossary, rivet: gone (") for line in found)
    assert any(line.endswith("tracks.town.label: The town → Town") for line in found)
    assert prove(Store.read(bench.root)) is not None


def test_the_map_is_the_one_that_was_made(tmp_path: Path) -> None:
    import shutil

    root = Path(__file__).parents[2]
    for folder in ("data", "seeds"):
        shutil.copytree(root / folder, tmp_path / folder)
    maps = tmp_path / "data" / "boundaries"

    def faults() -> list[str]:
        return [str(fault) for fault in prove(Store.read(tmp_path))]

    assert faults() == []
    places = (tmp_path / "data" / "places.csv").read_text("utf-8")
    (tmp_path / "data" / "places.csv").write_text(places.replace("55.7541,37.6136", "50.7472,25.3334"), "utf-8")
    assert any("50.7472, 25.3334 does not lie in RU but in UA" in fault for fault in faults())
    (tmp_path / "data" / "places.csv").write_text(places, "utf-8")
    cities = (maps / "cities.geojson").read_text("utf-8")
    (maps / "cities.geojson").write_text(cities.replace("[23.7, 52.1]", "[24.7, 52.1]"), "utf-8")
    assert any("cities.geojson: the file is not the one that was made" in fault for fault in faults())
    (maps / "cities.geojson").write_text("[[]", "utf-8")
    assert any("cannot be read as a map" in fault for fault in faults())
    (maps / "cities.geojson").write_text(cities, "utf-8")
    lettering = (maps / "lettering.csv").read_text("utf-8")
    (maps / "lettering.csv").write_text(lettering.partition("\n")[0] + "\n", "utf-8")
    assert any("boundaries-lettering: the table has no rows" in fault for fault in faults())
    (maps / "lettering.csv").write_text(lettering, "utf-8")
    (maps / "SHA256SUMS").unlink()
    assert any("SHA256SUMS: the file is missing" in fault for fault in faults())
