"""Notebooks run when something they depend on changed, and only then."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from explainer.publish import SLOW_AND_UNUSED, fresh
from explainer.publish.contents import Contents
from explainer.publish.execute import FIGURE_MIME, Run, prime
from explainer.publish.fresh import fingerprint

from .conftest import Book, page


def run(root: Path) -> dict[str, Run]:
    docs = list(Contents.read(root).docs.values())
    runs = prime(root, docs, root / "_build/.jupyter_cache", say=lambda line: None)
    return {result.doc.stem: result for result in runs}


def test_only_what_changed_runs_again_and_a_changed_table_counts(book: Book) -> None:
    counted = (
        "import pathlib\nlog = pathlib.Path('../log-{0}')\n"
        "log.write_text((log.read_text() if log.exists() else '') + 'x')"
    )
    root = book(index=page("Home"), one=page("One", counted.format("one")), two=page("Two", counted.format("two")))
    (root / "data").mkdir()
    (root / "data" / "table.csv").write_text("id,value\na,1\n")

    def times() -> tuple[int, int]:
        return len((root.parent / "log-one").read_text()), len((root.parent / "log-two").read_text())

    assert [result.fresh for result in run(root).values()] == [True, True]
    assert times() == (1, 1)
    assert [result.fresh for result in run(root).values()] == [False, False]
    assert times() == (1, 1)
    book(one=page("One", counted.format("one") + "\n1"))
    assert {name: result.fresh for name, result in run(root).items()} == {"one": True, "two": False}
    assert times() == (2, 1)
    (root / "data" / "table.csv").write_text("id,value\na,2\n")
    run(root)
    assert times() == (3, 2)
    (root / "helper.py").write_text("x = 1\n")
    run(root)
    assert times() == (4, 3)
    # Words between the cells are no input of the cells.
    (root / "one.md").write_text((root / "one.md").read_text() + "\nOne more sentence.\n")
    run(root)
    assert times() == (4, 3)


def test_a_page_without_cells_needs_no_kernel(book: Book) -> None:
    root = book(index=page("Home"), words=page("Words", "1").split("```")[0])
    assert not run(root)["words"].fresh
    assert not (root / "_build/.jupyter_cache/kernels.log").exists()


def test_the_engine_counts_but_not_rooms_no_kernel_enters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "engine"
    for name in ("ledger.py", "charts/marks.py", "site/render.py", "publish/build.py"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("")
    (package / "__init__.py").write_text("")
    monkeypatch.setattr(fresh.explainer, "__file__", str(package / "__init__.py"))
    before = fingerprint(tmp_path, [])
    (package / "site/render.py").write_text("# new")
    (package / "publish/build.py").write_text("# new")
    assert fingerprint(tmp_path, []) == before
    (package / "charts/marks.py").write_text("# new")
    assert fingerprint(tmp_path, []) != before


def test_kernels_never_enter_those_rooms() -> None:
    code = (
        "import sys, explainer, explainer.ledger, explainer.figure, explainer.charts;"
        f"print([name for name in sys.modules if name.split('.')[1:2] in {[[room] for room in fresh.NOT_IN_KERNELS]}"
        " and name.startswith('explainer.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_kernel_does_not_wait_for_what_it_never_uses(book: Book) -> None:
    cell = f"""
        import sys
        import jsonschema
        assert sys.modules["{SLOW_AND_UNUSED}"] is None
    """
    assert run(book(index=page("Home"), one=page("One", cell)))["one"].fresh


def test_figures_are_counted_and_kernels_know_that_a_site_is_made(book: Book) -> None:
    cell = f"""
        import os
        assert os.environ["EXPLAINER_BUILD"] == "1"
        from IPython.display import display
        display({{"{FIGURE_MIME}": {{"id": "weather"}}, "text/plain": "weather"}}, raw=True)
    """
    root = book(index=page("Home"), one=page("One", cell))
    assert run(root)["one"].figures == ("weather",)
    assert run(root)["one"].figures == ("weather",)
