"""The forms in which dates are printed: 3 May 2020, 24/2, 2016/17, Q3 2021, the 1960s; each with its rule."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from explainer.text.language import Language, alternatives
from explainer.text.mention import Piece, pattern
from explainer.text.years import is_year

_YEAR = r"(?:1\d|2[01])\d\d"
_CALENDAR = "is not a date of the calendar"


_Build = Callable[[re.Match[str], Language], Piece | None]


@lru_cache(maxsize=16)
def _grammar(lang: Language) -> list[tuple[re.Pattern[str], _Build]]:
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
    ancient = rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}|{century}|{decade.replace('?P<decade>', '')}"
    short, end, link = r"(?P<yy>\d\d)", r"(?![\d/]|[.-]\d)", rf"(?: ?[-–—/] ?| (?:{alternatives(given['to'])}) )"
    season = rf"(?P<season>{seasons}){given.get('season_of', '(?: of)?')} ?(?:the year )?"
    alone = r"(?:(?<![\w.,:'’$£€/-])|(?<=(?:mid|end|pre)-)|(?<=(?:post|late)-)|(?<=early-)|(?<=\bc\.)|(?<=\bca\.))"
    old = r"(?<![\w-])(?:(?P<y0>\d{1,4})(?:[-–]| to | and ))?"
    y, dash = rf"(?P<y>{_YEAR})", given.get("day_dash", "(?!)")
    rules: list[tuple[str, _Build]] = [
        (rf"(?<![\w,])(?:{ancient})(?: ?(?:[-–]|to|and|or) ?\d+)? ?{bc}", _before_christ),
        (rf"(?<![\d-]){y}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d|-\d)(?:T[\d:.]+Z?)?", _iso),
        (rf"(?<![\d.,/])(?P<a>\d{{1,2}})(?P<s>[./-])(?P<b>\d{{1,2}})(?P=s)(?P<y>{_YEAR}|\d\d){end}", _numbers),
        (rf"(?<![\d-]){y}(?P<s>[/.])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>\d{{1,2}})(?!\d)", _iso),
        (rf"{weekday}(?<![\d.,]){head}{day}{day2}{of} ?{month}(?:,?{before} ?{year})?", _day_month),
        (rf"(?<![\w]){month}(?:{of},?{before}| of|[/-]) ?{year}", _day_month),
        (rf"(?<![\w/]){part} ?{before}{y}(?:[-–/]{short})?(?!\d)", _part_of_year),
        (rf"(?<!\w){y}[ -](?P<qh>[QH])(?P<n>[1-4])(?!\w)", _part_of_year),
        (rf"(?<!\w){season}{y}(?:[-–/](?P<yy>\d\d|{_YEAR}))?(?!\d)", _season),
        (rf"(?<!\w)(?<!\d-){decade}(?!\w)", _decade),
        (rf"(?<!\w)(?<!\d-){century}(?!\w)", _century),
        (rf"(?<=between )(?:{ad}) ?(?P<y0>\d{{1,4}}) and (?P<y>\d{{1,4}})(?!\d)", _anno_domini),
        (rf"(?<!\w)(?:{ad}) ?(?:(?P<y0>\d{{1,4}})(?:[-–]| to ))?(?P<y>\d{{1,4}})(?!\d)", _anno_domini),
        (rf"{old}(?P<y>\d{{1,4}}) ?{ad}", _anno_domini),
        (rf"(?<!\w)(?:FY|(?:fiscal|financial)(?: years?)? ) ?(?P<y>{_YEAR}|\d\d)(?: and {_YEAR})?(?![\d/–-])", _fiscal),
        (rf"(?:(?<![\w.,/-])|\bFY ?){y}(?P<s>[-–/]){short}(?!\d|[-/.]\d)", _two_years),
        (rf"(?<![\w.,/-]){y}{link}(?P<y2>{_YEAR})(?![\d,.]\d){given.get('year_after', '')}(?!\w)", _year_to_year),
        (rf"(?<![\w.,/-]){y}[-–](?P<yy>\d)(?![\w%]|[.,/-]\d)", _two_years),
        (rf"(?<!\w){given.get('month_before', '')}{month}(?!\w)", _month_alone),
        (rf"(?<![\d.,/])(?P<m>0[1-9]|1[0-2])(?P<s>[./]){y}(?![\d./])", _month_number),
        (r"(?<![\d.,/])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/])", _day_slash_month),
        (rf"(?<!\w){dash}(?P<a>\d{{1,2}})[.-](?P<b>\d{{1,2}})(?![\d/-]|\.\d)", _day_slash_month),
        (rf"{alone}{y}{given.get('year_after', '')}(?![\w%]|[,.]\d|-\w|/\d)", _year_alone),
    ]
    if lang.table.get("months_large") and ordinals != "(?!)":
        rules.insert(5, (rf"(?<![\w-])(?P<dw>{ordinals}) of {month}(?:,? {year})?", _day_month))
    if given.get("month_first"):
        american = rf"{weekday}(?<!\w){month} {day}{day2}(?![\d:%])(?![,.]\d)(?:(?:,| of)? {year})?"
        rules.insert(5, (american, _day_month))
    return [(re.compile(form, re.IGNORECASE), build) for form, build in rules]


def pieces(text: str, lang: Language) -> list[Piece]:
    """Find the dates one by one; what an earlier rule has taken, a later one leaves alone."""
    taken = bytearray(len(text) + 1)
    found = []
    for rule, build in _grammar(lang):
        for match in rule.finditer(text):
            if not any(taken[match.start() : match.end()]) and (piece := build(match, lang)):
                taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
                found.append(piece)
    return sorted(found, key=lambda piece: piece.start)


def _at(match: re.Match[str], first: dict[str, int] | None = None, last: dict[str, int] | None = None, ask: str = "",
        others: tuple[dict[str, int], ...] = (), one: bool = False) -> Piece:  # fmt: skip
    """Make the piece of a match; what is asked begins with its words."""
    said = f"{match[0]!r} {ask}" if ask else ""
    return Piece(match.start(), match.end(), first or {}, last or {}, said, others, one=one)


def _get(match: re.Match[str], name: str) -> str | None:
    return match.groupdict().get(name)


def _month_of(match: re.Match[str], lang: Language) -> int:
    found = re.search(lang.month, match[0], re.IGNORECASE)
    return lang.months[found[0].lower().rstrip(".")] if found else 0


def _checked(match: re.Match[str], first: dict[str, int], last: dict[str, int] | None = None) -> Piece:
    """Refuse a day that its month does not have."""
    for way in (first, last or first):
        if not 1 <= way["day"] <= monthrange(way.get("year", 2000), way["month"])[1]:
            return _at(match, ask=_CALENDAR)
    if last and last["day"] <= first["day"]:
        return _at(match, ask="names two days that do not follow each other")
    return _at(match, first, last)


def _before_christ(match: re.Match[str], lang: Language) -> Piece:
    return _at(match, ask="is before the year 1, which no table of dates here holds: say it in words, with a ground")


def _iso(match: re.Match[str], lang: Language) -> Piece:
    if not 1 <= int(match["m"]) <= 12:
        return _at(match, ask=_CALENDAR)
    return _checked(match, {"year": int(match["y"]), "month": int(match["m"]), "day": int(match["d"])})


def _numbers(match: re.Match[str], lang: Language) -> Piece:
    year = {"year": int(match["y"])} if len(match["y"]) == 4 else {}
    piece = _days(match, _order(match, year, lang), lang)
    return piece if year or piece.ask else _at(match, piece.first, ask="does not say the century of its year")


def _order(match: re.Match[str], year: dict[str, int], lang: Language) -> Piece:
    """Tell day from month: by what can be, by the language's order, else it is asked."""
    a, b = int(match["a"]), int(match["b"])
    ways = [{**year, "month": month, "day": day} for day, month in dict.fromkeys(((a, b), (b, a))) if 1 <= month <= 12]
    ways = [way for way in ways if 1 <= way["day"] <= monthrange(way.get("year", 2000), way["month"])[1]]
    if not ways:
        return _at(match, ask=_CALENDAR)
    order = lang.table.get("day_first", True)
    if len(ways) == 2 and order == "ask":
        return _at(match, ways[0], ask="can be read in two ways: the day or the month first", others=(ways[1],))
    return _at(match, ways[0] if order else ways[-1])


