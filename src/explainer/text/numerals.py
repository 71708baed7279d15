"""Numerals: what in a text stands for a number, in figures or in words, before anybody asks what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import SimpleNamespace

from explainer.text.figures import ENDING, FIGURE, SCALED, interpret, vulgar
from explainer.text.language import Language, alternatives
from explainer.text.mention import pattern


@dataclass(frozen=True)
class Numeral:
    """A stretch of a text that stands for a number.

    Parameters
    ----------
    start, end: code points, end exclusive; a scale word ("million") is inside.
    value: the number; None for a vague word ("hundreds") and for what can be read in two ways.
    kind: figure, word, article (a metre), part (a third, ½), vague, times (twice), none (no people).
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


@lru_cache(maxsize=16)
def _words_of(lang: Language) -> SimpleNamespace:
    """Make the patterns of a language's number words, by name."""
    given, never = lang.table["numbers"], "(?!)"
    scale = alternatives([re.escape(word) for word in {**lang.scales, **lang.groups}])
    word = alternatives([re.escape(word) for word in {**lang.small, **lang.scales, **lang.groups}])
    part = alternatives([rf"{word}s?" for word in given.get("parts", {})]) or never
    ands, ones = alternatives(given.get("and", [])) or never, alternatives(given.get("one", [])) or never
    half = alternatives(given.get("half_words", list(given.get("parts", {}))[:1])) or never
    return SimpleNamespace(
        scale=pattern(rf"(?:(?:[ -]|(?<=\d))(?P<scale>{scale})(?!\w))"),
        number=pattern(rf"(?<!\w)(?:{word})(?:(?!\w)|(?={given.get('glued', never)}))"),
        and_part=pattern(rf"[ -](?:{ands})[ -](?:(?:{ones})[ -])?(?P<part>{part})(?!\w)"),
        part=pattern(rf"[ -](?P<part>{part})(?!\w)"),
        lone=pattern(rf"(?<!\w)(?:(?P<one>{ones})[ -])?(?P<part>{part})(?!\w)"),
        joint=pattern(rf"[ -](?:{ands})[ -]"),
        one=pattern(rf"(?<!\w)(?:{ones})[ -]$"),
        of_scale=pattern(rf"(?:(?: of)?[ -](?:{ones})[ -]|-)(?P<scale>{scale})(?!\w)"),
        half=pattern(rf"(?<!\w)(?:{half})(?!\w)"),
        point_figures=pattern(r" point (\d+)(?![\d.,]*\d)"),
        point=pattern(rf" point((?: (?:{'|'.join(list(lang.small)[:10])}))+)(?!\w)"),
        times=pattern(rf"(?<![\w-])(?:{alternatives(list(given.get('times', {}))) or never})(?![\w-])"),
        vague=pattern(rf"(?<![\w-]){given.get('vague', never)}(?!\w)"),
        article=pattern(rf"(?<![\w-])(?:{ones})(?= (?!half))"),
    )


def _size(word: str, lang: Language) -> Decimal:
    return lang.scales.get(word.lower()) or lang.groups[word.lower()]


def scaled(text: str, end: int, value: Decimal, lang: Language) -> tuple[Decimal, int]:
    """Multiply by the scale words that follow: "2.5 million", "1,4 mil millones"; gives the number and its end."""
    while match := _words_of(lang).scale.match(text, end):
        value, end = value * _size(match["scale"], lang), match.end()
        if text[end : end + 2] == ". " and match["scale"].lower() in lang.table["numbers"].get("short", {}):
            end += 1  # "2,5 Mio. Euro"
    return value, end


def _part(word: str, lang: Language) -> Decimal:
    given = lang.table["numbers"]["parts"]
    return Decimal(1) / Decimal(given.get(word.lower()) or given[word.lower().rstrip("s")])


def _figures(text: str, lang: Language) -> Iterator[Numeral]:
    for match in FIGURE.finditer(text):
        digits, start, end = match["digits"], match.start(), match.end()
        if digits is None:
            value = vulgar(match[0])
            yield Numeral(start, end, value, "part", value)
        elif not ENDING.match(text, end) and not re.match(r"0\d+$", digits):
            yield _figure(text, match, lang)


