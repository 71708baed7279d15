"""A figure on its page and taken from it: its words, rows, files and notes, on the tiny book's story."""

import csv
import io
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree
from lxml.html import HtmlElement

from explainer.charts import theme
from explainer.charts.measure import width
from explainer.figures.export import csv_metadata, picture_file, rows_csv
from explainer.figures.record import FigureRecord, FigureRow, Picture
from explainer.query.ledger import Ledger
from explainer.references.citation import Citation, cite_with_parts
from explainer.site.citation_html import source_line
from explainer.site.domain import ExplainerDomain, Status
from explainer.site.figure_files import cite

from ..conftest import Site, words

SVG = "{http://www.w3.org/2000/svg}"
TITLE = "Only 5% were gone & of the rest, about 35%, nothing is said"
SOURCE = (
    "the article, claims 8, 9 and 13; outside the article: County record (4 May 1998); "
    "derived by us: rivets of which the report says nothing."
)


@pytest.fixture(scope="module")
def answers(site: Site) -> HtmlElement:
    """The figure with everything: rows of all classes, steps, a filter."""
    return site.row("story", "figure-answers")


def test_a_figure_says_everything(answers: HtmlElement) -> None:
    said = {one.get("class"): words(one) for one in answers.iter("h3", "p") if one.get("class")}
    assert words(answers.find(".//h3")) == f"Figure 2 {TITLE}"
    assert said["takeaway"] == "The report says 5%; outside, about 950 people are counted."
    assert said["source"] == f"Source: {SOURCE}"
    assert said["readings"] == "Garbled or vague in the article: claim 13"
    assert said["not-shown"] == "What this does not show: What was asked."
    assert said["wording"] == (
        "To quote from it, with its words and its owner: “5%”: Ada Quill, stated; “about 35%”: worked out by this "
        "book, only with “If no rivet is both gone and rusty”; “about 950”: County record, 4 May 1998."
    )
    # The finding to print keeps hedges and sources.
    assert words(answers.get_element_by_id("figure-answers-quote")) == (
        f"{TITLE}. The report says 5%; outside, about 950 people are counted. (The bridge. Source: {SOURCE} "
        "The source: invented, undated, garbled, small.)"
    )
    assert answers.xpath(".//div[starts-with(@class, 'picture ')]/@class") == ["picture wide", "picture narrow"]


def test_its_table_has_scopes_classes_and_a_link_in_every_row(answers: HtmlElement) -> None:
    [table] = answers.xpath(".//table")
    assert [words(th) for th in table.xpath(".//th[@scope='col']")] == ["Answer", "Share", "Whose", "Where it stands"]
    condition = "rivets of which the report says nothing: If no rivet is both gone and rusty."
    assert [[words(cell) for cell in row] for row in table.xpath(".//tbody/tr")] == [
        ["rivets gone", "5%", "article", "claim 8, Ada Quill, stated"],
        ["all others", "about 35%", "derived by us", condition],
        ["the county <counted>", "about 950", "outside the article", "County record, 4 May 1998"],
        ["a fish", "a fish", "article", "claim 13, The report, judged · how we read it"],
    ]
    assert table.xpath(".//tbody/tr/@class") == ["article", "derived", "outside", "article"]
    assert len(table.xpath(".//tbody/tr/td[last()]/a[1]")) == len(table.xpath(".//th[@scope='row']")) == 4


def test_its_files_say_what_it_says(site: Site) -> None:
    folder = site.folder / "figures" / "answers"
    assert sorted(path.name for path in folder.iterdir()) == [
        "answers.bib", "answers.csv", "answers.csv-metadata.json", "answers.png", "answers.svg", "answers.txt",
        "answers.vl.json", "marks.js", "share.png",
    ]  # fmt: skip
    with (folder / "answers.csv").open(encoding="utf-8", newline="") as file:
        drawn = list(csv.DictReader(file))
    found = [(row["ref"], row["class"], row["text"]) for row in drawn]
    assert found[1:3] == [("derived:rivets-sound", "derived", "about 35%"), ("check:C1", "outside", "about 950")]
    # The meaning of the columns lies beside the rows.
    table = json.loads((folder / "answers.csv-metadata.json").read_text("utf-8"))
    assert table["url"] == "answers.csv" and list(drawn[0]) == [one["name"] for one in table["tableSchema"]["columns"]]
    assert site.page("story").xpath("//a[@download and contains(@href, 'answers.csv-metadata')]")
    assert "var(" not in (folder / "answers.vl.json").read_text("utf-8")
    assert f"Nobody (2026). {TITLE}" in (folder / "answers.txt").read_text("utf-8")
    written = TITLE.replace("%", r"\%").replace("&", r"\&")
    assert f"title = {{{{{written}}}}}" in (folder / "answers.bib").read_text("utf-8")


