"""Notebooks run when something they rest on has changed, and only then; never is a stale result shown."""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer import SLOW_AND_UNUSED
from explainer.build import cache
from explainer.build.build import build
from explainer.build.cache import differing
from explainer.build.contents import Contents
from explainer.build.publish import BUILT, Made
from explainer.model.rows import TABLES, Actor, Finding, Quantity
from explainer.model.tables import Table
from explainer.query.ledger import Ledger

from ..conftest import copy_tiny, tree
from .conftest import NOTEBOOK, WORDS, Book, page

CHAPTERS = {
    "events": 'ledger.timeline()["sentence"].tolist()',
    "claims": "ledger.attribution().to_csv()",
    "opens": "open('../data/sources.csv').read()[:3]",
    "elsewhere": "open('../notes/one.txt').read()",
    "lists": "import os; sorted(os.listdir('../data'))",
    "nothing": "import helper; 'reads nothing'",
}


def run(root: Path) -> dict[str, cache.Run]:
    docs = list(Contents.read(root).docs.values())
    runs = cache.update(root, docs, root / "_build/.jupyter_cache", timeout=300, say=lambda line: None)
    return {result.doc.stem.removeprefix("x-"): result for result in runs}


def ran(root: Path) -> set[str]:
    return {name for name, result in run(root).items() if result.fresh} - {"story"}


def ground(root: Path) -> str:
    return cache.Inputs(root, list(Contents.read(root).docs.values())).ground


@pytest.fixture
def tiny(tiny_book: Path, tmp_path: Path) -> Path:
    """A tiny book with more chapters, the results of its own chapter at hand."""
    root = copy_tiny(tmp_path / "tiny")
    shutil.copytree(tiny_book / "_build" / ".jupyter_cache", root / "_build" / ".jupyter_cache")
    for name, code in CHAPTERS.items():
        cell = f"```{{code-cell}}\nfrom explainer import Ledger\n\nledger = Ledger.load()\n{code}\n```"
        (root / "book" / f"x-{name}.md").write_text(f"{NOTEBOOK}# {name.title()}\n\n{WORDS}\n\n{cell}\n")
    (root / "book" / "helper.py").write_text("x = 1\n")
    (root / "notes").mkdir()
    (root / "notes" / "one.txt").write_text("one")
    contents = root / "_toc.yml"
    contents.write_text(contents.read_text() + "".join(f"  - file: book/x-{name}\n" for name in CHAPTERS))
    return root


def change(table: Table, at: int, column: str, cell: str) -> None:
    """Write a table anew with one cell changed."""
    rows = [row.cells | ({column: cell} if number == at else {}) for number, row in enumerate(table.rows)]
    assert table.path
    lines = [",".join(map(_quoted, line)) for line in (table.columns, *(row.values() for row in rows))]
    table.path.write_text("\n".join(lines) + "\n", "utf-8")


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(',"') else cell


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def changed_event(root: Path) -> None:
    table = Ledger.read(root).tables["events"]
    at = next(number for number, row in enumerate(table.rows) if row.cells["track"] == "bridge")
    change(table, at, "label", table.rows[at].cells["label"] + " at last")


def changed_claim(root: Path) -> None:
    table = Ledger.read(root).tables["claims"]
    at = next(number for number, row in enumerate(table.rows) if row.id == "rivets-rusty")
    change(table, at, "restatement", table.rows[at].cells["restatement"][:-1] + ", they say.")


def changed_source(root: Path) -> None:
    table = Ledger.read(root).tables["sources"]
    change(table, 0, "limits", table.rows[0].cells["limits"] + " So it is.")


EVERY = set(CHAPTERS)
#: What is changed, and which chapters must run again for it. `lists` asked for the names in `data/`: it rests on all.
CHANGES: list[tuple[str, Callable[[Path], object], set[str]]] = [
    ("nothing", lambda root: None, set()),
    ("a sentence", lambda root: edit(root / "book/x-claims.md", "# Claims", "# Claims\n\nOne more sentence."), set()),
    ("a cell", lambda root: edit(root / "book/x-nothing.md", "reads nothing", "reads still nothing"), {"nothing"}),
    ("an event", changed_event, {"events", "lists"}),
    ("a claim", changed_claim, {"events", "claims", "lists"}),
    ("a file a chapter opens, which is a table too", changed_source, {"opens", "lists"}),
    ("a file elsewhere", lambda root: (root / "notes/one.txt").write_text("two"), {"elsewhere"}),
    ("a new file in data", lambda root: (root / "data/new.txt").write_text("new"), {"lists"}),
    # What every result rests on.
    ("a helper", lambda root: (root / "book/helper.py").write_text("x = 2\n"), EVERY),
    ("what takes a package's place", lambda root: (root / "book/pandas_.py").write_text(""), EVERY),
    ("the lock file", lambda root: (root / "requirements.lock").write_text("new==1\n"), EVERY),
    ("a package of that name", lambda root: (root / "book/later").mkdir() or (root / "book/later/x").touch(), EVERY),
]


