"""Pages that earn trust: every claim whole and linked both ways, what others say beside it, tables, the record."""

import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from explainer.build.build import build
from explainer.figures.record import FigureRecord, FigureRow
from explainer.model.faults import Faults
from explainer.query.ledger import Ledger
from explainer.references import phrases
from explainer.site.domain import ExplainerDomain
from explainer.site.evidence.claims import unused_claims
from explainer.site.evidence.package_files import PACKAGE, package_zip
from explainer.site.feeds import block

from ..conftest import TINY, Site, words


def test_every_claim_stands_there_with_words_speaker_and_firmness(site: Site) -> None:
    page = site.page("evidence")
    claims = page.xpath("//li[starts-with(@id, 'claim-')]")
    assert [claim.get("id") for claim in claims][:3] == ["claim-headline", "claim-opening", "claim-walkers"]
    for claim in claims:
        assert words(claim.find_class("claim-quote")[0])
        assert words(claim.find_class("restatement")[0])
        assert len(claim.find_class("firm")) == 1
        assert claim.xpath(".//a[@class='claim-number']/@href") == [f"#{claim.get('id')}"]


def test_a_number_keeps_its_hedge_and_a_date_says_how_it_was_got(site: Site) -> None:
    # The quotation, in the same row, has these words as well.
    walkers = site.row("evidence", "claim-walkers").find_class("fact-number")[0]
    assert "about 1,200 people" in words(walkers)
    closing = words(site.row("evidence", "claim-closing"))
    assert "Date" in closing and "24 September 2004, worked out" in closing


def test_a_claim_tells_its_checks_its_uses_and_why_it_has_none(site: Site) -> None:
    facts = site.row("evidence", "claim-walkers").find_class("fact-checks")[0]
    assert "outside" in facts.get("class")
    assert "differs" in words(facts) and "County record" in words(facts) and "4 May 1998" in words(facts)
    assert facts.xpath(".//a/@href") == ["checked.html#check-C1"]

    uses = site.row("evidence", "claim-walkers").find_class("fact-uses")[0]
    hrefs = [href for href in uses.xpath(".//a/@href") if href.startswith("story.html#")]
    assert hrefs
    assert [href for href in hrefs if not site.page("story").xpath("//*[@id=$id]", id=href.partition("#")[2])] == []

    assert "A headline, no finding." in words(site.row("evidence", "claim-headline"))


def test_without_scripts_there_is_no_dead_form_and_every_claim(site: Site) -> None:
    page = site.page("evidence")
    (form,) = page.find_class("claim-filter")
    assert form.get("hidden") is not None
    assert not page.xpath("//li[starts-with(@id, 'claim-')][@hidden]")
    assert page.xpath("//script[contains(@src, 'filter.js')]")
    assert not site.page("story").xpath("//script[contains(@src, 'filter.js')]")
    # Filters offer only what leaves something.
    for select in page.xpath("//form//select"):
        for option in select.xpath(".//option[@value != '']"):
            assert int(words(option).rpartition("(")[2].rstrip(")")) > 0
    reasons = page.xpath("//select[@name='reason']/option/@value")
    claims = page.xpath("//li[starts-with(@id, 'claim-')]/@data-reason")
    assert {key for path in claims for key in path.split()} == set(reasons) - {""}


def test_a_garbled_claim_leads_to_its_reading_from_every_note_and_tensions_to_their_claims(site: Site) -> None:
    reading = site.row("source", "reading-fish")
    assert "A danger that nobody sees." in words(reading) and "open" in words(reading)
    (claim,) = reading.xpath(".//dd/a/@href")
    assert claim.startswith("evidence.html#claim-")
    row = site.row("evidence", claim.partition("#")[2])
    assert "source.html#reading-fish" in row.xpath(".//a/@href")
    notes = site.page("index").xpath("//*[@role='doc-footnote'][.//a[@href='source.html#reading-fish']]")
    assert notes, "the note that tells the claim shows the mark that opens its reading"
    tension = site.row("source", "tension-money-or-river")
    assert tension.xpath(".//a/@href") == ["evidence.html#claim-first-reason", "evidence.html#claim-second-reason"]


def test_the_article_stands_on_one_side_and_others_on_the_other(site: Site) -> None:
    finding = site.row("checked", "check-C1")
    beside = finding.xpath("ancestor::details[@class='beside']")[0]
    (article,), (outside,) = beside.find_class("beside-article"), beside.find_class("beside-outside")
    assert "about 1,200 people walked across it" in words(article)
    assert "The county counted fewer people." in words(outside) and "about 950 people" in words(outside)
    assert "950" not in words(article) and "1,200" not in words(outside)
    assert article.xpath(".//a/@href") == ["evidence.html#claim-walkers"]


