"""Who says a claim, and how firmly: the article's own verbs of speech decide where they stand.

The engine reads English attribution: "according to X", "X said", "said X", and "he warned" for
the last speaker named. `explainer.voices` in the package names, by actor, the words that give a
speaker away whom the article does not name; `explainer.model.article.voice` is the actor of everything
that the article says in its own voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from explainer.model.article import sentences
from explainer.model.faults import Fault
from explainer.model.rows import Actor, Claim
from explainer.model.store import Store
from explainer.validate.readable import around, stands

_VERBS = (
    "said says say saying told tells noted notes noting warned warns denied denies added adds argued argues"
    " claimed claims estimate estimates wrote writes reported reports"
)
_VERB = re.compile(rf"\b(?:{'|'.join(_VERBS.split())})\b", re.IGNORECASE)
_ACCORDING = re.compile(r"\baccording to(?: an?| the)?\s+", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she|they)(?: \w+)?\s+$", re.IGNORECASE)
_OWN = ("definition", "caption")


@dataclass
class Voices:
    """The speakers that a stretch of the article names.

    Parameters
    ----------
    said: actors with a verb of speech of their own.
    according: actors after "according to".
    """

    said: set[str] = field(default_factory=set)
    according: set[str] = field(default_factory=set)

    @property
    def all(self) -> set[str]:
        """Everybody who speaks, in either way."""
        return self.said | self.according


Here = tuple[Voices, list[tuple[int, int, Voices]]]  # of a paragraph, and of its sentences (start, end)


class Names:
    """Finds the actors that a text names, by name and by spelling; the longest name wins."""

    def __init__(self, ledger: Store) -> None:
        """Take the actors of a ledger."""
        self.type = {row.id: row.type for row in ledger.rows_of(Actor)}
        self.owners: dict[str, set[str]] = {}
        for row in ledger.rows_of(Actor):
            for name in (row.name, *row.spellings):
                self.owners.setdefault(name.lower(), set()).add(row.id)
        names = sorted((re.escape(name) for name in self.owners if name), key=len, reverse=True)
        self.pattern = re.compile(rf"\b(?:{'|'.join(names)})(?!\w)", re.IGNORECASE) if names else None

    def find(self, text: str) -> list[tuple[int, int, set[str]]]:
        """Give (start, end, actor ids) of every name, in order."""
        if self.pattern is None:
            return []
        return [(m.start(), m.end(), self.owners[m[0].lower()]) for m in self.pattern.finditer(text)]


def check(ledger: Store) -> Iterator[Fault]:
    """Look at the speaker and the modality of every claim."""
    names = Names(ledger)
    spoken = [spoken_in(ledger, names, number + 1) for number in range(len(ledger.article.paragraphs))]
    for row in ledger.rows_of(Claim):
        paragraph = ledger.article.paragraph_at(row.start)
        if paragraph is None or row.actor not in names.type:
            continue
        # A person's argument may run on into the next paragraph; a poll or a report does not.
        told = spoken[paragraph.number - 2][0].all if paragraph.number > 1 else set()
        before = {actor for actor in told if names.type[actor] == "person"}
        if wrong := _speaker(ledger, row, spoken[paragraph.number - 1], before):
            yield row.fault("actor", f"{row.actor!r}{wrong}")
    yield from _modalities(ledger)


def spoken_in(ledger: Store, names: Names, number: int) -> Here:
    """Give the speakers of a paragraph, and those of each of its sentences."""
    paragraph = ledger.article.paragraphs[number - 1]
    whole, last = Voices(), set[str]()
    parts: list[tuple[int, int, Voices]] = []
    for start, end in sentences(paragraph.text):
        voices = attributed(names, paragraph.text[start:end], last)
        last = {actor for actor in voices.all if names.type[actor] == "person"} or last
        whole.said |= voices.said
        whole.according |= voices.according
        parts.append((paragraph.start + start, paragraph.start + end, voices))
    return whole, parts


def attributed(names: Names, sentence: str, last: set[str]) -> Voices:
    """Read who speaks in a sentence.

    Parameters
    ----------
    names: finds actors.
    sentence: its words.
    last: whom "he" or "she" means: the person who spoke last.
    """
    found, voices = names.find(sentence), Voices()
    for match in _ACCORDING.finditer(sentence):
        for start, _, actors in found:
            if 0 <= start - match.end() <= 12:
                voices.according |= actors
                break
    for match in _VERB.finditer(sentence):
        lead = sentence[: match.start()]
        if _PRONOUN.search(lead):
            voices.said |= last
            continue
        near = [actors for _, end, actors in found if end <= match.start() and _close(sentence[end : match.start()])]
        if near:
            voices.said |= near[-1]
        elif lead.rstrip().endswith(","):
            # "X, a researcher at Y, said": of all named before the comma a person speaks, if there is one.
            before = set().union(*(actors for _, end, actors in found if end <= match.start()))
            voices.said |= {actor for actor in before if names.type[actor] == "person"} or before
        else:
            tail = match.end()
            after = [actors for start, _, actors in found if start >= tail and _close(sentence[tail:start])]
            voices.said |= after[0] if after and re.match(r"\s+(?!that\b)", sentence[match.end() :]) else set()
    return voices


def _close(between: str) -> bool:
    """Tell whether at most two small words stand between a name and its verb."""
    return re.fullmatch(r"\s+(?:[a-z]+\s+){0,2}", between) is not None


def _speaker(ledger: Store, row: Claim, here: Here, before: set[str]) -> str:
    """Say what is wrong with the actor of a claim; "" when nothing is.

    Parameters
    ----------
    row: the claim.
    here: who speaks in its paragraph, and in each of its sentences.
    before: the persons who speak in the paragraph before it.
    """
    voice, actor = ledger.vocabulary["article"]["voice"], row.actor
    read = {key: given["read"] for key, given in ledger.vocabulary.get("voices", {}).items()}
    whole, parts = here
    first, last, own = next(part for part in parts if part[0] <= row.start < part[1] or part is parts[-1])
    if row.kind in _OWN:
        return f", but a {row.kind} is in the article's own voice" if actor != voice else ""
    speech = _in_speech(ledger, row)
    spoken = whole if speech else own
    if actor in read:
        alone = not spoken.said and _holds(ledger.article.quote(first, last), read[actor])
        words = ", ".join(read[actor])
        return "" if alone or actor in spoken.all else f", but none of its words ({words}) stands alone in the sentence"
    given_away = [key for key, words in read.items() if _holds(row.quote, words)]
    expected = spoken.all | (whole.according if spoken.all else set())
    if given_away and not spoken.all:
        return f", but the words of {', '.join(given_away)} stand in the quote"
    if expected and actor not in expected:
        return f", but the article names {', '.join(sorted(expected))} as speaking here"
    if not expected and actor != voice and actor not in whole.all | before:
        return " is not named as speaking in this paragraph or the one before"
    if speech and actor == voice and not _scare(ledger, row):
        return ", but the words stand in quotation marks: somebody else says them"
    return ""


def _holds(text: str, words: list[str]) -> bool:
    return any(word.lower() in text.lower() for word in words)


def _in_speech(ledger: Store, row: Claim) -> bool:
    """Tell whether a quote stands inside quotation marks that were opened before it in its paragraph.

    One that holds words after the marks too, such as a headline (“Never,” says the town), is the article's own.
    """
    start = row.start
    if row.quote.startswith("“") and re.search(r"”\W*\w", row.quote):
        return False
    paragraph = ledger.article.paragraph_at(start)
    if paragraph is None:
        return False
    lead = ledger.article.text[paragraph.start : start + (1 if row.quote.startswith("“") else 0)]
    return lead.count("“") > lead.count("”")


def _scare(ledger: Store, row: Claim) -> bool:
    """Tell whether the quotation marks hold a few words of a sentence and no speech."""
    text, start = ledger.article.text, row.start
    opened, closed = text.rfind("“", 0, start + 1), text.find("”", start)
    return not re.search(r"[,.?!]$", text[opened:closed])


def _modalities(ledger: Store) -> Iterator[Fault]:
    """Words such as "probably" demand their modality; a modality may demand its words, a kind, or another's voice."""
    modalities, kinds = ledger.vocabulary["modalities"], ledger.vocabulary["kinds"]
    for row in ledger.rows_of(Claim):
        allowed = kinds.get(row.kind, {}).get("modalities")
        if allowed and row.modality not in allowed:
            said = f"{row.modality!r} does not go with the kind {row.kind!r}, which takes {', '.join(allowed)}"
            yield row.fault("modality", said)
        asked = {name: word for name, given in modalities.items() if (word := stands(given.get("read", []), row.quote))}
        if asked and row.modality not in asked:
            said = " and ".join(f"{word!r} makes it {name}" for name, word in asked.items())
            yield row.fault("modality", f"{row.modality!r}, but in the quote {said}")
        own = modalities.get(row.modality, {})
        if own.get("others") and row.actor == ledger.vocabulary["article"]["voice"]:
            yield row.fault("modality", f"{row.modality!r}, but the article says it in its own voice")
        if not own.get("needs_words"):
            continue
        # What is another's is told by its speaker; a doubt that the article has itself stands in our words too.
        shown = [*own["read"], *own.get("shown", [])]
        if own.get("shown") and not own.get("others") and not stands(shown, row.restatement):
            yield row.fault("restatement", f"the claim is {row.modality}, but none of {', '.join(shown)} stands here")
        sentence = around(ledger, row)
        if sentence and not stands(own["read"], sentence):
            said = f"{row.modality!r}, but none of its words ({', '.join(own['read'])}) stands in the sentence"
            yield row.fault("modality", said)