def _figure(text: str, match: re.Match[str], lang: Language) -> Numeral:
    words, digits, start, end = _words_of(lang), match["digits"], match.start(), match.end()
    scale = words.scale.match(text, end) or SCALED.match(text, end)
    odd = not re.search(r"[.,]\d{3}$", digits) and lang.unit(text, end)[0] not in ("", "people")  # "51.2 por ciento"
    value, ask = interpret(digits, lang, scale is not None or odd)
    if text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalnum():
        if re.search(r"(?:over|under)[- ]$", text[:start][-6:], re.IGNORECASE):  # "over-65s"
            return Numeral(start, end + 1, value, "figure", value or Decimal(0), ask)
        said = f"‘{text[start : end + 1]}’: an age, a decade or a kind of thing?"
        return Numeral(start, end + 1, None, "figure", ask=said)
    if value is None:
        return Numeral(start, scaled(text, end, Decimal(1), lang)[1], None, "figure", ask=ask)
    below = re.match(r"/(\d{1,2})(?![\d/.])", text[end:])
    if match["part"]:
        above, _, under = match["part"].strip(" -").partition("/")
        value += Decimal(above) / Decimal(under) if under.strip("0") else vulgar(above) if not under else 0
    elif below and digits.isdigit() and 0 < int(digits) < int(below[1]) and int(below[1]) in (2, 3, 4, 5, 6, 8, 10, 16):
        value /= int(below[1])
        return Numeral(start, end + below.end(), value, "part", value)
    if digits.isdigit() and (more := words.point_figures.match(text, end)):  # "1 point 4 billion"
        value, end = Decimal(f"{digits}.{more[1]}"), more.end()
    own = value
    if more := words.and_part.match(text, end):
        value, end = value + _part(more["part"], lang), more.end()
    elif (more := words.part.match(text, end)) and re.match(r" of\b", text[more.end() :]):
        value *= _part(more["part"], lang)
        return Numeral(start, more.end(), value, "part", value)
    value, end = _chained(text, *scaled(text, end, value, lang), own, lang)
    return Numeral(start, end, value, "figure", own)


def _chained(text: str, value: Decimal, end: int, own: Decimal, lang: Language) -> tuple[Decimal, int]:
    """Take what belongs to a number with a scale: "126 millones 014 mil 024", "mil 316 millones"; gives value, end."""
    size, first = value / own if own else Decimal(1), True
    while size >= 1000 and (more := re.match(r" (\d{1,3}(?:[.,]\d{1,2})?)(?![\d.,]*\d)", text[end:])):
        number, at = interpret(more[1], lang, True)[0] or Decimal(0), end + more.end()
        part, stop = scaled(text, at, number, lang)
        if size == 1000 and stop > at and part >= 10**6 * number > 0 and value < 10**6:
            return (value + number) * (part / number), stop
        if stop > at and part < size:
            size = part / number if number else size / 1000
        elif size != 1000 or len(more[1]) != 3 or stop > at or (first and lang.code == "en"):
            break
        else:
            size = Decimal(1)
        value, end, first = value + part, stop, False
    return value, end


def _runs(text: str, lang: Language) -> Iterator[tuple[int, int, Decimal, str]]:
    """Put number words together: "two hundred and five", "twenty-one"; gives start, end, value and the last word."""
    words, after_tens = _words_of(lang), lang.table["numbers"].get("and_after") == "tens"
    start = end = -1
    total, last, begun, ended = Decimal(0), "", -1, -1
    group: Decimal | None = None
    for match in words.number.finditer(text):
        word, gap = match[0].lower(), text[end : match.start()] if start >= 0 else "\n"
        size, value = lang.scales.get(word) or lang.groups.get(word), lang.small.get(word)
        fits = gap in (" ", "-")
        if words.joint.fullmatch(gap):
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
                yield start, end, total + (group or 0), last
            start, total, group = match.start(), Decimal(0), None
            if size is not None and (before := words.one.search(text, max(0, start - 8), start)):
                start = before.start()
        if group is None:  # where the words begin that the next scale multiplies
            begun, ended = match.start(), end
        if value is not None:
            group = (group or Decimal(0)) + value
        elif size is not None and size <= 100:
            group = (Decimal(1) if group is None else group) * size
        elif size is not None:
            if group and 0 < total <= group * size:  # "three million and one hundred million" are two
                yield start, ended, total, ""
                start, total = begun, Decimal(0)
            total, group = (total * size if group is None and total else total + (group or 1) * size), None
        end, last = match.end(), word
    if start >= 0:
        yield start, end, total + (group or 0), last


