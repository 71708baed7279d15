"""What the engine reads in a text: every number with its hedge and unit, every date, and what it must ask.

The rule above all: right, or asked, never silently wrong.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from explainer.model.article import Article
from explainer.text.counted import amount
from explainer.text.date_words import dates_in
from explainer.text.figures import interpret
from explainer.text.language import Language, alternatives, language
from explainer.text.leftover import look_again
from explainer.text.mention import Mention, Scan, pattern
from explainer.text.numerals import numerals, scaled
from explainer.text.source import Plain
from explainer.text.together import write_down

__all__ = ["Mention", "in_quotation", "is_read", "numbers_in", "read", "read_article"]

_NOISE = re.compile(
    r"https?://\S+|www\.\S+|\b[\w.+-]+@[\w-]+\.\w[\w.]+|\bdoi:\S+|\b10\.\d{4,}/\S+"
    r"|(?<![\w-])(?-i:[A-Z][A-Za-z]*)-\d+[A-Za-z]?\b(?<!mid-\d{4})"
    r"|\b(?:1\d|20)\d\d (?-i:[A-Z]{1,2}\d+)\b"
    r"|\b(?!\d{1,3}(?:\.\d{3}){3})\d{1,3}(?:\.\d{1,3}){3}\b",
)
_PHONE = re.compile(
    r"(?<![\w.,])(?<!\d )(?:\+\d{1,3}[ -]?(?:\(\d+\)[ -]?)?\d[\d -]{5,}\d|\(?0\d{2,4}\)?[ -]\d{3,4}(?:[ -]?\d{3,4})?"
    r"|(?:1-)?\d{3}-\d{3}-\d{4}|\(\d{3}\) \d{3}-\d{4}|\d{3}-\d{4}(?=[^\d]|$))(?![\w,])"
)
_NOTE = re.compile(r"(?<=[\w.,;:)”\"'’])\[\d{1,3}\]|(?<=[^\W\d][.,;)”\"])\d{1,3}(?=\s|$)")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d:\d\d(?:\.\d+)?\b|(?<![\w.,])\d['’]\d{1,2}(?:\"|”|''|(?!\w))")
_CHAIN = re.compile(r"(?<![\w,.–-])\d{1,2}(?:[-–]\d{1,2}){2,}(?![\w–-])")
_ACCOUNT = re.compile(r"(?P<money>[$£€¥])\s?\((?P<digits>\d[\d,]*(?:\.\d+)?)\)")


@lru_cache(maxsize=2048)
def read(text: str, code: str = "en") -> tuple[Mention, ...]:
    """Read a text.

    Parameters
    ----------
    text: as it stands, with any blanks, soft hyphens and line ends.
    code: its language, such as "en", "en-US" or "de".

    Returns every number, date and question in order. A language that is not read gives one question,
    which says so.

    >>> [(one.hedge, one.low, one.unit) for one in read("more than £3bn")]
    [('more_than', Decimal('3000000000'), 'pounds')]
    """
    lang = language(code)
    said = _other_letters(text, lang) if lang else f"the engine does not read this language ({code})"
    if lang is None or said:
        ask = f"{said}; enter its numbers and dates with a ground"
        return (Mention(0, len(text), text[:60], "question", certainty="", ask=ask),)
    plain, found = Plain(text), []
    for one in _mentions(Scan(plain.text, lang)):
        start, end = plain.start(one.start), plain.end(one.end)
        lead = plain.start(one.lead) if one.lead >= 0 else start
        stop = plain.end(one.stop) if one.stop >= 0 else end
        found.append(replace(one, start=start, end=end, lead=lead, stop=stop, words=text[start:end]))
    return tuple(found)


def read_article(article: Article, lang: str) -> list[Mention]:
    """Read a whole article, paragraph by paragraph, with the places that the article's offsets count.

    Parameters
    ----------
    article: the text.
    lang: its language, such as "en".
    """
    return [_moved(one, part.start) for part in article.paragraphs for one in read(part.text, lang)]


def in_quotation(article: Article, start: int, end: int, lang: str) -> list[Mention]:
    """Read a stretch of an article.

    Its whole paragraph is read, so that a quotation which leaves "about" outside does not lose it.

    Parameters
    ----------
    article: the text.
    start, end: the stretch, in code points of the article, end exclusive.
    lang: its language.

    Returns what stands inside the stretch, with the article's offsets.
    """
    paragraph = article.paragraph_at(start)
    if paragraph is None:
        return []
    found = (_moved(one, paragraph.start) for one in read(paragraph.text, lang))
    return [one for one in found if start <= one.start and one.end <= end]


def is_read(wanted: tuple[Decimal, ...], one: Mention) -> bool:
    """Tell whether a mention gives these numbers: exactly, or as a part rounded to the digits that are wanted.

    >>> is_read((Decimal("0.67"),), read("two thirds of the voters")[0])
    True
    """
    given = one.values
    return len(given) == len(wanted) and all(_same(a, b) for a, b in zip(wanted, given, strict=True))


def numbers_in(words: str, lang: str = "en") -> frozenset[Decimal]:
    """Give every number that words give: amounts, bounds, and the years and days of dates."""
    found = read(words, lang)
    given = {number for one in found for number in (one.value, one.low, one.high) if number is not None}
    dated = (part for one in found for reading in one.readings for part in reading)
    return frozenset(given | {Decimal(value) for kind, value in dated if kind != "season"})


def _other_letters(text: str, lang: Language) -> str:
    """Say that a text is written in letters that its language does not have."""
    letters = [char for char in text if char.isalpha()]
    foreign = [char for char in letters if char >= "\u0370" and not "\u1e00" <= char <= "\u20ff"]
    if lang.code == "ru":
        foreign = [char for char in foreign if not "\u0400" <= char <= "\u04ff"]
    if letters and len(foreign) > len(letters) / 2:
        return f"these are not the letters of {lang.name}: give the text's language (--lang)"
    return ""


def _mentions(scan: Scan) -> list[Mention]:
    """Read what only looks like an amount, then dates, then the amounts."""
    for match in _NOISE.finditer(scan.text):
        if not scan.word("around", "hyphenated").match(match[0]):
            scan.take(*match.span())
    scan.ask(_PHONE, "looks like a telephone number, not like an amount")
    scan.ask(scan.word("around", "address"), "looks like an address, not like an amount")
    scan.ask(scan.word("around", "odds"), "may be odds, a ratio or hours")
    scan.ask(scan.word("around", "shares"), "may be a part: one in so many")
    scan.ask(scan.word("around", "clock"), "may be a time of day")
    scan.ask(_CLOCK, "may be a time of day or how long something took")
    time = scan.lang.table["dates"].get("time", "(?!)")
    for silent in (pattern(rf"(?<![\w,.])(?:{time})(?!\w)"), scan.word("around", "zero")):
        for match in silent.finditer(scan.text):
            scan.take(*match.span())
    for piece in dates_in(scan.text, scan.lang):
        if scan.free(piece.start, piece.end):
            scan.take(piece.start, piece.end)
            sure = "likely" if "~" in piece.edtf else "sure"
            given = {"ask": piece.ask, "lead": piece.lead, "readings": piece.readings, "relation": piece.relation}
            scan.add(piece.start, piece.end, date=piece.edtf, certainty=sure, **given)
    scan.ask(_CHAIN, "may be a formation, a result or a code")
    scan.ask(_NOTE, "looks like the number of a note, not like an amount")
    _identifiers(scan)
    _words_for_amounts(scan)
    _accounts(scan)
    found = [amount(scan, numeral) for numeral in numerals(scan.text, scan.lang)]
    write_down(scan, [one for one in found if one])
    look_again(scan)
    return sorted(scan.found, key=lambda mention: (mention.start, mention.end))


def _identifiers(scan: Scan) -> None:
    """Ask about numbers that name and do not count: Flight 370, Route 66, page 5."""
    names = scan.lang.table["dates"].get("identifiers", "(?!)")
    figures, short = r"\d[\d.,–-]*\d|\d", alternatives(list(scan.lang.table["numbers"].get("short", {})))
    words = alternatives([word for word, n in scan.lang.small.items() if n > 1])
    end = rf"(?!\w|%|[.,]\d| (?:{short or '(?!)'})(?!\w))"
    named = pattern(rf"(?<![\w-])(?P<name>{names})\s?(?P<n>{figures}|{words}){end}")
    for found, why in (
        (named, "names one of a row; it does not count"),
        (scan.word("around", "named_number"), "looks like a name with a number; say whether it counts"),
    ):
        for match in found.finditer(scan.text):
            at, named_so = match.end(), found is named and match["name"][0].isupper()  # "Type 2 diabetes"
            counts = not named_so and bool(scan.lang.unit(scan.text, at)[0] or scan.noun(at, 1))
            counts |= scaled(scan.text, at, Decimal(1), scan.lang)[1] > at
            ordinary = found is not named and scan.word("around", "no_name").match(match["name"])
            if not counts and not ordinary and scan.free(*match.span()):
                scan.take(*match.span())
                scan.add(*match.span("n"), ask=f"{match[0]!r} {why}")


def _words_for_amounts(scan: Scan) -> None:
    """ "No people" is nought of them; "the majority" and "most of them" are shares without a number."""
    numbers = scan.lang.table["numbers"]
    for match in pattern(rf"(?<![\w-])(?:{alternatives(numbers.get('none', [])) or '(?!)'})(?= )").finditer(scan.text):
        unit, _ = scan.lang.unit(scan.text, match.end())
        if unit == "people" and not re.match(r" (?:other|more|m[ae]n|woman|person|staff)\b", scan.text[match.end() :]):
            scan.add(*match.span(), value=Decimal(0), hedge="exact", unit=unit, lead=match.start())
    for match in pattern(rf"(?<![\w-])(?:{numbers.get('majority', '(?!)')})(?!\w)").finditer(scan.text):
        scan.add(*match.span(), hedge="majority", lead=match.start(), unit=scan.noun_of(match.end()))


def _accounts(scan: Scan) -> None:
    """ "$(3.4) million" is a loss."""
    short = scan.lang.table["numbers"].get("short", {})
    for match in _ACCOUNT.finditer(scan.text):
        value, _ = interpret(match["digits"], scan.lang)
        if value is None or not scan.free(*match.span()):
            continue
        value, end = scaled(scan.text, match.end(), -value, scan.lang)
        if letter := pattern(rf" ?({alternatives(list(short))})(?!\w)").match(scan.text, end):
            value, end = value * int(short[letter[1].lower()]), letter.end()
        scan.take(match.start(), end)
        unit = scan.lang.currency(match["money"])
        scan.add(match.start(), end, value=value, hedge="exact", unit=unit, lead=match.start())


def _same(wanted: Decimal, given: Decimal) -> bool:
    digits = -int(wanted.as_tuple().exponent)
    long = len(given.as_tuple().digits) > 20  # a third has no last digit
    return wanted == given or (long and digits >= 2 and round(given, digits) == wanted)


def _moved(one: Mention, by: int) -> Mention:
    return replace(one, start=one.start + by, end=one.end + by, lead=one.lead + by, stop=one.stop + by)
