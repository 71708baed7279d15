"""People, tables, files, numbers worked out, the build record: all from the package's own words."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from explainer.query.ledger import Ledger
from explainer.site.evidence.package_files import PACKAGE, package_zip, size_words
from tests.conftest import TINY
from tests.trust.conftest import Site, words, write


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return Ledger.load(TINY)


def test_the_zip_is_whole_valid_and_always_the_same(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    from frictionless import Package

    packed = package_zip(ledger)
    assert packed.content == package_zip(Ledger.load(TINY)).content
    path = site.folder / "tables" / packed.path
    assert path.read_bytes() == packed.content
    names = zipfile.ZipFile(io.BytesIO(packed.content)).namelist()
    assert names[0] == PACKAGE
    assert {f"{name}.csv" for name in ledger.tables} <= set(names)
    report = Package(str(path)).validate()
    assert report.valid, report.flatten(["type", "message"])


def test_each_table_can_be_had_by_itself(site: Site) -> None:
    hrefs = site.page("data").xpath("//table[contains(@class, 'files')]//a[@download]/@href")
    assert len(hrefs) == 15
    for href in hrefs:
        table = (TINY / "data" / href.removeprefix("tables/")).read_bytes()
        assert (site.folder / href).read_bytes() == table, href


def test_the_dictionary_names_every_column_with_its_meaning(site: Site, ledger: Ledger) -> None:
    for name in ledger.tables:
        about = site.row("data", f"table-{name}")
        meanings = {words(row.xpath("./th")[0]): words(row.xpath("./td[2]")[0]) for row in about.xpath(".//tbody/tr")}
        assert list(meanings) == ledger.tables[name].columns
        assert [column for column, meaning in meanings.items() if not meaning] == [], name
        assert f"{len(ledger.tables[name].rows)} row" in words(about)


def test_a_column_without_a_description_is_an_error_of_the_book(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        path = root / "data" / PACKAGE
        said = "How the article hedges the number; majority and hundreds have no number at all."
        path.write_text(path.read_text("utf-8").replace(said, ""), "utf-8")

    assert "quantities, hedge: no description" in write(tmp_path / "book", change).warnings


def test_numbers_we_worked_out_show_the_sum_and_its_condition(site: Site) -> None:
    row = site.row("data", "derived-walkers-ratio")
    assert "about 950 ÷ about 1,200" in words(row)
    assert "If both counted the same hours." in words(row)
    assert {link for link in row.xpath(".//li//a/@href")} == {"checked.html#check-C1", "evidence.html#claim-walkers"}
    rest = words(site.row("data", "derived-rivets-sound"))
    assert "100% − " in rest


def test_people_lead_to_their_first_mention_and_to_all_they_say(site: Site) -> None:
    person = site.row("people", "actor-quill")
    first, everything = person.xpath(".//a/@href")
    assert first.startswith("evidence.html#claim-") and everything == "evidence.html?speaker=quill"
    assert site.row("people", "term-rivet") is not None
    assert site.row("people", "place-wendle") is not None


def test_exceptions_are_folded(site: Site, ledger: Ledger) -> None:
    (folded,) = site.page("data").find_class("exceptions")
    assert folded.tag == "details" and len(folded.xpath(".//tbody/tr")) == len(ledger.ids("exceptions"))


def test_the_build_record_gives_hashes_and_counts_and_knows_no_clock(site: Site, ledger: Ledger) -> None:
    page = site.page("method")
    record = words(page)
    assert ledger.article.sha256 in record
    for name in ("claims.csv", "checks.csv", PACKAGE):
        assert hashlib.sha256((TINY / "data" / name).read_bytes()).hexdigest() in record
    assert f"{len(ledger.ids('claims'))} claims" in record and "4 outside findings" in record
    assert "2 March 2005" in words(page.find_class("record")[0])


def test_no_correction_is_said_and_one_is_listed(site: Site, tmp_path: Path) -> None:
    assert "No correction has been made" in words(site.page("method"))

    def change(root: Path) -> None:
        with (root / "data" / "corrections.csv").open("a", encoding="utf-8", newline="") as file:
            row = ["k1", "2026-12-01", "story", "A slip.", "forty", "fourteen"]
            csv.writer(file, lineterminator="\n").writerow(row)

    listed = write(tmp_path / "book", change).page("method").find_class("corrections")[0]
    assert words(listed.xpath(".//tbody/tr")[0]) == "1 December 2026storyA slip.fortyfourteen"


def test_an_error_can_be_reported(site: Site, tmp_path: Path) -> None:
    """Who answers for errors is named, and the way: the repository's page of issues, or who publishes the copy."""
    said = words(site.page("method").find_class("report")[0])
    assert "Answering for errors: " in said and "whoever publishes it there" in said

    def change(root: Path) -> None:
        settings = root / "_config.yml"
        named = "repository: {url: 'https://example.org/quill/bridge'}\n"
        settings.write_text(settings.read_text("utf-8") + named, "utf-8")

    report = write(tmp_path / "book", change).page("method").find_class("report")[0]
    assert report.xpath(".//a/@href") == ["https://example.org/quill/bridge/issues"]


def test_licences_come_from_the_package(site: Site) -> None:
    licences = words(site.page("method").find_class("licences")[0])
    assert "CC0 1.0" in licences


@pytest.mark.parametrize(("size", "said"), [(26, "26 bytes"), (1499, "1 kB"), (96_000, "96 kB"), (1_440_000, "1.4 MB")])
def test_sizes_read_well(size: int, said: str) -> None:
    assert size_words(size) == said
