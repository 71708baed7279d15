"""Every check of the book's words is seen to fail when a page or a table says one thing more that it should not."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from explainer.model.ledger import Ledger

from ..conftest import ROOT
from ..text import test_words as words
from .breaking import Check, bare, broken, deaf
from .breaks_texts import BREAKS


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the book's pages and tables. Who breaks it mends it."""
    root = tmp_path_factory.mktemp("words")
    for folder in ("book", "data"):
        shutil.copytree(ROOT / folder, root / folder)
    return root


@pytest.fixture(scope="module")
def given() -> dict[str, Any]:
    """What the checks of words ask for; the tables are those of the whole book."""
    style = tomllib.loads((ROOT / "book" / "style.toml").read_text("utf-8"))
    return {"ledger": Ledger.load(ROOT), "style": style, "record": lambda *figure: None}


@pytest.mark.parametrize("check", BREAKS, ids=bare)
def test_a_check_of_words_fails_on_a_broken_copy(
    book: Path, given: dict[str, Any], check: Check, noticed: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That each passes on the whole book is what the same run sees in tests/text."""
    monkeypatch.setattr("tests.text.prose.ROOT", book)
    monkeypatch.setattr("tests.text.test_words.OWN", book / "book" / "words.txt")
    found = []
    for fault in BREAKS[check]:
        with broken(book, fault):
            found.append(deaf(check, given | {"known": words.undisputed()}, fault))
    assert found and set(found) == {""}, "\n".join(found)
    noticed[bare(check)] = len(found)
