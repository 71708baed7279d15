"""What a figure's files say when they are taken away from their page."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

from explainer.charts import theme
from explainer.charts.measure import width
from explainer.figures.picture_export import picture_file
from explainer.figures.record import FigureRecord, FigureRow, Picture
from explainer.figures.table_export import csv_metadata, rows_csv
from explainer.query.ledger import Ledger
from explainer.references.citation import Citation, cite_with_parts
from explainer.site.citation_html import source_line
from explainer.site.domain import ExplainerDomain, Status
from explainer.site.figure_files import cite

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="session")
def ledger(book: Path) -> Ledger:
    return Ledger.load(book)


def test_a_picture_file_says_below_what_its_page_says_below(site: Path) -> None:
    root = etree.parse(site / "figures" / "bridge" / "bridge.svg").getroot()
    lines = ["".join(text.itertext()) for text in root.findall(f"{SVG}text")]
    said = " ".join(lines)
    assert "Source: the article, claims 1, 4 and 5; outside the article: Ferry Line" in said
    assert "Garbled or vague in the article: claim 5." in said
    assert "What this does not show: " in said and lines[-1] == "Figure: The Ferry."
    assert {bold.text for bold in root.iter(f"{SVG}tspan") if bold.getparent().getparent() is root} == {
        "Source:", "Garbled or vague in the article:", "What this does not show:",
    }  # fmt: skip
    assert root.find(f"{SVG}desc").text and root.get("aria-labelledby")


@pytest.mark.parametrize("words", ["a few", "rather many words " * 30, f"https://example.org/{'long-' * 60}"])
def test_nothing_below_a_picture_sticks_out_of_it(words: str) -> None:
    drawing = Picture('<svg width="300" height="50" viewBox="0 0 300 50"><title>t</title><desc>d</desc></svg>', 300, 50)
    told = [("What this does not show:", words), ("", words), ("Source:", "")]
    made = picture_file(drawing, title="T", takeaway="t", told=told, description="d", colours=theme.LIGHT)
    root = etree.fromstring(made.encode())
    lines = [(text, "".join(text.itertext())) for text in root.findall(f"{SVG}text")]
    for text, line in lines:
        assert width(line, float(text.get("font-size"))) <= 300
        assert float(text.get("y")) <= float(root.get("height")) - 20
    whole = "".join(line for _, line in lines).replace(" ", "")
    assert whole.count(words.replace(" ", "")) == 2 and "Source" not in whole


def record(ledger: Ledger, *refs: str, **hedges: str) -> FigureRecord:
    """A figure that draws some rows."""
    data = [{"ref": ref, "text": ref, "hedge": hedges.get(ref.partition(":")[2], "exact")} for ref in refs]
    rows = tuple(FigureRow(ref, (ref,)) for ref in refs)
    citations = cite_with_parts(ledger, refs)
    return FigureRecord("f", "text", {"title": ()}, (("text", "How many"),), rows, data, (), citations, {})


def test_the_rows_lose_no_hedge_to_who_reads_columns(ledger: Ledger) -> None:
    refs = ("claim:bridge", "derived:against", "check:OC1", "claim:hull", "claim:riders")
    drawn = record(ledger, *refs, riders="about")
    read = list(csv.DictReader(io.StringIO(rows_csv(drawn))))
    assert [row["garbled"] for row in read] == ["", "", "", "yes", ""]
    assert [row["of"] for row in read] == ["", "claim:bridge", "", "", ""]
    assert [row["approximate"] for row in read] == ["", "", "", "", "true"]
    notes = {"Not shown": "much"}
    table = json.loads(csv_metadata(drawn, "t.csv", source="S", licence="L", language="en", notes=notes))
    assert table["url"] == "t.csv" and (table["dc:source"], table["dc:license"]) == ("S", "L")
    assert table["notes"] == [{"dc:title": "Not shown", "dc:description": "much"}]
    columns = {column["name"]: column for column in table["tableSchema"]["columns"]}
    assert list(columns) == list(read[0]) and all(column["dc:description"] for column in columns.values())


def test_a_derived_amount_that_is_about_right_says_so(ledger: Ledger) -> None:
    drawn = record(ledger, "derived:against")
    about = replace(drawn.citations["derived:against"], approximate=True)
    written = rows_csv(replace(drawn, citations=drawn.citations | {about.ref: about}))
    assert [row["approximate"] for row in csv.DictReader(io.StringIO(written))] == ["true"]


def test_the_meaning_of_the_columns_lies_beside_the_rows(site: Path) -> None:
    folder = site / "figures" / "bridge"
    table = json.loads((folder / "bridge.csv-metadata.json").read_text("utf-8"))
    with (folder / table["url"]).open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == [column["name"] for column in table["tableSchema"]["columns"]]
    page = (site / "drawn.html").read_text("utf-8")
    assert 'href="figures/bridge/bridge.csv-metadata.json" download' in page


def test_the_state_is_not_the_articles_where_no_row_is(ledger: Ledger) -> None:
    known: Any = SimpleNamespace(status=Status("index", ("Third hand", "Undated")))
    article = "The source: third hand · undated"

    def line(*refs: str) -> str:
        return ExplainerDomain.state(known, [record(ledger, *refs)] if refs else []).line

    assert line("check:OC1") == "Not from the article: outside sources, each dated"
    assert line("check:OC1", "claim:bridge") == line("derived:against") == line() == article


def test_a_citation_ends_its_address_and_names_its_edition() -> None:
    about = {"book": "B", "year": "2026", "address": "https://example.org/a", "source": "S.", "edition": "1 May 2026"}
    text, bibtex = cite("a", "T", author="N", **about)
    assert text == "N (2026). T. Figure in: B. Edition of 1 May 2026. https://example.org/a.\nSource: S.\n"
    assert "note = {Edition of 1 May 2026. Source: S.}" in bibtex


def test_many_sources_are_named_where_no_table_goes_along() -> None:
    papers = [
        Citation("check", f"OC{n}", label=f"Paper {n % 9}", says="", weak="mirror" if n == 3 else "", url=f"u{n}")
        for n in range(12)
    ]
    nowhere = str(source_line(papers, lambda kind, id: None).striptags())
    names = ", ".join(f"Paper {n}" + (" (mirror)" if n == 3 else "") for n in range(8))
    assert nowhere == f"12 pages outside the article, by 9 publishers: {names} and Paper 8."
    over_a_table = source_line(papers, lambda kind, id: None, {paper.ref for paper in papers}).striptags()
    assert over_a_table == "12 pages outside the article; each row of the table names its own."
