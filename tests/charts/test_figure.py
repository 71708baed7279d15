"""The one door: what it asks for, and what it hands on."""

import json
from typing import Any

import altair as alt
import pandas as pd
import pytest

from explainer import charts
from explainer.charts.viewport import NARROW, WIDTHS, Viewport
from explainer.figures.draw import finish_output
from explainer.figures.figure import Figure, Step, figure, specify
from explainer.figures.record import MIME, FigureRecord
from explainer.figures.validate import check_alt_text
from explainer.model.faults import Faults
from explainer.query.ledger import Ledger
from explainer.site.embed import marks

COLUMNS = {"label": "Counted", "text": "Number"}
TEXTS = {
    "title": "{Q}`walkers` walked",
    "takeaway": "Steel came to {q}`steel` tons.",
    "alt": "Two numbers: {q}`walkers` walkers and {q}`steel` tons of steel.",
    "not_shown": "How many came back.",
}


@pytest.fixture(scope="module")
def rows(ledger: Ledger) -> pd.DataFrame:
    return ledger.amounts(["walkers", "steel"])


def make(rows: pd.DataFrame, ledger: Ledger, id: str = "opening", draw: Any = None, **changes: Any) -> Figure:
    asked = {**TEXTS, "columns": COLUMNS, **changes}
    return figure(id, draw or (lambda view: charts.count(rows, view)), rows, ledger=ledger, **asked)


def complaints(rows: Any, ledger: Ledger, **changes: Any) -> str:
    with pytest.raises(Faults) as caught:
        make(rows, ledger, draw=changes.pop("draw", lambda view: pytest.fail("drawn too early")), **changes)
    return str(caught.value)


def test_a_figure_carries_everything_to_the_site(rows: pd.DataFrame, ledger: Ledger) -> None:
    record = make(rows, ledger, steps=[Step("Steel", "Then {q}`steel`.")], filters={"label": "counted"}).record
    assert record.plain("title") == "About 1,200 walked"
    assert [(span.text, span.kind, span.id) for span in record.texts["takeaway"]] == [
        ("Steel came to ", "", ""), ("more than 300", "claim", "steel"), (" tons.", "", ""),
    ]  # fmt: skip
    assert record.columns == (("label", "Counted"), ("text", "Number"))
    assert [row.ref for row in record.rows] == rows["ref"].tolist()
    assert [row.cells[1] for row in record.rows] == ["about 1,200", "more than 300"]
    assert [(row["hedge"], row["value"], row["low"]) for row in record.data] == [
        ("about", 1200, None),
        ("more_than", None, 300),
    ]
    assert not {"href", "sentence"} & set(record.data[0])
    assert record.citations["claim:steel"].says and record.named[0] == "claim:walkers"
    assert record.filters[0].options[0] == ("all 2", tuple(rows["ref"]))
    written = json.dumps(record.to_json(), allow_nan=False, sort_keys=True)
    assert FigureRecord.from_json(json.loads(written)) == record


def test_it_is_drawn_once_for_each_page(rows: pd.DataFrame, ledger: Ledger) -> None:
    pages: list[Viewport] = []
    make(rows, ledger, draw=lambda view: pages.append(view) or charts.count(rows, view))
    assert pages == [WIDTHS["text"], NARROW]


