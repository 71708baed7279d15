"""The public site changes in one step, from one whole site to another."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from explainer.build import stage
from explainer.build.stage import publish, staging


def edition(folder: Path, number: int) -> None:
    """Make a site of two files that belong together."""
    folder.mkdir()
    for name in ("one", "two"):
        (folder / name).write_text(str(number))


@pytest.mark.parametrize("exchange", [True, False])
def test_the_last_two_sites_stay(tmp_path: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not exchange:
        monkeypatch.setattr(stage, "_exchange", lambda one, other: False)
    for number in range(4):
        with staging(tmp_path) as work:
            edition(work / "html", number)
    assert (tmp_path / "html/one").read_text() == "3"
    assert (tmp_path / "previous/one").read_text() == "2"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "html", "previous"]


def test_a_failure_changes_nothing(tmp_path: Path) -> None:
    with staging(tmp_path) as work:
        edition(work / "html", 1)
    with pytest.raises(RuntimeError), staging(tmp_path) as work:
        edition(work / "html", 2)
        raise RuntimeError
    assert (tmp_path / "html/one").read_text() == "1"
    assert not (tmp_path / "previous").exists()


def test_a_kill_between_the_two_steps_is_mended(tmp_path: Path) -> None:
    edition(tmp_path / f"{stage.STAGING}-old", 1)
    with pytest.raises(RuntimeError), staging(tmp_path):
        raise RuntimeError
    assert (tmp_path / "html/one").read_text() == "1"


@pytest.mark.skipif(os.name != "posix", reason="needs a system that exchanges names")
def test_a_reader_never_finds_the_site_gone(tmp_path: Path) -> None:
    edition(tmp_path / "html", 0)
    edition(tmp_path / "probe", 0)
    edition(tmp_path / "probe2", 0)
    if not stage._exchange(tmp_path / "probe", tmp_path / "probe2"):
        pytest.skip("this disk cannot exchange names")
    missing: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                (tmp_path / "html" / "one").read_text()
            except OSError as error:
                missing.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(50):
        edition(tmp_path / "new", number)
        publish(tmp_path / "new", tmp_path)
    done.set()
    reader.join()
    assert not missing
