"""Dates as a text prints them: what its words name, as EDTF where they name a year, and what must be asked."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache

from explainer.text.language import Language, alternatives

Part = tuple[str, int]
Readings = tuple[frozenset[Part], ...]
_YEAR = r"(?:1\d|20)\d\d"
_KINDS = ("year", "month", "day", "season", "decade", "century")


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
    certainty: sure or likely.
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
    certainty: str = "sure"

    @property
    def readings(self) -> Readings:
        """The ways to read it, each as the parts that it names."""
        ways = [self.first, *self.others]
        named = [frozenset((k, v) for k, v in way.items() if k in _KINDS) for way in ways]
        if self.last:
            named.append(frozenset((k, v) for k, v in self.last.items() if k in _KINDS))
        return tuple(dict.fromkeys(one for one in named if one)) or (frozenset(),)


def dates_in(text: str, lang: Language) -> list[Piece]:
    """Find every date of a text, in order; relative ones ("last week") are asked for.

    Parameters
    ----------
    text: in the form that `source.Plain` gives.
    lang: the text's language.
    """
    found = _pieces(text, lang)
    joined = [_finished(piece, text, lang) for piece in _joined(found, text, lang)]
    taken = [(piece.start, piece.end) for piece in joined]
    for match in _relative(lang).finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            words = match[0]
            joined.append(
                Piece(match.start(), match.end(), ask=f"‘{words}’ needs the day of the text, or of what is told")
            )
        else:
            # "Saturday 3 May": the weekday belongs to the date that is printed.
            continue
    return sorted(joined, key=lambda piece: piece.start)


def _relative(lang: Language) -> re.Pattern[str]:
    pattern = lang.table["dates"].get("relative", "(?!)")
    return _compiled(rf"(?<![\w-]){pattern}(?![\w-])")


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@lru_cache(maxsize=16)
def _grammar(lang: Language) -> list[tuple[re.Pattern[str], Callable[[re.Match[str], Language], Piece | None]]]:
    given = lang.table["dates"]
    order = given.get("ordinal", "(?!)")
    of, month = given.get("of", ""), lang.month
    year = rf"(?P<y>{_YEAR})(?![\d,.]\d){given.get('year_after', '')}"
    before = given.get("year_before_year", "")
    to = rf"(?:\s?[-–—/]\s?|,? (?:{alternatives(given['to'])}) (?:the )?(?:night of (?:the )?)?)"
    day = rf"(?P<d>\d{{1,2}})(?:{order})?"
    day2 = rf"(?:{to}(?P<d2>\d{{1,2}})(?:{order})?)?"
    head = given.get("day_before", "")
    seasons = alternatives(list(given.get("seasons", {}))) or "(?!)"
    ordinals = alternatives(given.get("ordinals", "").split()) or "(?!)"
    century = given.get("century", "(?!)").replace("{ORDINAL}", ordinals)
    bc, ad = given.get("before_christ", "(?!)"), given.get("anno_domini", "(?!)")
    weekday = rf"(?:{lang.weekday},? )?"
    decade, part = given.get("decade", "(?!)"), given.get("part", "(?!)")
    ancient = rf"\d{{1,4}}|{century}|{decade.replace('?P<decade>', '')}"
    short, end, link = r"(?P<yy>\d\d)", r"(?![\d/]|[.-]\d)", rf"(?: ?[-–—/] ?| (?:{alternatives(given['to'])}) )"
    season = rf"(?P<season>{seasons}){given.get('season_of', '(?: of)?')} ?(?:the year )?"
    alone = r"(?:(?<![\w.,'’$£€/-])|(?<=mid-)|(?<=pre-)|(?<=post-)|(?<=\bc\.)|(?<=\bca\.))"
    y = rf"(?P<y>{_YEAR})"
    rules: list[tuple[str, Callable[[re.Match[str], Language], Piece | None]]] = [
        (rf"(?<!\w)(?:{ancient})(?: ?(?:[-–]|to) ?\d+)? ?{bc}", _before_christ),
        (rf"(?<![\d-]){y}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d|-\d)(?:T[\d:.]+Z?)?", _iso),
        (rf"(?<![\d.,/])(?P<a>\d{{1,2}})(?P<s>[./-])(?P<b>\d{{1,2}})(?P=s)(?P<y>{_YEAR}|\d\d){end}", _numbers),
        (rf"(?<![\d-]){y}(?P<s>[/.])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>\d{{1,2}})(?!\d)", _iso),
        (rf"{weekday}(?<![\d.,]){head}{day}{day2}{of} ?{month}(?:,?{before} ?{year})?", _day_month),
        (rf"(?<![\w]){month}(?:{of},?{before}| of|/) ?{year}", _day_month),
        (rf"(?<![\w/]){part} ?{before}{y}(?:[-–/]{short})?(?!\d)", _part_of_year),
        (rf"(?<!\w){y}[ -](?P<qh>[QH])(?P<n>[1-4])(?!\w)", _part_of_year),
        (rf"(?<!\w){season}{y}(?:[-–/](?P<yy>\d\d|{_YEAR}))?(?!\d)", _season),
        (rf"(?<![\w-]){century}(?!\w)", _century),
        (rf"(?<!\w)(?<!\d-){decade}(?!\w)", _decade),
        (rf"(?<!\w)(?:{ad}) ?(?P<y>\d{{1,4}})(?!\d)|(?<!\w)(?P<y2>\d{{1,4}}) ?{ad}", _anno_domini),
        (rf"(?<!\w)(?:FY|fiscal(?: year)? |financial year ) ?(?P<y>{_YEAR}|\d\d)(?![\d/–-])", _fiscal),
        (rf"(?<![\w.,/-]){y}(?P<s>[-–/]){short}(?!\d|[-/.]\d)", _two_years),
        (rf"(?<![\w.,/-]){y}{link}(?P<y2>{_YEAR})(?![\d,.]\d|\w)", _year_to_year),
        (rf"(?<!\w){given.get('month_before', '')}{month}(?!\w)", _month_alone),
        (r"(?<![\d.,/])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/])", _day_slash_month),
        (rf"{alone}{y}(?![\w%]|[,.]\d|-\w|/\d)", _year_alone),
    ]
    if given.get("month_first"):
        american = rf"{weekday}(?<!\w){month} {day}{day2}(?![\d:%])(?![,.]\d)(?:,? {year})?"
        rules.insert(5, (american, _day_month))
    return [(re.compile(pattern, re.IGNORECASE), build) for pattern, build in rules]


def _pieces(text: str, lang: Language) -> list[Piece]:
    """Find the dates one by one; what an earlier rule has taken, a later one leaves alone."""
    taken = bytearray(len(text) + 1)
    found = []
    for pattern, build in _grammar(lang):
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            piece = build(match, lang)
            if piece is None:
                continue
            taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
            found.append(piece)
    return sorted(found, key=lambda piece: piece.start)


def _get(match: re.Match[str], name: str) -> str | None:
    return match.groupdict().get(name)


def _month_of(match: re.Match[str], lang: Language) -> int | None:
    for word in sorted(re.findall(r"[^\W\d_][\w ]*\d*", match[0].lower()), key=len, reverse=True):
        for name in (word, word.rstrip(".")):
            if name in lang.months:
                return lang.months[name]
    found = re.search(lang.month, match[0], re.IGNORECASE)
    return lang.months.get(found[0].lower().rstrip(".")) if found else None


def _checked(match: re.Match[str], first: dict[str, int], last: dict[str, int] | None = None) -> Piece:
    """Refuse a day that its month does not have."""
    for way in (first, last or {}):
        if "day" in way and "month" in way:
            days = monthrange(way.get("year", 2000), way["month"])[1]
            if not 1 <= way["day"] <= days:
                return Piece(match.start(), match.end(), ask=f"{match[0]!r} is not a date of the calendar")
    if last and last.get("day", 99) <= first.get("day", 0) and last.get("month") == first.get("month"):
        return Piece(match.start(), match.end(), ask=f"{match[0]!r}: two days that do not follow each other")
    return Piece(match.start(), match.end(), first, last or {})


def _before_christ(match: re.Match[str], lang: Language) -> Piece:
    said = f"{match[0]!r} is before the year 1, which no table of dates here holds: say it in words, with a ground"
    return Piece(match.start(), match.end(), ask=said)


def _iso(match: re.Match[str], lang: Language) -> Piece:
    if not 1 <= int(match["m"]) <= 12:
        return Piece(match.start(), match.end(), ask=f"{match[0]!r} is not a date of the calendar")
    return _checked(match, {"year": int(match["y"]), "month": int(match["m"]), "day": int(match["d"])})


def _numbers(match: re.Match[str], lang: Language) -> Piece:
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    if year < 100:
        years: dict[str, int] = {}
    else:
        years = {"year": year}
    piece = _order(match, a, b, years, lang, dotted=match["s"] == ".")
    if year < 100 and not piece.ask:
        return replace(piece, ask=f"{match[0]!r} does not say the century of its year")
    return piece


def _order(match: re.Match[str], a: int, b: int, year: dict[str, int], lang: Language, dotted: bool = False) -> Piece:
    """Tell day from month: by what can be, by the language's order, else it is asked."""
    ways = [{**year, "month": m, "day": d} for d, m in ((a, b), (b, a)) if 1 <= m <= 12 and 1 <= d <= 31]
    ways = [way for way in ways if way["day"] <= monthrange(way.get("year", 2000), way["month"])[1]]
    ways = [way for n, way in enumerate(ways) if way not in ways[:n]]
    if not ways:
        return Piece(match.start(), match.end(), ask=f"{match[0]!r} is not a date of the calendar")
    order = lang.table.get("day_first", True)
    if len(ways) == 2 and order != "ask":
        ways = [ways[0] if order else ways[1]]
    if len(ways) == 2:
        said = f"two ways to read {match[0]!r}: the day or the month first"
        return Piece(match.start(), match.end(), ways[0], ask=said, others=(ways[1],))
    return Piece(match.start(), match.end(), ways[0])


