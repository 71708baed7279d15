"""Dates as a text prints them: which year, month and day its words name.

An event in the ledger counts as proved only when the parts of its date can be read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from explainer.text.dates import MONTHS, SEASONS

_MONTH = "|".join(MONTHS)
_YEAR = r"(?:1\d|20)\d\d"
#: The numbers that EDTF has for seasons.
_SEASONS = {name: number for number, (name, _) in SEASONS.items()}
_SEASONS["fall"] = _SEASONS["autumn"]
_SEASON = "|".join(_SEASONS)
_DATE = re.compile(
    rf"\b(?P<iso>{_YEAR}-\d\d-\d\d)\b"
    rf"|\b(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?:/(?P<slash>{_YEAR}))?(?![\d/])"
    rf"|\b(?P<season>(?i:{_SEASON}))(?: of)? (?P<y5>{_YEAR})\b"
    r"|\b(?P<decade>(?:1\d|20)\d0)s\b"
    r"|\b(?P<century>\d{1,2})(?:st|nd|rd|th)[ -]century\b"
    rf"|\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH})\b(?:,? (?P<y1>{_YEAR})\b)?"
    rf"|\b(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d)(?:,? (?P<y2>{_YEAR})\b)?"
    rf"|\b(?P<m3>{_MONTH})\b(?:,? (?P<y3>{_YEAR})\b)?"
    rf"|(?<![\d,.])(?P<y4>{_YEAR})\b(?![,.]\d|\s?%)"
)
# The second day of "December 16 and 17", when nothing follows that it could count.
_DAY_MORE = re.compile(
    rf"(?:\s?[-–—]\s?|,? (?:and|to|or) )(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>{_YEAR})\b|(?=[.,;:)]|$))"
)
_RELATIVE = re.compile(
    rf"\b(?:(?:this|last|next|that|the same) (?:year|month|week|day|{_SEASON})"
    r"|(?:\d[\d,.]* |\w+ )?(?:years?|months?|weeks?|days?) (?:later|earlier|ago|after|before)"
    r"|today|yesterday|tomorrow|recently|lately)\b",
    re.IGNORECASE,
)
Part = tuple[str, int]


@dataclass(frozen=True)
class Mention:
    """A date that stands in a text.

    Parameters
    ----------
    start, end: code points in that text, end exclusive.
    text: the characters themselves.
    readings: the ways to read it; each is a set of parts, ("year", 1999), ("month", 3),
        ("day", 26), ("season", 21), ("decade", 1990) or ("century", 19). `24/2` has one reading, `3/4` has two.
        A relative date ("last month") names no part.
    """

    start: int
    end: int
    text: str
    readings: tuple[frozenset[Part], ...]


def find(text: str) -> list[Mention]:
    """Find every date of a text, in order, relative ones ("two months later") included.

    "May" is a month when it is written large, which is wrong only for a sentence that opens
    with the verb.
    """
    matches = list(_DATE.finditer(text))
    more = [second for m in matches if m["d2"] and not m["y2"] and (second := _second_day(text, m))]
    plain = [m for m in matches if not any(second.start <= m.start() < second.end for second in more)]
    found = [Mention(m.start(), m.end(), m[0], _readings(m)) for m in plain] + more
    relative = [Mention(m.start(), m.end(), m[0], (frozenset(),)) for m in _RELATIVE.finditer(text)]
    return sorted([m for m in found if m.readings] + relative, key=lambda mention: mention.start)


def _second_day(text: str, first: re.Match[str]) -> Mention | None:
    """Read the "17" of "December 16 and 17"; None where no second day follows."""
    match = _DAY_MORE.match(text, first.end())
    if match is None:
        return None
    readings = _valid((match["year"], str(MONTHS.index(first["m2"]) + 1), match["day"]))
    start = match.start("day")
    return Mention(start, match.end(), text[start : match.end()], readings) if readings else None


def _readings(match: re.Match[str]) -> tuple[frozenset[Part], ...]:
    if match["iso"]:
        year, month, day = match["iso"].split("-")
        return _valid((year, month, day))
    if match["a"]:
        return _valid((match["slash"], match["b"], match["a"]), (match["slash"], match["a"], match["b"]))
    if match["decade"]:
        return (frozenset({("decade", int(match["decade"]))}),)
    if match["season"]:
        return (frozenset({("year", int(match["y5"])), ("season", _SEASONS[match["season"].lower()])}),)
    if match["century"]:
        return (frozenset({("century", int(match["century"]))}),)
    year = match["y1"] or match["y2"] or match["y3"] or match["y4"]
    name = match["m1"] or match["m2"] or match["m3"]
    return _valid((year, str(MONTHS.index(name) + 1) if name else None, match["d1"] or match["d2"]))


def _valid(*dates: tuple[str | None, str | None, str | None]) -> tuple[frozenset[Part], ...]:
    readings = []
    for parts in dates:
        named = {(n, int(p)) for n, p in zip(("year", "month", "day"), parts, strict=True) if p is not None}
        month, day = dict(named).get("month", 1), dict(named).get("day", 1)
        if 1 <= month <= 12 and 1 <= day <= 31 and frozenset(named) not in readings:
            readings.append(frozenset(named))
    return tuple(readings)