def test_every_finding_names_publisher_date_and_kind_of_source(site: Site) -> None:
    findings = site.page("checked").xpath("//li[starts-with(@id, 'check-')]")
    assert len(findings) == 4
    for finding in findings:
        assert finding.xpath("ancestor-or-self::*[contains(@class, 'outside')]")
        source = finding.find_class("finding-source")[0]
        assert words(source.find_class("publisher")[0]) and words(source.find_class("when")[0])
        assert "Source: " in words(source)


def test_links_to_other_sites_say_so_and_give_nothing_away(site: Site) -> None:
    for name in ("checked", "data", "source", "method"):
        for link in site.page(name).xpath("//main//a[starts-with(@href, 'http')]"):
            assert "noopener" in link.get("rel"), link.get("href")
            assert "(another site)" in words(link)


def test_the_panel_is_worst_first_and_folds_the_background(changed: Site) -> None:
    panel = changed.page("story").find_class("outside-panel")[0]
    shown = [mark.get("class") for mark in panel.xpath("./ul//a[starts-with(@href, 'checked.html')]/span")]
    # Four that contradict or differ stand open; what contradicts always does.
    assert shown == [f"verdict verdict-{key}" for key in ("contradicted", "differs", "differs", "differs")]
    assert set(panel.xpath("./ul[@class='panel-findings']/li//a[contains(@href, 'evidence')]/@href")) == {
        "evidence.html#claim-walkers"
    }
    folded = [fold.xpath(".//a[contains(@href, 'check-')]/span/@class") for fold in panel.xpath("./details")]
    assert folded == [
        [f"verdict verdict-{key}"] * n
        for key, n in (("differs", 2), ("not_found", 1), ("consistent", 1), ("context", 1))
    ]
    assert words(panel.xpath("./details/summary")[0]) == "2 more that differ"
    assert len(panel.xpath("./ul[@class='panel-bar']//i")) == 9
    assert "Said <b>C9</b>. Somebody, undated page" in words(panel)


def test_the_summary_counts_what_is_there(site: Site) -> None:
    table = site.page("checked").find_class("checks-summary")[0]
    marks = [row.xpath("./th/span/@class")[0] for row in table.xpath("./tbody/tr")]
    assert marks == [f"verdict verdict-{key}" for key in ("differs", "not_found", "consistent")]
    for row in table.xpath("./tbody/tr"):
        assert len(row.xpath(".//i")) == int(words(row.find_class("count")[0]))
    assert "3 findings on 3 claims" in words(table)


def test_what_came_after_is_in_the_order_of_time_and_says_where_it_ends(changed: Site) -> None:
    page = changed.page("checked")
    rows = page.xpath("//ol[contains(@class, 'aftermath')]/li/@id")
    assert rows == ["check-A2", "check-A1"]
    assert "The newest source is dated January 2009" in words(page)


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
    (folded,) = site.page("data").find_class("exceptions")
    assert folded.tag == "details" and len(folded.xpath(".//tbody/tr")) == len(ledger.ids("exceptions"))


def test_numbers_we_worked_out_show_the_sum_and_its_condition(site: Site) -> None:
    row = site.row("data", "derived-walkers-ratio")
    assert "about 950 ÷ about 1,200" in words(row)
    assert "If both counted the same hours." in words(row)
    assert {link for link in row.xpath(".//li//a/@href")} == {"checked.html#check-C1", "evidence.html#claim-walkers"}
    rest = words(site.row("data", "derived-rivets-sound"))
    assert "100% − " in rest


def test_people_lead_to_their_first_mention_and_to_all_they_say(site: Site) -> None:
    first, everything = site.row("people", "actor-quill").xpath(".//a/@href")
    assert first.startswith("evidence.html#claim-") and everything == "evidence.html?speaker=quill"
    assert site.row("people", "term-rivet") is not None
    assert site.row("people", "place-wendle") is not None


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
    assert words(row) == "1 December 2026storyA slip <i>.forty & morefourteen"


def test_an_error_can_be_reported(site: Site, changed: Site) -> None:
    """Who answers for errors is named, and the way: the repository's page of issues, or who publishes the copy."""
    said, report = (one.page("method").find_class("report")[0] for one in (site, changed))
    assert "Answering for errors: " in words(said) and "whoever publishes it there" in words(said)
    assert report.xpath(".//a/@href") == ["https://example.org/quill/bridge/issues"]
    assert "CC0 1.0" in words(site.page("method").find_class("licences")[0])


