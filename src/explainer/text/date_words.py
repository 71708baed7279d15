"""Dates as a text prints them: what its words name, as EDTF where they name a year, and what must be asked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from explainer.text import dates
from explainer.text.date_forms import pieces
from explainer.text.language import Language, alternatives
from explainer.text.mention import Piece, pattern

_LEADS = ("from", "after", "since", "before", "by", "start", "end", "about", "filler")


def dates_in(text: str, lang: Language) -> list[Piece]:
    """Find every date of a text, in order; relative ones ("last week") are asked for.

    Parameters
    ----------
    text: in the form that `source.Plain` gives.
    lang: the text's language.
    """
    found = [_finished(piece, text, lang) for piece in _joined(pieces(text, lang), text, lang)]
    taken = bytearray(len(text) + 1)
    for piece in found:
        taken[piece.start : piece.end] = b"\x01" * (piece.end - piece.start)
    relative = pattern(rf"(?<![\w-]){lang.table['dates'].get('relative', '(?!)')}(?![\w-])")
    for match in relative.finditer(text):
        if not any(taken[match.start() : match.end()]):  # "Saturday 3 May" is a date that is printed
            said = f"‘{match[0]}’ needs the day of the text, or of what is told"
            found.append(Piece(match.start(), match.end(), ask=said))
    return sorted(found, key=lambda piece: piece.start)


def _joined(found: list[Piece], text: str, lang: Language) -> list[Piece]:
    """Make one stretch of time of two dates with "to", a dash, or "between … and" between them."""
    joined: list[Piece] = []
    for piece in found:
        both = _both(joined[-1], piece, text, lang) if joined else None
        joined[-1:] = [both] if both else [*joined[-1:], piece]
    return joined


def _both(first: Piece, last: Piece, text: str, lang: Language) -> Piece | None:
    """Make one piece of two; None when they stay apart."""
    if first.one and last.one:  # "Q1 2020 to Q3 2021"
        first, last = replace(first, last={}, one=False), replace(last, first=last.last, last={}, one=False)
    if first.last or last.last or first.others or last.others or first.ask or not first.first or not last.first:
        return None
    ranges, link = lang.table["ranges"], text[first.end : last.start]
    words = alternatives([word for word in lang.table["dates"]["to"] if word not in ranges["and"]])
    given = lang.table["dates"]
    parts = alternatives([*given.get("start", []), *given.get("end", [])]) or "(?!)"
    fill = rf"(?:(?:the|early|mid|late|beginning|end|of|night|{parts}) |mid-)*"
    year = lang.table["dates"].get("year_before_year", "").strip()
    between = rf"(?<!\w)(?:{alternatives(ranges['between'])}) (?:the )?(?:years? )?(?:early |late |mid-?)?$"
    opened = pattern(between).search(text, max(0, first.start - 45), first.start)
    to = pattern(rf"\s?[-–—]\s?|,? (?:{words}) {fill}{year} ?").fullmatch(link)
    and_ = opened and pattern(rf"\s?[-–—]\s?|,? (?:{alternatives(ranges['and'])}) {fill} ?").fullmatch(link)
    if (to or and_) and (both := _stretch(first, last)):
        # A stretch that begins late in a year or ends early in one does not hold the whole of it.
        (_, begins, lead), (_, ends, _) = _lead(first, text, lang), _lead(last, text, lang)
        about = (begins in ("end", "about"), ends in ("start", "about"))
        lead = min(lead if about[0] else first.start, opened.start() if opened else first.start)
        return replace(both, lead=lead, about=about)
    or_ = pattern(rf" (?:{alternatives(ranges['or'])}) ").fullmatch(link)
    if or_ and set(first.first) == set(last.first) == {"year"} and not last.ask:
        return replace(first, end=last.end, others=(last.first,), edtf=f"[{_edtf(first.first)},{_edtf(last.first)}]")
    return None


def _stretch(first: Piece, last: Piece) -> Piece | None:
    """Let each end say what the other leaves out: the year of "3 May to 5 June 2020"."""
    a, b, whole = dict(first.first), dict(last.first), {"decade", "century"}
    if "year" in b and "year" not in a and not whole & set(a):
        a["year"] = b["year"] - (a.get("month", 0) > b.get("month", 99))
    elif "year" in a and "year" not in b and "month" in b:
        if a.get("month", 99) > b["month"]:
            return None
        b["year"] = a["year"]
    if ("year" in a) != ("year" in b) and not whole & {*a, *b}:
        return None
    return Piece(first.start, last.end, a, b)


def _edtf(way: dict[str, int]) -> str:
    """Write what a date names in EDTF; "" when it names no year."""
    if "decade" in way:
        return f"{way['decade'] // 10:03}X"
    if "century" in way:
        return f"{way['century'] - 1:02}XX"
    parts = [f"{way[name]:02}" for name in ("season", "month", "day") if name in way]
    return "-".join([f"{way['year']:04}", *parts]) if "year" in way else ""


def _finished(piece: Piece, text: str, lang: Language) -> Piece:
    """Read the words before a date ("by the end of", "since early"), and write it in EDTF."""
    relation, quality, lead = ("", "", piece.lead) if piece.lead >= 0 else _lead(piece, text, lang)
    piece = replace(piece, lead=lead, relation=relation)
    first, last = _edtf(piece.first), _edtf(piece.last)
    words = text[piece.start : piece.end]
    if piece.edtf or piece.ask:
        return piece
    if not first or (piece.last and not last):
        return replace(piece, ask=f"‘{words}’ has no year: it needs the day of the text, or what stands around it")
    plain = (quality, relation) in (("start", "since"), ("start", "from"), ("end", "by"))
    about = "~" if quality and not plain else ""
    if piece.last and first.replace("X", "0") > last.replace("X", "0"):
        return replace(piece, ask=f"{words!r} ends before it begins")
    if piece.last and not (piece.one and relation):
        ends = [end + "~" * vague for end, vague in zip((first + about, last), piece.about, strict=True)]
        return replace(piece, edtf="/".join(ends))
    return _related(piece, text, lang, (first, last or first), about, quality)


def _related(piece: Piece, text: str, lang: Language, ends: tuple[str, str], about: str, quality: str) -> Piece:
    """Write one date with the word that stands before it: by, before, since, after, from."""
    relation, lead, (first, last) = piece.relation, piece.lead, ends
    whole = first + about if first == last else f"{first}{about}/{last}"
    vague = pattern(r"\bat (?:least|most|the latest) (?:the )?$").search(text, max(0, piece.start - 18), piece.start)
    negated = lang.word("dates", "not_before").search(text, max(0, lead - 10), lead)
    if relation and (vague or negated):
        words = text[negated.start() if negated else lead : piece.end]
        return replace(piece, ask=f"‘{words}’: on which side of it the time lies must be said")
    if relation in ("", "from", "since") and (now := lang.word("dates", "until_now").match(text, piece.end)):
        return replace(piece, end=now.end(), edtf=f"{first}/..")
    if (relation, quality) in (("before", "end"), ("after", "start")):  # "before the end of 2024"
        return replace(piece, edtf=f"../{last}" if relation == "before" else f"{first}/..")
    if relation in ("after", "before"):
        if lang.word("around", "of_a_noun").match(text, piece.end) and text[: piece.start].endswith("the "):
            # "After the 2020 election" dates the election.
            return replace(piece, edtf=whole, lead=piece.start, relation="")
        return _beyond(piece, first if relation == "before" else last, relation)
    level = lang.word("around", "level").match(text, piece.end)
    if relation == "from" and (level or lang.word("dates", "from_before").search(text, max(0, lead - 40), lead)):
        relation = ""  # "a decline from 2017" compares with that year
    if relation == "from":
        opens = text[lead].isupper() or re.search(r"[,;(]\s*$|^\s*$", text[max(0, lead - 3) : lead])
        if not opens and not lang.word("dates", "onwards").match(text, piece.end):
            return replace(piece, ask=f"‘{text[lead : piece.end]}’: since then, or of that time?")
        relation = "since"
    edtf = {"since": f"{first}{about}/..", "by": f"../{last}{about}"}.get(relation, whole)
    return replace(piece, edtf=edtf)


def _beyond(piece: Piece, edtf: str, relation: str) -> Piece:
    """ "Before 2015" ends with 2014, "after 2015" begins with 2016: the day, month or year beside it."""
    period = dates.parse(edtf)
    if period.precision == "season" or not period.lower or not period.upper:
        return replace(piece, ask=f"{relation} {edtf}: where that begins is not said")
    day = period.upper + timedelta(days=1) if relation == "after" else period.lower - timedelta(days=1)
    near = day.isoformat()[: {"month": 7, "day": 10}.get(period.precision, 4)]
    return replace(piece, edtf=f"{near}/.." if relation == "after" else f"../{near}")


def _lead(piece: Piece, text: str, lang: Language) -> tuple[str, str, int]:
    """Walk back over "by the end of": the relation, the quality (start, end, about), and where the words begin."""
    quality, lead, at = "", piece.start, piece.start
    while True:
        hits = ((found.search(text, max(0, at - 40), at), name) for name, found in _leads(lang))
        at, name = min(((hit.start(), name) for hit, name in hits if hit), default=(-1, ""))
        if at < 0 or (name in ("start", "end") and "day" in piece.first):
            return "", quality, lead
        if name in ("start", "end", "about"):
            quality, lead = quality or name, at
        elif name != "filler":
            return name, quality, at


@lru_cache(maxsize=16)
def _leads(lang: Language) -> list[tuple[str, re.Pattern[str]]]:
    given = {name: lang.table["dates"].get(name) for name in _LEADS}
    return [(name, pattern(rf"(?<![\w-])(?:{alternatives(words)})[\s(]*$")) for name, words in given.items() if words]
