"""What must hold of this book: its tables, its pages, its figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.build.build import build
from explainer.build.contents import Contents
from explainer.query.ledger import Ledger
from explainer.validate import check
from explainer.validate.coverage import growing, uncovered

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    check(ROOT)
    return Ledger.load(ROOT)


@pytest.fixture(scope="module")
def site(ledger: Ledger) -> Path:
    assert build(ROOT) == 0
    return ROOT / "_build" / "html"


def test_the_tables_hold(ledger: Ledger) -> None:
    assert len(ledger.claims) >= 1


def test_everything_in_the_text_is_accounted_for_or_the_book_says_that_it_grows(ledger: Ledger) -> None:
    assert growing(ledger) or uncovered(ledger) == []


def test_every_page_is_there(site: Path) -> None:
    contents = Contents.read(ROOT)
    assert [name for name in contents.docs if not (site / contents.page(name)).is_file()] == []


def test_every_claim_has_its_place_on_the_evidence_page(site: Path, ledger: Ledger) -> None:
    page = (site / "evidence.html").read_text("utf-8")
    assert [key for key in ledger.claims.index if f'id="claim-{key}"' not in page] == []


def test_the_chapters_show_figures(site: Path) -> None:
    pages = [path.read_text("utf-8") for path in site.glob("*.html")]
    assert sum(page.count('id="figure-') for page in pages) >= 1