def _days(match: re.Match[str], piece: Piece, lang: Language) -> Piece:
    """Take along the day from which it is counted: "6. bis 20.10.2020", "6-20/10"."""
    to = alternatives(lang.table["dates"]["to"])
    link = pattern(rf"(?<![\w.,/:-])(\d{{1,2}})\.?(?:\s?[-–—]\s?| (?:{to}) )$")
    before = link.search(match.string, max(0, match.start("a") - 24), match.start("a"))
    if not before or piece.others or not 1 <= int(before[1]) < piece.first.get("day", 0):
        return piece
    return replace(piece, start=before.start(), first={**piece.first, "day": int(before[1])}, last=piece.first)


def _day_month(match: re.Match[str], lang: Language) -> Piece | None:
    named = {"year": int(match["y"])} if _get(match, "y") else {}
    day, last = _get(match, "d"), _get(match, "d2")
    if words := _get(match, "dw"):
        day = str(lang.table["dates"]["ordinals"].split().index(words.lower()) + 1)
    first = {**named, "month": _month_of(match, lang)}
    if day is None:
        return None if _are_months(match, lang) else _at(match, first)
    if not 1 <= int(day) <= 31 and not named:
        return None
    return _checked(match, {**first, "day": int(day)}, {**first, "day": int(last)} if last else None)


