"""The tiny book twice: without an address of its own, and with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..conftest import ADDRESS as BASE

__all__ = ["BASE", "PAGES"]
PAGES = ("index", "story", "checked", "evidence", "source", "people", "data", "method")


@pytest.fixture(scope="session")
def site(tiny_book: Path) -> Path:
    """The site of a book that does not know where it stands."""
    return tiny_book / "_build" / "html"


@pytest.fixture(scope="session")
def based(addressed_book: Path) -> Path:
    """The site of the same book, told where it stands."""
    return addressed_book / "_build" / "html"
