"""The one door: what it asks for, and what it hands on."""

from __future__ import annotations

import json
from typing import Any

import altair as alt
import pandas as pd
import pytest

from explainer import charts
from explainer.charts.pages import NARROW, WIDE, Page
from explainer.figures.demands import missing
from explainer.figures.figure import MIME, Figure, _for_lab, figure, specify
from explainer.model.faults import Faults
from explainer.query.ledger import Ledger

COLUMNS = {"label": "Counted", "text": "Number"}
TEXTS = {
    "title": "{Q}`walkers` walked",
    "takeaway": "Steel came to {q}`steel` tons.",
    "alt": "Two numbers: {q}`walkers` walkers and {q}`steel` tons of steel.",
    "not_shown": "How many came back.",
}


@pytest.fixture(scope="module")
def rows(bridge: Ledger) -> pd.DataFrame:
    return bridge.amounts(["walkers", "steel"])


def make(rows: pd.DataFrame, bridge: Ledger, id: str = "opening", draw: Any = None, **changes: Any) -> Figure:
    asked = {**TEXTS, "columns": COLUMNS, **changes}
    return figure(id, draw or (lambda page: charts.amounts(rows, page)), rows, ledger=bridge, **asked)


def complaints(rows: Any, bridge: Ledger, **changes: Any) -> str:
    with pytest.raises(Faults) as caught:
        make(rows, bridge, draw=changes.pop("draw", lambda page: pytest.fail("drawn too early")), **changes)
    return str(caught.value)


def test_a_figure_carries_everything_to_the_site(rows: pd.DataFrame, bridge: Ledger) -> None:
    payload = make(rows, bridge).payload()
    assert {name: payload[name] for name in TEXTS} == TEXTS
    assert payload["id"] == "opening" and set(payload["specs"]) == {"wide", "narrow"}
    assert payload["columns"] == [{"key": "label", "label": "Counted"}, {"key": "text", "label": "Number"}]
    assert [row["ref"] for row in payload["rows"]] == rows["ref"].tolist()
    assert [row["text"] for row in payload["rows"]] == ["about 1,200", "more than 300"]
    assert [(row["hedge"], row["value"], row["low"]) for row in payload["data"]] == [
        ("about", 1200, None),
        ("more_than", None, 300),
    ]
    assert not {"href", "sentence"} & set(payload["data"][0])
    assert json.loads(json.dumps(payload, allow_nan=False)) == payload


def test_it_is_drawn_once_for_each_page(rows: pd.DataFrame, bridge: Ledger) -> None:
    pages: list[Page] = []
    make(rows, bridge, draw=lambda page: pages.append(page) or charts.amounts(rows, page))
    assert pages == [WIDE, NARROW]


def test_a_build_gets_the_bundle_and_a_reader_of_the_notebook_the_chart(
    rows: pd.DataFrame, bridge: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(rows, bridge)
    monkeypatch.setenv("EXPLAINER_BUILD", "1")
    with pytest.raises(NotImplementedError):
        made._ipython_display_()
    bundle = made._repr_mimebundle_()
    assert bundle[MIME] == made.payload() and "about 1,200 walkers" in bundle["text/plain"]
    lab = json.dumps(_for_lab(made.specs["wide"]))
    assert "var(" not in lab and '"href": {"field"' not in lab


@pytest.mark.parametrize("name", list(TEXTS))
def test_each_text_is_demanded(name: str, rows: pd.DataFrame, bridge: Ledger) -> None:
    assert f"figure, opening, {name}: " in complaints(rows, bridge, **{name: " "})


def test_everything_wrong_is_said_at_once(rows: pd.DataFrame, bridge: Ledger) -> None:
    said = complaints(
        rows.assign(ref=["claim:ghost", "walkers"]),
        bridge,
        id="Opening day",
        title="",
        takeaway="{q}`ghost`",
        not_shown="",
        columns={"ghost": "No such column"},
    ).splitlines()
    for wrong in (
        "no slug",
        ", title:",
        ", not_shown:",
        "ghost`",
        "no column 'ghost'",
        "no row 'ghost' in claims",
        "ref is 'walkers'",
    ):
        assert any(wrong in line for line in said), wrong


@pytest.mark.parametrize("nothing", [None, pd.DataFrame()])
def test_without_rows_there_is_no_figure(nothing: Any, bridge: Ledger) -> None:
    assert "rows: there are none" in complaints(nothing, bridge)


def test_the_alternative_text_gives_every_number_with_its_hedge(rows: pd.DataFrame, bridge: Ledger) -> None:
    said = complaints(rows, bridge, alt="1,200 walkers and {q}`steel` tons of steel.")
    assert "alt: does not say “about 1,200”" in said and "steel" not in said


def test_the_alternative_text_is_not_the_title_again(rows: pd.DataFrame, bridge: Ledger) -> None:
    assert "same as the title" in complaints(rows, bridge, alt=TEXTS["title"])


@pytest.mark.parametrize(
    ("alt", "text", "hedge", "said"),
    [
        ("only 5% agreed", "5%", "exact", True),
        ("only 45% agreed", "5%", "exact", False),
        ("5.5% agreed", "5.5%", "exact", True),
        ("3.5% agreed", "5%", "exact", False),
        ("about 5% agreed", "5%", "exact", False),
        ("5% agreed, or about 5%", "5%", "exact", True),
        ("About 200 came", "about 200", "about", True),
        ("about 2,000 came", "about 2", "about", False),
        ("between 4,000–6,000 men", "4,000–6,000", "range", True),
        ("Hundreds of them", "hundreds", "hundreds", True),
    ],
)
def test_what_counts_as_said(alt: str, text: str, hedge: str, said: bool) -> None:
    assert (missing(alt, pd.DataFrame({"text": [text], "hedge": [hedge]})) == []) == said


def test_a_row_that_is_not_drawn_is_refused(rows: pd.DataFrame, bridge: Ledger) -> None:
    said = complaints(rows, bridge, draw=lambda page: charts.amounts(rows.head(1), page))
    assert said.count("#claim-steel") == 2, "once for each page"


def test_a_plain_chart_is_fitted_to_its_page_and_numbered_afresh() -> None:
    frame = pd.DataFrame({"x": [1], "href": ["#claim-a"]})

    def plain() -> alt.Chart:
        chosen = alt.selection_point()
        return alt.Chart(frame, width=WIDE.width).mark_point().encode(x="x:Q", href="href:N").add_params(chosen)

    once, twice = specify(plain(), WIDE), specify(plain(), WIDE)
    assert once == twice
    assert once["autosize"] == {"type": "fit-x", "contains": "padding"}