def _are_months(match: re.Match[str], lang: Language) -> bool:
    """Tell "chín tháng năm 2017", nine months of 2017, from a month."""
    return lang.word("dates", "no_month_after").search(match.string[: match.start()][-8:]) is not None


def _nth(match: re.Match[str], lang: Language) -> tuple[int, int]:
    """Give which part of the year, and of how many: (3, 4) for the third quarter; (0, 0) for what is none."""
    given = lang.table["dates"]
    if written := _get(match, "n") or _get(match, "n2"):
        of = 4 if (_get(match, "qh") or "H").upper() in ("Q", "T", "QUÝ") else 2
        return (number, of) if (number := _ordinal(written.lower(), lang)) <= of else (0, 0)
    words, part = (match["nth"] or "").lower(), (match["part"] or "").lower()
    of = 2 if part in given.get("half", []) else 4
    listed, digits = given.get("nth", "first second third fourth").split(), re.match(r"\d", words)
    number = int(digits[0]) if digits else listed.index(words) % 4 + 1 if words in listed else 0
    number = of if words in given.get("last", []) else 1 if words in given.get("first", []) else number
    return (number, of) if 1 <= number <= of else (0, 0)


def _part_of_year(match: re.Match[str], lang: Language) -> Piece:
    (number, of), year = _nth(match, lang), int(match["y"])
    if not number or _get(match, "yy"):
        return _at(match, {"year": year}, ask="does not say which months these are")
    width = 12 // of
    first, last = ({"year": year, "month": month} for month in ((number - 1) * width + 1, number * width))
    return _at(match, first, last, one=True)


def _season(match: re.Match[str], lang: Language) -> Piece:
    names = lang.table["dates"]["seasons"].items()
    season, year = next(n for name, n in names if re.fullmatch(name, match["season"], re.I)), int(match["y"])
    if match["yy"] and (season != 24 or (year + 1) % 100 != int(match["yy"]) % 100):
        return _at(match, {"year": year}, ask="is a season of two years")
    return _at(match, {"year": year, "season": season})


def _century(match: re.Match[str], lang: Language) -> Piece | None:
    number = _ordinal(match["century"].lower(), lang)
    if not 2 <= number <= 21:
        return _at(match, ask="is no century that has dates here: they begin with the second")
    if not (before := _get(match, "century0")):
        return _at(match, {"century": number})
    first = _ordinal(before.lower(), lang)
    if 2 <= first < number:
        return _at(match, {"century": first}, {"century": number})
    return _at(match, ask="names two centuries that do not follow each other")


def _ordinal(words: str, lang: Language) -> int:
    """Read 19th, nineteenth or XIX; 0 for anything else."""
    listed = lang.table["dates"].get("ordinals", "").split()
    if digits := re.match(r"\d+", words):
        return int(digits[0])
    if words in listed:
        return listed.index(words) + 1
    values = [{"i": 1, "v": 5, "x": 10}.get(letter, 0) for letter in re.sub(r"e.*", "", words)]
    return sum(-value if value < max(values[at + 1 :], default=0) else value for at, value in enumerate(values))


