"""Small things that an eye stumbles over: marks like decimals, links of one name, lists at the edge, paper."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes

from explainer.site import memory
from explainer.site.notes import _apart
from explainer.site.roles import note_call
from explainer.site.shell.styles import style
from explainer.site.trust.uses import used_on


@pytest.mark.parametrize(("between", "apart"), [(".", True), (",", True), (". So", False), ("", False)])
def test_two_notes_around_a_full_stop_are_no_decimal(between: str, apart: bool) -> None:
    parts = [nodes.Text("It is"), note_call(), *([nodes.Text(between)] if between else []), note_call()]
    line = nodes.paragraph("", "", *parts)
    assert [_apart(call) for call in line.findall(note_call)] == [False, apart]
    assert "sup.note-mark.apart{margin-left:" in style()


def test_a_note_after_a_full_stop_at_the_beginning_is_not_apart() -> None:
    line = nodes.paragraph("", "", nodes.Text("."), note_call())
    assert not _apart(line[1])


def test_links_to_figures_of_one_page_have_different_names() -> None:
    titles = {"first": "One", "second": "Two", "third": "Three"}
    env: Any = SimpleNamespace(explainer_pages={"a": memory.Page(figures=dict.fromkeys(titles))})
    place: Any = SimpleNamespace(env=env, page=lambda docname, anchor: f"{docname}.html#{anchor}")
    found = [memory.Use("a", f"figure-{id}", titles[id], "A") for id in ("first", "third")]
    [page] = used_on(place, [*found, memory.Use("a", "call-2", "note 2", "A")])
    assert [(one.short, one.name) for one in page.places] == [
        ("figure 1", "figure 1: One"), ("figure 3", "figure 3: Three"), ("note 2", "note 2"),
    ]  # fmt: skip


def test_a_list_stands_inside_the_page() -> None:
    """The reset takes the padding of every list; what gives it back must weigh more."""
    assert "main section :where(ul,ol){padding-left:1.3rem}" in style()


def test_nothing_to_press_is_printed() -> None:
    hidden = style().rpartition("@media print{:root")[2].partition("{display:none}")[0]
    assert {".figure-share", ".downloads", ".copy"} <= set(hidden.partition("}")[2].split(","))
