"""Notebooks run when something they depend on changed, and only then."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from explainer.build import SLOW_AND_UNUSED, fresh
from explainer.build.contents import Contents
from explainer.build.execute import Run, prime
from explainer.build.fresh import fingerprint

from ..conftest import copy_tiny
from .conftest import Book, page


def run(root: Path) -> dict[str, Run]:
    docs = list(Contents.read(root).docs.values())
    runs = prime(root, docs, root / "_build/.jupyter_cache", say=lambda line: None)
    return {result.doc.stem: result for result in runs}


def test_only_what_reads_a_change_runs_again(book: Book) -> None:
    root = book(
        index=page("Home"),
        none=page("None", "'reads nothing'"),
        table=page("Table", "import pathlib\npathlib.Path('data/table.csv').read_text()"),
        folder=page("Folder", "import os\nsorted(os.listdir('data'))"),
        helper=page("Helper", "import helper\nhelper.x"),
        maybe=page("Maybe", "try:\n    import later\nexcept ImportError:\n    later = None\nlater"),
        writes=page("Writes", "import pathlib\nout = pathlib.Path('../out')\nout.write_text('1')\nout.read_text()"),
        other=page("Other", "import os\nchild = os.fork() or os._exit(0)\nos.waitpid(child, 0)[1]"),
    )
    (root / "data").mkdir()
    table = root / "data" / "table.csv"
    table.write_text("id,value\na,1\n")
    (root / "helper.py").write_text("x = 1\n")

    def ran() -> set[str]:
        return {name for name, result in run(root).items() if result.fresh}

    assert ran() == {"none", "table", "folder", "helper", "maybe", "writes", "other"}
    assert ran() == set()
    table.write_text("id,value\na,2\n")
    assert ran() == {"table", "other"}
    (root / "data" / "more.csv").write_text("id\n")
    assert ran() == {"folder", "other"}
    (root / "helper.py").write_text("x = 2\n")
    assert ran() == {"helper", "other"}
    # What was looked for and not found counts too, and so does what takes the place of an installed package.
    (root / "later.py").write_text("")
    assert ran() == {"maybe", "other"}
    (root / "helper").mkdir()
    (root / "helper" / "__init__.py").write_text("x = 3\n")
    assert ran() == {"helper"}
    (root / "requirements.lock").write_text("new==1\n")
    assert len(ran()) == 7
    # Words between the cells are no input of the cells.
    (root / "none.md").write_text((root / "none.md").read_text() + "\nOne more sentence.\n")
    assert ran() == set()
    book(none=page("None", "'still nothing'"))
    assert ran() == {"none"}


def test_what_cannot_be_seen_is_in_doubt(tmp_path: Path) -> None:
    root = copy_tiny(tmp_path / "tiny")
    shape = root / "data" / "shapes.json"
    shape.write_text("{}")

    def inputs() -> fresh.Inputs:
        return fresh.Inputs(root, [], fingerprint(root, []))

    def reads(code: str, *told: list[str]) -> set[str]:
        return {read[0] for read in inputs().stamp([["others", "", "", ""], *told], code)["reads"]}

    assert reads("read_file('data/shapes.json')") == {"others"}
    assert reads("read_file('data/own.csv')") == {"others"}
    for code in ("read_file('data/claims.csv')", "read_file(f'data/{name}.csv')", "read_file(folder / ('x' + '.csv'))"):
        assert reads(code) == {"everything"}
    # What Python itself was seen to open is known.
    assert reads("read_csv('data/claims.csv')", ["file", "data/claims.csv", "", "1"]) == {"others", "file"}
    assert reads("1", ["list", "data", "", "1"]) == {"everything"}
    assert {read[0] for read in inputs().stamp([], "1")["reads"]} == {"everything"}
    stamp = inputs().stamp([["others", "", "", ""]], "1")
    table = root / "data" / "claims.csv"
    table.write_text(table.read_text() + "\n")
    assert inputs().stale(stamp) is None
    shape.write_text("[]")
    assert inputs().stale(stamp) == fresh.Read("others")


def test_a_page_without_cells_needs_no_kernel(book: Book) -> None:
    root = book(index=page("Home"), words=page("Words", "1").split("```")[0])
    assert not run(root)["words"].fresh
    assert not (root / "_build/.jupyter_cache/kernels.log").exists()


def test_the_engine_counts_but_not_rooms_no_kernel_enters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "engine"
    for name in ("ledger.py", "charts/marks.py", "site/render.py", "build/build.py"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("")
    (package / "__init__.py").write_text("")
    monkeypatch.setattr(fresh.explainer, "__file__", str(package / "__init__.py"))
    before = fingerprint(tmp_path, [])
    (package / "site/render.py").write_text("# new")
    (package / "build/build.py").write_text("# new")
    assert fingerprint(tmp_path, []) == before
    (package / "charts/marks.py").write_text("# new")
    assert fingerprint(tmp_path, []) != before


def test_kernels_never_enter_those_rooms() -> None:
    code = (
        "import sys, explainer, explainer.model.ledger, explainer.figures.figure, explainer.charts;"
        f"print([name for name in sys.modules if name.split('.')[1:2] in {[[room] for room in fresh.NOT_IN_KERNELS]}"
        " and name.startswith('explainer.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_kernel_does_not_wait_for_what_it_never_uses(book: Book) -> None:
    cell = f"""
        assert {{"sys", "explainer", "recorder"}} & set(globals()) == set()
        import sys
        import jsonschema
        assert sys.modules["{SLOW_AND_UNUSED}"] is None
    """
    assert run(book(index=page("Home"), one=page("One", cell)))["one"].fresh


def test_figures_are_counted_and_kernels_know_that_a_site_is_made(book: Book) -> None:
    cell = """
        import os
        assert os.environ["EXPLAINER_BUILD"] == "1"
        from IPython.display import display
        from explainer.figures.record import MIME, FigureRecord
        spec = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
        texts = {"title": (), "alt": ()}
        sent = FigureRecord("weather", "text", texts, (), (), [], (), {}, {"wide": spec})
        display({MIME: sent.to_json(), "text/plain": "weather"}, raw=True)
    """
    root = book(index=page("Home"), one=page("One", cell))
    assert run(root)["one"].figures == ("weather",)
    assert run(root)["one"].figures == ("weather",)
