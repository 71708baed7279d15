"""The tiny book's site with more rows from outside, a correction, and a repository."""

import shutil
from pathlib import Path

import pytest

from ..conftest import Once, Site, built

_CHECK = "{},walkers,opening,story,{},Said <b>{}</b>.,,,,,,2001,sure,Somebody,Title,https://example.org/,,2026-11-22,primary,\n"
MORE = {
    "checks": _CHECK.format("C8", "context", "C8")
    + _CHECK.format("C9", "contradicted", "C9")
    + "".join(_CHECK.format(id, "differs", id) for id in ("C10", "C11", "C12", "C13")),
    "aftermath": "A2,Earlier.,Earlier,bridge,story,It was so.,,,,,,2004-12,sure,Somebody,T,https://example.org/,2009-01,2026-11-22,primary,\n",
    "corrections": "k1,2026-12-01,story,A slip <i>.,forty & more,fourteen\n",
}


@pytest.fixture(scope="session")
def changed(tiny_book: Path, once: Once) -> Site:
    def make(root: Path) -> None:
        shutil.copytree(tiny_book, root)
        for table, rows in MORE.items():
            with (root / "data" / f"{table}.csv").open("a", encoding="utf-8") as file:
                file.write(rows)
        with (root / "_config.yml").open("a", encoding="utf-8") as file:
            file.write("repository: {url: 'https://example.org/quill/bridge'}\n")
        built(root)

    return Site(once("more", make) / "_build" / "html")