def _decade(match: re.Match[str], lang: Language) -> Piece:
    decade = int(match["decade"] or 0)
    if tens := _get(match, "tens"):  # the tens of a century that is named
        decade = 100 * (_ordinal(match["of"].lower(), lang) - 1) + int(tens)
    unclear = decade % 100 == 0 and decade != 2000
    return _at(match, {"decade": decade}, ask="may be ten years or a hundred" if unclear else "")


def _anno_domini(match: re.Match[str], lang: Language) -> Piece | None:
    year, first = int(match["y"]), int(match["y0"] or 0)
    between = match.string[: match.start()].endswith("between ")
    if not 1 <= year <= 2099 or (" and " in match[0] and not between):
        return None
    return _at(match, {"year": first}, {"year": year}) if 0 < first < year else _at(match, {"year": year})


def _month_number(match: re.Match[str], lang: Language) -> Piece:
    decimal = match["s"] == "." and match["m"][0] != "0"
    named = {"year": int(match["y"]), "month": int(match["m"])}
    return _at(match, named, ask="may be a month or a decimal" if decimal else "")


def _fiscal(match: re.Match[str], lang: Language) -> Piece:
    year = {"year": int(match["y"])} if len(match["y"]) == 4 else {}
    return _at(match, year, ask="does not say when that financial year begins")


def _two_years(match: re.Match[str], lang: Language) -> Piece | None:
    """Read 2016/17, 1914-18, 1998-9; "2010-11" may be a month as well."""
    year, digits = int(match["y"]), match["yy"]
    last = year - year % 10 ** len(digits) + int(digits)
    last += 100 * (year % 100 == 99 and digits == "00")
    month = len(digits) == 2 and match["s"] == "-" and 1 <= int(digits) <= 12
    if last <= year:
        return _at(match, {"year": year, "month": int(digits)}) if month else None
    near = match.string[max(0, match.start() - 25) : match.end() + 25]
    both = {"year": year}, {"year": last}
    if month and not (last == year + 1 and lang.word("around", "season_of_two_years").search(near)):
        other = {"year": year, "month": int(digits)}
        return _at(match, *both, ask="can be read in two ways: as years, or as a month", others=(other,))
    return _at(match, *both, one=last == year + 1)


def _year_to_year(match: re.Match[str], lang: Language) -> Piece | None:
    first, last, ranges = int(match["y"]), int(match["y2"]), lang.table["ranges"]
    between = pattern(rf"(?<!\w)(?:{alternatives(ranges['between'])}) (?:the years )?$")
    listed = pattern(rf".* (?:{alternatives(ranges['and'])}) ").match(match[0])
    if first >= last or is_year(match.string, match.start(), match.end(), last, lang) is False:
        return None
    if listed and not between.search(match.string, max(0, match.start() - 40), match.start()):
        return None
    return _at(match, {"year": first}, {"year": last})


def _month_alone(match: re.Match[str], lang: Language) -> Piece | None:
    short = len(match[0].rstrip(".")) < 4 and match[0] != "May"  # "Mar" or "Dec" without a day is as a rule no month
    return (
        None
        if (lang.code == "en" and short) or _are_months(match, lang)
        else _at(match, {"month": _month_of(match, lang)})
    )


def _day_slash_month(match: re.Match[str], lang: Language) -> Piece | None:
    a, b = int(match["a"]), int(match["b"])
    whole = re.search(r"\d[ -]$", match.string[: match.start()][-12:])  # "3 1/2"
    parted = lang.word("around", "parted").match(match.string, match.end())  # "2/3 of them"
    if a < b and b in (2, 3, 4, 5, 6, 8, 10, 16) and (whole or parted):
        return None
    if _get(match, "words") and lang.unit(match.string, match.end())[0]:
        return None  # "chiều 3-5 người"
    piece = _days(match, _order(match, {}, lang), lang)
    return piece if piece.first else _at(match, ask="is neither a day and a month nor a fraction that can be read")


def _year_alone(match: re.Match[str], lang: Language) -> Piece | None:
    named = match.end() > match.end("y")  # "2015 года"
    year = int(match["y"])
    sure = named or is_year(match.string, match.start(), match.end(), year, lang)
    return None if sure is False else _at(match, {"year": year}, ask="" if sure else "may be a year or an amount")
