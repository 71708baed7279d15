"""A book of another text: it builds at once, and its own page leads to the first figure."""

import hashlib
import os
import re
import subprocess
from pathlib import Path

import pytest

from explainer import charts
from explainer.authoring import first, new
from explainer.charts.viewport import Viewport
from explainer.cli import main
from explainer.model.article import Article
from explainer.model.rows import TABLES, Claim, Quantity, Source
from explainer.query.ledger import Ledger
from explainer.validate import check
from tests.conftest import ROOT, TINY, tree
from tests.desk import guide

TEXT = TINY / "seeds" / "bridge.txt"
#: The packages of a build; a new book takes them along as requirements.lock.
LOCK = "requirements/build.lock"


def begun(folder: Path, *more: str) -> Path:
    assert main(["new", str(folder), "--article", str(TEXT), *more]) == 0
    return folder


def test_a_new_book_holds_and_is_complete(tmp_path: Path) -> None:
    known = ["--producer", "Voice of America", "--url", "https://www.voanews.com/a/1.html", "--licence", "Free"]
    root = begun(tmp_path / "book", "--title", "A long night", "--published", "2004-10-01", *known)
    ledger = check(root)
    assert (root / "seeds" / "bridge.txt").read_bytes() == TEXT.read_bytes()
    assert ledger.vocabulary["article"]["sha256"] == hashlib.sha256(TEXT.read_bytes()).hexdigest()
    described = {given["name"]: given for given in ledger.package["resources"]}
    assert set(described) == set(TABLES)
    assert all(field["description"] for given in described.values() for field in given["schema"]["fields"])
    filled = {name: len(table.rows) for name, table in ledger.tables.items() if table.rows}
    assert filled == {"claims": 1, "actors": 1, "sources": 1}
    assert ledger.vocabulary["article"]["written"] == "2004-10-01"
    assert (root / "requirements.lock").read_bytes() == (new.engine_folder() / LOCK).read_bytes()
    assert (root / ".ci" / "run").stat().st_mode & 0o111
    assert not [name for name, content in tree(root).items() if b"@TITLE" in content or b"@NOTEBOOK@" in content]


