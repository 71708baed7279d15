"""Dates as vague as the text leaves them: EDTF in, an interval and English words out.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019. This is the part of it that a close
reading needs: year, month and day, seasons, decades and centuries (`199X`, `18XX`), the
qualifiers `?` `~` `%`, intervals with open ends (`../2022-08`), and one-of sets (`[2022,2023]`).
The library `edtf` is the yardstick in the tests, for strict bounds; here own code stands,
because that library widens the bounds of `~` and `?` by a year and answers open ends with infinities.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
# Meteorological seasons of the northern hemisphere, as EDTF's level 1 leaves them to the reader.
SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)")
_DIGITS = re.compile(r"(\d{2,3})(X{1,2})([?~%]?)")


@dataclass(frozen=True)
class Period:
    """A date as an interval that is as wide as the date is vague.

    Parameters
    ----------
    edtf: the date as written in the table.
    lower, upper: first and last day, both included; None on an open side.
    precision: day, month, season, year, decade, century, interval, open or choice.
    uncertain: the text does not settle it (`?` or `%`).
    approximate: the text says "about" (`~` or `%`).
    parts: the dates inside: two of an interval, all of a choice, none of a plain date.
    """

    edtf: str
    lower: date | None
    upper: date | None
    precision: str
    uncertain: bool = False
    approximate: bool = False
    parts: tuple[Period, ...] = field(default=())

    @property
    def end(self) -> date | None:
        """The first day after the period: where a drawn bar ends."""
        return self.upper + timedelta(days=1) if self.upper else None

    def named(self) -> list[tuple[int, int | None, int | None]]:
        """Give every (year, month, day) that the date names, None where it is silent."""
        if self.parts:
            return [name for part in self.parts for name in part.named()]
        if self.precision not in ("day", "month", "year") or self.lower is None:
            return []
        month = self.lower.month if self.precision != "year" else None
        return [(self.lower.year, month, self.lower.day if self.precision == "day" else None)]


@lru_cache(maxsize=8192)
def parse(edtf: str) -> Period:
    """Read a date.

    Parameters
    ----------
    edtf: for example `1999`, `2021-11`, `2022-02-24`, `2022-09?`, `../2022-08`, `[2022,2023]`.

    Raises ValueError, with a sentence that says what is wrong.
    """
    if edtf.startswith("[") and edtf.endswith("]"):
        parts = tuple(_single(part.strip(), edtf) for part in edtf[1:-1].split(","))
        if len(parts) < 2:
            raise ValueError(f"{edtf!r} offers no choice: give two dates or more between the brackets")
        lower, upper = min(_first(part) for part in parts), max(_last(part) for part in parts)
        return Period(edtf, lower, upper, "choice", any(p.uncertain for p in parts), parts=parts)
    if edtf.count("/") == 1:
        return _interval(edtf)
    return _single(edtf, edtf)


def _interval(edtf: str) -> Period:
    sides = [None if side in ("..", "") else _single(side, edtf) for side in edtf.split("/")]
    first, last = sides
    parts = tuple(side for side in sides if side)
    doubt, about = any(p.uncertain for p in parts), any(p.approximate for p in parts)
    if first and last:
        if _first(first) > _last(last):
            raise ValueError(f"{edtf!r} ends before it begins")
        return Period(edtf, first.lower, last.upper, "interval", doubt, about, parts)
    if first:
        return Period(edtf, first.lower, None, "open", doubt, about, parts)
    if last:
        return Period(edtf, None, last.upper, "open", doubt, about, parts)
    raise ValueError(f"{edtf!r} is open on both sides and says nothing")


def _first(period: Period) -> date:
    return period.lower or date.min


def _last(period: Period) -> date:
    return period.upper or date.max


def _single(text: str, whole: str) -> Period:
    wrong = ValueError(f"{whole!r} is not a date in EDTF, such as 1999, 2021-11, 2022-02-24, 2022-09? or ../2022-08")
    if match := _DIGITS.fullmatch(text):
        width = 10 ** len(match[2])
        if len(match[1] + match[2]) != 4 or match[1].startswith("00"):
            raise wrong
        year = int(match[1]) * width
        period = Period(text, date(year, 1, 1), date(year + width - 1, 12, 31), {10: "decade", 100: "century"}[width])
        mark = match[3]
    elif match := _DAY.fullmatch(text):
        mark = match[4]
        try:
            period = _calendar(text, int(match[1]), match[2], match[3])
        except ValueError as error:
            raise ValueError(f"{whole!r} is not a date of the calendar") from error
    else:
        raise wrong
    return replace(period, uncertain=mark in ("?", "%"), approximate=mark in ("~", "%"))


def _calendar(text: str, year: int, month: str | None, day: str | None) -> Period:
    if month is None:
        return Period(text, date(year, 1, 1), date(year, 12, 31), "year")
    number = int(month)
    if number in SEASONS and day is None:
        start = date(year, SEASONS[number][1], 1)
        last = date(year + (number == 24), 2 if number == 24 else SEASONS[number][1] + 2, 1)
        return Period(text, start, last.replace(day=monthrange(last.year, last.month)[1]), "season")
    if day is None:
        return Period(text, date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")
    exact = date(year, number, int(day))
    return Period(text, exact, exact, "day")


def words(edtf: str, certainty: str = "likely") -> str:
    """Say a date: "26 March 2022", "by August 2022", "most probably September 2022".

    Parameters
    ----------
    edtf: a date that `parse` reads.
    certainty: what a `?` means: "open" says "perhaps", anything else "most probably".

    Raises ValueError as `parse` does.
    """
    period = parse(edtf)
    return _doubt(period, certainty) + _said(period)


def on(edtf: str, certainty: str = "likely") -> str:
    """Say when: "on 26 March 2022", "in November 2021", "most probably in September 2022".

    Parameters and errors as for `words`.
    """
    period = parse(edtf)
    if period.precision == "interval":
        return _doubt(period, certainty) + "from " + _said(period)
    if period.precision == "open":
        return _doubt(period, certainty) + _said(period)
    precisions = {part.precision for part in period.parts} or {period.precision}
    return _doubt(period, certainty) + ("on " if "day" in precisions else "in ") + _said(period)


def _doubt(period: Period, certainty: str) -> str:
    if not period.uncertain:
        return ""
    return "perhaps " if certainty == "open" else "most probably "


def _said(period: Period) -> str:
    if period.precision == "open":
        return ("by " if period.lower is None else "since ") + _said(period.parts[0])
    if period.precision == "interval":
        first, last = period.parts
        return f"{_shorter(first, last)} to {_said(last)}"
    if period.precision == "choice":
        *most, last = period.parts
        return ", ".join(_shorter(part, last) for part in most) + f" or {_said(last)}"
    return ("about " if period.approximate else "") + _plain(period)


def _shorter(first: Period, last: Period) -> str:
    """Leave out of the first date what the last date says again: "8" of "8 to 14 September 2022"."""
    if first.approximate != last.approximate or not (first.lower and last.lower):
        return _said(first)
    same_year, precision = first.lower.year == last.lower.year, first.precision
    if precision == last.precision == "day" and same_year:
        month = "" if first.lower.month == last.lower.month else f" {MONTHS[first.lower.month - 1]}"
        text = f"{first.lower.day}{month}"
    elif precision == "month" and last.precision in ("month", "day") and same_year:
        text = MONTHS[first.lower.month - 1]
    else:
        return _said(first)
    return ("about " if first.approximate else "") + text


def _plain(period: Period) -> str:
    start = period.lower
    assert start is not None  # only the sides of an interval are open, and they have no text
    if period.precision == "day":
        return f"{start.day} {MONTHS[start.month - 1]} {start.year}"
    if period.precision == "month":
        return f"{MONTHS[start.month - 1]} {start.year}"
    if period.precision == "season":
        return f"{SEASONS[int(period.edtf[5:7])][0]} {start.year}"
    if period.precision == "decade":
        return f"the {start.year}s"
    if period.precision == "century":
        return f"the {ordinal(start.year // 100 + 1)} century"
    return str(start.year)


def ordinal(number: int) -> str:
    """Write a whole number as an ordinal: 1st, 2nd, 19th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
