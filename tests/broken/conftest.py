"""A copy of the tiny book's site to be broken, and what checks ask for, made of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from explainer.build.contents import Contents

from ..conftest import TINY
from .breaking import after, both, put

PANEL = (
    '<ul class="panel-findings"><li>In a panel. <span class="publisher">County</span>,'
    ' <span class="when">2001</span></li></ul>'
)
#: Makes what checks ask for of a folder with a site.
Given = Callable[[Path], dict[str, Any]]


@pytest.fixture(scope="package")
def whole(tiny_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tiny book's site. Who breaks it mends it.

    It has what the tiny book lacks and checks ask for: findings in a panel, and a second chapter to choose claims by.
    """
    copy = Path(shutil.copytree(tiny_book / "_build" / "html", tmp_path_factory.mktemp("copy") / "html"))
    story = copy / "story.html"
    story.write_bytes(after("<h2>How it began</h2>", PANEL)(story.read_bytes()))
    evidence = copy / "evidence.html"
    choice = after("The story (17)</option>", '<option value="coda">Coda (1)</option>')
    evidence.write_bytes(both(choice, put('data-chapter="story"', 'data-chapter="coda"'))(evidence.read_bytes()))
    return copy


@pytest.fixture(scope="session")
def noticed() -> dict[str, int]:
    """The checks that were seen to fail in this run, each with how many things were made wrong for it."""
    return {}


def site(folder: Path) -> dict[str, Any]:
    """Make what the checks of a finished site ask for.

    Parameters
    ----------
    folder: the site, whole or broken.
    """
    contents = Contents.read(TINY)
    pages = [*map(contents.page, contents.docs), "search.html", "404.html"]
    trees = {name: html.document_fromstring((folder / name).read_bytes().decode("utf-8")) for name in pages}
    figures = sorted({str(id) for tree in trees.values() for id in tree.xpath("//figure/@data-figure")})
    return {
        "built": folder, "contents": contents, "pages": pages, "trees": trees, "figures": figures,
        # Figures of a broken copy are none for the report.
        "record": lambda *figure: None,
    }  # fmt: skip
