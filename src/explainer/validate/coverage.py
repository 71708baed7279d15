"""The other way round: every number, date and name of the article is in a quotation or an exception."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from explainer.model.article import joined
from explainer.model.columns import NOWHERE
from explainer.model.faults import Fault
from explainer.model.rows import Actor, Claim, Exemption, Place
from explainer.model.store import Store
from explainer.text.reader import Mention as Read
from explainer.text.reader import read_article
from explainer.validate.readable import language

# Words that English writes large though they name nobody: forms of address and titles.
_ORDINARY = frozenset((
    "I", "Mr", "Mrs", "Ms", "Dr", "Sir", "Lord", "Lady", "President", "Prime", "Minister", "General",
    "Colonel", "Professor", "Judge", "Senator", "King", "Queen",
))  # fmt: skip
# Words that names hold and every other sentence begins with.
_SMALL = frozenset((
    "The", "A", "An", "In", "On", "At", "Of", "For", "From", "By", "And", "Or", "To", "With", "As", "Its",
    "His", "Her", "Their", "Others", "Some", "Many",
))  # fmt: skip
_CAPITAL = re.compile(r"(?<![\w’'])(?:[A-Z]\.){2,}|(?<![\w’'.])[A-Z][\w]*(?:[’'-][A-Z]\w*)*")
# Words of quantity that are too loose to be accounted for.
_LOOSE = frozenset(("most", "several", "a few", "a handful", "a couple"))
Span = tuple[int, int]


@dataclass(frozen=True)
class Mention:
    """Something in the article that the ledger must account for.

    Parameters
    ----------
    start, end: code points, end exclusive.
    text: the characters.
    kind: number, date or name.
    read: how a number or a date is read; None for a name.
    """

    start: int
    end: int
    text: str
    kind: str
    read: Read | None = None


def check(ledger: Store) -> Iterator[Fault]:
    """Look for what no claim and no exception holds, and for exceptions that nothing needs.

    While a subject's `article.coverage` is "growing", what is not held yet is no fault: the book is
    being read. `uncovered` lists it all the same.
    """
    claimed = joined(_spans(ledger.rows_of(Claim)))
    found = mentions(ledger)
    for mention in [] if growing(ledger) else _not_held(ledger, found):
        paragraph = ledger.article.paragraph_at(mention.start)
        place = f"paragraph {paragraph.number}, {mention.start} to {mention.end}" if paragraph else ""
        said = f"{mention.kind} {mention.text!r} ({place}) stands in no quote; claim it or add an exception"
        yield Fault("claims", "", "quote", said)
    places = [(mention.start, mention.end) for mention in found]
    needed = joined([place for place in places if not inside(place, claimed)])
    for row in ledger.rows_of(Exemption):
        if NOWHERE not in (row.start, row.end) and not touches((row.start, row.end), needed):
            yield row.fault("quote", "nothing here needs an exception: no number, date or name outside the claims")


def growing(ledger: Store) -> bool:
    """Tell whether the subject says that its article has not been read to the end yet."""
    return ledger.vocabulary["article"].get("coverage") == "growing"


def uncovered(ledger: Store) -> list[Mention]:
    """Find every number, date and name that stands in no claim and no exception, in order."""
    return _not_held(ledger, mentions(ledger))


def _not_held(ledger: Store, found: list[Mention]) -> list[Mention]:
    held = joined(_spans([*ledger.rows_of(Claim), *ledger.rows_of(Exemption)]))
    return [mention for mention in found if not inside((mention.start, mention.end), held)]


def mentions(ledger: Store) -> list[Mention]:
    """Find every number, date and name of the article, in order.

    A name is a word written large inside a sentence, or at the head of one when it is a word of
    a name the ledger knows.
    """
    text = ledger.article.text
    found = [
        Mention(one.start, one.end, one.words, "date" if one.readings else "number", one)
        for one in read_article(ledger.article, language(ledger))
        if one.words.lower() not in _LOOSE
    ]
    taken = joined([(mention.start, mention.end) for mention in found])
    named: list[Actor | Place] = [*ledger.rows_of(Actor), *ledger.rows_of(Place)]
    known = {
        word
        for row in named
        for name in (row.name, *row.spellings)
        for word in re.findall(r"\w+", name)
        if word[0].isupper() and word not in _SMALL
    }
    headings = joined([(part.start, part.end) for part in ledger.article.paragraphs if _is_heading(part.text)])
    said = {match[0] for match in _CAPITAL.finditer(text) if not inside(match.span(), headings)}
    for match in _CAPITAL.finditer(text):
        place = ledger.article.sentence_at(match.start())
        opens = place is not None and not re.search(r"\w", text[place[0] : match.start()])
        opens = opens or (inside(match.span(), headings) and match[0] not in said)
        if match[0] in _ORDINARY or inside(match.span(), taken) or (opens and match[0] not in known):
            continue
        found.append(Mention(*match.span(), match[0], "name"))
    return sorted(found, key=lambda mention: mention.start)


def _is_heading(text: str) -> bool:
    """Tell a line that writes its words large, as headings do: there a capital makes no name."""
    words = re.findall(r"[^\W\d_]{4,}", text)
    large = sum(word[0].isupper() for word in words)
    return len(words) > 2 and large > 0.6 * len(words) and not re.search(r"[.!?]\W*$", text)


def _spans(rows: Iterable[Claim | Exemption]) -> list[Span]:
    return [(row.start, row.end) for row in rows if NOWHERE not in (row.start, row.end)]


def touches(span: Span, merged: list[Span]) -> bool:
    """Tell whether one of the merged spans shares a character with `span`."""
    at = bisect_right(merged, span[1] - 1, key=lambda one: one[0]) - 1
    return at >= 0 and merged[at][1] > span[0]


def inside(span: Span, merged: list[Span]) -> bool:
    """Tell whether one of the merged spans holds all of `span`."""
    at = bisect_right(merged, span[0], key=lambda one: one[0]) - 1
    return at >= 0 and merged[at][0] <= span[0] and span[1] <= merged[at][1]