def _day_month(match: re.Match[str], lang: Language) -> Piece | None:
    month = _month_of(match, lang)
    if month is None:
        return None
    year = {"year": int(match["y"])} if _get(match, "y") else {}
    day, second = _get(match, "d"), _get(match, "d2")
    if day is None:
        return Piece(match.start(), match.end(), {**year, "month": month})
    first = {**year, "month": month, "day": int(day)}
    if int(day) > 31 or int(day) == 0:
        return (
            None if not year else Piece(match.start(), match.end(), ask=f"{match[0]!r} is not a date of the calendar")
        )
    return _checked(match, first, {**first, "day": int(second)} if second else None)


def _nth(match: re.Match[str], lang: Language) -> tuple[int, int] | None:
    given = lang.table["dates"]
    if _get(match, "n"):
        kind = match["qh"].upper()
        return (int(match["n"]), 4 if kind == "Q" else 2) if kind == "Q" or int(match["n"]) < 3 else None
    words, part = (match["nth"] or "").lower(), (match["part"] or "").lower()
    of = 2 if part in given.get("half", []) else 3 if part.startswith("trimester") and lang.code == "en" else 4
    if words in given.get("last", []):
        return of, of
    if words in given.get("first", []):
        return 1, of
    digits = re.match(r"\d", words)
    listed = given.get("nth", "first second third fourth").split()
    number = int(digits[0]) if digits else listed.index(words) % 4 + 1 if words in listed else 0
    return (number, of) if 1 <= number <= of else None


