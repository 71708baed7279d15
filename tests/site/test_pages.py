"""The tiny book's pages: figures, notes, addresses, files."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import html5lib
import pytest
from lxml import html

from tests.site import tiny


def page(site: Path, name: str) -> Any:
    return html.fromstring((site / f"{name}.html").read_text("utf-8"))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def ids(document: Any) -> list[str]:
    return [str(one) for one in document.xpath("//@id")]


PAGES = ["index", "crossing", "drawn", "rows", "sub/deep"]


def test_the_books_own_folder_is_left_out_of_addresses(site: Path) -> None:
    assert all((site / f"{name}.html").is_file() for name in PAGES)
    assert not (site / "book").exists()


@pytest.mark.parametrize("name", PAGES)
def test_the_html_is_written_without_an_error(site: Path, name: str) -> None:
    html5lib.HTMLParser(strict=True).parse((site / f"{name}.html").read_text("utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere_and_no_id_stands_twice(site: Path, name: str) -> None:
    document = page(site, name)
    assert len(ids(document)) == len(set(ids(document)))
    here = (site / f"{name}.html").parent
    for href in {str(one) for one in document.xpath("//a/@href") if "://" not in one}:
        path, _, fragment = href.partition("#")
        path = path.partition("?")[0]
        target = here / path if path else site / f"{name}.html"
        assert target.is_file(), href
        if fragment:
            assert fragment in ids(html.fromstring(target.read_text("utf-8"))), href


def test_a_page_below_finds_the_rows(site: Path) -> None:
    assert page(site, "sub/deep").xpath("//a[contains(@class, 'datum article')]/@href") == ["../rows.html#claim-bell"]


def test_figure_says_everything(site: Path) -> None:
    [figure] = page(site, "drawn").xpath("//figure")
    assert words(figure.find(".//h3")) == "Figure 1 Only 5% want a bridge & the rest, 95%, do not"
    assert words(figure.find(".//p[@class='takeaway']")) == "The ferry carries about 300; outside, 290 are counted."
    assert words(figure.find(".//p[@class='source']")) == (
        "Source: the article, claims 1, 4 and 5; outside the article: Ferry Line "
        "(1 September 2021, mirror or aggregator); derived by us: everyone else."
    )
    assert words(figure.find(".//p[@class='readings']")) == "Garbled or vague in the article: claim 5"
    assert words(figure.find(".//p[@class='not-shown']")) == "What this does not show: Who was asked."
    assert [one.get("class") for one in figure.xpath(".//div[starts-with(@class, 'picture ')]")] == [
        "picture wide",
        "picture narrow",
    ]


def test_the_table_has_scopes_classes_and_a_link_in_every_row(site: Path) -> None:
    [table] = page(site, "drawn").xpath("//table")
    assert [words(th) for th in table.xpath(".//th[@scope='col']")] == ["Answer", "Share", "Whose", "Where it stands"]
    rows = [[words(cell) for cell in row] for row in table.xpath(".//tbody/tr")]
    assert rows == [
        ["for a bridge", "5%", "article", "claim 4, The poll, reported"],
        ["everyone else", "95%", "derived by us", "everyone else: If the answers shut each other out."],
        ["the line <counted>", "29%", "outside the article", "Ferry Line, 1 September 2021 (mirror or aggregator)"],
        ["a wind", "half", "article", "claim 5, The smith <of Oster>, opinion · how we read it"],
    ]
    assert table.xpath(".//tbody/tr/@class") == ["article", "derived", "outside", "article"]
    assert len(table.xpath(".//tbody/tr/td[last()]/a[1]")) == len(table.xpath(".//th[@scope='row']")) == 4


def test_figures_files(site: Path) -> None:
    folder = site / "figures" / "bridge"
    assert sorted(path.name for path in folder.iterdir()) == [
        "bridge.bib", "bridge.csv", "bridge.csv-metadata.json", "bridge.png", "bridge.svg", "bridge.txt",
        "bridge.vl.json", "marks.js", "share.png",
    ]  # fmt: skip
    with (folder / "bridge.csv").open(encoding="utf-8", newline="") as file:
        drawn = list(csv.DictReader(file))
    assert [(row["ref"], row["class"], row["text"]) for row in drawn][1:3] == [
        ("derived:against", "derived", "95%"),
        ("check:OC1", "outside", "29%"),
    ]
    assert "var(" not in (folder / "bridge.vl.json").read_text("utf-8")
    assert "The Crew (2021). Only 5% want a bridge" in (folder / "bridge.txt").read_text("utf-8")
    assert r"title = {{Only 5\% want a bridge \& the rest, 95\%, do not}}" in (folder / "bridge.bib").read_text("utf-8")


def arrived(path: Path) -> tuple[str, Any]:
    name, content = re.fullmatch(r'explainerFigures\.arrived\("([^"]+)",(.*)\);\n', path.read_text("utf-8")).groups()  # type: ignore[union-attr]
    return name, json.loads(content)


def test_marks_have_their_words_in_a_script(site: Path) -> None:
    name, told = arrived(site / "figures" / "bridge" / "marks.js")
    assert name == "bridge/marks" and set(told) == {"claim-bridge", "derived-against", "check-OC1", "claim-hull"}
    assert told["claim-bridge"] == ["“Only 5% of islanders want a bridge”", "The poll, reported"]
    assert told["claim-hull"][1] == "The smith <of Oster>, opinion; garbled or vague in the article"


def test_steps_and_filters_are_there_without_scripts(site: Path) -> None:
    [figure] = page(site, "drawn").xpath("//figure")
    steps = [words(one) for one in figure.xpath(".//ol[@class='steps']/li")]
    assert steps == ["Names First their names.", "Dots Then 5%."]
    assert figure.xpath(".//svg//@data-step") == ["2", "2"]
    options = figure.xpath(".//fieldset[@class='filters']//option")
    assert [words(one) for one in options][:2] == ["all 4", "for a bridge (1)"]
    assert [one.get("value") for one in options][:2] == ["", "claim-bridge"]


def test_notes_are_numbered_told_once_a_paragraph_and_follow_it(site: Path) -> None:
    document = page(site, "crossing")
    marks = [words(one) for one in document.xpath("//sup/a")]
    assert marks == ["1", "2", "1", "3", "4"], "one a sentence"
    notes = document.xpath("//aside")
    assert [one.get("id") for one in notes] == [f"note-{n}" for n in range(1, 6)]
    assert notes[0].getparent().getprevious().tag == "p"
    assert (
        words(notes[2]) == "3 the new hull is a wind, the smith believes The smith <of Oster>, opinion. "
        "Claim 5 · how we read it"
    )
    outside = "Outside the article: The line counted 290 & more. Ferry Line, 1 September 2021, differs "
    assert f"{outside}(mirror or aggregator)" in words(notes[3])
    assert notes[3].get("class") == "margin-note article"


def test_a_capital_role_begins_a_sentence_and_headings_stay_words(site: Path) -> None:
    document = page(site, "crossing")
    assert "About 300" in [words(one) for one in document.xpath("//a[contains(@class, 'datum')]")]
    heading = document.xpath("//h2")[1]
    assert words(heading) == "Out of 5%"
    assert len(heading) == 0
    assert heading.getnext().get("id") == "note-5"


def test_the_page_ends_with_the_sentences_it_used(site: Path) -> None:
    [section] = page(site, "crossing").xpath("//section[contains(@class, 'sentences-used')]")
    first = section.xpath(".//li")[0]
    assert words(first) == (
        "The ferry carries about 300 people a day The harbour master, stated. Claim 1 (note 1 and note 4)"
    )
    assert not page(site, "rows").xpath("//section[contains(@class, 'sentences-used')]")


def test_uses_are_known_by_page(book: Path) -> None:
    import pickle

    with (book / "_build" / ".doctrees" / "html" / "environment.pickle").open("rb") as file:
        env = pickle.load(file)
    pages = env.domaindata["explainer"]["pages"]
    uses = [(name, *use) for name, said in sorted(pages.items()) for use in said.uses]
    where = [(name, anchor) for name, key, anchor, _ in uses if key[1] == "riders"]
    assert where == [
        ("book/crossing", "call-1"), ("book/crossing", "call-4"), ("book/drawn", "figure-bridge"),
        ("book/index", "call-1"),
    ]  # fmt: skip
    assert pages["book/drawn"].figures["bridge"].plain("title") == "Only 5% want a bridge & the rest, 95%, do not"
    [row] = page(book / "_build" / "html", "rows").xpath("//li[@id='claim-riders']")
    assert "Used inThe Ferry: note 1The crossing: note 1, note 4Figures: figure 1" in words(row)


def test_figures_load_their_script_where_they_stand_and_nowhere_else(site: Path) -> None:
    assert page(site, "drawn").xpath("//script/@src[contains(., 'figure.js')]")
    assert not page(site, "crossing").xpath("//script/@src[contains(., 'figure.js')]")


def test_two_builds_give_the_same_bytes(book: Path, tmp_path: Path) -> None:
    first, second = book / "_build" / "html", tiny.build(tiny.make(tmp_path))
    for path in sorted(second.rglob("*")):
        if path.is_file() and path.name not in (".buildinfo", "objects.inv"):
            assert path.read_bytes() == (first / path.relative_to(second)).read_bytes(), path.name


def test_two_figures_of_one_name_are_an_error(tmp_path: Path) -> None:
    # Sphinx warns, which stops a build; here the check of the pages comes first.
    with pytest.raises(Exception, match="#figure-bridge: the id stands twice"):
        tiny.build(tiny.make(tmp_path, "bridge", "bridge"))


def test_a_look_up_that_fails_names_its_page_and_what_comes_close(tmp_path: Path) -> None:
    root = tiny.make(tmp_path)
    (root / "book" / "crossing.md").write_text("# The crossing\n\nIt is {q}`ridres`.\n", "utf-8")
    with pytest.raises(AssertionError, match=r"crossing\.md:3.*close to it: riders"):
        tiny.build(root)


def test_two_pages_of_one_address_are_refused(tmp_path: Path) -> None:
    root = tiny.make(tmp_path)
    (root / "crossing.md").write_text("---\norphan: true\n---\n# Another\n", "utf-8")
    with pytest.raises(Exception, match=r"would both be crossing\.html"):
        tiny.build(root)

