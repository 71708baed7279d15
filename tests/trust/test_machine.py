"""What machines read: links that hold, strict markup, descriptions in the words of schema.org; and the proof of use."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from explainer.figures.record import FigureRecord, FigureRow
from explainer.model.faults import Faults
from explainer.query.ledger import Ledger
from explainer.references import phrases
from explainer.site.domain import ExplainerDomain
from explainer.site.evidence.claims import unused_claims
from explainer.site.evidence.linked_data import block
from tests.conftest import TINY
from tests.trust.conftest import Site, write

NAMES = ("index", "story", "checked", "evidence", "source", "people", "data", "method")


def test_the_tiny_book_warns_of_nothing(site: Site) -> None:
    assert site.warnings == ""


def test_every_link_inside_the_site_leads_somewhere(site: Site) -> None:
    pages = {name: site.page(name) for name in NAMES}
    ids = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    for name, page in pages.items():
        found = page.xpath("//@id")
        assert len(found) == len(set(found)), f"an id stands twice on {name}"
        for href in page.xpath("//main//a/@href"):
            path, _, anchor = href.partition("#")
            path = path.partition("?")[0]
            if not path.startswith("http"):
                assert not path or (site.folder / path).is_file(), href
                target = path.removesuffix(".html") or name
                assert not anchor or anchor in ids.get(target, {anchor}), f"{name}: {href}"


def test_nothing_in_a_page_breaks_the_policy(site: Site) -> None:
    for name in NAMES:
        page = site.page(name)
        assert not page.xpath("//main//@style | //main//style | //@onclick | //main//iframe")
        assert page.xpath("//script[not(@src) and not(@type='application/ld+json')]") == []


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


def test_a_claim_that_nothing_uses_stops_the_book(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        path = root / "data" / "claims.csv"
        path.write_text(path.read_text("utf-8").replace('"A headline, no finding."', ""), "utf-8")

    warned = write(tmp_path / "book", change).warnings
    assert "claims, headline (line 2): no note, figure or look-up uses it" in warned


def test_a_claim_that_is_used_gives_no_reason_why_not(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        path = root / "book" / "story.md"
        path.write_text(path.read_text("utf-8") + "\nIt had a headline.{n}`headline`\n", "utf-8")

    warned = write(tmp_path / "book", change).warnings
    assert "claims, headline (line 2), unused: it gives a reason why no page uses it, but is used in Story" in warned


def test_without_an_evidence_page_there_is_no_proof_of_use(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        (root / "book" / "evidence.md").write_text("# Evidence\n\nNone here.\n", "utf-8")

    assert "uses it" not in write(tmp_path / "book", change).warnings


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
