"""The README's picture."""

from pathlib import Path

import pytest

from explainer.build.portrait import main, portrait


def test_without_a_site_or_a_browser_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(tmp_path)]) == 1
    assert "make book first" in capsys.readouterr().out
    page = tmp_path / "index.html"
    page.write_text("<title>A page</title>")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FileNotFoundError, match="no browser"):
        portrait(page, tmp_path / "picture.png")
    assert not (tmp_path / "picture.png").exists()
