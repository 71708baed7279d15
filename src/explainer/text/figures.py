"""Figures: what may be the figures of a number, and which number their separators make."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from explainer.text.language import CURRENCY_CODES, Language

_VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
# What may touch the figures from the left: "$US3,000", "N2bn", "M7.5", "Rs500".
_LAND = r"(?<=[$£€](?:US|NZ|AU|HK))|(?<=[$][AC])|(?<=[$](?:AUD|CAD))"
_LETTER = r"(?<=\b[NPR])(?=[\d.]+ ?(?:k|m|[mbt]n|tr?n|[mbt]r?illion)\b|\d{1,3},\d{3})|(?<=\bM)(?=\d\.\d(?!\d))"
_LEFT = "|".join([_LAND, _LETTER, *(rf"(?<=\b{code})" for code in CURRENCY_CODES)])
FIGURE = re.compile(
    rf"(?:(?<!\w)|{_LEFT})"
    r"(?<![\d][.,])(?P<digits>(?<!\.)\.\d+"
    r"|\d{1,3}(?:(?P<sign>[,. '’])\d{3})(?:(?P=sign)\d{3})*(?:[.,]\d+)?(?![\d])"
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+(?:[.,]\d+)*)"
    rf"(?P<part>\s?[{_VULGAR}]|[ -]\d/\d{{1,2}}(?![\d/]))?|(?<!\w)[{_VULGAR}]"
)
ENDING = re.compile(r"(?:(?<=1)st|(?<=2)nd|(?<=3)rd|th|er|ère|º|ª|-(?:й|го|му?|ом|я|е|ю|ой|ый|ая|х|ми))(?!\w)")
SCALED = re.compile(r"\s?%|\s?(?:[kmgt]?m|kg|g|°|bn|tn|m|k)(?!\w)")


def interpret(digits: str, lang: Language, scaled: bool = False) -> tuple[Decimal | None, str]:
    """Read figures with their separators.

    Parameters
    ----------
    digits: such as "12,000", "1.5" or "250 000".
    lang: the language whose separators count.
    scaled: a scale word or a unit follows, so that decimals are decimals.

    Returns the number and "", or None and a sentence that says what is unclear.
    """
    signs = [char for char in digits if not char.isdigit()]
    if not signs or digits.startswith("."):
        return Decimal(digits), ""
    plain = re.sub(r"\D", "", digits)
    head, last = digits[: digits.rindex(signs[-1])], digits[digits.rindex(signs[-1]) + 1 :]
    two = f"two ways to read {digits!r}: as a decimal and as thousands"
    if len(set(signs)) == 2 and signs.count(signs[-1]) == 1 and signs[-1] in ".,":
        if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(signs[0])}\d{{3}})+", head):
            return Decimal(re.sub(r"\D", "", head) + "." + last), ""
    elif len(set(signs)) == 1:
        sign, parts = signs[0], digits.split(signs[0])
        if re.match(r"0\d", parts[0]):
            return None, f"{digits!r} is no number"
        threes = len(parts[0]) <= 3 and parts[0] != "0" and all(len(part) == 3 for part in parts[1:])
        indian = len(parts[0]) <= 2 and all(len(part) == 2 for part in parts[1:-1]) and len(parts[-1]) == 3
        if sign in " '’":
            return (Decimal(plain), "") if threes else (None, f"{digits!r} is no number")
        if len(parts) > 2:
            if threes or (indian and sign == ","):
                return Decimal(plain), ""
            return None, f"{digits!r} is no number, but a list, a date or the number of a part"
        if sign == lang.group:
            if threes:
                return Decimal(plain), ""
            if sign == "." and scaled:
                return Decimal(digits), ""
            if scaled or len(parts[1]) != 3:
                return None, f"{digits!r}: {lang.name} does not write {sign!r} so; a decimal, or a list?"
        elif sign == lang.decimal or lang.group == " ":
            if not threes or (scaled and not lang.table["numbers"].get("two_customs")):
                return Decimal(digits.replace(",", ".")), ""
            if sign != lang.decimal:
                return Decimal(plain), ""
            if parts[1] == "000" or scaled:
                return None, two
            return Decimal(digits.replace(",", ".")), ""
    return None, f"{digits!r} is no number that {lang.name} writes so"


def vulgar(sign: str) -> Decimal:
    """Read "½" exactly."""
    part = Fraction(unicodedata.numeric(sign)).limit_denominator(10)
    return Decimal(part.numerator) / part.denominator
