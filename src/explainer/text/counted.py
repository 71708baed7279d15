"""One amount: a numeral with its sign, its currency, the letter that scales it, and the unit right after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from explainer.text.language import alternatives
from explainer.text.mention import MONEY, Scan, pattern
from explainer.text.numerals import Numeral

_ONE = Decimal(1)
_PER = re.compile(r"(?:\s?/\s?| per )(hour|second|minute|day|h|s|km|mile)(?!\w)| an? (hour|minute|second)(?!\w)")


@dataclass(frozen=True)
class Counted:
    """A numeral with what belongs to it.

    Parameters
    ----------
    start, end: the whole of it, currency and unit inside.
    core: where that ends which is written together with the number: "12%", not "12 people".
    value: the number; None when it must be asked for, or for a vague word.
    unit: what stands right beside the number.
    numeral: the numeral itself.
    scale: what a word or a letter multiplied it by.
    money: a currency stands before it.
    ask, certainty: as in a mention.
    """

    start: int
    end: int
    core: int
    value: Decimal | None
    unit: str
    numeral: Numeral
    scale: Decimal = _ONE
    money: bool = False
    ask: str = ""
    certainty: str = "sure"


def amount(scan: Scan, numeral: Numeral) -> Counted | None:
    """Take the sign, the currency and the unit along; None for what is no amount.

    Parameters
    ----------
    scan: the text.
    numeral: one of its numerals.
    """
    text, lang, figure = scan.text, scan.lang, numeral.kind == "figure"
    if not scan.free(numeral.start, numeral.end):
        return None
    one = Counted(numeral.start, numeral.end, numeral.end, numeral.value, "", numeral, ask=numeral.ask)
    if figure and one.value is not None and numeral.own:
        one = replace(one, scale=one.value / numeral.own)
    if money := lang.money.search(text, max(0, one.start - 6), one.start):
        one = replace(one, start=money.start(), unit=lang.currency(money[0]), money=True)
    if numeral.kind in ("figure", "word") and one.value is not None and one.scale == 1:
        one = _short(scan, one, one.value)
    one = _below_zero(scan, _with_unit(scan, _signed(scan, one)))
    if numeral.kind in ("half", "lone") and one.unit in ("", "people") and not _is_share(scan, numeral):
        if numeral.kind == "half" or not re.match(r"[.,;)]|$", text[one.end : one.end + 1]):
            return None
        one = replace(one, ask=f"{text[one.start : one.end]!r} may be a part or the next of a row")
    if numeral.kind == "word" and _is_word_only(scan, one):
        return None
    if numeral.kind == "article" and one.value == 1 and scan.hedge(one.start)[0] in ("exact", "within"):
        return None
    if figure and text[one.end : one.end + 1].isalpha():
        if re.match(r"[A-Z](?!\w)", text[one.end :]):
            return None  # "3D", "5G": a word
        words = text[one.start : one.end + 8].split()[0]
        one = replace(one, ask=f"‘{words}’: what the letters after the number mean is not clear")
    return replace(one, ask=one.ask or _two_ways(scan, one))


def _with_unit(scan: Scan, one: Counted) -> Counted:
    text, lang, kind = scan.text, scan.lang, one.numeral.kind
    part = kind in ("half", "lone", "part")
    article = re.match(r" (?:of )?an?(?= )", text[one.end : one.end + 8])
    if article and (part or article[0].startswith(" of")):  # "half a mile", "0.5 of a percent"
        unit, stop = lang.unit(text, one.end + article.end())
        if unit and unit != "people":
            return replace(one, unit=unit, end=stop, core=stop)
    unit, stop = lang.unit(text, one.end) if one.unit in ("", "dollars") else ("", one.end)
    if unit and not (one.unit and unit not in MONEY):
        together = text[one.end] != " " or not text[stop - 1].isalpha()
        if one.value and (half := scan.word("numbers", "half_after").match(text, stop)):  # "deux ans et demi"
            one, stop, together = replace(one, value=one.value + one.scale / 2), half.end(), True
        one = replace(one, unit=unit, end=stop, core=stop if together else one.end)
    else:
        one = replace(one, core=one.end)
    if kind == "times":
        return replace(one, unit="times")
    if not one.unit and scan.before(scan.word("around", "aged"), one.start):
        return replace(one, unit="years")
    named = scan.before(scan.word("around", "named_age"), one.start) and re.match(r",(?! \d)", text[one.end :])
    if named and not one.unit and one.value and 10 <= one.value < 110:
        return replace(one, unit="years", certainty="likely")  # "Gauff, 19, became …"
    per = _PER.match(text, one.end)
    if per and one.unit and one.unit not in ("people", "percent", *MONEY):
        each = dict(h="hour", s="second").get(per[1], per[1] or per[2])
        unit = {"km per hour": "km/h"}.get(both := f"{one.unit} per {each}", both)
        return replace(one, unit=unit, end=per.end())
    return one


def _two_ways(scan: Scan, one: Counted) -> str:
    """Say that "1.500 people" may be a decimal, and "1080p" no money."""
    words = scan.text[one.numeral.start : one.numeral.end]
    counted = one.unit == "people" or (not one.unit and scan.noun(one.end))
    price = one.unit in MONEY and scan.lang.group == " " and re.fullmatch(r"\d\.\d{3}", words)
    if price or (counted and re.fullmatch(rf"\d{{1,3}}{re.escape(scan.lang.decimal)}\d{{3}}", words)):
        return f"two ways to read {words!r}: as a decimal and as thousands"
    if one.unit == "pence" and re.match(r"(?:\d{4}|480|720)p", scan.text[one.numeral.start :]):
        return f"‘{words}p’: pence, or lines of a picture?"
    return ""


def _short(scan: Scan, one: Counted, value: Decimal) -> Counted:
    """Read "£3bn", "1.2m people", "$250k": a letter that scales, or a unit of measure."""
    text, short = scan.text, scan.lang.table["numbers"].get("short", {})
    found = pattern(rf"(?P<gap> ?)(?P<letter>{alternatives(list(short))})(?:\b|(?=\$|€|£))(?![²³/])")
    match = found.match(text, one.end)
    if not match:
        return one
    letter, glued, stop = match["letter"].lower(), not match["gap"], match.end()
    scale, unit = Decimal(str(int(short[letter]))), scan.lang.unit(text, stop)[0]
    counted = unit in ("people", *MONEY) or bool(scan.noun(stop, 2))
    certain = one.money or len(letter) > 1 or unit in MONEY
    words = text[one.numeral.start : stop]
    spelt = one.numeral.kind == "word" and len(letter) == 1
    if spelt or (letter == "t" and not (one.money and glued)) or (letter == "k" and not glued):
        return one
    if letter == "b" and not (one.money or counted):
        return replace(one, ask=f"{words!r}: a billion?")
    if match["letter"] == "K" and not one.money:
        return replace(one, end=stop, ask=f"{words!r}: a thousand, or a name?")
    if letter == "m" and not certain:
        metres = scan.word("around", "metres").match(text, stop)
        if (metres or not glued) and unit != "people":
            return one
        if not counted:
            return replace(one, end=stop, ask=f"{words!r} may be metres or millions")
    sure = "sure" if certain or counted else "likely"
    return replace(one, value=value * scale, scale=scale, end=stop, certainty=sure)


def _signed(scan: Scan, one: Counted) -> Counted:
    """Read a minus, "minus" or "negative" before a number."""
    text, start = scan.text, one.start
    if one.value is None:
        return one
    minus = scan.lang.table["ratios"].get("minus", "(?!)")
    if word := pattern(rf"(?<!\w)(?:{minus}) $").search(text, max(0, start - 10), start):
        plus = scan.before(pattern(r"\bplus or $"), word.start())
        return one if plus else replace(one, start=word.start(), value=-one.value)
    sign, outer = text[max(0, start - 1) : start], text[max(0, start - 2) : max(0, start - 1)]
    if sign not in ("-", "–"):
        return one
    if outer in ("$", "£", "€"):
        return replace(one, start=start - 2, value=-one.value)
    if outer not in ("", " ", "(", ":", "=", "\n", "[") or scan.before(re.compile(r"[\d%] $"), start - 1, 3):
        return one
    if sign == "–" and not re.match(r"\s?[%°CF]", text[one.end :]):
        return replace(one, ask=one.ask or f"{text[start - 1 : one.end]!r}: a minus, or a dash before the number?")
    return replace(one, start=start - 1, value=-one.value)


def _below_zero(scan: Scan, one: Counted) -> Counted:
    """Read "37 below zero" as -37; with "more than" before it the bound turns round, so it is asked."""
    found = scan.word("around", "below_zero").match(scan.text, one.end)
    if not found or one.value is None or one.unit not in ("", "°C", "°F", "degrees"):
        return one
    bounded = scan.hedge(one.start)[0] not in ("exact", "about")
    ask = f"‘{scan.text[one.start : found.end()]}’: on which side of it must be said" if bounded else ""
    unit = one.unit or "degrees"
    return replace(one, value=-one.value, unit=unit, end=found.end(), core=found.end(), ask=one.ask or ask)


def _is_share(scan: Scan, numeral: Numeral) -> bool:
    """Tell "half of the voters" from the second half and from half-hearted."""
    if scan.before(scan.word("numbers", "no_share_before"), numeral.start):
        return False
    return (
        scan.word("numbers", "share_after").match(scan.text, numeral.end) is not None
        or scan.hedge(numeral.start)[0] != "exact"
        or scan.before(scan.word("numbers", "share_before"), numeral.start)
    )


def _is_word_only(scan: Scan, one: Counted) -> bool:
    """Tell a pronoun or a part of another word from a number: "one of them", "năm 1998"."""
    text, numbers, end = scan.text, scan.lang.table["numbers"], one.numeral.end
    if text[one.numeral.start : end].lower() in numbers.get("one", []):
        return not _is_one(scan, one)
    if not numbers.get("words_need_unit"):
        return False
    small = one.value is not None and one.value < 100 and not one.unit and text[one.end : one.end + 1] != "-"
    return small or re.match(r" \d", text[end:]) is not None


def _is_one(scan: Scan, one: Counted) -> bool:
    """ "One" counts before a unit, after a hedge and before a hyphen; else it is a pronoun."""
    after = scan.text[one.numeral.end : one.numeral.end + 20]
    ranges = scan.lang.table["ranges"]
    to = pattern(rf" (?:(?:{alternatives([*ranges['to'], *ranges['or']])}) (?:\d|two\b|three\b)|or more\b)")
    if to.match(after) or scan.hedge(one.numeral.start)[0] != "exact":
        return True
    ratio = scan.lang.table["ratios"]["in"]
    if one.unit or pattern(ratio).match(after) or re.match(r"-(?!off|sided|time|way|on\b|liner|up|stop)\w", after):
        at_one_point = one.unit == "points" and scan.before(pattern(r"\bat $"), one.start)
        return not at_one_point and not re.match(r" (?:day|night|morning|evening|afternoon)\b", after)
    only = pattern(r"\b(?:only|just|exactly|or|and|to)\s$")
    return scan.before(only, one.numeral.start) and re.match(r" \w", after) is not None
