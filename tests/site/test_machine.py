"""What machines read: links that hold, strict markup, descriptions in the words of schema.org; and the proof of use."""

from __future__ import annotations

import json
import shutil
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
from explainer.site.evidence.linked_data import block

from ..conftest import TINY, Site


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
