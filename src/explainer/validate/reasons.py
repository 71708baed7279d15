"""The tree of reasons: introduced by the article's own words, counted without gaps, in no circle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from explainer.amounts.amount import of_quantity
from explainer.model.faults import Fault
from explainer.model.rows import Claim, Event, Quantity, Reason
from explainer.model.store import Store
from explainer.text import dates
from explainer.validate.readable import agree, language, stands, words_of


def check(ledger: Store) -> Iterator[Fault]:
    """Look at introducing words, positions, parents, and at the claims under each reason."""
    rows, claims = ledger.by_id(Reason), ledger.by_id(Claim)
    held: dict[str, list[str]] = {}
    for claim in claims.values():
        held.setdefault(claim.reason, []).append(claim.id)
    for row in rows.values():
        if first := claims.get(row.claim):
            if row.words and row.words not in first.quote:
                yield row.fault("words", f"{row.words!r} does not stand in the quote of {first.id!r}")
            if first.reason != row.id:
                given = f"supports {first.reason!r}" if first.reason else "supports no reason"
                yield row.fault("claim", f"the claim {first.id!r} introduces this reason but {given}")
            below = [claims[key] for key in held.get(row.id, [])]
            yield from _firmness(ledger, row, first, below)
            yield from _numbers(ledger, row)
        if row.id not in held:
            yield row.fault("id", "no claim supports this reason")
        yield from _listed(row, held.get(row.id, []), claims) if row.claims else []
        if not ledger.main_reason(row.id):
            yield row.fault("parent", "the reason stands under itself")
    yield from _positions(list(rows.values()))
    for reason, ids in held.items():
        # The claims that support one reason belong to one page.
        yield from agree(repr(reason), "chapter", [(claims[key], claims[key].chapter) for key in ids if reason])
    if ledger.vocabulary.get("reasons", {}).get("order") == "text":
        yield from _order(ledger)


def _firmness(ledger: Store, row: Reason, claim: Claim, held: list[Claim]) -> Iterator[Fault]:
    """A drawn label is as firm as the claim that introduces it, and its words are those of its claims.

    `explainer.modalities.NAME.shown` names words one of which stands in the label and the summary over such a claim.
    """
    given = ledger.vocabulary.get("modalities", {})

    def shown(one: Claim) -> list[str]:
        return list(given.get(one.modality, {}).get("shown", []))

    if wanted := shown(claim):
        for column, words in (("label", row.label), ("summary", row.summary)):
            if words and not stands(wanted, words):
                said = f"the claim {claim.id!r} is {claim.modality}, but none of {', '.join(wanted)} stands here"
                yield row.fault(column, said)
    firm, lang = [claim, *(one for one in held if wanted or not shown(one))], language(ledger)
    for word in words_of(row.label, lang):
        if not any(_says(word, one, lang) for one in firm):
            less = next((one.id for one in held if _says(word, one, lang)), "")
            said = f"only {less!r} says so, less firmly" if less else "no claim of this reason has this word"
            yield row.fault("label", f"{word!r}: {said}")


def _numbers(ledger: Store, row: Reason) -> Iterator[Fault]:
    """A number in the label or the summary stands as a claim under this reason or its parts has it, hedge and all."""
    rows = ledger.by_id(Reason)
    held = [claim.id for claim in ledger.rows_of(Claim) if row.id in _path(rows, claim.reason)]
    try:
        said = [of_quantity(ledger, one).text for claim in held for one in ledger.of_claim(Quantity, claim)]
        years = {str(dates.parse(one.date).lower)[:4] for claim in held for one in ledger.of_claim(Event, claim)}
    except ValueError:
        return  # the row of the number or the date has its own fault
    for column, words in (("label", row.label), ("summary", row.summary)):
        for text in said:
            words = words.replace(text, "")
        if wrong := [one for one in re.findall(r"\d[\d.,]*\d|\d", words) if one not in years]:
            told = f"{', '.join(wrong)}: the claims have {', '.join(said) or 'no number'}"
            yield row.fault(column, told)


def _path(rows: Mapping[str, Reason], key: str) -> list[str]:
    """Give a reason and those above it."""
    found: list[str] = []
    while key in rows and key not in found:
        found.append(key)
        key = rows[key].parent
    return found


def _says(word: str, claim: Claim, lang: str) -> bool:
    """Tell whether a word, or another form of it, stands in a claim's quote or restatement."""
    for other in words_of(f"{claim.quote} {claim.restatement}", lang):
        short, long = sorted((word, other), key=len)
        if word[:5] == other[:5] or (len(short) > 2 and long.startswith(short)):
            return True
    return False


def _listed(row: Reason, held: list[str], claims: Mapping[str, Claim]) -> Iterator[Fault]:
    """The list of a reason's claims, the introducing one first, says what each claim says of its reason."""
    if row.claim != row.claims[0]:
        yield row.fault("claim", f"{row.claim!r}, but the list of claims begins with {row.claims[0]!r}")
    for key in row.claims:
        if key in claims and key not in held:
            given = repr(claims[key].reason) if claims[key].reason else "no reason"
            yield row.fault("claims", f"the claim {key!r} says that it supports {given}")
    for key in held:
        if key not in row.claims:
            yield row.fault("claims", f"the claim {key!r} supports this reason and is not in the list")


def _positions(rows: list[Reason]) -> Iterator[Fault]:
    siblings: dict[str, list[Reason]] = {}
    for row in rows:
        siblings.setdefault(row.parent, []).append(row)
    for parent, group in siblings.items():
        expected = {row.id: place for place, row in enumerate(sorted(group, key=lambda row: row.position), 1)}
        for row in group:
            if row.position != expected[row.id]:
                where = f"under {parent!r}" if parent else "at the top"
                yield row.fault("position", f"{row.position}, but {where} place {expected[row.id]} is open")


def _order(ledger: Store) -> Iterator[Fault]:
    """The subject declares that the article sets out one reason after the other: none strays, and no claim."""
    rows = ledger.by_id(Reason)
    before = 0
    for row in _in_turn(rows, ""):
        number = ledger.number(row.claim) if row.claim in ledger.by_id(Claim) else before
        if number < before:
            yield row.fault("parent", "the article sets this reason out before the one that comes before it here")
        before = max(before, number)
    held = [row for row in ledger.rows_of(Claim) if row.reason in rows]
    held.sort(key=lambda row: ledger.number(row.id))
    runs = [(top, list(run)) for top, run in groupby(held, lambda row: ledger.main_reason(row.reason))]
    longest = {top: max(len(run) for other, run in runs if other == top) for top in {top for top, _ in runs}}
    seen = set()
    for top, run in runs:
        if len(run) == longest[top] and top not in seen:
            seen.add(top)
            continue
        for claim in run:
            yield claim.fault("reason", f"{claim.reason!r}, but the claims for {top!r} stand elsewhere together")


def _in_turn(rows: Mapping[str, Reason], parent: str, depth: int = 0) -> list[Reason]:
    """Give the reasons as a reader meets them: each before the reasons under it."""
    if depth > len(rows):
        return []
    group = [row for row in rows.values() if row.parent == parent]
    group.sort(key=lambda row: row.position)
    return [row for one in group for row in (one, *_in_turn(rows, one.id, depth + 1))]
