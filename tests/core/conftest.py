from __future__ import annotations

from pathlib import Path

import pytest

from explainer.query.ledger import Ledger
from tests.core.bench import TINY, Bench


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    return Ledger.load(TINY)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)