def _part_of_year(match: re.Match[str], lang: Language) -> Piece:
    nth, year = _nth(match, lang), int(match["y"])
    if nth is None or _get(match, "yy"):
        return Piece(
            match.start(), match.end(), {"year": year}, ask=f"{match[0]!r}: which months these are is not said"
        )
    number, of = nth
    width = 12 // of
    first, last = {"year": year, "month": (number - 1) * width + 1}, {"year": year, "month": number * width}
    return Piece(match.start(), match.end(), first, last)


def _season(match: re.Match[str], lang: Language) -> Piece:
    season = next(n for name, n in lang.table["dates"]["seasons"].items() if re.fullmatch(name, match["season"], re.I))
    if match["yy"] and (season != 24 or (int(match["y"]) + 1) % 100 != int(match["yy"]) % 100):
        return Piece(match.start(), match.end(), {"year": int(match["y"])}, ask=f"{match[0]!r}: a season of two years")
    return Piece(match.start(), match.end(), {"year": int(match["y"]), "season": season})


_ROMAN = {"I": 1, "V": 5, "X": 10}


def _century(match: re.Match[str], lang: Language) -> Piece | None:
    words = match["century"].lower()
    listed = lang.table["dates"].get("ordinals", "").split()
    if digits := re.match(r"\d+", words):
        number = int(digits[0])
    elif words in listed:
        number = listed.index(words) + 1
    elif re.fullmatch(r"[ivx]+(?:e|er|ème)?", words):
        number, before = 0, 0
        for letter in reversed(re.sub(r"e.*", "", words).upper()):
            number += _ROMAN[letter] if _ROMAN[letter] >= before else -_ROMAN[letter]
            before = _ROMAN[letter]
    else:
        return None
    if not 2 <= number <= 21:
        return Piece(match.start(), match.end(), ask=f"{match[0]!r}: the engine has dates from the second century on")
    if first := _get(match, "century0"):
        digits = re.match(r"\d+", first)
        before = int(digits[0]) if digits else listed.index(first.lower()) + 1
        if 2 <= before < number:
            return Piece(match.start(), match.end(), {"century": before}, {"century": number})
        return Piece(match.start(), match.end(), ask=f"{match[0]!r} names two centuries that do not follow each other")
    return Piece(match.start(), match.end(), {"century": number})


