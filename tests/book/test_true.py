"""This book says no more than its article: each old wording that did is a fault of the ledger or a broken rule."""

import csv
import re
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from tests.core.bench import Bench

ROOT = Path(__file__).parents[2]
#: table, row, column, a wording that once stood there, and what the fault says of it.
ONCE = [
    ("reasons", "control-integration", "label", "It would speed up the union with Russia", "'speed': no claim"),
    ("reasons", "control-integration", "label", "Integration with Russia comes along", "none of can, could"),
    ("reasons", "public-volunteers", "label", "Some Belarusians fight for Ukraine", "'fight': no claim"),
    ("reasons", "allies-sanctions", "label", "Business and generals pay the price", "'generals': no claim"),
    ("reasons", "force-special", "label", "The special forces are needed at home", "none of said, say"),
    ("events", "invasion", "certainty", "sure", "the reading 'ukraine-epidemic' of '24/2' is likely"),
    ("events", "airstrikes", "certainty", "sure", "takes the day from 'invasion', which is likely"),
    ("events", "ammunition-by-august", "certainty", "sure", "the reading 'by-august' of 'August' is likely"),
    ("quantities", "professionals", "as_of", "2022-09?", "nor a printed one of the article"),
    ("quantities", "special-forces", "as_of", "2022-09?", "nor a printed one of the article"),
    ("readings", "tough-statements", "certainty", "sure", "another reading is given"),
    ("readings", "conflict", "certainty", "sure", "another reading is given"),
    ("checks", "OC04b", "finding", "At least twenty missiles on one day, 28 July 2022.", "'July 2022' is named as if"),
    ("checks", "OC11i", "finding", "In the same wave of March 2023, 30% wanted it.", "'March 2023' is named as if"),
    ("checks", "OC07a", "quality", "primary", "the other rows of 'devdiscourse.com' have"),
    ("aftermath", "A10", "finding", "A Ukrainian newspaper says so in June 2024.", "'June 2024' is named as if"),
]


@pytest.mark.parametrize("turn", [0, 1])
def test_each_old_wording_is_a_fault(tmp_path: Path, turn: int) -> None:
    """Every second one at a time: two that stand in one cell follow each other."""
    bench = Bench(tmp_path, ROOT)
    for table, row, column, once, _ in ONCE[turn::2]:
        bench.cell(table, row, column, once)
    faults = bench.faults()
    for table, row, _, _, said in ONCE[turn::2]:
        assert any(fault.startswith(f"{table}, {row} ") and said in fault for fault in faults), (row, said)


def test_a_weak_source_is_called_weak_wherever_a_note_or_list_cites_it(trees: dict[str, HtmlElement]) -> None:
    graded = [row for name in ("checks", "aftermath") for row in csv.DictReader((ROOT / f"data/{name}.csv").open())]
    weak = {f"check-{row['id']}" for row in graded if row["quality"] == "mirror or aggregator"}
    cited = [
        (name, link)
        for name, tree in trees.items()
        for link in tree.xpath("//span[@class='publisher']/a")
        if link.get("href").partition("#")[2] in weak
    ]
    assert len(cited) > 20
    for name, link in cited:
        said = link.getparent().xpath("following-sibling::span[@class='weak']")
        assert said and said[0].text_content() == " (weak source)", (name, link.get("href"))


def test_a_sentence_calls_one_note_and_no_note_points_at_another(trees: dict[str, HtmlElement]) -> None:
    """Facts known from outside stand in the sentence; what tells of them stands in one note at most."""
    found, looked = [], 0
    for name, tree in trees.items():
        found += [
            f"{name}: {note.get('id')}"
            for note in tree.xpath("//aside[@role='doc-footnote']")
            if "as in note" in note.text_content()
        ]
        for block in tree.xpath("//main//p[.//sup]"):
            marked = "".join(
                "\x00" if part.getparent().tag == "a" and part.getparent().getparent().tag == "sup" else part
                for part in block.xpath(".//text()")
            )
            for sentence in re.split(r"(?<=[.!?”’)\x00])\s+(?=[A-Z“])", marked):
                looked += 1
                found += [f"{name}: {sentence}"] if sentence.count("\x00") > 1 else []
    assert looked > 100 and not found, "\n".join(found)