def arrived(path: Path) -> Any:
    """Give what a figure's script sends."""
    found = re.fullmatch(r'explainerFigures\.arrived\("([^"]+)",(.*)\);\n', path.read_text("utf-8"))
    assert found and found[1] == f"{path.parent.name}/{path.stem}"
    return json.loads(found[2])


def test_marks_have_their_words_in_a_script(site: Site) -> None:
    told = arrived(site.folder / "figures" / "answers" / "marks.js")
    assert set(told) == {"claim-rivets-gone", "derived-rivets-sound", "check-C1", "claim-second-reason"}
    assert told["claim-rivets-gone"] == ["“She warned that 5% of the rivets were gone”", "Ada Quill, stated"]
    assert told["claim-second-reason"][1] == "The report, judged; garbled or vague in the article"


def test_steps_and_filters_are_there_without_scripts(answers: HtmlElement) -> None:
    steps = [words(one) for one in answers.xpath(".//ol[@class='steps']/li")]
    assert steps == ["Names First their names.", "Dots Then 5%."]
    assert answers.xpath(".//svg//@data-step") == ["2", "2"]
    options = [(one.get("value"), words(one)) for one in answers.xpath(".//fieldset[@class='filters']//option")]
    assert options[:2] == [("", "all 4"), ("claim-rivets-gone", "rivets gone (1)")]


def test_notes_are_numbered_told_once_a_paragraph_and_follow_it(site: Site) -> None:
    page = site.page("story")
    assert [words(one) for one in page.xpath("//sup/a")] == ["1", "2", "3", "4", "5", "7", "8", "9", "10"]
    notes = page.find_class("margin-note")
    assert [one.get("id") for one in notes] == [f"note-{n}" for n in range(1, 11)]
    assert notes[1].getparent().getprevious().tag == "p"
    quoted = "Another reason is the river, which is a fish in the night"
    assert words(notes[0]) == f"1 {quoted} The report, judged. Claim 13 · how we read it"
    assert "Outside the article: The county counted fewer people. County record, 4 May 1998, differs" in words(notes[1])
    assert notes[1].get("class") == "margin-note article"
    # A heading stays words; its note comes after it.
    (heading,) = [one for one in page.iter("h2") if words(one) == "What was left of £4,000,000–£6,000,000"]
    assert len(heading) == 0 and heading.getnext().get("id") == "note-6"


def test_a_page_ends_with_the_sentences_it_used_and_rows_lead_back(site: Site) -> None:
    [section] = site.page("story").find_class("sentences-used")
    told = "On 3 May 1998, engineer Ada Quill opened the bridge The report, stated. Claim 2 (note 2)"
    assert words(section.xpath(".//li")[0]) == told
    assert not site.page("evidence").find_class("sentences-used")
    assert "Used inStory: figure 1, figure 2, note 5" in words(site.row("evidence", "claim-rivets-gone"))


def test_a_picture_file_says_below_what_its_page_says_below(site: Site) -> None:
    root = etree.parse(site.folder / "figures" / "answers" / "answers.svg").getroot()
    lines = ["".join(text.itertext()) for text in root.findall(f"{SVG}text")]
    said = " ".join(lines)
    assert f"Source: {SOURCE}" in said and "Garbled or vague in the article: claim 13." in said
    assert "What this does not show: " in said and lines[-1] == "Figure: The bridge."
    assert {bold.text for bold in root.iter(f"{SVG}tspan") if bold.getparent().getparent() is root} == {
        "Source:", "Garbled or vague in the article:", "What this does not show:",
    }  # fmt: skip
    assert root.find(f"{SVG}desc").text and root.get("aria-labelledby")


@pytest.mark.parametrize("given", ["a few", "rather many words " * 30, f"https://example.org/{'long-' * 60}"])
def test_nothing_below_a_picture_sticks_out_of_it(given: str) -> None:
    drawing = Picture('<svg width="300" height="50" viewBox="0 0 300 50"><title>t</title><desc>d</desc></svg>', 300, 50)
    told = [("What this does not show:", given), ("", given), ("Source:", "")]
    made = picture_file(drawing, title="T", takeaway="t", told=told, description="d", colours=theme.LIGHT)
    root = etree.fromstring(made.encode())
    lines = [(text, "".join(text.itertext())) for text in root.findall(f"{SVG}text")]
    for text, line in lines:
        assert width(line, float(text.get("font-size"))) <= 300
        assert float(text.get("y")) <= float(root.get("height")) - 20
    whole = "".join(line for _, line in lines).replace(" ", "")
    assert whole.count(given.replace(" ", "")) == 2 and "Source" not in whole


