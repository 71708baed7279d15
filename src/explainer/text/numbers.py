"""Numbers that a reader can read in a text, in digits or in English words.

A quantity in the ledger counts as proved only when its value is among these.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SMALL = {word: n for n, word in enumerate(_UNITS)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_OTHER = {"dozen": 12.0, "half": 0.5}
# Counted by the dozen or the score, after a number only: "two dozen", "three score".
_GROUPS = {"dozen": 12, "score": 20}
_FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75}
_ORDINALS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
]  # fmt: skip
VAGUE = ("dozens", "scores", "hundreds", "thousands", "millions", "billions", "majority", "minority")

_FIGURE = re.compile(
    r"(?<![\w.])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<part>[¼½¾])?(?P<ending>st|nd|rd|th|s)?(?!\d)"
    r"(?:[ -](?P<scale>hundred|thousand|million|billion)\b)?",
    re.IGNORECASE,
)
# A time of day is no amount: "2:15 am", "7 o'clock", "5.30 p.m.".
_TIME = re.compile(
    r"(?<![\w.,])\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.m\.|[ap]m\b|o['’]clock\b)|(?<![\w.,:])[0-2]?\d:[0-5]\d(?![\d:])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+")
_PERCENT = re.compile(r"\s?%|[ -]per ?cent\b", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """A number that stands in a text.

    Parameters
    ----------
    start, end: code points in that text, end exclusive, without a percent sign.
    text: the characters themselves.
    value: the number; None for a vague word such as "hundreds".
    kind: figure (30,000), word (three), ordinal (second, 19th), vague (hundreds, majority), time (2:15 am).
    percent: a percent sign or the word follows.
    """

    start: int
    end: int
    text: str
    value: float | None
    kind: str
    percent: bool = False


def find(text: str) -> list[Number]:
    """Find every number of a text, in order.

    Figures take their thousands separators, decimals and a scale word ("2.5 million") along;
    words are put together ("two hundred and five", "twenty-one").
    """
    figures = _figures(text)
    ends = [number.end for number in figures]

    def taken(number: Number) -> bool:
        """Tell whether a figure has this word already, as "million" of "2.5 million"."""
        at = bisect_right(ends, number.start)
        return at < len(figures) and figures[at].start < number.end

    words = [number for number in _words(text) if not taken(number)]
    return sorted([*figures, *words], key=lambda number: number.start)


def _percent(text: str, end: int) -> bool:
    return _PERCENT.match(text, end) is not None


def _figures(text: str) -> list[Number]:
    found = [Number(time.start(), time.end(), time[0], None, "time") for time in _TIME.finditer(text)]
    times = [(time.start, time.end) for time in found]
    for match in _FIGURE.finditer(text):
        if match["ending"] == "s":  # the 1990s are a date, no amount
            continue
        if any(start <= match.start() < end for start, end in times):
            continue
        value = float(match["digits"].replace(",", "")) + _FRACTIONS.get(match["part"] or "", 0)
        value *= _SCALES.get((match["scale"] or "").lower(), 1)
        kind = "ordinal" if match["ending"] else "figure"
        found.append(Number(match.start(), match.end(), match[0], value, kind, _percent(text, match.end())))
    return sorted(found, key=lambda number: number.start)


def _words(text: str) -> list[Number]:
    found: list[Number] = []
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        word = match[0].lower()
        joined = bool(run) and text[run[-1].end() : match.start()] in (" ", "-")
        grouped = bool(run) and word in _GROUPS
        if run and not (joined and (word in _SMALL or word in _SCALES or grouped or word == "and")):
            found += _number(text, run)
            run = []
        before = text[max(0, match.start() - 4) : match.start()].lower()
        scales = word in _SCALES and (bool(run) or before.endswith(("a ", "one ")))
        joins = word == "and" and bool(run) and run[-1][0].lower() in _SCALES
        if word in _SMALL or scales or joins or (grouped and joined):
            run.append(match)
        elif word in _OTHER:
            found.append(Number(match.start(), match.end(), match[0], _OTHER[word], "word", False))
        elif word in _ORDINALS:
            value = float(_ORDINALS.index(word) + 1)
            found.append(Number(match.start(), match.end(), match[0], value, "ordinal"))
        elif word in VAGUE:
            found.append(Number(match.start(), match.end(), match[0], None, "vague"))
    return found + (_number(text, run) if run else [])


def _number(text: str, run: list[re.Match[str]]) -> list[Number]:
    while run and run[-1][0].lower() == "and":
        run = run[:-1]
    if not run:
        return []
    total = group = 0
    for match in run:
        word = match[0].lower()
        if word in _SMALL:
            group += _SMALL[word]
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in _GROUPS:
            group *= _GROUPS[word]
        elif word in _SCALES:
            total, group = total + max(group, 1) * _SCALES[word], 0
    start, end = run[0].start(), run[-1].end()
    return [Number(start, end, text[start:end], float(total + group), "word", _percent(text, end))]