def _words(text: str, lang: Language) -> Iterator[Numeral]:
    words, given = _words_of(lang), lang.table["numbers"]
    for match in words.vague.finditer(text):
        yield Numeral(match.start(), match.end(), None, "vague")
    for match in words.times.finditer(text):
        word, follows = match[0].lower(), lang.word("numbers", "times_before").match(text, match.end())
        if follows or word not in given.get("times_only_before", []) or _hedged(text, match, lang):
            yield Numeral(match.start(), match.end(), Decimal(str(given["times"][word])), "times")
    for start, end, value, last in _runs(text, lang):
        multi = last in lang.scales and text[max(0, start - 1) : end] == f"-{last}"  # "multi-million"
        bare = text[start:end].lower() in lang.groups  # "the score was 2-1"
        ordinal = value % 100 >= 20 and value % 10 == 0 and lang.word("numbers", "ordinal_after").match(text, end)
        if not multi and not bare and not ordinal and not re.match("['’]s ", text[end:]):
            yield _spelt(text, start, end, value, last, lang)
    for match in words.article.finditer(text):  # "up to a metre"; `counted` leaves out what no hedge makes a number
        if lang.unit(text, match.end())[0] not in ("", "people", "percent", "points", "times"):
            yield Numeral(match.start(), match.end(), Decimal(1), "article", Decimal(1))
    for match in words.lone.finditer(text):
        share, half = _part(match["part"], lang), words.half.search(match[0])
        if big := words.of_scale.match(text, match.end()) or (half and words.scale.match(text, match.end())):
            value = share * _size(big["scale"], lang)
            yield Numeral(match.start(), big.end(), value, "word", value)
            continue
        bare = given.get("bare_parts")  # "треть" has no article; "près du quart" has it in its hedge
        free = half or match["one"] or bare is True or (bare and _hedged(text, match, lang))
        if free and match["part"].lower() in given.get("lone", []):
            yield Numeral(match.start(), match.end(), share, "half" if half else "lone", share)


def _hedged(text: str, match: re.Match[str], lang: Language) -> bool:
    at = match.start()
    return any(hedge.search(text, max(0, at - 24), at) for hedge in lang.hedges.values())


def _spelt(text: str, start: int, end: int, value: Decimal, last: str, lang: Language) -> Numeral:
    """Read what follows a number in words: a part ("two thirds"), "and a half", "point five"."""
    words = _words_of(lang)
    if last in lang.scales and value < 10**6:
        whole, stop = _chained(text, value, end, value / 1000, lang)
        if whole >= 10**6:
            return Numeral(start, stop, whole, "word", whole / 10**6)
    first = lang.scales.get(re.split("[ -]", text[start:end].lower())[0], 0)
    if not lang.table["numbers"].get("bare_scale") and first >= (1000 if lang.code == "en" else 10**6):
        return Numeral(start, end, None, "word", ask=f"{text[start:end]!r}: how many is not said beside it")
    if decimals := words.point.match(text, end):
        digits = "".join(str(lang.small[word]) for word in decimals[1].lower().split())
        value, end = scaled(text, decimals.end(), value + Decimal(f"0.{digits}"), lang)
        return Numeral(start, end, value, "word", value)
    if more := words.and_part.match(text, end):
        own = value + lang.scales.get(last, Decimal(1)) * _part(more["part"], lang)  # "a million and a half"
        whole, end = scaled(text, more.end(), own, lang)
        return Numeral(start, end, whole, "word", own)
    more = words.part.match(text, end) if 0 < value < 100 else None
    # "Two quarters" may be half a year; "two thirds" and "three quarters" are parts.
    if more and (more["part"].lower()[:7] != "quarter" or value in (1, 3)):
        share, end = value * _part(more["part"], lang), more.end()
        if big := words.of_scale.match(text, end):
            share, end = share * _size(big["scale"], lang), big.end()
            return Numeral(start, end, share, "word", share)
        return Numeral(start, end, share, "part", share)
    return Numeral(start, end, value, "word", value / (lang.scales.get(last) or lang.groups.get(last) or 1))