def _described(site: Site, name: str) -> list[dict]:
    (text,) = site.page(name).xpath("//script[@type='application/ld+json']/text()")
    found = json.loads(text)
    return found if isinstance(found, list) else [found]


def test_a_page_describes_itself_from_the_same_rows(site: Site) -> None:
    (story,) = _described(site, "story")
    assert story["@type"] == "Article" and story["headline"] == "Story" and story["isPartOf"]["name"] == "The bridge"
    assert [source["name"] for source in story["isBasedOn"]]
    assert {cited["url"] for cited in story["citation"]} >= {"https://example.org/opening", "https://example.org/steel"}
    article, dataset = _described(site, "data")
    assert article["@type"] == "Article" and dataset["@type"] == "Dataset"
    files = [file["contentUrl"] for file in dataset["distribution"]]
    assert files[0] == "tables/tiny.zip" and all((site.folder / file).is_file() for file in files)


def test_no_text_can_end_a_description() -> None:
    written = str(block([{"name": "</script><b>"}]))
    assert written.count("<") == 2 and json.loads(written[written.index(">") + 1 : written.rindex("<")])


def test_what_is_wrong_with_a_page_stops_the_book_all_at_once(
    tiny_book: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(tiny_book, tmp_path / "book"))
    story = root / "book" / "story.md"
    text = story.read_text("utf-8").replace("denial,closing", "closing").replace("{outside} story", "{outside} stroy")
    text = text.replace("```{answer}\n", "```{answer}\nOf {q}`steal` it says: ")
    story.write_text(f"{text}\nIt had a headline.{{n}}`headline` Of {{q}}`walkrs` it says nothing.\n", "utf-8")
    assert build(root) == 1
    said = capfd.readouterr().err
    for fault in (
        "claims, denial (line 18): no note, figure or look-up uses it",
        "claims, headline (line 2), unused: it gives a reason why no page uses it, but is used in Story",
        "{outside} takes one of story, not 'stroy'",
        "no quantities row 'walkrs'; close to it: walkers",
        "no quantities row 'steal'; close to it: steel",
    ):
        assert said.count(fault) == 1
    assert "Extension error" not in said
    shutil.copy(story, root)
    contents = root / "_toc.yml"
    contents.write_text(contents.read_text("utf-8") + "  - file: story\n", "utf-8")
    assert build(root) == 1 and "story: has the same address as book/story" in capfd.readouterr().err


def test_newest_and_prefixed_notes_are_looked_up() -> None:
    ledger = Ledger.load(TINY)
    found = phrases.resolve("newest", "aftermath", ledger)
    assert found.text == "2 March 2005" and found.notes[0].ref == "check:A1"
    assert phrases.resolve("newest", "checks", ledger).text == "4 May 1998"
    assert phrases.resolve("newest", "checks:claim=steel", ledger).text == "1998"
    told = phrases.resolve("n", "check:C1,aftermath:A1,claim:opening,walkers", ledger)
    assert [use.ref for use in told.notes] == ["check:C1", "check:A1", "claim:opening", "claim:walkers"]
    for wrong in ("check:opening", "chekc:C1"):
        with pytest.raises(Faults):
            phrases.resolve("n", wrong, ledger)
    with pytest.raises(Faults, match="no table 'cheks'"):
        phrases.resolve("newest", "cheks", ledger)


def test_a_figure_of_all_claims_shows_the_ledger_and_uses_none_but_those_it_names() -> None:
    order = {"story": None, "evidence": None}
    env: Any = SimpleNamespace(srcdir=str(TINY), titles={}, domaindata={}, collect_relations=lambda: order)
    env.app = None
    known = ExplainerDomain(env)
    rows = tuple(FigureRow(f"claim:{id}", ()) for id in known.ledger.ids("claims"))
    for id, drawn in (("strip", rows), ("part", rows[:2])):
        known.page("evidence").figures[id] = FigureRecord(id, "text", {}, (), drawn, [], ("claim:cost",), {}, {})
        for row in drawn:
            known.add_use("evidence", ("claim", row.ref.removeprefix("claim:")), f"figure-{id}", "All of it")
    known.add_use("story", ("claim", "steel"), "call-1", "note 1")
    known.page("evidence").targets["claim"] = set()
    assert list(known.overviews) == ["strip"]
    assert {id: [use.anchor for use in places] for (_, id), places in known.counted_uses.items()} == {
        "headline": ["figure-part"],
        "opening": ["figure-part"],
        "cost": ["figure-strip"],
        "steel": ["call-1"],
    }
    claims = {*known.ledger.ids("claims")}
    assert {fault.row.split()[0] for fault in unused_claims(known)} == claims - {"opening", "cost", "steel"}
