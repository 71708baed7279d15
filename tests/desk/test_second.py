"""The second book: a public-domain text on another subject, whole, and held to every rule of the first."""

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


def test_its_bounds_are_said_as_the_text_says_them(ledger: Ledger) -> None:
    keys = ["inferred-aftershocks", "nuttli-aftershocks", "others-sank", "landslide-area", "by-magnitude-b"]
    said = ["at least 3", "more than 200", "up to 5", "78,000–129,000", "about 100"]
    assert list(ledger.amounts(keys)["text"]) == said


@pytest.mark.parametrize("name", ["Makefile", "tests/test_book.py", "gitignore", "ci-run"])
def test_its_machinery_is_that_of_any_new_book(name: str) -> None:
    there = {"gitignore": ".gitignore", "ci-run": ".ci/run"}.get(name, name)
    assert (ROOT / there).read_bytes() == (TEMPLATE / name).read_bytes()


def test_it_finds_the_engine_it_is_tested_with() -> None:
    filled = (TEMPLATE / "explain").read_text("utf-8").replace("@ENGINE@", new._engine(ROOT))
    assert (ROOT / "explain").read_text("utf-8") == filled
