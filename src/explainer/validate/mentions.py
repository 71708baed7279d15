"""Who and what is named where: the first mention of actors and places, and the actors of an event."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from explainer.model.faults import Fault
from explainer.model.rows import Actor, Claim, Event, Place, Row
from explainer.model.store import Store
from explainer.validate.readable import around
from explainer.validate.speakers import Names

_LISTED = ("person", "organisation")
_WORD = re.compile(r"\w{5,}")


def check(ledger: Store) -> Iterator[Fault]:
    """Look at the claim of first mention of every actor and place, and at the actors of every event."""
    claims = sorted(ledger.rows_of(Claim), key=lambda row: ledger.number(row.id))
    sentences = {row.id: around(ledger, row) or row.quote for row in claims}
    named: list[Actor | Place] = [*ledger.rows_of(Actor), *ledger.rows_of(Place)]
    for row in named:
        yield from _first(ledger, row, claims, sentences)
    names = Names(ledger)
    for event in ledger.rows_of(Event):
        yield from _actors(ledger, names, event)


def _first(ledger: Store, row: Actor | Place, claims: list[Claim], sentences: dict[str, str]) -> Iterator[Fault]:
    """The claim is the first whose quote names it; failing that, the first whose sentence does."""
    claim = ledger.by_id(Claim).get(row.claim)
    if claim is None or row.id == ledger.vocabulary["article"].get("voice"):
        return
    names = namer(ledger, row)
    first = _named(names, claims, sentences)
    if first is None and not names(ledger.article.text):
        yield row.fault("spellings", f"neither {row.name!r} nor a spelling of it stands in the article")
    elif first is None:
        yield row.fault("claim", f"no claim and no sentence of one names {row.name!r}")
    elif first.id != claim.id:
        yield row.fault("claim", f"{claim.id!r}, but the first claim that names {row.name!r} is {first.id!r}")


def _named(names: Callable[[str], bool], claims: list[Claim], sentences: dict[str, str]) -> Claim | None:
    first = next((other for other in claims if names(other.quote)), None)
    return first or next((other for other in claims if names(sentences[other.id])), None)


def first_claim(ledger: Store, row: Row) -> Claim | None:
    """Give the claim that mentions an actor or a place first, None when none does."""
    if not isinstance(row, Actor | Place):
        return None
    claims = sorted(ledger.rows_of(Claim), key=lambda claim: ledger.number(claim.id))
    return _named(namer(ledger, row), claims, {claim.id: around(ledger, claim) or claim.quote for claim in claims})


def namer(ledger: Store, row: Actor | Place) -> Callable[[str], bool]:
    """Give a function that tells whether a text names an actor or a place.

    It looks for the name, the spellings and the words that give a nameless speaker away. A group
    that the article calls by no name is named by the longer words of its description, one after the
    other.
    """
    voice = ledger.vocabulary.get("voices", {}).get(row.id, {})
    names = [row.name, *row.spellings, *voice.get("read", [])]
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    if row.type != "group" or pattern.search(ledger.article.text):
        return lambda text: pattern.search(text) is not None
    words = [word for word in _WORD.findall(row.name[:1].lower() + row.name[1:]) if word[0].islower()]
    described = re.compile(r"\b" + r"\W+(?:\w+\W+){0,3}".join(words) + r"\b", re.IGNORECASE)
    return lambda text: bool(words) and described.search(text) is not None


def _actors(ledger: Store, names: Names, row: Event) -> Iterator[Fault]:
    """Everybody listed is named in the paragraph, or speaks; every person and body of the quote is listed."""
    claim = ledger.by_id(Claim).get(row.claim)
    paragraph = ledger.article.paragraph_at(claim.start) if claim else None
    if claim is None or paragraph is None:
        return
    for key in row.actors:
        actor = ledger.by_id(Actor).get(key)
        speaks = key == claim.actor != ledger.vocabulary["article"].get("voice")
        if actor and not speaks and not namer(ledger, actor)(paragraph.text):
            yield row.fault("actors", f"paragraph {paragraph.number} does not name {actor.name!r}")
    named = {key for _, _, actors in names.find(claim.quote) for key in actors if names.type[key] in _LISTED}
    for key in sorted(named - set(row.actors)):
        yield row.fault("actors", f"the quote names {ledger.by_id(Actor)[key].name!r}, who is not listed")
