"""What is found in a text, and the scan that finds it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from explainer.text.language import CURRENCY_SIGNS, Language

#: The ways to read a date, each as the parts that it names: ("year", 1999), ("month", 3), ("day", 26) …
Readings = tuple[frozenset[tuple[str, int]], ...]
MONEY = frozenset((*CURRENCY_SIGNS.values(), "yuan", "francs", "rand", "kronor"))
_PARTS = ("year", "month", "day", "season", "decade", "century")
TIME = ("days", "weeks", "months", "years", "decades", "centuries")


@dataclass(frozen=True)
class Mention:
    """A number, a date or a question at one place of a text.

    Parameters
    ----------
    start, end: code points in the text, end exclusive; hedge words stand outside.
    words: the characters themselves.
    kind: number, date or question.
    value, low, high: the number or its bounds, as the hedge has them.
    hedge: exact, about, more_than, less_than, range, majority or hundreds; "" for a date.
    unit: what is counted, as far as it stands beside the number; "" when it does not.
    date: in EDTF; "" for a number, and for a date that must be asked for.
    certainty: sure, or likely where a careful reader would hesitate; "" for a question.
    ask: why it cannot be read as it stands, as a sentence; "" when it can.
    lead, stop: where the words begin and end that hedge it.
    readings: the ways to read a date; a relative one ("last week") has one way, which names nothing.
    relation: by, before, since, after or from, where such a word stands before a date.
    """

    start: int
    end: int
    words: str
    kind: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    hedge: str = ""
    unit: str = ""
    date: str = ""
    certainty: str = "sure"
    ask: str = ""
    lead: int = -1
    stop: int = -1
    readings: Readings = ()
    relation: str = ""

    @property
    def reach(self) -> tuple[int, int]:
        """Where it begins and ends with the words that hedge it."""
        return (self.lead if self.lead >= 0 else self.start), max(self.stop, self.end)

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The numbers that it gives, low before high."""
        given = (self.value,) if self.value is not None else (self.low, self.high)
        return tuple(number for number in given if number is not None)


@dataclass(frozen=True)
class Piece:
    """A date, or the two ends of a stretch of time, as printed in one place.

    Parameters
    ----------
    start, end: code points, end exclusive.
    first: what is named: year, month, day, season, decade or century.
    last: the end of a stretch of time ("3 to 4 May 2020"); empty for one date.
    ask: why it cannot be read, as a sentence.
    others: further ways to read it, as of 3/4.
    lead: where words that belong to it begin ("by the end of").
    edtf: the date, once its surroundings are known; "" when it must be asked for.
    relation: by, before, since, after or from, where such a word stands before it.
    one: its two ends are one thing: a year of accounts, of school or of sport ("2001/02"), a quarter of a year.
    about: whether each end of a stretch of time is said to be about then ("late 2019").
    """

    start: int
    end: int
    first: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    ask: str = ""
    others: tuple[dict[str, int], ...] = ()
    lead: int = -1
    edtf: str = ""
    relation: str = ""
    one: bool = False
    about: tuple[bool, bool] = (False, False)

    @property
    def readings(self) -> Readings:
        """The ways to read it, each as the parts that it names."""
        ways = (self.first, *self.others, self.last)
        named = [frozenset((k, v) for k, v in way.items() if k in _PARTS) for way in ways]
        return tuple(dict.fromkeys(one for one in named if one)) or (frozenset(),)