def test_the_guide_leads_from_the_text_to_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its steps in their order, with one build after the last of them."""
    root = begun(tmp_path / "book")
    taken = guide.follow(root, guide.called)
    assert "make test" in taken
    assert "about «1,200» people" in capsys.readouterr().out.replace("and ", "")
    site = guide.built(root)
    page = (site / "first.html").read_text("utf-8")
    assert 'id="figure-read-so-far"' in page
    assert 'id="figure-first-numbers"' in page
    assert "about 1,200" in page
    assert "By the text’s own count there were people" in (site / "evidence.html").read_text("utf-8")
    assert "about 1,200 people" in (site / "second.html").read_text("utf-8")
    assert "Start here" in (site / "start.html").read_text("utf-8")


@pytest.mark.prove
def test_the_guide_works_as_it_is_typed(tmp_path: Path) -> None:
    root = begun(tmp_path / "book")
    guide.typed(root, "make book && make test")
    guide.follow(root, guide.typed)
    assert 'id="figure-first-numbers"' in (root / "_build" / "html" / "first.html").read_text("utf-8")


def test_make_in_a_new_book_finds_the_engine(tmp_path: Path) -> None:
    root = begun(tmp_path / "book")
    guide.typed(root, "make check && ./explain uncovered --paragraph 2")
    (root / "requirements.lock").write_bytes(b"other\n")
    refused = subprocess.run(["make", "check"], cwd=root, capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert "make lock" in refused.stderr
    guide.typed(root, "make lock")
    assert (root / "requirements.lock").read_bytes() == (new.engine_folder() / LOCK).read_bytes()
    lost = os.environ | {"ENGINE": str(tmp_path)}
    said = subprocess.run(["./explain", "check"], cwd=root, env=lost, capture_output=True, text=True, check=False)
    assert (said.returncode, "The engine is not in" in said.stderr) == (1, True)


WORDS = "Some 40 boats came, and it was late. "
PAGE = f"<html><script>var a = 1</script><p>{WORDS * 30}</p></html>"
WRAPPED = "Forty boats came over the water in the night, they say,\nand nobody could tell who had sent them here.\n"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (WORDS.encode() * 60, ""),
        (b"\xef\xbb\xbf" + WORDS.encode() * 60, "The byte order mark was left out."),
        (WORDS.encode() * 60 + b"\r\n" + WORDS.encode(), "Windows line ends became plain ones."),
        ("It cost £40, said the “captain”. ".encode("cp1252") * 60, "The bytes were read as Windows-1252."),
        (WORDS.encode("utf-16") * 60, "The bytes were read as UTF-16."),
        ((WRAPPED * 20).encode(), "Lines that were cut to one width were joined to paragraphs."),
        (PAGE.encode(), "The words were taken out of a web page."),
    ],
)
def test_texts_as_they_come_are_converted_and_kept(tmp_path: Path, raw: bytes, said: str) -> None:
    text = tmp_path / "text.htm"
    text.write_bytes(raw)
    assert main(["new", str(tmp_path / "book"), "--article", str(text)]) == 0
    ledger = Ledger.read(tmp_path / "book")
    assert {"boats", "“captain”."} & set(ledger.article.text.split())
    assert not any(odd in ledger.article.text for odd in ("\r", "<", "var a"))
    kept = tmp_path / "book" / "seeds" / "original" / "text.htm"
    assert kept.is_file() == bool(said)
    assert not said or kept.read_bytes() == raw
    assert said in ledger.by_id(Source)["article"].processing
    check(tmp_path / "book")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"one two three\n", "it has 3 words; a text to explain has at least 50"),
        (b"", "the file is empty"),
        (b"word \x00" * 60, "it holds bytes of zero"),
        (b"PK\x03\x04" + b"word " * 60, "a Word document"),
        (b"%PDF-1.7" + b"word " * 60, "a PDF file"),
        (None, "cannot be read: No such file"),
    ],
)
def test_a_text_that_cannot_be_used_makes_nothing(tmp_path: Path, capsys, raw: bytes | None, said: str) -> None:
    text = tmp_path / "text.txt"
    if raw is not None:
        text.write_bytes(raw)
    assert main(["new", str(tmp_path / "book"), "--article", str(text)]) == 1
    assert said in capsys.readouterr().err
    assert set(tmp_path.iterdir()) <= {text}


CHINESE = "云南鲁甸地震造成数百人死亡\n\n"
CHINESE += "中国官员说,地震造成至少357人死亡,1400多人受伤。新华社说,许多房屋被毁。\n\n" * 4


@pytest.mark.parametrize(
    ("text", "lang", "quote"),
    [
        (f"“Never again,” says the town in 2012\n\n{WORDS * 10}", "en-GB", "“Never again,” says the town"),
        (f"'Worst in 50 years,' they say\n\n{WORDS * 10}", "en", "'Worst in 50 years,' they say"),
        (f"Somos 126 millones\n\n{WORDS * 10}", "es-MX", "Somos 126 millones"),
        (CHINESE, "zh", "云南鲁甸地震造成数百人死亡"),
    ],
)
def test_a_book_begins_with_any_headline_in_any_language(tmp_path: Path, text: str, lang: str, quote: str) -> None:
    (tmp_path / "text.txt").write_text(text, "utf-8")
    given = ["--article", str(tmp_path / "text.txt"), "--published", "2014-08-04", "--lang", lang]
    assert main(["new", str(tmp_path / "book"), *given]) == 0
    assert check(tmp_path / "book").by_id(Claim)["headline"].quote.startswith(quote)


def test_words_of_a_language_that_is_not_read_are_claimed_with_a_ground(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(CHINESE, "utf-8")
    given = ["--article", str(tmp_path / "text.txt"), "--published", "2014-08-04", "--lang"]
    assert main(["new", str(tmp_path / "book"), *given, "Chinese"]) == 1
    assert main(["new", str(tmp_path / "book"), *given, "zh"]) == 0
    said = ["--restatement", "So many died.", "--counted", "people killed", "--unit", "people", "--paragraph", "2"]
    number = ["--low", "357", "--hedge", "more_than", "--ground", "“至少” is at least, “人” is people."]
    assert main(["claim", "至少357人死亡", *said, *number, "--yes", "--root", str(tmp_path / "book")]) == 0
    assert [row.low for row in check(tmp_path / "book").rows_of(Quantity)] == [357]


def test_a_folder_that_is_taken_stays_as_it_is(tmp_path: Path, capsys) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["new", str(tmp_path), "--article", str(TEXT)]) == 1
    assert "it is there already and not empty" in capsys.readouterr().err
    assert tree(tmp_path) == {"mine.txt": b"mine"}
    (tmp_path / "empty").mkdir()
    begun(tmp_path / "empty")


def test_a_date_that_is_none_makes_nothing(tmp_path: Path, capsys) -> None:
    assert main(["new", str(tmp_path / "book"), "--article", str(TEXT), "--published", "May 1998"]) == 1
    assert "'May 1998' is not a date in EDTF" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_long_first_line_is_cut_to_a_quotation(tmp_path: Path) -> None:
    text = tmp_path / "long.txt"
    text.write_text("Word and " * 40 + "end.\n\nIt may be that 40 ships came.\n", "utf-8")
    assert main(["new", str(tmp_path / "book"), "--article", str(text)]) == 0
    assert len(check(tmp_path / "book").by_id(Claim)["headline"].quote.split()) == 25


def test_the_example_is_a_number_that_is_easy_to_claim() -> None:
    assert first.example(Article.read(TEXT)) == first.Example("about 1,200 people", "people", 2)
    second = Ledger.read(TINY.parent / "second").article
    assert first.example(second) == first.Example("three principal earthquakes", "earthquakes", 3)


def test_every_chart_of_the_guide_can_be_drawn() -> None:
    """The cells of the table "Other charts", on rows of this repository's own book."""
    guide_page = (Path(first.__file__).parent / "template" / "book" / "start.md").read_text("utf-8")
    cells = re.findall(r"\| `(ledger\.[^`]+)` \| `(lambda view: charts\.[^`]+)` \|", guide_page)
    assert len(cells) == 4
    ids = {"first-number": "professionals", "other-number": "russian-troops", "share-a": "poll-send-troops"}
    ledger = Ledger.load(ROOT)
    for rows_cell, chart_cell in cells:
        for name, own in (ids | {"share-b": "poll-side-kyiv", "each=10": "each=500"}).items():
            rows_cell, chart_cell = rows_cell.replace(name, own), chart_cell.replace(name, own)
        rows = eval(rows_cell, {"ledger": ledger})
        chart = eval(chart_cell, {"charts": charts, "rows": rows})(Viewport("wide", 800))
        assert {"layer", "vconcat", "concat"} & set(chart.to_dict()), chart_cell
