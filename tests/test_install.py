"""The set-up mends itself, does nothing twice, and says in one line that there is no browser."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from .conftest import ROOT


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The set-up of a folder with two lists, in which installing only notes what was asked for (`asked`)."""
    spec = importlib.util.spec_from_file_location("install", ROOT / "requirements" / "install.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.asked = []  # type: ignore[attr-defined]
    monkeypatch.setattr(module, "install", lambda python, *parts: module.asked.extend(parts))
    monkeypatch.setattr(module, "own", lambda state: None)
    run = module.run
    # An environment without pip is made ten times as fast.
    monkeypatch.setattr(module, "run", lambda *words: run(*words, *["--without-pip"] * ("venv" in words)))
    return settle(module, tmp_path / 'it\'s a "book"', monkeypatch)


def settle(module: ModuleType, root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Let the set-up be that of a folder."""
    here, venv = root / "requirements", root / ".venv"
    here.mkdir(parents=True, exist_ok=True)
    for name in ("build", "lab"):
        (here / f"{name}.lock").write_text(f"{name}==1\n")
    places = {"HERE": here, "ROOT": root, "VENV": venv, "PY": venv / "bin" / "python", "STATE": venv / "installed.json"}
    for name, value in places.items():
        monkeypatch.setattr(module, name, value)
    return module


def wanted(setup: ModuleType, *parts: str) -> list[str]:
    """Ask for parts; give those that were installed."""
    setup.asked.clear()
    assert setup.main(list(parts)) == 0
    return list(setup.asked)


def test_what_stands_is_left_alone_and_what_is_missing_is_added(setup: ModuleType) -> None:
    assert wanted(setup) == ["build"]
    assert wanted(setup, "lab") == ["lab"]
    assert wanted(setup, "lab", "build") == []


def test_another_lock_makes_everything_anew_that_stood_there(setup: ModuleType) -> None:
    wanted(setup, "lab")
    (setup.HERE / "lab.lock").write_text("lab==2\n")
    assert wanted(setup) == ["build", "lab"]


def test_whoever_is_killed_half_way_begins_anew(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(setup, "install", killed)
        setup.main([])
    left = setup.VENV / "left by the first"
    left.write_text("half")
    assert wanted(setup) == ["build"]
    assert not left.exists()


@pytest.mark.parametrize("damage", ["python", "state", "none"])
def test_a_damaged_environment_is_made_anew(setup: ModuleType, damage: str) -> None:
    wanted(setup)
    if damage == "state":
        setup.STATE.write_text("{half")
    elif damage == "python":
        setup.PY.unlink()
    else:
        setup.STATE.unlink()
    assert wanted(setup) == ["build"] and setup.works(setup.PY, "-c", "")


def test_a_moved_folder_is_noticed(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted(setup)
    moved = setup.ROOT.with_name("moved")
    setup.ROOT.rename(moved)
    assert wanted(settle(setup, moved, monkeypatch)) == ["build"]
    assert wanted(setup) == []


def test_nothing_is_kept_for_later_where_the_home_folder_is_missing(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOME", raising=False)
    assert setup.variables()["UV_NO_CACHE"] == "1"


def test_what_fails_is_one_sentence(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*_: object) -> None:
        setup.run(sys.executable, "-c", "raise SystemExit('no network')")

    monkeypatch.setattr(setup, "install", failing)
    assert setup.main([]) == 1
    assert "no network" in capsys.readouterr().err


def test_without_a_browser_the_rest_runs_and_one_line_says_so(tmp_path: Path) -> None:
    test = tmp_path / "test_two.py"
    test.write_text("def test_seen(chromium): ...\ndef test_unseen(): ...\n")
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\nfrom tests.conftest import chromium\n")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(test)]
    nowhere = os.environ | {"PATH": str(tmp_path), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, cwd=tmp_path, env=nowhere, capture_output=True, text=True, check=False)
    assert ran.returncode == 1, ran.stdout
    assert re.search(r"^FAILED: 1 tests look at pages and were not run: there is no browser", ran.stdout, re.M)
    assert "1 passed, 1 skipped" in ran.stdout