def record(ledger: Ledger, *refs: str, **hedges: str) -> FigureRecord:
    """A figure that draws some rows."""
    data = [{"ref": ref, "text": ref, "hedge": hedges.get(ref.partition(":")[2], "exact")} for ref in refs]
    rows = tuple(FigureRow(ref, (ref,)) for ref in refs)
    citations = cite_with_parts(ledger, refs)
    return FigureRecord("f", "text", {"title": ()}, (("text", "How many"),), rows, data, (), citations, {})


def test_the_rows_lose_no_hedge_to_who_reads_columns(ledger: Ledger) -> None:
    refs = ("claim:rivets-gone", "derived:rivets-sound", "check:C1", "claim:second-reason", "claim:walkers")
    drawn = record(ledger, *refs, walkers="about")
    drawn.data[1]["condition"] = "If all are counted."
    read = list(csv.DictReader(io.StringIO(rows_csv(drawn, "Third hand"))))
    # Each row says whose it is, the number stands first, and what is worked out of exact numbers is not exact.
    assert [row["source"] for row in read[:3]] == [
        "the article, claim 8: Ada Quill, stated; Third hand", "worked out by this book", "County record, 4 May 1998"
    ]  # fmt: skip
    assert [row["hedge"] for row in read] == ["exact", "conditional", "exact", "exact", "about"]
    assert list(read[0])[6:] == ["text", "hedge", "condition"]
    assert [row["garbled"] for row in read] == ["", "", "", "yes", ""]
    assert [row["of"] for row in read] == ["", "claim:rivets-gone|claim:rivets-rusty", "", "", ""]
    assert [row["approximate"] for row in read] == ["", "true", "", "", "true"]
    notes = {"Not shown": "much"}
    table = json.loads(csv_metadata(drawn, "t.csv", source="S", licence="L", language="en", notes=notes))
    assert table["url"] == "t.csv" and (table["dc:source"], table["dc:license"]) == ("S", "L")
    assert table["notes"] == [{"dc:title": "Not shown", "dc:description": "much"}]
    columns = {column["name"]: column for column in table["tableSchema"]["columns"]}
    assert list(columns) == list(read[0]) and all(column["dc:description"] for column in columns.values())


def test_the_state_is_not_the_articles_where_no_row_is(ledger: Ledger) -> None:
    known: Any = SimpleNamespace(status=Status("index", ("Third hand", "Undated")))
    article = "The source: third hand · undated"

    def line(*refs: str) -> str:
        return ExplainerDomain.state(known, [record(ledger, *refs)] if refs else []).line

    assert line("check:C1") == "Not from the article: outside sources, each dated"
    assert line("check:C1", "claim:rivets-gone") == line("derived:rivets-sound") == line() == article


def test_a_citation_ends_its_address_and_names_its_edition() -> None:
    about = {"book": "B", "year": "2026", "address": "https://example.org/a", "source": "S.", "edition": "1 May 2026"}
    text, bibtex = cite("a", "T", author="N", **about)
    assert text == "N (2026). T. Figure in: B. Edition of 1 May 2026. https://example.org/a.\nSource: S.\n"
    assert "note = {Edition of 1 May 2026. Source: S.}" in bibtex
    text, bibtex = cite("a", "T", author="N", **about | {"address": ""})
    assert "Edition of 1 May 2026.\nSource" in text and "howpublished" not in bibtex
    assert all("CC BY 4.0." in given for given in cite("a", "T", author="N", **about, licence="CC BY 4.0"))


def test_many_sources_are_named_where_no_table_goes_along() -> None:
    papers = [
        Citation("check", f"OC{n}", label=f"Paper {n % 9}", says="", weak="mirror" if n == 3 else "", url=f"u{n}")
        for n in range(12)
    ]
    nowhere = str(source_line(papers, lambda kind, id: None).striptags())
    names = ", ".join(f"Paper {n}" + (" (mirror)" if n == 3 else "") for n in range(8))
    assert nowhere == f"12 pages outside the article, 1 of them weak, by 9 publishers: {names} and Paper 8."
    over_a_table = source_line(papers, lambda kind, id: None, {paper.ref for paper in papers}).striptags()
    assert over_a_table == "12 pages outside the article, 1 of them weak; each row of the table names its own."