def test_a_build_draws_what_a_kernel_sends_and_a_notebook_program_shows_it(
    rows: pd.DataFrame, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(rows, ledger)
    shown = made._repr_mimebundle_()
    assert "about 1,200 walkers" in shown["text/plain"] and "What this does not show" in shown["text/html"]
    assert "var(" not in shown["image/svg+xml"] + shown["text/html"] and "<a " not in shown["text/html"]
    monkeypatch.setenv("EXPLAINER_BUILD", "1")
    sent = made._repr_mimebundle_()
    assert set(sent) == {MIME, "text/plain"} and not sent[MIME]["pictures"]
    finish_output(sent)
    assert sent[MIME] == shown[MIME]
    assert set(sent[MIME]["pictures"]) == {"wide", "narrow"} and set(sent[MIME]["specifications"]) == {"wide"}


def test_a_step_may_have_its_own_drawing(rows: pd.DataFrame, ledger: Ledger) -> None:
    steps = [Step("One", "First."), Step("Two", "Then.", lambda view: charts.count(rows.tail(1), view))]
    made = make(rows, ledger, draw=lambda view: charts.count(rows.head(1), view), steps=steps).record
    assert [set(step.specifications) for step in made.steps] == [set(), {"wide", "narrow"}]


@pytest.mark.parametrize("name", list(TEXTS))
def test_each_text_is_demanded(name: str, rows: pd.DataFrame, ledger: Ledger) -> None:
    assert f"figure, opening, {name}: " in complaints(rows, ledger, **{name: " "})


def test_everything_wrong_is_said_at_once(rows: pd.DataFrame, ledger: Ledger) -> None:
    said = complaints(
        rows.assign(ref=["claim:ghost", "walkers"]),
        ledger,
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
def test_without_rows_there_is_no_figure(nothing: Any, ledger: Ledger) -> None:
    assert "rows: there are none" in complaints(nothing, ledger)


def test_the_alternative_text_gives_every_number_with_its_hedge(rows: pd.DataFrame, ledger: Ledger) -> None:
    said = complaints(rows, ledger, alt="1,200 walkers and {q}`steel` tons of steel.")
    assert "alt: does not say “about 1,200”" in said and "steel" not in said


def test_the_alternative_text_is_not_the_title_again(rows: pd.DataFrame, ledger: Ledger) -> None:
    assert "same as the title" in complaints(rows, ledger, alt=TEXTS["title"])


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
    assert (check_alt_text(alt, pd.DataFrame({"text": [text], "hedge": [hedge]})) == []) == said


def test_a_row_that_is_not_drawn_is_refused(rows: pd.DataFrame, ledger: Ledger) -> None:
    said = complaints(rows, ledger, draw=lambda view: charts.count(rows.head(1), view))
    assert said.count("#claim-steel") == 2, "once for each page"


def test_a_legend_is_the_recipes_own_and_a_chart_of_ones_own_has_none(rows: pd.DataFrame, ledger: Ledger) -> None:
    said = marks(make(rows, ledger).record)
    assert said == "open dot: given as about; arrow: more than, no upper bound given"
    plain = alt.Chart(rows).mark_bar().encode(x="low:Q", y="label:N", href="href:N")
    assert "hedge" in rows and marks(make(rows, ledger, draw=lambda view: plain).record) == ""


def test_a_plain_chart_is_fitted_to_its_page_and_numbered_afresh() -> None:
    frame = pd.DataFrame({"x": [1], "href": ["#claim-a"]})

    def plain() -> alt.Chart:
        chosen = alt.selection_point()
        return (
            alt.Chart(frame, width=WIDTHS["text"].width).mark_point().encode(x="x:Q", href="href:N").add_params(chosen)
        )

    once, twice = specify(plain(), WIDTHS["text"]), specify(plain(), WIDTHS["text"])
    assert once == twice
    assert once["autosize"] == {"type": "fit-x", "contains": "padding"}


def test_a_drawing_with_a_control_is_refused(rows: pd.DataFrame, ledger: Ledger) -> None:
    size = alt.param(name="size", value=5, bind=alt.binding_range(min=1, max=9))
    said = complaints(rows, ledger, draw=lambda view: charts.count(rows, view).add_params(size))
    assert "draw: the wide drawing has a control, and a figure is a picture" in said


def test_what_is_no_vega_lite_is_refused(rows: pd.DataFrame, ledger: Ledger) -> None:
    chart = alt.Chart(rows).mark_point().encode(href="href:N", x=alt.X("value:Q"))
    chart.encoding.x.axis = {"orient": "sideways"}
    with pytest.raises(alt.utils.schemapi.SchemaValidationError, match="sideways"):
        make(rows, ledger, draw=lambda view: chart)
