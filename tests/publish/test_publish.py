"""The public site changes in one step, and is served to this machine alone, always in its newest edition."""

import os
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from explainer.build import publish
from explainer.build.publish import staging
from explainer.build.serve import serve, server
from explainer.model.faults import Faults


def edition(folder: Path, number: int) -> None:
    """Make a site of two files that belong together."""
    folder.mkdir()
    for name in ("one", "two"):
        (folder / name).write_text(str(number))


@pytest.mark.parametrize("exchange", [True, False])
def test_sites_change_places(tmp_path: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not exchange:
        monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    for number in range(4):
        with staging(tmp_path) as work:
            edition(work / "html", number)
    assert (tmp_path / "html/one").read_text() == "3"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "html"]


def test_a_failure_changes_nothing(tmp_path: Path) -> None:
    with staging(tmp_path) as work:
        edition(work / "html", 1)
    with pytest.raises(RuntimeError), staging(tmp_path) as work:
        edition(work / "html", 2)
        raise RuntimeError
    assert (tmp_path / "html/one").read_text() == "1"
    # What a chapter writes into the public site past every guard is put back, whether or not the build would succeed.
    for error in (RuntimeError, None):
        with pytest.raises(Faults, match="html: changed during the build"), staging(tmp_path) as work:
            edition(work / "html", 3)
            (tmp_path / "html/one").write_text("spoilt")
            (tmp_path / "html/new").write_text("new")
            if error:
                raise error
        assert {path.name: path.read_text() for path in (tmp_path / "html").iterdir()} == {"one": "1", "two": "1"}


def test_a_kill_between_the_two_steps_is_mended(tmp_path: Path) -> None:
    edition(tmp_path / f"{publish.STAGING}-html", 1)
    with pytest.raises(RuntimeError), staging(tmp_path):
        raise RuntimeError
    assert (tmp_path / "html/one").read_text() == "1"


@pytest.mark.skipif(os.name != "posix", reason="needs a system that exchanges names")
def test_a_reader_never_finds_the_site_gone(tmp_path: Path) -> None:
    edition(tmp_path / "html", 0)
    edition(tmp_path / "probe", 0)
    edition(tmp_path / "probe2", 0)
    if not publish._exchange(tmp_path / "probe", tmp_path / "probe2"):
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
        with staging(tmp_path) as work:
            edition(work / "html", number)
    done.set()
    reader.join()
    assert not missing


def test_a_new_edition_shows_and_a_taken_port_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("first")
    with server(tmp_path, port=0) as one:
        port = one.server_address[1]
        threading.Thread(target=one.serve_forever, daemon=True).start()
        with server(tmp_path, port=port) as other:
            assert other.server_address[1] != port
        for words in ("first", "second"):
            (tmp_path / "index.html").write_text(words)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                assert answer.read().decode() == words
                assert answer.headers["Cache-Control"] == "no-store"
        # What is not there is told by the site's own page; another name for this machine is not answered.
        (tmp_path / "404.html").write_text("<head></head>not here")
        for address, host, status, said in (
            ("nowhere", "localhost", 404, "not here"), ("%00", "localhost", 404, "not here"), ("", "evil.org", 421, ""),
        ):  # fmt: skip
            asked = urllib.request.Request(f"http://127.0.0.1:{port}/{address}", headers={"Host": host})
            with pytest.raises(urllib.error.HTTPError) as error:
                urllib.request.urlopen(asked)
            assert error.value.code == status and said in error.value.read().decode()
        one.shutdown()


def test_without_a_site_it_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve(tmp_path) == 1
    assert "make book" in capsys.readouterr().out
