"""Choices in the chart itself: whole when untouched, and in words that the engine would use."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from explainer import charts
from explainer.charts import theme
from explainer.charts.choose import EVERYTHING
from explainer.charts.pages import Page
from explainer.figures.figure import specify
from tests.charts import lighthouse
from tests.charts.drawing import Drawing


def crew() -> pd.DataFrame:
    """Rows as `Ledger.portions` gives them, one of each hedge."""
    wholes = [("exact", 80, 80, "80"), ("about", 90, 90, "about 90"), ("range", 40, 60, "40–60")]
    shares = ["25%", "about 22%", "33–50%"]
    return pd.DataFrame([
        {"ref": f"derived:{hedge}", "href": f"#derived-{hedge}", "choice": "crew-size", "chosen": 20.0,
         "chosen_label": "keepers in a boat", "chosen_unit": "keepers", "chosen_if": "A choice of yours.",
         "whole": "keepers", "whole_text": text, "whole_hedge": hedge, "whole_low": low, "whole_high": high,
         "condition": "If all row.", "text": share, "sentence": f"20 keepers: {share} of {text} keepers."}
        for (hedge, low, high, text), share in zip(wholes, shares, strict=True)
    ])  # fmt: skip


def test_a_choice_holds_everything_until_it_is_made(page: Page) -> None:
    rows = lighthouse.events()
    spec = specify(charts.timeline(rows, page, choose={"track": "track"}), page)
    params = {param["name"]: param for param in spec["params"]}
    chosen, kept = params["choose_track"], params["kept_track"]
    tracks = list(dict.fromkeys(rows["track"]))
    assert chosen["value"] == EVERYTHING == chosen["bind"]["options"][0]
    assert sorted(chosen["bind"]["options"][1:]) == sorted(tracks)
    assert chosen["bind"]["labels"][0] == f"all {len(rows)}"
    assert sum(int(label.rpartition("(")[2][:-1]) for label in chosen["bind"]["labels"][1:]) == len(rows)
    assert all(ref in kept["expr"] for ref in rows["ref"])
    # Untouched, the drawing is the one without the choice; clips are numbered through all drawings of a process.
    with_it, without = Drawing(spec).svg, Drawing(specify(charts.timeline(rows, page), page)).svg
    assert re.sub(r"clip\d+", "clip", with_it) == re.sub(r"clip\d+", "clip", without)


def test_a_cell_may_hold_several_values(page: Page) -> None:
    rows = lighthouse.events().assign(who=[("a", "b"), *[("b",)] * (len(lighthouse.events()) - 1)])
    spec = specify(charts.timeline(rows, page, choose={"who": "who"}), page)
    bind = next(param["bind"] for param in spec["params"] if param["name"] == "choose_who")
    assert dict(zip(bind["options"], bind["labels"], strict=True)) | {"": ""} == {
        "": "", "a": "a (1)", "b": f"b ({len(rows)})",
    }  # fmt: skip


@pytest.mark.parametrize("column", ["nothing", "certainty"])
def test_a_choice_needs_two_values(page: Page, column: str) -> None:
    rows = lighthouse.events().assign(certainty="sure")
    with pytest.raises(ValueError, match="choice by"):
        charts.timeline(rows, page, choose={column: "which"})


def test_portions_begin_with_what_the_rows_say(page: Page) -> None:
    rows = crew()
    drawing = Drawing(specify(charts.portions(rows, page), page))
    said = [words.text for words in drawing.words]
    assert set(rows["text"]) <= set(said)
    assert "A choice of yours." in said and said.count("If all row.") == 3
    assert drawing.width == page.width
    assert sorted(href for href, _ in drawing.links) == sorted(rows["href"])
    # What is read aloud of a mark must stay true when the number changes.
    assert not any("20 keepers" in sentence or "%" in sentence for _, sentence in drawing.links)
    assert theme.DERIVED in drawing.svg and theme.ARTICLE not in drawing.svg


def test_the_slider_ends_where_the_smallest_whole_is_used_up(page: Page) -> None:
    spec = specify(charts.portions(crew(), page), page)
    chosen = next(param for param in spec["params"] if param["name"] == "crew_size")
    says = next(param for param in spec["params"] if param["name"] == "crew_size_says")
    assert chosen == {
        "name": "crew_size",
        "value": 20,
        "bind": {"input": "range", "min": 1, "max": 40, "step": 1, "name": "keepers in a boat"},
    }
    assert says["value"] == "20 keepers: 25% of 80 keepers; about 22% of about 90 keepers; 33–50% of 40–60 keepers."


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"whole_hedge": "more_than"}, "has no two ends"),
        ({"chosen": 41.0}, "no place of a slider"),
        ({"chosen": 2.5}, "no place"),
    ],
)
def test_what_cannot_be_a_portion_is_refused(page: Page, change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        charts.portions(crew().assign(**change), page)  # type: ignore[arg-type]