def _decade(match: re.Match[str], lang: Language) -> Piece:
    decade = int(match["decade"])
    piece = Piece(match.start(), match.end(), {"decade": decade})
    if decade % 100 == 0 and decade != 2000:
        return replace(piece, ask=f"{match[0]!r} may be ten years or a hundred")
    return piece


def _anno_domini(match: re.Match[str], lang: Language) -> Piece | None:
    year = int(match["y"] or match["y2"])
    return Piece(match.start(), match.end(), {"year": year}) if 1 <= year <= 2099 else None


def _fiscal(match: re.Match[str], lang: Language) -> Piece:
    year = {"year": int(match["y"])} if len(match["y"]) == 4 else {}
    said = f"{match[0]!r}: when that financial year begins is not said"
    return Piece(match.start(), match.end(), year, ask=said)


def _two_years(match: re.Match[str], lang: Language) -> Piece | None:
    year, short = int(match["y"]), int(match["yy"])
    last = year - year % 100 + short
    if last == 100 * (year // 100) and year % 100 == 99:
        last += 100
    month_like = match["s"] == "-" and 1 <= short <= 12
    if last <= year:
        if month_like:
            return Piece(match.start(), match.end(), {"year": year, "month": short})
        return None
    piece = Piece(match.start(), match.end(), {"year": year}, {"year": last})
    near = match.string[match.end() : match.end() + 25] + match.string[max(0, match.start() - 25) : match.start()]
    if (
        month_like
        and last == year + 1
        and not re.search(r"season|financial|fiscal|tax|school|academic|year|budget|winter", near, re.I)
    ):
        return replace(
            piece, ask=f"two ways to read {match[0]!r}: two years, or a month", others=({"year": year, "month": short},)
        )
    if month_like and last != year + 1:
        return replace(
            piece, ask=f"two ways to read {match[0]!r}: years, or a month", others=({"year": year, "month": short},)
        )
    return piece


def _year_to_year(match: re.Match[str], lang: Language) -> Piece | None:
    first, last = int(match["y"]), int(match["y2"])
    if first >= last or is_year(match.string, match.start(), match.end(), last, lang) is False:
        return None
    if re.match(rf".* (?:{alternatives(lang.table['ranges']['and'])}) ", match[0], re.I) and not re.search(
        rf"(?<!\w)(?:{alternatives(lang.table['ranges']['between'])}) (?:the years )?$",
        match.string[: match.start()][-40:],
        re.I,
    ):
        return None
    return Piece(match.start(), match.end(), {"year": first}, {"year": last})


def _month_alone(match: re.Match[str], lang: Language) -> Piece | None:
    month = _month_of(match, lang)
    # "May" that opens a sentence is as a rule the verb, "Mar" or "Dec" without a day as a rule no month.
    short = match[0].rstrip(".")
    if month is None or (lang.code == "en" and len(short) < 4 and short != "May"):
        return None
    return Piece(match.start(), match.end(), {"month": month})


def _day_slash_month(match: re.Match[str], lang: Language) -> Piece | None:
    a, b = int(match["a"]), int(match["b"])
    before, after = match.string[: match.start()][-12:], match.string[match.end() :][:20]
    if (
        a < b
        and b in (2, 3, 4, 5, 6, 8, 10, 16)
        and (
            re.search(r"\d[ -]$", before)
            or re.match(r"(?:ths?|rds?)? (?:of|an?|the|cups?|inch|mile|hour|pound|tea|table)", after)
        )
    ):
        return None
    piece = _order(match, a, b, {}, lang)
    if piece.ask and not piece.first:
        return replace(piece, ask=f"{match[0]!r} is neither a day and a month nor a fraction that can be read")
    return piece


def _year_alone(match: re.Match[str], lang: Language) -> Piece | None:
    year = int(match["y"])
    sure = is_year(match.string, match.start(), match.end(), year, lang)
    if sure is False:
        return None
    piece = Piece(match.start(), match.end(), {"year": year})
    return piece if sure else replace(piece, ask=f"{match[0]!r} may be a year or an amount")


def is_year(text: str, start: int, end: int, year: int, lang: Language) -> bool | None:
    """Tell whether four figures are a year: True, False, or None when the words around do not tell.

    Parameters
    ----------
    text: the plain text; the figures stand from `start` to `end`.
    year: their number.
    lang: the text's language.
    """
    before = text[max(0, start - 40) : start]
    if (
        lang.money.search(before)
        or (re.search(r"[#№(]\s?$", before[-2:])
        and re.match(r"\s?\)", text[end:]) is None
        and "#" in before[-2:])
    ):
        return False
    unit, _stop = lang.unit(text, end)
    scale = re.match(r"[ -](?:hundred|thousand|million|billion|dozen)", text[end:])
    placed = lang.word("dates", "year_before").search(before) is not None
    if scale or (unit and unit not in ("people", "C", "times")):
        return False
    if unit == "people":
        return None if placed else False
    hedged = [name for name in ("more_than", "less_than") if lang.hedges[name].search(before)]
    dated = any(
        lang.word("dates", key).search(before)
        and re.search(rf"(?:{alternatives(lang.table['dates'][key])})\s*$", before, re.I)
        for key in ("by", "before", "since", "after")
    )
    if hedged and not dated:
        return False
    if lang.word("around", "plural").match(text, end):
        return True if placed else None
    if year % 100 == 0 and re.search(r"\bof\s*$", before) and not lang.word("dates", "year_of").search(before):
        return None
    return True


def _joined(pieces: list[Piece], text: str, lang: Language) -> list[Piece]:
    """Make one stretch of time of two dates with "to", a dash, or "between … and" between them."""
    given = lang.table["dates"]
    words = [word for word in given["to"] if word not in lang.table["ranges"]["and"]]
    fill = r"(?:(?:the|early|mid|late|beginning|end|of|night) |mid-)*"
    to = _compiled(rf"\s?[-–—]\s?|,? (?:{alternatives(words)}) {fill}{given.get('year_before_year', '').strip()} ?")
    and_ = _compiled(rf"\s?[-–—]\s?|,? (?:{alternatives(lang.table['ranges']['and'])}) {fill} ?")
    or_ = _compiled(rf" (?:{alternatives(lang.table['ranges']['or'])}) ")
    between = _compiled(
        rf"(?<!\w)(?:{alternatives(lang.table['ranges']['between'])}) (?:the )?(?:years? )?(?:early |late |mid-?)?$"
    )
    found: list[Piece] = []
    for piece in pieces:
        previous = found[-1] if found else None
        if (
            previous
            and not previous.last
            and not piece.last
            and previous.first
            and piece.first
            and len(previous.others) + len(piece.others) == 0
        ):
            link = text[previous.end : piece.start]
            opened = between.search(text[max(0, previous.start - 45) : previous.start])
            if (to.fullmatch(link) or (opened and and_.fullmatch(link))) and (both := _stretch(previous, piece)):
                found[-1] = replace(both, lead=previous.start - len(opened[0]) if opened else previous.start)
                continue
            if or_.fullmatch(link) and set(previous.first) == set(piece.first) == {"year"}:
                years = f"[{_edtf(previous.first)},{_edtf(piece.first)}]"
                found[-1] = replace(previous, end=piece.end, others=(piece.first,), edtf=years)
                continue
        found.append(piece)
    return found


def _stretch(first: Piece, last: Piece) -> Piece | None:
    a, b = dict(first.first), dict(last.first)
    if first.ask and first.ask != "":
        return None
    if "year" in b and "year" not in a and not {"decade", "century"} & set(a):
        a["year"] = b["year"] - (1 if a.get("month", 0) > b.get("month", 99) else 0)
    if "year" in a and "year" not in b and "month" in b:
        return (
            None
            if "month" not in a
            else Piece(first.start, last.end, a, {**b, "year": a["year"]})
            if a["month"] <= b["month"]
            else None
        )
    if ("year" in a) != ("year" in b) and not {"decade", "century"} & {*a, *b}:
        return None
    return Piece(first.start, last.end, a, b)


def _edtf(way: dict[str, int]) -> str:
    """Write what a date names in EDTF; "" when it names no year."""
    if "decade" in way:
        return f"{way['decade'] // 10:03}X"
    if "century" in way:
        return f"{way['century'] - 1:02}XX"
    if "year" not in way:
        return ""
    more = way.get("season") or way.get("month")
    day = f"-{way['day']:02}" if "day" in way else ""
    return f"{way['year']:04}" + (f"-{more:02}" if more else "") + day


def _finished(piece: Piece, text: str, lang: Language) -> Piece:
    """Read the words before a date ("by the end of", "since early"), and write it in EDTF."""
    first, last = _edtf(piece.first), _edtf(piece.last)
    opened = piece.lead >= 0
    relation, quality, lead = ("", "", piece.lead) if opened else _lead(piece, text, lang)
    piece = replace(piece, lead=lead, relation=relation)
    if piece.edtf or piece.ask:
        return piece
    if not first or (piece.last and not last):
        words = text[piece.start : piece.end]
        return replace(piece, ask=f"‘{words}’ has no year: it needs the day of the text, or what stands around it")
    about = "~" if quality in ("start", "end", "about") else ""
    if (quality, relation) in (("start", "since"), ("start", "from"), ("end", "by")):
        about = ""
    if piece.last:
        if _year_span(first) > _year_span(last):
            return replace(piece, ask=f"{text[piece.start : piece.end]!r} ends before it begins")
        if relation == "by":
            return replace(piece, edtf=f"../{last}")
        if relation == "since":
            return replace(piece, edtf=f"{first}/..")
        if relation in ("before", "after"):
            return _beyond(piece, first if relation == "before" else last, relation)
        return replace(piece, edtf=f"{first}{about}/{last}")
    if relation in ("", "from", "since") and (now := lang.word("dates", "until_now").match(text, piece.end)):
        return replace(piece, end=now.end(), edtf=f"{first}/..")
    if (
        relation in ("after", "before")
        and re.search(r"\bthe $", text[: piece.start][-4:])
        and re.match(r" (?!and\b|or\b|to\b)[^\W\d_]{3,}", text[piece.end : piece.end + 8])
    ):
        return replace(piece, edtf=first, lead=piece.start, relation="")  # "after the 2020 election" dates the election
    if relation in ("after", "before"):
        return _beyond(piece, first, relation)
    if relation == "from":
        after = lang.word("dates", "onwards").match(text, piece.end)
        head = text[lead : lead + 1]
        if not (after or head.isupper() or re.search(r"[,;(]\s*$|^\s*$", text[max(0, lead - 3) : lead])):
            words = text[lead : piece.end]
            return replace(piece, ask=f"‘{words}’: since then, or of that time?")
        relation = "since"
    edtf = {"since": f"{first}{about}/..", "by": f"../{first}{about}"}.get(relation, first + about)
    return replace(piece, edtf=edtf)


def _year_span(edtf: str) -> str:
    return edtf.replace("X", "0")[:10]


def _beyond(piece: Piece, edtf: str, relation: str) -> Piece:
    """ "Before 2015" ends with 2014, "after 2015" begins with 2016: the day, month or year beside it."""
    from explainer.text import dates

    period = dates.parse(edtf)
    if period.precision not in ("year", "month", "day", "decade", "century") or not period.lower or not period.upper:
        return replace(piece, ask=f"{relation} {edtf}: where that begins is not said")
    day = period.upper + timedelta(days=1) if relation == "after" else period.lower - timedelta(days=1)
    width = {"month": 7, "day": 10}.get(period.precision, 4)
    near = day.isoformat()[:width]
    return replace(piece, edtf=f"{near}/.." if relation == "after" else f"../{near}")


def _lead(piece: Piece, text: str, lang: Language) -> tuple[str, str, int]:
    """Walk back over "by the end of": the relation, the quality (start, end, about), and where the words begin."""
    relation = quality = ""
    lead = at = piece.start
    patterns = _leads(lang)
    while not relation:
        floor = max(0, at - 40)
        found = [(match.start(), name) for name, pattern in patterns if (match := pattern.search(text, floor, at))]
        if not found:
            break
        place, name = min(found)
        if name in ("start", "end", "about"):
            if "day" in piece.first and name != "about":
                break
            quality = quality or name
            lead = place
        elif name != "filler":
            relation, lead = name, place
        at = place
    return relation, quality, lead


@lru_cache(maxsize=16)
def _leads(lang: Language) -> list[tuple[str, re.Pattern[str]]]:
    given = lang.table["dates"]
    names = ("from", "after", "since", "before", "by", "start", "end", "about", "filler")
    return [
        (name, re.compile(rf"(?<![\w-])(?:{alternatives(given[name])})[\s(]*$", re.IGNORECASE))
        for name in names if given.get(name)
    ]  # fmt: skip
