"""Numbers as the article gives them: each with the hedge that the words around it make."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explainer.model.tables import Row
from explainer.text import hedges, numbers, printed
from explainer.text.numbers import Number

if TYPE_CHECKING:
    from explainer.model.store import Store as Ledger

_SIGNS = "£$€¥"
_BEFORE_RANGE = re.compile(rf"\b(?:between|from) [{_SIGNS}]?$", re.IGNORECASE)
_RANGE = re.compile(r"[-–—]|\bto\b|\bor\b")
# Words that scale both numbers of a range: "two or three hundred", "4 to 6 million".
_SCALED = re.compile(
    r"(?P<own>[\d.,]+|[a-z]+)[ -](?P<scale>hundred|thousand|million|billion|dozen|score)", re.IGNORECASE
)


@dataclass(frozen=True)
class Seen:
    """A number as the article gives it.

    Parameters
    ----------
    hedge: exact, about, more_than, less_than or range.
    values: one number, or the two of a range.
    start, end: where it stands in the article (code points).
    percent: a percent sign or the word follows.
    lead: where its hedge words begin in the article.
    """

    hedge: str
    values: tuple[float, ...]
    start: int
    end: int
    percent: bool
    lead: int


def seen(ledger: Ledger, claim: Row) -> list[Seen]:
    """Read the numbers of a claim's quote, each with the hedge that the article's words give it.

    The whole sentence is read, so that a quote which leaves "about" outside does not lose it.
    Dates are no numbers here.
    """
    start, end = claim.whole("start"), claim.whole("end")
    sentence = ledger.article.sentence_at(start) if start is not None else None
    if start is None or end is None or sentence is None:
        return []
    first, last = min(sentence[0], start), max(sentence[1], end)
    found = in_words(ledger.article.text[first:last], first)
    return [number for number in found if start <= number.start and number.end <= end]


def in_words(words: str, first: int = 0) -> list[Seen]:
    """Read the numbers of a text, `first` being where it begins in the article."""
    dated = [(date.start, date.end) for date in printed.find(words) if any(date.readings)]
    found = [
        number
        for number in numbers.find(words)
        if number.kind in ("figure", "word") and not any(a <= number.start and number.end <= b for a, b in dated)
    ]
    result, at = [], 0
    while at < len(found):
        pair = _range(words, found[at], found[at + 1], first) if at + 1 < len(found) else None
        result.append(pair or _single(words, found[at], first))
        at += 2 if pair else 1
    return result


def _single(words: str, number: Number, first: int) -> Seen:
    begin = len(words[: number.start].rstrip(_SIGNS))
    hedge, lead = hedges.read(words, begin), hedges.lead(words, begin)
    end = number.end
    if hedge == "exact":
        hedge, end = hedges.trail(words, number.end)
    return Seen(hedge, (number.value or 0.0,), first + number.start, first + end, number.percent, first + lead)


def _range(words: str, low: Number, high: Number, first: int) -> Seen | None:
    """Read "4,000-6,000", "4 to 6 million" or "between £4 million and £6 million"; None for two numbers."""
    between = re.sub(f"[{_SIGNS}]", "", words[low.end : high.start])
    opening = _BEFORE_RANGE.search(words[: low.start])
    if not hedges.joins(between) or not (opening or _RANGE.search(between)) or not low.value or not high.value:
        return None
    bottom = low.value
    if re.fullmatch(r"[\d.,]+|[a-z]+", low.text, re.I) and (scaled := _SCALED.fullmatch(high.text)):
        own = numbers.find(scaled["own"])
        if own and own[0].value and low.value < own[0].value:  # the scale word counts for both
            bottom *= high.value / own[0].value
    lead = opening.start() if opening else low.start
    return Seen("range", (bottom, high.value), first + low.start, first + high.end, high.percent, first + lead)
