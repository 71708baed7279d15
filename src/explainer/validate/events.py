"""Dates of events: every part is printed in the quote, or a ground says how it was worked out."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from explainer.model.faults import Fault
from explainer.model.rows import Claim, Event, Reading
from explainer.model.store import Store
from explainer.text import dates
from explainer.text.dates import Period
from explainer.text.reader import Mention, read
from explainer.validate.readable import dated, period, quoted

Parts = frozenset[tuple[str, int]]
_ABOUT = re.compile(
    r"\b(?:about|around|circa|early|mid|middle|late|beginning|end of|roughly|approximately|some)\b", re.I
)
_RELATIVE = re.compile(r"\b(this|last|next) (year|month)\b", re.I)


def check(ledger: Store) -> Iterator[Fault]:
    """Look at every event's date against its printed words, its ground and its certainty."""
    written = period(ledger.vocabulary["article"]["written"])
    for row in ledger.rows_of(Event):
        claim, when = ledger.by_id(Claim).get(row.claim), period(row.date)
        if claim and when:
            yield from _event(row, when, claim, quoted(ledger, claim), written)
            yield from _garbled(ledger, row, claim)
        yield from _doubt(row, when) if when else []


_SURER = ("open", "likely", "sure")


def _garbled(ledger: Store, row: Event, claim: Claim) -> Iterator[Fault]:
    """A date is no surer than the reading of the words that print it, nor than an event whose day it borrows."""

    def surer(other: Event | Reading) -> bool:
        mine, its = row.certainty, other.certainty
        return mine in _SURER and its in _SURER and _SURER.index(mine) > _SURER.index(its)

    at = claim.quote.find(row.printed)
    start = claim.start + at
    for reading in ledger.rows_of(Reading) if row.printed and at >= 0 else ():
        if reading.start < start + len(row.printed) and start < reading.end and surer(reading):
            said = f"but the reading {reading.id!r} of {row.printed!r} is {reading.certainty}"
            yield row.fault("certainty", f"{row.certainty!r}, {said}")
    for other in ledger.rows_of(Event) if not row.printed else ():
        borrowed = other.printed and other.printed in row.ground and other.date.rstrip("?~%") in row.date
        if borrowed and surer(other):
            said = f"but its ground takes the day from {other.id!r}, which is {other.certainty}"
            yield row.fault("certainty", f"{row.certainty!r}, {said}")


def _doubt(row: Event, when: Period) -> Iterator[Fault]:
    """A question mark in the date and the certainty say the same thing twice; they must agree."""
    if (row.certainty == "sure") == when.uncertain and row.certainty in _SURER:
        mark = "a" if when.uncertain else "no"
        yield row.fault("certainty", f"{row.certainty!r}, but the date {row.date} carries {mark} question mark")


def _event(row: Event, when: Period, claim: Claim, found: list[Mention], written: Period | None) -> Iterator[Fault]:
    quote = claim.quote
    if row.printed and row.printed not in quote:
        yield row.fault("printed", f"{row.printed!r} does not stand in the quote {quote!r}")
        return
    if not row.printed and (told := [one for one in found if one.readings and not one.values]):
        yield row.fault("printed", f"empty, but the quote prints a date: {told[0].words!r}")
    start = claim.start + quote.find(row.printed)
    end = start + len(row.printed)
    near = [one for one in dated(found) if row.printed and one.start < end and start < one.end]
    mentions = [one for one in near if start <= one.start and one.end <= end]
    for one in near:
        if one not in mentions:
            yield row.fault("printed", f"the quote prints more: {one.words!r}")
    if row.resolution == "printed" and row.ground:
        yield row.fault("ground", "a date that is printed needs no ground: resolution is 'printed'")
    if row.resolution == "printed" and any(one.date == row.date for one in mentions):
        return
    named = [_parts(part) for part in (when.parts or (when,))]
    for mention in mentions:
        if not any(reading <= parts for reading in mention.readings for parts in named):
            yield row.fault("date", f"{row.date} does not say what is printed: {mention.words!r}")
    yield from _open_ends(row, when, mentions, claim.start)
    if when.approximate and row.resolution == "printed" and not _ABOUT.search(quote):
        yield row.fault("date", f"{row.date} says about, but no such word stands in the quote")
    if written:
        yield from _relative(row, when, written)
    missing = [part for parts in named for part in _unprinted(parts, mentions)]
    if row.resolution == "printed":
        for part in missing:
            yield row.fault("date", f"the {part[0]} {_said(part)} is not printed in {row.printed!r}")
        if not mentions:
            yield row.fault("printed", "resolution is 'printed', but no date is printed here")
    elif not row.ground:
        yield row.fault("ground", "a resolved date needs a ground: how it was worked out")
    else:
        if named and not missing and mentions:
            yield row.fault("resolution", "'resolved', but the whole date is printed")
        yield from _grounded(row, when, named, mentions)