def test_what_runs_again_after_which_change(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ran(tiny) == EVERY
    for what, make, expected in CHANGES:
        before = ground(tiny)
        make(tiny)
        assert (ground(tiny) != before) is (expected is EVERY), what
        if expected is not EVERY:
            assert ran(tiny) == expected, what
    # The engine counts, but not its rooms that no kernel enters.
    engine = shutil.copytree(Path(cache.explainer.__file__).parent, tiny.parent / "engine")
    monkeypatch.setattr(cache.explainer, "__file__", str(engine / "__init__.py"))
    for name, counts in (("site/__init__.py", False), ("model/store.py", True), ("build/guard.py", True)):
        before = ground(tiny)
        edit(engine / name, '"""', '"""A new ')
        assert (ground(tiny) != before) is counts
    assert ran(tiny) == EVERY and ran(tiny) == set()


WAYS: list[tuple[Callable[[Ledger], object], set[str]]] = [
    (lambda ledger: (ledger.root, ledger.fingerprint, list(ledger.tables)), set()),
    (lambda ledger: ledger.tables["claims"], {"claims"}),
    (lambda ledger: ledger.tables.get("nothing"), set()),
    (lambda ledger: ledger.ids("events"), {"events"}),
    (lambda ledger: ledger.events, {"events"}),
    (lambda ledger: ledger.of_claim(Quantity, "x"), {"quantities"}),
    (lambda ledger: ledger.by_id(Actor), {"actors"}),
    (lambda ledger: ledger.rows_of(Finding), {"checks", "aftermath"}),
    (lambda ledger: dict(ledger.tables).keys() == set(ledger.tables), set(TABLES)),
]


@pytest.mark.parametrize(("ask", "asked"), WAYS)
def test_every_way_to_a_table_is_noted(tiny_book: Path, ask: Callable[[Ledger], object], asked: set[str]) -> None:
    ledger = Ledger.read(tiny_book)
    ask(ledger)
    assert ledger.asked == asked


def test_kernels_never_enter_those_rooms() -> None:
    code = (
        "import sys, explainer, explainer.query.ledger, explainer.figures.figure, explainer.charts;"
        f"print([name for name in sys.modules if name.split('.')[1:2] in {[[room] for room in cache.NOT_IN_KERNELS]}"
        " and name.startswith('explainer.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_a_compiled_library_may_have_opened_is_in_doubt(book: Book) -> None:
    root = book(index=page("Home"), shape=page("Shape", "import pyogrio\nlen(pyogrio.list_drivers()) > 0"))
    (root / "data").mkdir()
    (root / "data" / "shapes.json").write_text("{}")
    assert ran(root) == {"shape"} and ran(root) == set()
    (root / "data" / "shapes.json").write_text("[]")
    assert ran(root) == {"shape"} and ran(root) == set()
    (root / "data" / "more.json").write_text("[]")
    assert ran(root) == {"shape"}


def test_kernels_start_clean_and_pages_without_cells_need_none(book: Book) -> None:
    cell = f"""
        import os, sys, jsonschema
        assert {{"explainer", "guard"}} & set(globals()) == set()
        assert sys.modules["{SLOW_AND_UNUSED}"] is None and os.environ["EXPLAINER_BUILD"] == "1"
        from IPython.display import display
        from explainer.figures.record import MIME, FigureRecord
        spec = {{"data": {{"values": [{{"a": 1}}]}}, "mark": "bar", "encoding": {{"x": {{"field": "a"}}}}}}
        sent = FigureRecord("weather", "text", {{"title": (), "alt": ()}}, (), (), [], (), {{}}, {{"wide": spec}})
        display({{MIME: sent.to_json(), "text/plain": "weather"}}, raw=True)
    """
    root = book(index=page("Home"), words=page("Words", "1").split("```")[0], one=page("One", cell))
    assert ran(root) == {"one"}
    assert run(root)["one"].figures == ("weather",)


def test_broken_stores_are_thrown_away_with_a_word(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    root = book(index=page("Home"), one=page("One", "'one'"), two=page("Two", "'two'"))
    assert build(root) == 0
    store, built = root / "_build" / ".jupyter_cache", root / "_build" / BUILT
    built.unlink()
    stored = next(path for path in store.rglob("*.ipynb") if "'one'" in path.read_text())
    stored.write_text(stored.read_text()[:100])
    capsys.readouterr()
    assert build(root) == 0
    said = capsys.readouterr().out
    assert "the stored results cannot be read" in said and "2 to run" in said
    (store / "global.db").write_bytes(b"no database")
    built.unlink()
    assert build(root) == 0
    said = capsys.readouterr().out
    assert "the stored results cannot be read" in said and "2 to run" in said
    with sqlite3.connect(store / "global.db") as database:
        database.execute("UPDATE nbcache SET data = 'null'")
    built.unlink()
    assert build(root) == 0


def test_a_site_is_built_again_after_any_change_and_after_none_it_is_not(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = tmp_path / "away.txt"
    away.write_text("one")
    root = book(index=page("Home"), one=page("One", f"open({str(away)!r}).read()"))
    assert build(root) == 0
    engine = shutil.copytree(Path(cache.explainer.__file__).parent, tmp_path / "engine")
    changes: list[Callable[[], object]] = [
        lambda: (root / "index.md").write_text(page("Home again")),
        lambda: edit(root / "_config.yml", "Nobody", "Somebody"),
        lambda: (root / "data").mkdir() or (root / "data" / "new.csv").write_text("id\n"),
        lambda: (root / "requirements.lock").write_text("new==1\n"),
        lambda: (root / "_build" / "html" / "index.html").write_text("spoilt"),
        lambda: away.write_text("two"),
        lambda: monkeypatch.setenv("BOOK_ADDRESS", "https://example.org/"),
    ]
    for number, change_it in enumerate(changes):
        assert Made.last(root) == Made.now(root), number
        change_it()
        assert Made.last(root) != Made.now(root) and build(root) == 0, number
    assert "two" in (root / "_build" / "html" / "one.html").read_text()
    monkeypatch.setattr(cache.explainer, "__file__", str(engine / "__init__.py"))
    assert Made.last(root) == Made.now(root)
    edit(engine / "site" / "__init__.py", '"""', '"""New ')
    assert Made.last(root) != Made.now(root)


def test_cells_that_differ_from_run_to_run_are_named_on_demand(book: Book) -> None:
    cells = {"clock": "import time; time.time()", "chance": "import random; print(random.random())", "same": "'same'"}
    root = book(index=page("Home"), **{name: page(name, "1", code) for name, code in cells.items()})
    said = sorted(str(fault) for fault in differing(root, lambda line: None))
    assert [line.split(":")[0].split(", ")[0::2] for line in said] == [["chance.md", "cell 2"], ["clock.md", "cell 2"]]
    assert all("puts out something else each time" in line for line in said)


def test_two_builds_in_one_process_know_nothing_of_each_other(
    tiny_book: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(tiny_book, tmp_path / "tiny"))
    story = root / "book" / "story.md"
    good = story.read_text()

    def said() -> str:
        capfd.readouterr()
        return capfd.readouterr().err if build(root) == 0 else re.sub(r"\x1b\[\d+m", "", capfd.readouterr().err)

    # A page that Sphinx warns of, then rows that do not hold: each is told every time.
    for _ in range(2):
        story.write_text(good + "\n{ref}`nowhere`\n\n```{cards}\nnowhere: nothing\n```\n")
        assert "nowhere" in said()
        edit(root / "data" / "claims.csv", "rivets", "x")
        story.write_text(good)
        assert "claims" in said()
        shutil.copy(tiny_book / "data" / "claims.csv", root / "data")
        edit(root / "_toc.yml", "  - file: book/evidence\n", "")
        assert "no page lists rows of kind 'claim'" in said()
        shutil.copy(tiny_book / "_toc.yml", root)
    assert said() == ""
    assert tree(root / "_build" / "html") == tree(tiny_book / "_build" / "html")
