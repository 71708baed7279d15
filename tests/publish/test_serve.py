"""The site is served to this machine alone, always in its newest edition."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from explainer.build.serve import serve, server


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
