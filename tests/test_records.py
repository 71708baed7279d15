"""A record belongs to one state of the sources, and a run says what it left out."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from explainer.trials.records import FOLDER, Entry, Figure, State, add, read, state

pytest_plugins = ["pytester"]
QUICK = ("-p", "no:hypothesispytest", "-p", "no:cacheprovider")
PAGES = Figure("site", "pages tried", 13)
ONE, OTHER = State("aaaaaaaaaa"), State("bbbbbbbbbb")


def test_a_record_is_read_as_it_was_written_and_never_mixes_two_commits(tmp_path: Path) -> None:
    assert list(read(tmp_path)) == []
    add(tmp_path, "site.one", Entry("test_a", True, (PAGES,)), ONE, "2026-01-01")
    add(tmp_path, "site.one", Entry("test_b", False, ()), ONE, "2026-01-02")
    (found,) = read(tmp_path)
    assert (found.name, found.state, found.day) == ("site.one", ONE, "2026-01-02")
    assert [(entry.test, entry.passed) for entry in found.entries] == [("test_a", True), ("test_b", False)]
    assert found.entries[0].figures == (PAGES,)
    add(tmp_path, "site.one", Entry("test_b", True, ()), OTHER, "2026-01-03")
    (found,) = read(tmp_path)
    assert [entry.test for entry in found.entries] == ["test_b"]


def test_what_is_no_record_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'weather' is no topic"):
        Figure("weather", "clouds", 1)
    with pytest.raises(ValueError, match="'many' is no count"):
        Figure("site", "clouds", "many")  # type: ignore[arg-type]
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "half.json").write_text('{"commit": ')
    with pytest.raises(ValueError, match=r"half\.json: no record of trials"):
        list(read(tmp_path))


def test_the_state_of_the_sources(tmp_path: Path) -> None:
    assert state(tmp_path) == State()

    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), "-c", "user.name=N", "-c", "user.email=n@n", *words], check=True)

    git("init", "-q")
    git("commit", "-q", "--allow-empty", "-m", "one")
    assert len(state(tmp_path).commit) == 10 and not state(tmp_path).changed
    (tmp_path / "new").touch()
    assert state(tmp_path).changed


def test_a_run_keeps_figures_and_says_what_it_left_out(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\naddopts = -p tests.records -m 'not prove'\nmarkers = prove: at length")
    pytester.makepyfile("""
        import pytest

        def test_quick(record):
            record("site", "pages tried", 13)

        def test_wrong(record):
            record("site", "faults found", 2)
            assert False

        @pytest.mark.prove
        def test_slow(record):
            record("site", "states tried", 52)

        @pytest.mark.skip(reason="no weather here")
        def test_never():
            pass
    """)
    said = pytester.runpytest_inprocess(*QUICK).stdout.str()
    assert "   1 test of test_a_run" in said and "make prove" in said and "no weather here" in said
    (found,) = read(pytester.path)
    told = {entry.test: (entry.passed, entry.figures) for entry in found.entries}
    assert told == {"test_quick": (True, (PAGES,)), "test_wrong": (False, (Figure("site", "faults found", 2),))}
    pytester.runpytest_inprocess(*QUICK, "-m", "prove")
    assert [e.test for e in next(read(pytester.path)).entries] == ["test_quick", "test_slow", "test_wrong"]
