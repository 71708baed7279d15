"""What a reader's browser has to fetch before a page can be read, and for the first chart that is touched.

A kilobyte is 1,000 bytes; everything but fonts is counted as a plain host sends it, in gzip.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .visits import Visit

Visits = dict[str, Visit]
FIRST_VIEW, FONTS, TOUCH = 110_000, 60_000, 195_000

pytestmark = [pytest.mark.book, pytest.mark.browser]


@cache
def packed(path: Path) -> int:
    """Give a file's bytes on the way: fonts are packed already."""
    raw = path.read_bytes()
    return len(raw) if path.suffix == ".woff2" else len(gzip.compress(raw, 6, mtime=0))


def files(urls: list[str], address: str, built: Path) -> set[Path]:
    """Give the files behind addresses of the site."""
    base = urlsplit(address).path
    return {built / urlsplit(url).path.removeprefix(base) for url in urls if not url.startswith("data:")}


def test_first_view_is_light(served: Visits, address: str, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = {}
    for name, visit in served.items():
        fetched = files(visit.first, address, built)
        assert built / name in fetched, name
        fonts = {path for path in fetched if path.suffix == ".woff2"}
        rows[name] = (packed(built / name), sum(map(packed, fetched - fonts)), sum(map(packed, fonts)))
    with capsys.disabled():
        print("\nfirst view, kB    page  all but fonts  fonts")
        for name, row in rows.items():
            print(f"{name:<16}{row[0] / 1000:6.1f}{row[1] / 1000:15.1f}{row[2] / 1000:7.1f}")
    # The index of the search is the one thing a reader asks for as a whole.
    assert {name: row[1] for name, row in rows.items() if name != "search.html" and row[1] > FIRST_VIEW} == {}
    assert {name: row[2] for name, row in rows.items() if row[2] > FONTS} == {}


def test_a_chart_that_is_touched_adds_little(served: Visits, address: str, built: Path) -> None:
    heavy = {}
    for name, visit in served.items():
        assert len(visit.touched) == len(set(visit.touched)), name
        size = sum(packed(path) for path in files(visit.touched, address, built) if path.suffix != ".woff2")
        heavy |= {name: size} if size > TOUCH else {}
    assert heavy == {}
