"""What is said has its note, says nothing in a party's words, and leads somewhere by a name."""

import json
import re
from typing import Any

from explainer.model.rows import Claim, Derivation, Place, Quantity
from explainer.query.ledger import Ledger

from ..conftest import ROOT
from .prose import LOOK_UP, NOTED, Text, ours, pages, paragraphs, sentences

Style = dict[str, Any]
#: A sentence that tells what the article, or somebody in it, says.
_TELLS = re.compile(
    r"\bthe article,? (?:says|argues|adds|calls|gives|counts|reports|dates|writes|credits|holds)\b|\{[as]\}`",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]*)\)")
_EMPTY_NAMES = {"here", "this", "there", "click here", "link", "this page", "page", "more", "read more", "see here"}


def test_what_the_article_says_has_its_note(style: Style) -> None:
    """The note stands in the sentence, or after the last one that tells the same thing in its paragraph."""
    bare, looked = [], 0
    for page in pages():
        for text in paragraphs(page):
            told = list(sentences(text))
            for place, sentence in enumerate(told):
                words = re.sub(r"“[^”]*”", "", sentence.words)
                if not _TELLS.search(words) or words.rstrip().endswith("?"):
                    continue
                looked += 1
                after = " ".join(one.words for one in told[place:])
                noted = any(found["role"].lower() in NOTED for found in LOOK_UP.finditer(after))
                if not noted and not any(piece in sentence.words for piece in style["notes"]["without"]):
                    bare.append(f"{sentence.where}: {sentence.words[:160]}")
    assert looked and not bare, "\n".join(bare)


def avoided(text: Text, rule: dict[str, Any]) -> list[str]:
    """Give the words of a rule that a text uses outside quotations."""
    beside = rule.get("beside", "")
    if beside and not any(found["argument"].startswith(beside) for found in LOOK_UP.finditer(text.words)):
        return []
    if any(text.where.startswith(place) for place in rule.get("but", {})):
        return []
    words = re.compile(rf"\b(?:{'|'.join(map(re.escape, rule['words']))})\b", re.IGNORECASE)
    return [f"{text.where}: {found[0]!r}: {rule['why']}" for found in words.finditer(text.plain)]


def test_no_word_of_a_party_is_used_as_ours(style: Style) -> None:
    texts = list(ours())
    assert len(texts) > 500
    # What stands beside a look-up of the poll is judged sentence by sentence.
    found = [
        fault
        for rule in style["avoid"]
        for text in texts
        for one in (sentences(text) if "beside" in rule else [text])
        for fault in avoided(one, rule)
    ]
    assert not found, "\n".join(found)


def test_a_derived_amount_is_not_printed_without_its_condition(ledger: Ledger) -> None:
    """A paragraph, a title, a takeaway or a cell that gives the amount gives the few words of its condition too."""
    found, looked = [], 0
    for text in ours():
        roles = {(one["role"].lower(), one["argument"]) for one in LOOK_UP.finditer(text.words)}
        looked += len(given := {id for role, id in roles if role == "x" and ledger.by_id(Derivation)[id].when})
        found += [f"{text.where}: {id}" for id in sorted(given) if ("if", id) not in roles]
    assert looked > 5 and not found, "\n".join(found)


def test_a_number_that_is_hedged_by_its_claim_is_hedged_in_the_sentence(ledger: Ledger) -> None:
    """A range that the article only estimates is called an estimate wherever it is looked up."""
    found, looked = [], 0
    modalities = ledger.vocabulary["modalities"]
    for text in ours():
        for one in sentences(text):
            for look_up in LOOK_UP.finditer(one.words):
                if look_up["role"].lower() != "q":
                    continue
                claim = ledger.by_id(Claim)[ledger.by_id(Quantity)[look_up["argument"]].claim]
                hedge = modalities[claim.modality]
                if not hedge.get("needs_words") or hedge.get("others"):
                    continue
                looked += 1
                words = [*hedge["read"], *hedge["shown"]]
                if not re.search(rf"\b(?:{'|'.join(map(re.escape, words))})", one.words):
                    found.append(f"{one.where}: {look_up['argument']} is {claim.modality}")
    assert looked and not found, "\n".join(found)


_OF_ALL = re.compile(
    r"\b(?:every|each) (?:mark|date|row|entry|chapter|passage|claim|number|name|figure|chart|page|quotation)\b",
    re.IGNORECASE,
)


def test_what_the_book_says_of_all_its_parts_is_held_by_a_test(style: Style) -> None:
    """A sentence on every mark or each row of the book names the test that would fail if it were not so."""
    promised = style["promises"]
    told = [one for page in pages() for text in paragraphs(page) for one in sentences(text)]
    said = [one for one in told if _OF_ALL.search(one.words) and not one.words.endswith("?")]
    bare = [text.where + ": " + text.words for text in said if not any(piece in text.words for piece in promised)]
    assert said and not bare, "\n".join(bare)
    assert not [piece for piece in promised if not any(piece in text.words for text in said)]
    for place in promised.values():
        file, _, name = place.partition("::")
        assert f"def {name}(" in (ROOT / file).read_text("utf-8"), place


def test_places_are_spelled_as_the_tables_spell_them(ledger: Ledger) -> None:
    """Another spelling of a town or region stands in quotations, and in brackets after the one that is used."""
    others = {
        other: row.name
        for row in ledger.rows_of(Place)
        for other in (row.common, *row.spellings)
        if other and row.name not in other and row.type != "country"
    }
    cities = json.loads((ROOT / "data" / "boundaries" / "cities.geojson").read_text("utf-8"))["features"]
    towns = [city["properties"] for city in cities]
    others |= {town["common"]: town["name"] for town in towns if town["common"] and town["name"] != town["common"]}
    found = [
        f"{text.where}: {other}, not {name}"
        for text in ours()
        for other, name in others.items()
        if re.search(rf"(?<![\w(]){re.escape(other)}(?!\w)", text.plain)
    ]
    assert others and not found, "\n".join(found)


def test_a_link_says_where_it_leads() -> None:
    found = []
    for text in ours():
        found += [f"{text.where}: [{name}]" for name, _ in _LINK.findall(text.words) if name.lower() in _EMPTY_NAMES]
        found += [f"{text.where}: {name}" for name, _ in _LINK.findall(text.words) if re.search(r"https?:|www\.", name)]
        bare = re.findall(r"(?:https?://|www\.)\S+", _LINK.sub("", text.words))
        found += [f"{text.where}: {address}: a bare address is no link" for address in bare]
    assert not found, "\n".join(found)
