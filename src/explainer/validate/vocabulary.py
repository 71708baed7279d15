"""The vocabulary: every label its own, and none that says something else than its key.

That the parts have their shape is judged before (`explainer.model.package`). Here their meaning is held together by
what stands beside it: the key, the words that explain a label, the words by which a quotation shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.model.faults import Fault
from explainer.model.package import FILE
from explainer.model.rows import Actor, Source, table_columns
from explainer.model.store import Store
from explainer.text import dates

#: Parts in which two keys with one label could be taken for each other.
LABELLED = (
    "chapters", "kinds", "modalities", "tracks", "verdicts", "qualities", "certainties", "resolutions", "topics",
    "actors", "places",
)  # fmt: skip


def check(ledger: Store) -> Iterator[Fault]:
    """Look at labels, at the words beside them, and at what the parts name of each other and of the tables."""
    told = ledger.vocabulary
    for part in LABELLED:
        yield from (_fault(*found) for found in _labels(part, told[part]))
    for unit, given in told["units"].items():
        yield from (_fault("units", unit, *found) for found in _unit(unit, given))
    for kind, given in told["kinds"].items():
        for modality in given.get("modalities", []):
            if modality not in told["modalities"]:
                yield _fault("kinds", kind, "modalities", f"{modality!r} is no modality")
    for name, given in told["modalities"].items():
        if given.get("needs_words") and not given.get("read"):
            yield _fault("modalities", name, "read", "empty, but one of its words must stand in the sentence")
    voices = [("voices", key, key) for key in told.get("voices", {})]
    for part, column, key in (*voices, ("article", "voice", told["article"]["voice"])):
        if key not in ledger.by_id(Actor):
            yield _fault(part, column, "", f"no actor has the id {key!r}")
    if (source := told["article"]["source"]) not in ledger.by_id(Source):
        yield _fault("article", "source", "", f"no source has the id {source!r}")
    try:
        dates.parse(told["article"]["written"])
    except ValueError as error:
        yield _fault("article", "written", "", str(error))
    yield from _columns(ledger)


def _fault(part: str, key: str, column: str, said: str) -> Fault:
    return Fault(FILE, "explainer", ".".join(filter(None, (part, key, column))), said)


def _labels(part: str, words: dict) -> Iterator[tuple[str, str, str, str]]:
    """Give (part, key, column, what is wrong) of labels that are another's, and of labels that their words deny."""
    keys = {key.replace("_", " ").casefold(): key for key in words}
    owner: dict[str, str] = {}
    for key, given in words.items():
        label = given["label"].casefold()
        first = owner.setdefault(label, key)
        if first != key:
            yield part, key, "label", f"{given['label']!r} is the label of {first!r} already"
        elif keys.get(label, key) != key:
            yield part, key, "label", f"{given['label']!r} is the name of another: {keys[label]!r}"
        explained = given.get("words", "")
        if part in ("modalities", "verdicts", "certainties"):
            known = f"{key} {explained} {' '.join(given.get('read', []))}"
            if not kin(given["label"], known):
                yield part, key, "label", f"{given['label']!r} shares no word with its key and its words: {explained!r}"
            others = [name for name in keys if keys[name] != key and re.search(rf"\b{re.escape(name)}", explained)]
            if part == "verdicts" and others:
                yield part, key, "words", f"{explained!r} holds the name of another: {', '.join(others)}"


def _unit(unit: str, given: dict) -> Iterator[tuple[str, str]]:
    read = " ".join(given.get("read", []))
    if given.get("many") and not kin(given["many"], f"{unit} {read}"):
        yield "many", f"{given['many']!r} shares no word with the unit's name and the words by which it is read"
    for column in ("symbol", "before"):
        sign = given.get(column, "")
        if sign and sign not in read and not (sign == "%" and re.match(r"percent\b", unit)):
            yield column, f"{sign!r} is none of the words by which a quotation shows the unit ({read or 'none'})"


def kin(words: str, others: str) -> bool:
    """Tell whether two texts share a word, or the first four letters of one."""
    first, second = ({word[:4] for word in re.findall(r"[^\W_]+", text.casefold())} for text in (words, others))
    return bool(first & second)


def _columns(ledger: Store) -> Iterator[Fault]:
    """What a subject has narrower than the engine is about columns that there are, and leaves words to choose from."""
    for place, changed in ledger.vocabulary.get("columns", {}).items():
        table, _, name = place.partition(".")
        column = table_columns(table).get(name)
        if column is None:
            yield _fault("columns", place, "", "the engine knows no such column")
        elif column.words in ledger.vocabulary:
            for word in changed.get("enum", []):
                if word not in ledger.vocabulary[column.words]:
                    yield _fault("columns", place, "enum", f"{word!r} is none of {column.words}")
