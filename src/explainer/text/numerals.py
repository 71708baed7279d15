"""Numerals: what in a text stands for a number, in figures or in words, before anybody asks what it counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from explainer.text.language import Language, alternatives

_VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_FIGURE = re.compile(
    r"(?<![\w])(?<![\d][.,])(?P<digits>\d{1,3}(?:(?P<sign>[,. '’])\d{3})(?:(?P=sign)\d{3})*(?:[.,]\d+)?(?![\d])"
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+(?:[.,]\d+)*)"
    rf"(?P<part>\s?[{_VULGAR}]|[ -]\d/\d{{1,2}}(?![\d/]))?|(?<!\w)[{_VULGAR}]"
)


@dataclass(frozen=True)
class Numeral:
    """A stretch of a text that stands for a number.

    Parameters
    ----------
    start, end: code points, end exclusive; a scale word ("million") is inside.
    value: the number; None for a vague word ("hundreds") and for what can be read in two ways.
    kind: figure, word, part (a third, ½), vague, times (twice), none (no people).
    own: the number without its scale word: 2.5 of "2.5 million".
    ask: why it cannot be read, as a sentence; "" when it can.
    """

    start: int
    end: int
    value: Decimal | None
    kind: str
    own: Decimal = Decimal(0)
    ask: str = ""


def numerals(text: str, lang: Language) -> list[Numeral]:
    """Find every numeral of a text, in order and without overlap.

    Parameters
    ----------
    text: in the form that `source.Plain` gives.
    lang: the text's language.
    """
    found = [*_figures(text, lang), *_words(text, lang)]
    kept: list[Numeral] = []
    for numeral in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return kept


def interpret(digits: str, lang: Language, scaled: bool = False) -> tuple[Decimal | None, str]:
    """Read figures with their separators.

    Parameters
    ----------
    digits: such as "12,000", "1.5" or "250 000".
    lang: the language whose separators count.
    scaled: a scale word or a measure follows, so that three decimals are decimals.

    Returns the number and "", or None and a sentence that says what is unclear.
    """
    signs = [char for char in digits if not char.isdigit()]
    if not signs:
        return Decimal(digits), ""
    plain = re.sub(r"\D", "", digits)
    head, last = digits[: digits.rindex(signs[-1])], digits[digits.rindex(signs[-1]) + 1 :]
    two = f"two ways to read {digits!r}: as a decimal and as thousands"
    if len(set(signs)) == 2 and signs.count(signs[-1]) == 1 and signs[-1] in ".,":
        if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(signs[0])}\d{{3}})+", head):
            return Decimal(re.sub(r"\D", "", head) + "." + last), ""
    elif len(set(signs)) == 1:
        sign, parts = signs[0], digits.split(signs[0])
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
            if scaled or len(parts[1]) != 3:
                return (
                    None,
                    f"{digits!r}: {lang.table['name']} does not write {sign!r} so; a decimal, or a list?",
                )
        elif sign == lang.decimal or lang.group == " ":
            if not threes or scaled:
                return Decimal(digits.replace(",", ".")), ""
            if sign != lang.decimal or parts[1] == "000":
                return None, two
            return Decimal(digits.replace(",", ".")), ""
    return None, f"{digits!r} is no number that {lang.table['name']} writes so"


def _vulgar(sign: str) -> Decimal:
    number = unicodedata.numeric(sign)
    for below in range(2, 11):
        if abs(number * below - round(number * below)) < 1e-9:
            return Decimal(round(number * below)) / below
    raise ValueError(sign)


@lru_cache(maxsize=16)
def _patterns(lang: Language) -> tuple[re.Pattern[str], ...]:
    given = lang.table["numbers"]
    scales = alternatives([re.escape(word) for word in {**lang.scales, **lang.groups}])
    words = alternatives([re.escape(word) for word in {**lang.small, **lang.scales, **lang.groups}])
    parts = alternatives([rf"{word}s?" for word in given.get("parts", {})]) or "(?!)"
    ands = alternatives(given.get("and", [])) or "(?!)"
    ones = alternatives(given.get("one", [])) or "(?!)"
    half = alternatives(given.get("half_words", list(given.get("parts", {}))[:1])) or "(?!)"
    flags = re.IGNORECASE
    return (
        re.compile(rf"(?:[ -](?P<scale>{scales})(?!\w))", flags),
        re.compile(rf"(?<![\w])(?:{words})(?!\w)", flags),
        re.compile(rf"[ -](?:{ands})[ -](?:(?:{ones})[ -])?(?P<part>{parts})(?!\w)", flags),
        re.compile(rf"[ -](?P<part>{parts})(?!\w)", flags),
        re.compile(rf"(?<!\w)(?:(?:{ones})[ -])?(?P<part>{parts})(?!\w)", flags),
        re.compile(rf"[ -](?:{ands})[ -]", flags),
        re.compile(rf"(?<!\w)(?:{ones})[ -]$", flags),
        re.compile(rf"(?:(?: of)? (?:{ones})[ -]|-)(?P<scale>{scales})(?!\w)", flags),
        re.compile(rf"(?<!\w)(?:{half})(?!\w)", flags),
    )


def scaled(text: str, end: int, value: Decimal, lang: Language) -> tuple[Decimal, int]:
    """Multiply by the scale words that follow: "2.5 million", "1,4 mil millones"."""
    pattern = _patterns(lang)[0]
    while match := pattern.match(text, end):
        word = match["scale"].lower()
        value, end = value * (lang.scales.get(word) or lang.groups[word]), match.end()
    return value, end


def _part(word: str, lang: Language) -> Decimal:
    given = lang.table["numbers"]["parts"]
    return Decimal(1) / Decimal(given.get(word.lower()) or given[word.lower().rstrip("s")])


def _figures(text: str, lang: Language) -> Iterator[Numeral]:
    scale, _, and_part, part, *_ = _patterns(lang)
    for match in _FIGURE.finditer(text):
        digits, end = match["digits"], match.end()
        if digits is None:
            value = _vulgar(match[0])
            yield Numeral(match.start(), end, value, "part", value)
            continue
        if (text[end : end + 1].isalpha() and re.match(r"(?:st|nd|rd|th|er|ère|º|ª)(?!\w)", text[end:])) or (
            digits.startswith("0") and digits[1:2].isdigit() and "." not in digits
        ):
            continue
        follows = scale.match(text, end) or re.match(r"\s?(?:[kmgt]?m|kg|g|%|°|bn|tn|m|k)(?!\w)", text[end:])
        given, ask = interpret(digits, lang, follows is not None)
        if text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalnum():
            if re.search(r"(?:over|under)[- ]$", text[: match.start()][-6:], re.IGNORECASE):  # "over-65s"
                yield Numeral(match.start(), end + 1, given, "figure", given or Decimal(0), ask)
            else:
                said = f"‘{text[match.start() : end + 1]}’: an age, a decade or a kind of thing?"
                yield Numeral(match.start(), end + 1, None, "figure", ask=said)
            continue
        if given is None:
            yield Numeral(match.start(), end, None, "figure", ask=ask)
            continue
        value = given
        if match["part"]:
            more = match["part"].strip(" -")
            above, _, below = more.partition("/")
            if below == "0":
                continue
            value += Decimal(above) / Decimal(below) if below else _vulgar(more)
        elif fraction := re.match(r"/(\d{1,2})(?![\d/.])", text[end:]):
            below = Decimal(fraction[1])
            if digits.isdigit() and 0 < int(digits) < below and below in (2, 3, 4, 5, 6, 8, 10, 16):
                value = Decimal(digits) / below
                yield Numeral(match.start(), end + fraction.end(), value, "part", value)
                continue
        own = value
        if more := and_part.match(text, end):
            value, end = value + _part(more["part"], lang), more.end()
        elif (more := part.match(text, end)) and re.match(r" of\b", text[more.end() :]):
            value = value * _part(more["part"], lang)
            yield Numeral(match.start(), more.end(), value, "part", value)
            continue
        value, end = scaled(text, end, value, lang)
        yield Numeral(match.start(), end, value, "figure", own)


def _runs(text: str, lang: Language) -> Iterator[tuple[int, int, Decimal, str]]:
    """Put number words together: "two hundred and five", "twenty-one"; gives start, end, value and the last word."""
    _, words, _, _, _, ands, ones, *_ = _patterns(lang)
    after_tens = lang.table["numbers"].get("and_after") == "tens"
    start = end = -1
    total = Decimal(0)
    group: Decimal | None = None
    last = ""

    def result() -> tuple[int, int, Decimal, str]:
        return start, end, total + (group or 0), last

    for match in words.finditer(text):
        word = match[0].lower()
        gap = text[end : match.start()] if start >= 0 else "\n"
        joined = ands.fullmatch(gap) is not None
        size = lang.scales.get(word) or lang.groups.get(word)
        value = lang.small.get(word)
        fits = start >= 0 and (gap in (" ", "-") or joined)
        if fits and joined:
            fits = value is not None and (last in lang.scales or (after_tens and group is not None and group >= 20))
        if fits and value is not None and group is not None:
            rest = group % 100
            fits = (
                (rest == 0 and value < 100 and group > 0)
                or (rest >= 20 and rest % 10 == 0 and 0 < value < 10)
                or (rest in (60, 80) and 10 <= value < 20 and lang.code == "fr")
            )
        if not fits:
            if start >= 0:
                yield result()
            start, total, group = match.start(), Decimal(0), None
            if size is not None and (before := ones.search(text, max(0, match.start() - 8), match.start())):
                start = before.start()
        if value is not None:
            group = (group or Decimal(0)) + value
        elif size is not None and size <= 100:
            group = (group if group is not None else Decimal(1)) * size
        elif size is not None:
            if group is None and total:
                total *= size
            else:
                total, group = total + (group if group is not None else Decimal(1)) * size, None
        end, last = match.end(), word
    if start >= 0:
        yield result()


def _words(text: str, lang: Language) -> Iterator[Numeral]:
    _, _, and_part, part, lone, _, _, of_scale, half = _patterns(lang)
    given = lang.table["numbers"]
    if vague := given.get("vague"):
        for match in _pattern(rf"(?<![\w-]){vague}(?!\w)").finditer(text):
            yield Numeral(match.start(), match.end(), None, "vague")
    if times := given.get("times"):
        for match in _pattern(rf"(?<![\w-])(?:{alternatives(list(times))})(?![\w-])").finditer(text):
            if match[0].lower() in given.get("times_only_before", []) and not re.match(
                r" (?:the|that|what|its|their|his|her|last)\b", text[match.end() :]
            ):
                continue
            yield Numeral(match.start(), match.end(), Decimal(str(times[match[0].lower()])), "times")
    for start, end, value, last in _runs(text, lang):
        if text[end : end + 1] in "'’" and text[end + 1 : end + 3] == "s ":
            continue
        own = value / (lang.scales.get(last) or 1)
        if lang.scales.get(re.split("[ -]", text[start:end].lower())[0], 0) >= (1000 if lang.code == "en" else 10**6):
            if text[start - 1 : start] != "-":
                yield Numeral(start, end, None, "word", ask=f"{text[start:end]!r}: how many is not said beside it")
            continue
        if more := and_part.match(text, end):
            size = lang.scales.get(last, Decimal(1))  # "a million and a half" is half a million more
            whole, stop = scaled(text, more.end(), value + size * _part(more["part"], lang), lang)
            yield Numeral(start, stop, whole, "word", value + size * _part(more["part"], lang))
            continue
        if (more := part.match(text, end)) and 0 < value < 100:
            # "two quarters" may be half a year; "two thirds" is a part.
            quarter = more["part"].lower() in ("quarters", "quarter") and not re.match(r" of\b", text[more.end() :])
            if not (quarter and value != 3 and value != 1):
                share = value * _part(more["part"], lang)
                if big := of_scale.match(text, more.end()):
                    share, stop = (
                        share * (lang.scales.get(big["scale"].lower()) or lang.groups[big["scale"].lower()]),
                        big.end(),
                    )
                    yield Numeral(start, stop, share, "word", share)
                else:
                    yield Numeral(start, more.end(), share, "part", share)
                continue
        yield Numeral(start, end, value, "word", own)
    if both := given.get("and_half"):  # "an hour and a half"
        for match in _pattern(both).finditer(text):
            yield Numeral(match.start(), match.end(), Decimal("1.5"), "part", Decimal("1.5"))
    hedged = _pattern(r"(?:\w\w |[(])$")
    for match in lone.finditer(text):
        share = _part(match["part"], lang)
        is_half = half.search(match[0]) is not None
        if big := of_scale.match(text, match.end()):
            word = big["scale"].lower()
            value = share * (lang.scales.get(word) or lang.groups[word])
            yield Numeral(match.start(), big.end(), value, "word", value)
        elif match["part"].lower() in given.get("lone", []) and (
            is_half
            or " " in match[0]
            or "-" in match[0]
            or hedged.search(text, max(0, match.start() - 12), match.start())
        ):
            yield Numeral(match.start(), match.end(), share, "half" if is_half else "lone", share)


@lru_cache(maxsize=64)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