def _parts(when: Period) -> Parts:
    """Give the parts that a date names, in the words that `printed` uses."""
    start = when.lower
    if start is None:
        return frozenset()
    if when.precision in ("decade", "century"):
        return frozenset({(when.precision, start.year if when.precision == "decade" else start.year // 100 + 1)})
    parts = {("year", start.year)}
    if when.precision == "season":
        parts.add(("season", int(when.edtf[5:7])))
    if when.precision in ("month", "day"):
        parts.add(("month", start.month))
    if when.precision == "day":
        parts.add(("day", start.day))
    return frozenset(parts)


def _unprinted(parts: Parts, mentions: list[Mention]) -> list[tuple[str, int]]:
    """Give the parts of a date that no mention prints; the best mention counts."""
    rest = [sorted(parts - reading) for mention in mentions for reading in mention.readings if reading & parts]
    return min(rest, key=len) if rest else sorted(parts)


def _said(part: tuple[str, int]) -> str:
    if part[0] == "season":
        return dates.SEASONS[part[1]][0]
    return dates.MONTHS[part[1] - 1] if part[0] == "month" else str(part[1])


def _open_ends(row: Event, when: Period, mentions: list[Mention], start: int) -> Iterator[Fault]:
    """ "By August" has no beginning and "since 2020" no end; else the ground says that none is given."""
    relation = mentions[0].relation if mentions and mentions[0].lead >= start else ""
    sides = (
        ("beginning", when.lower is None, "../", ("by", "before")),
        ("end", when.upper is None, "/..", ("since", "after")),
    )
    for side, is_open, mark, words in sides:
        told = re.search(rf"\bno {side}\b", row.ground) is not None
        if is_open and not told and not mentions:
            yield row.fault("date", f"{row.date} has no {side}, but the ground does not say that no {side} is given")
        if told and not is_open:
            yield row.fault("date", f"the ground says that no {side} is given: the date needs {mark}")
        if relation in words and not is_open:
            yield row.fault("date", f"the quote says {relation!r}: the date needs an open {side}, {mark}")
    if when.precision == "open" and mentions and not relation:
        yield row.fault("date", f"{row.date} is open on a side, but the quote has no word such as by or since")


def _relative(row: Event, when: Period, written: Period) -> Iterator[Fault]:
    """Work out "this year" and "last month" from the date the subject gives for the writing."""
    if written.lower is None:
        return
    this = written.lower.year * 12 + written.lower.month - 1
    for match in _RELATIVE.finditer(row.printed):
        month = match[2].lower() == "month"
        if month and written.precision not in ("month", "day"):
            continue
        year, number = divmod(this + {"this": 0, "last": -1, "next": 1}[match[1].lower()] * (1 if month else 12), 12)
        want = {("year", year), ("month", number + 1)} if month else {("year", year)}
        if not any(want <= _parts(part) for part in (when.parts or (when,))):
            meant = " ".join(_said(part) for part in sorted(want))
            yield row.fault("date", f"{row.date}, but {match[0]!r} is {meant} when the article is of {written.edtf}")


def _grounded(row: Event, when: Period, named: list[Parts], mentions: list[Mention]) -> Iterator[Fault]:
    """What is not printed is named by the ground: a month and its day together, the year as the last year it names."""
    ground = [reading for mention in read(row.ground) for reading in mention.readings if reading]
    years = [dict(reading)["year"] for reading in ground if "year" in dict(reading)]
    for parts in named:
        missing = [part for part in _unprinted(parts, mentions) if not _edge(part, parts, when)]
        for kind, year in missing:
            if kind == "year" and years and year in years and years[-1] != year:
                yield row.fault("ground", f"the last year it names is {years[-1]}, but the date has {year}")
            elif kind == "year" and year not in years:
                yield row.fault("date", f"the year {year} is neither printed nor named by the ground")
        rest = {part for part in missing if part[0] != "year"}
        whole = len(missing) == len(_unprinted(parts, mentions))
        days = [{part for part in reading if part[0] != "year"} for reading in ground]
        if rest and not any(rest == day if whole else rest <= day for day in days):
            words = " ".join(_said(part) for part in sorted(rest))
            yield row.fault("date", f"{words} is neither printed nor named by the ground")


def _edge(part: tuple[str, int], parts: Parts, when: Period) -> bool:
    """The last day of a month may end a period that runs to the end of that month, unnamed."""
    given = dict(parts)
    last = when.parts[-1] if when.precision == "interval" else None
    return (
        last is not None and part[0] == "day" and parts == _parts(last)
        and part[1] == monthrange(given["year"], given["month"])[1]
    )  # fmt: skip
