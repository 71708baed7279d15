"""Small things that an eye stumbles over: marks like decimals, links of one name, lists at the edge, paper."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes

from explainer.site.assets import style
from explainer.site.domain import PageData, Use
from explainer.site.evidence.directive import Place
from explainer.site.notes import _is_apart, note_call


@pytest.mark.parametrize(("between", "apart"), [(".", True), (",", True), (". So", False), ("", False)])
def test_two_notes_around_a_full_stop_are_no_decimal(between: str, apart: bool) -> None:
    parts = [nodes.Text("It is"), note_call(), *([nodes.Text(between)] if between else []), note_call()]
    line = nodes.paragraph("", "", *parts)
    assert [_is_apart(call) for call in line.findall(note_call)] == [False, apart]
    assert "sup.note-mark.apart{margin-left:" in style()


def test_a_note_after_a_full_stop_at_the_beginning_is_not_is_apart() -> None:
    line = nodes.paragraph("", "", nodes.Text("."), note_call())
    assert not _is_apart(line[1])


def test_links_to_figures_of_one_page_have_different_names() -> None:
    titles = {"first": "One", "second": "Two", "third": "Three"}
    known = SimpleNamespace(page=lambda docname: PageData(figures=dict.fromkeys(titles)))  # type: ignore[arg-type]
    place: Any = SimpleNamespace(domain=known, page=lambda docname, anchor: f"{docname}.html#{anchor}")
    uses = [Use("a", f"figure-{id}", titles[id], "A") for id in ("first", "third")]
    uses.append(Use("a", "call-2", "note 2", "A"))
    assert [Place._called(place, use)[:2] for use in uses] == [
        ("figure 1", "figure 1: One"), ("figure 3", "figure 3: Three"), ("note 2", "note 2"),
    ]  # fmt: skip


def test_a_list_stands_inside_the_page() -> None:
    """The reset takes the padding of every list; what gives it back must weigh more."""
    assert "main section :where(ul,ol){padding-left:1.3rem}" in style()


def test_nothing_to_press_is_printed() -> None:
    hidden = style().rpartition("@media print{:root")[2].partition("{display:none}")[0]
    assert {".figure-share", ".figure-files", ".copy"} <= set(hidden.partition("}")[2].split(","))