@lru_cache(maxsize=1024)
def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern once; large and small letters count alike."""
    return re.compile(text, re.IGNORECASE)


class Scan:
    """One text in one language while it is read: what is taken already, and what has been found.

    Parameters
    ----------
    text: in the form that `source.Plain` gives.
    lang: its language.
    """

    def __init__(self, text: str, lang: Language) -> None:
        """Begin with nothing taken and nothing found."""
        self.text, self.lang = text, lang
        self.found: list[Mention] = []
        self._taken = bytearray(len(text) + 1)

    def free(self, start: int, end: int) -> bool:
        """Tell whether nothing has taken a character of this stretch."""
        return not any(self._taken[start:end])

    def take(self, start: int, end: int) -> None:
        """Let nothing else be read in this stretch."""
        self._taken[start:end] = b"\x01" * (end - start)

    def add(self, start: int, end: int, **given: Any) -> None:
        """Note what was found; with `ask` it is a question."""
        kind = "question" if given.get("ask") else "date" if given.get("date") else "number"
        if kind == "question":
            given |= {"certainty": "", "date": ""}
        self.found.append(Mention(start, end, self.text[start:end], kind, **given))

    def ask(self, found: re.Pattern[str], why: str, group: str | int = 0) -> None:
        """Ask about each place where a pattern is found and nothing was taken."""
        for match in found.finditer(self.text):
            if self.free(*match.span()):
                self.take(*match.span())
                self.add(*match.span(group), ask=f"{match[0]!r} {why}")

    def word(self, *path: str) -> re.Pattern[str]:
        """Give a pattern of the language's table; one that finds nothing where the table has none."""
        return self.lang.word(*path)

    def before(self, found: re.Pattern[str], at: int, width: int = 24) -> bool:
        """Tell whether a pattern that ends in "$" is found right before a place."""
        return found.search(self.text, max(0, at - width), at) is not None

    def noun(self, at: int, most: int = 3) -> str:
        """Give the unit or the plural noun that is counted, at most so many words after `at`; "" for none."""
        for _ in range(most):
            match = _WORD.match(self.text, at)
            if not match:
                return ""
            word = match["word"]
            if unit := self.lang.unit(self.text, at)[0]:
                return unit
            if word.lower() in _stop_words(self.lang):
                return ""
            if self.lang.code == "en" and len(word) > 3 and word[-1] == "s" and word[-2] not in "sui'":
                return word
            at = match.end()
        return ""

    def noun_of(self, at: int) -> str:
        """Give the noun after `at`, or after "of" there: "thousands of homes"."""
        return self.noun(at + 3 if self.text.startswith(" of ", at) else at)

    def hedge(self, start: int) -> tuple[str, int]:
        """Read the hedge from the words before `start`: its name and where it begins.

        Of two ("more than about") the first counts, but a sign ("about <5") before any word.
        """
        text, at, name = self.text, start, "exact"
        while True:
            hits = ((found.search(text, max(0, at - 48), at), cue) for cue, found in self.lang.hedges.items())
            first = min(((hit.start(), cue) for hit, cue in hits if hit and "\n" not in hit[0]), default=None)
            if first is None or (first[1] == "within" and name != "exact"):
                return name, at
            words = text[first[0] : at]
            if name != "exact" and self.word("around", "hedge_alone").match(words):
                return name, at  # "some as old as 90"
            if re.search(r"\b(?:than|als)\b", words) and self.before(self.word("around", "compared"), first[0]):
                return name, at  # "£8bn lower than the £140bn" compares two amounts
            if self.word("around", "in_the_course").match(words + text[at : at + 1]):
                return name, at  # "over the past two decades"
            if self.word("around", "span_that_is_told").match(text, first[0]):
                return name, at  # "over the 12 months ending in June"
            at, name = first[0], name if name != "exact" and text[at] in "<>≤≥⩽⩾" else first[1]

    def trail(self, end: int) -> tuple[str, int]:
        """Read the hedge from the words after `end`: its name and where it ends."""
        for name, found in self.lang.trails.items():
            if match := found.match(self.text, end):
                return name, match.end()
        return "exact", end


_WORD = re.compile(r"[ -](?P<word>[^\W\d_][^\W\d_’'.-]*(?:[.-][^\W\d_]+)*)")


@lru_cache(maxsize=16)
def _stop_words(lang: Language) -> frozenset[str]:
    return frozenset(f"{lang.table.get('common', '')} {lang.table.get('stop', '')}".split())
