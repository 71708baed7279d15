"""The second book: a public-domain text on another subject, whole, and held to every rule of the first."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.authoring import new
from explainer.query.ledger import Ledger
from explainer.validate import check
from tests.conftest import TINY

ROOT = TINY.parent / "second"
TEMPLATE = Path(new.__file__).parent / "template"


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    check(ROOT)
    return Ledger.load(ROOT)


def test_it_is_of_a_size_that_proves_something(ledger: Ledger) -> None:
    assert len(ledger.article.text.split()) >= 1_000
    assert len(ledger.claims) >= 25
    assert len(ledger.events) >= 6
    assert len(ledger.quantities) >= 20
    assert {"exact", "about", "more_than", "less_than", "range"} <= set(ledger.quantities["hedge"])


def test_its_bounds_are_said_as_the_text_says_them(ledger: Ledger) -> None:
    keys = ["inferred-aftershocks", "nuttli-aftershocks", "others-sank", "landslide-area", "by-magnitude-b"]
    said = ["at least 3", "more than 200", "up to 5", "78,000–129,000", "about 100"]
    assert list(ledger.amounts(keys)["text"]) == said


def test_nothing_in_it_is_left_unread(ledger: Ledger) -> None:
    assert "coverage" not in ledger.vocabulary["article"]
    assert set(ledger.claims["paragraph"]) >= {3, 5, 7, 9, 10, 11, 12, 14}


def test_the_seeds_say_which_bytes_they_are(ledger: Ledger) -> None:
    told = (ROOT / "seeds" / "README.md").read_text("utf-8")
    assert ledger.article.sha256 in told
    assert "public domain" in told


@pytest.mark.parametrize("name", ["Makefile", "tests/test_book.py", "gitignore", "ci-run"])
def test_its_machinery_is_that_of_any_new_book(name: str) -> None:
    there = {"gitignore": ".gitignore", "ci-run": ".ci/run"}.get(name, name)
    assert (ROOT / there).read_bytes() == (TEMPLATE / name).read_bytes()


def test_it_finds_the_engine_it_is_tested_with() -> None:
    filled = (TEMPLATE / "explain").read_text("utf-8").replace("@ENGINE@", new._engine(ROOT))
    assert (ROOT / "explain").read_text("utf-8") == filled
