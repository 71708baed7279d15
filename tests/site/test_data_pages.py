"""People, tables, files, numbers worked out, the build record: all from the package's own words."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from explainer.query.ledger import Ledger
from explainer.site.evidence.package_files import PACKAGE, package_zip, size_words

from ..conftest import TINY, Site, words


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


def test_no_correction_is_said_and_one_is_listed(site: Site, changed: Site) -> None:
    assert "No correction has been made" in words(site.page("method"))
    (row,) = changed.page("method").find_class("corrections")[0].xpath(".//tbody/tr")
    assert words(row) == "1 December 2026storyA slip.fortyfourteen"


def test_an_error_can_be_reported(site: Site, changed: Site) -> None:
    """Who answers for errors is named, and the way: the repository's page of issues, or who publishes the copy."""
    said, report = (one.page("method").find_class("report")[0] for one in (site, changed))
    assert "Answering for errors: " in words(said) and "whoever publishes it there" in words(said)
    assert report.xpath(".//a/@href") == ["https://example.org/quill/bridge/issues"]


def test_licences_come_from_the_package(site: Site) -> None:
    licences = words(site.page("method").find_class("licences")[0])
    assert "CC0 1.0" in licences


@pytest.mark.parametrize(("size", "said"), [(26, "26 bytes"), (1499, "1 kB"), (96_000, "96 kB"), (1_440_000, "1.4 MB")])
def test_sizes_read_well(size: int, said: str) -> None:
    assert size_words(size) == said
