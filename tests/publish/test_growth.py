"""Work grows with the book and no faster: calls are counted at two sizes, never seconds."""

from __future__ import annotations

import cProfile
import json
import os
import pstats
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from explainer.build.bench import made
from explainer.build.bench.growth import FILE, keep
from explainer.build.build import build
from explainer.site.blocks import LONG, SIZE
from explainer.site.trust.growth import chart
from explainer.validate.check import check

from ..conftest import TINY

DESCRIBED = TINY / "data" / "datapackage.json"
#: For twice the book a function may be called this many times as often; one that looks at all for each is at four.
TWICE = 2.6
#: Calls of a function below which nothing is said of its growth.
OFTEN = 2000


def make(into: Path, chapters: int, claims: int) -> Path:
    """Make a book whose chapters have no cells, so that nothing runs."""
    root = made.make(into, DESCRIBED, chapters, claims)
    for path in (root / "book").glob("chapter-*.md"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(?s)\A---.*?---\n|```\{code-cell\}.*", "", text), "utf-8")
    return root


def calls(work: Callable[[], object]) -> Counter[str]:
    """Count the calls of each function of the engine."""
    profile = cProfile.Profile()
    profile.runcall(work)
    found: Counter[str] = Counter()
    for (file, _, name), (count, *_) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if f"{os.sep}explainer{os.sep}" in file:
            found[f"{Path(file).stem}.{name}"] += count
    return found


def too_many(one: Counter[str], two: Counter[str]) -> dict[str, tuple[int, int]]:
    """Give the functions that are called often, and more than twice as often for twice the book."""
    return {name: (one[name], count) for name, count in two.items() if count > OFTEN and count > TWICE * one[name]}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Counter[str]]:
    """A book of 44 chapters and 620 claims, built, and how many calls that took."""
    return counted(tmp_path_factory.mktemp("small"), 44, 620)


def counted(folder: Path, chapters: int, claims: int) -> tuple[Path, Counter[str]]:
    # What is imported or looked up for the first time is no growth.
    assert build(make(folder / "first", 2, 20), lambda line: None) == 0
    root = make(folder / "book", chapters, claims)
    codes: list[int] = []
    count = calls(lambda: codes.append(build(root, lambda line: None)))
    assert codes == [0]
    return root, count


def test_the_proof_grows_with_the_ledger(tmp_path: Path) -> None:
    check(make(tmp_path / "warm", 1, 20))
    one, two = (make(tmp_path / str(claims), 1, claims) for claims in (400, 800))
    assert too_many(calls(lambda: check(one)), calls(lambda: check(two))) == {}


def test_twice_the_book_is_twice_the_work(small: tuple[Path, Counter[str]], tmp_path: Path) -> None:
    _, count = counted(tmp_path, 88, 1240)
    assert too_many(small[1], count) == {}


def test_pages_of_a_long_book_do_not_list_it_all(small: tuple[Path, Counter[str]]) -> None:
    site = small[0] / "_build" / "html"
    pages = {path.name: html.parse(str(path)).getroot() for path in site.glob("*.html")}

    def chapters(name: str) -> set[str]:
        return {href for href in pages[name].xpath("//a/@href") if href.startswith("chapter-")}

    assert len(chapters("index.html")) == 44
    for name in ("chapter-001.html", "chapter-025.html", "chapter-044.html", "evidence.html", "search.html"):
        assert 15 < len(chapters(name) - {f"{name}#"}) < 40 or name == "evidence.html"
        assert "All 44 pages" in pages[name].text_content()
    # The page itself and its neighbours are among them.
    near = [a.get("href") for a in pages["chapter-025.html"].xpath("//nav[@id='all-pages']//a")]
    assert {"chapter-024.html", "#main", "chapter-026.html", "index.html#all-pages"} <= set(near)


def test_a_long_evidence_stands_in_blocks_and_every_claim_is_found(small: tuple[Path, Counter[str]]) -> None:
    site = small[0] / "_build" / "html"
    assert LONG < 620
    found = [
        [item.get("id") for item in html.parse(str(site / name)).getroot().xpath("//li[@class='claim']")]
        for name in ("evidence.html", "evidence-2.html", "evidence-3.html")
    ]
    assert [len(ids) for ids in found] == [SIZE, SIZE, 620 - 2 * SIZE]
    assert len({id for ids in found for id in ids}) == 620
    # Every link to a claim was followed by the inspection; here one that leads to a later block.
    written = (site / "chapter-041.html").read_text("utf-8")
    assert re.search(r'href="evidence-3\.html#claim-kind-\d+"', written)
    index = json.loads((site / "_static" / "claims.js").read_text("utf-8").split("(", 1)[1].rstrip(");\n"))
    assert [[page, len(ids.split())] for page, ids in index] == [
        ["evidence.html", SIZE], ["evidence-2.html", SIZE], ["evidence-3.html", 620 - 2 * SIZE]
    ]  # fmt: skip
    search = (site / "_static" / "search-index.js").read_text("utf-8")
    assert '"evidence-3.html","claim-kind-610"' in search


def test_changes_of_made_books_concern_one_chapter(tmp_path: Path) -> None:
    root = made.make(tmp_path / "book", DESCRIBED, 4, 60)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    made.change_chapter(root, 2)
    made.change_datum(root, 3)
    changed = {path.name for path, content in before.items() if path.read_bytes() != content}
    assert changed == {"chapter-002.md", "quantities.csv"}
    check(root)


def test_what_was_measured_is_kept_and_drawn(tmp_path: Path) -> None:
    row = {"claims": 500, "seconds": 2.0, "processor": 26.0, "memory": 10**8, "site": 10**6, "load": 1.0}
    rows = [row | {"chapters": chapters, "side": side, "step": "cold", "ran": 13}
            for chapters in (13, 50) for side in ("ours", "plain")]  # fmt: skip
    keep(rows, tmp_path / "bench")
    assert json.loads((tmp_path / "bench" / f"{FILE}.json").read_text())["rows"] == rows
    assert (tmp_path / "bench" / f"{FILE}.csv").read_text().count("\n") == 5
    drawn = json.dumps(chart(rows))
    assert '"each": 2.0' in drawn and '"each": 0.52' in drawn and "plain Jupyter Book, from nothing" in drawn
