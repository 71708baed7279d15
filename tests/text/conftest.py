"""The book's ledger, and how the book writes."""

import tomllib
from typing import Any

import pytest

from explainer.query.ledger import Ledger

from ..conftest import ROOT


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """The tables of this repository's own subject."""
    return Ledger.load(ROOT)


@pytest.fixture(scope="session")
def style() -> dict[str, Any]:
    """The book's style: what it avoids and what it may write out."""
    return tomllib.loads((ROOT / "book" / "style.toml").read_text("utf-8"))
