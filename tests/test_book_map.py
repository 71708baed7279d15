# ruff: noqa: E501
"""The map of this book as its chapter draws it: no region of Belarus is marked as one of the exercise, nothing collides."""

from pathlib import Path
from typing import Any

import jupytext
import pytest

from tests.charts.drawing import Drawing

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """What the chapter's cells have made when they end with the map."""
    page = jupytext.read(ROOT / "book" / "exercises.md", fmt="md:myst")
    cells = [cell.source for cell in page.cells if cell.cell_type == "code"]
    (last,) = [place for place, cell in enumerate(cells) if "charts.atlas(" in cell]
    known: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT / "book")
        exec(
            compile("\n".join(cells[: last + 1]).replace("\nfigure(", "\nfound = figure("), "exercises.md", "exec"),
            known,
        )
    return known


def test_no_region_of_the_subject_is_marked(made: dict[str, Any]) -> None:
    rows = made["rows"]
    assert rows.loc[rows["form"] == "whole", "iso"].to_list() == ["BY"]
    assert not rows["iso"].str.startswith("BY-").any()
    assert set(rows.loc[rows["form"] == "near", "ref"].str.partition(":")[0]) == {"check"}


@pytest.mark.parametrize("page", ["wide", "narrow"])
def test_words_keep_clear_of_each_other_and_of_the_edges(made: dict[str, Any], page: str) -> None:
    drawing = Drawing(made["found"].record.specifications[page])
    words = list({(word.text, word.left, word.top): word for word in drawing.words}.values())
    assert len(words) > 12
    assert not [(a.text, b.text) for n, a in enumerate(words) for b in words[n + 1 :] if a.covers(b)]
    assert not [
        word.text for word in words if word.left < 0 or word.right > drawing.width or word.bottom > drawing.height
    ]
