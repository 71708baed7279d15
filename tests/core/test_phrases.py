from __future__ import annotations

import re

import pytest

from explainer.model.faults import Faults
from explainer.query.ledger import Ledger
from explainer.references import phrases
from explainer.references.citation import behind, cite_with_parts

TEXTS = [
    ("{q}`walkers` people", "about 1,200 people", ["claim:walkers"]),
    ("{Q}`walkers` people", "About 1,200 people", ["claim:walkers"]),
    ("{q}`cracks`, {q}`detour`", "hundreds, the majority", ["claim:cracks", "claim:detour"]),
    ("{d}`opening`", "3 May 1998", ["claim:opening"]),
    ("{On}`cracks`", "Most probably in September 2004", ["claim:cracks"]),
    ("{on}`money`", "by August 2004", ["claim:money-left"]),
    ("{says}`ferries`", "“Three ferries still run”", ["claim:ferries"]),
    ("{a}`quill`", "Ada Quill", ["actor:quill"]),
    ("{s}`quill`", "Quill", ["actor:quill"]),
    ("{p}`tarn-ferry`", "Tarn Ferry (Tarnferry)", ["place:tarn-ferry"]),
    ("It stood.{n}`steel, cost`", "It stood.", ["claim:steel", "claim:cost"]),
    ("{n}`C1`", "", ["check:C1"]),
    ("{x}`rivets-sound`", "about 35%", ["derived:rivets-sound", "claim:rivets-gone", "claim:rivets-rusty"]),
    ("{out}`C3`", "at least 310", ["check:C3"]),
    ("{finding}`A1`", "It stayed closed for a winter.", ["check:A1"]),
    ("{gloss}`rivet`", "rivet", ["term:rivet"]),
    ("{y}`opening`, {y}`cracks`", "1998, most probably 2004", ["claim:opening", "claim:cracks"]),
    ("{count}`claims`, {count}`checks:verdict=consistent`", "17, 1", ["table:claims", "table:checks"]),
    ("{newest}`checks`, {newest}`aftermath`", "4 May 1998, 2 March 2005", ["check:C1", "check:A1"]),
    ("{uncovered}`mentions`", "none", ["table:claims"]),
    ("{n}`check:C1, aftermath:A1`", "", ["check:C1", "check:A1"]),
    ("{by}`C1`, {d}`C1`, {on}`C2`", "County record, 3 May 1998, in about 2004", ["check:C1", "check:C1", "check:C2"]),
    ("no look-up, {math}`x`", "no look-up, {math}`x`", []),
]


@pytest.mark.parametrize(("text", "plain", "refs"), TEXTS)
def test_a_look_up_says_its_words_and_leans_on_its_rows(ledger: Ledger, text: str, plain: str, refs: list[str]) -> None:
    assert phrases.plain(text, ledger) == plain
    assert [use.ref for _, found in phrases.look_up(text, ledger, "") for use in found.uses] == refs


def test_a_text_is_cut_without_loss() -> None:
    spans = phrases.parse("In {on}`a-b`, {q}`c`.")
    assert [(span.role, span.text, span.at) for span in spans] == [
        ("", "In ", 0), ("on", "a-b", 3), ("", ", ", 12), ("q", "c", 14), ("", ".", 20),
    ]  # fmt: skip
    assert phrases.parse("") == [phrases.Span("", "", 0)]


def test_names_leave_no_note(ledger: Ledger) -> None:
    assert phrases.resolve("a", "quill", ledger).notes == ()
    assert [use.ref for use in phrases.resolve("q", "walkers", ledger).notes] == ["claim:walkers"]


def test_every_wrong_id_is_named_with_those_that_come_close(ledger: Ledger) -> None:
    with pytest.raises(Faults) as error:
        phrases.plain("{q}`walker`, {d}`openning`, {x}`zzz`", ledger, "story.md, line 3")
    assert str(error.value).splitlines() == [
        "story.md, line 3, {q}`walker`: no quantities row 'walker'; close to it: walkers",
        "story.md, line 3, {d}`openning`: no events or checks or aftermath row 'openning'; close to it: opening",
        "story.md, line 3, {x}`zzz`: no derived row 'zzz'",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{n}`event:opening`", "'event' is nothing a note can tell about; they are claim, check, aftermath"),
        ("{y}`money`", "../2004-08 does not lie in one year"),
        ("{uncovered}`verbs`", "nothing of the kind 'verbs' is counted"),
        ("{newest}`glossary`", "the table 'glossary' has no row with a date"),
        ("{count}`nothing`", "there is no table 'nothing'"),
        ("{n}`nobody`", "no claims or checks or aftermath row 'nobody'"),
    ],
)
def test_a_look_up_that_cannot_be_is_named(ledger: Ledger, text: str, said: str) -> None:
    with pytest.raises(Faults, match=re.escape(said)):
        phrases.plain(text, ledger)


def test_a_row_tells_of_itself(ledger: Ledger) -> None:
    told = cite_with_parts(ledger, ["claim:cracks", "check:C2", "check:A1", "derived:walkers-ratio"])
    assert list(told) == [
        "claim:cracks", "check:C2", "check:A1", "derived:walkers-ratio", "check:C1", "claim:walkers",
    ]  # fmt: skip
    said = {(one.label, one.speaker, one.firmness, one.when, one.weak, one.approximate) for one in told.values()}
    assert said == {
        ("claim 7", "Ada Quill", "stated", "", "", False),
        ("County record", "County record", "not found", "undated page", "", False),
        ("County record", "County record", "", "2 March 2005", "", False),
        ("the county’s count as a multiple of the report’s", "", "", "", "", True),
        ("County record", "County record", "differs", "4 May 1998", "", False),
        ("claim 3", "The report", "stated", "", "", False),
    }
    assert [one.id for one in behind(told, ["derived:walkers-ratio", "claim:walkers"])] == ["walkers", "C1"]


def test_a_finding_without_a_number_and_an_unknown_role_are_named(ledger: Ledger) -> None:
    with pytest.raises(Faults, match="gives no number"):
        phrases.resolve("out", "C2", ledger, "here")
    with pytest.raises(Faults, match="is no look-up"):
        phrases.resolve("quote", "walkers", ledger, "here")
