"""The tiny book twice: without an address of its own, and with one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

BASE = "https://example.org/bridge/"
PAGES = ("index", "story", "checked", "evidence", "source", "people", "data", "method")


@pytest.fixture(scope="session")
def site(tiny_book: Path) -> Path:
    """The site of a book that does not know where it stands."""
    return tiny_book / "_build" / "html"


@pytest.fixture(scope="session")
def based(tiny_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the same book, told where it stands as the workflow tells it; its notebook is not run again."""
    from explainer.publish.build import build

    root = Path(shutil.copytree(tiny_book, tmp_path_factory.mktemp("based") / "book"))
    with pytest.MonkeyPatch.context() as patch:
        # Without the slash at its end, as a host may give it.
        patch.setenv("BOOK_ADDRESS", BASE.rstrip("/"))
        assert build(root) == 0
    return root / "_build" / "html"
