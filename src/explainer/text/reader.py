"""What the engine reads in a text: every number with its hedge and unit, every date, and what it must ask.

The rule above all: right, or asked, never silently wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from explainer.text.language import CURRENCY_SIGNS, Language, alternatives, language
from explainer.text.numerals import Numeral, interpret, numerals, scaled
from explainer.text.printed_dates import Piece, Readings, dates_in
from explainer.text.source import Plain

_NOISE = re.compile(
    r"https?://\S+|www\.\S+|\b[\w.+-]+@[\w-]+\.\w[\w.]+|\bdoi:\S+|\b10\.\d{4,}/\S+"
    r"|(?<![\w-])(?-i:[A-Z][A-Za-z]*)-\d+[A-Za-z]?\b(?<!mid-\d{4})"
    r"|\b(?!\d{1,3}(?:\.\d{3}){3})\d{1,3}(?:\.\d{1,3}){3}\b",
)
_PHONE = re.compile(
    r"(?<![\w.,])(?<!\d )(?:\+\d{1,3}[ -]?(?:\(\d+\)[ -]?)?\d[\d -]{5,}\d|\(?0\d{2,4}\)?[ -]\d{3,4}(?:[ -]?\d{3,4})?"
    r"|\d{3}-\d{3}-\d{4}|\(\d{3}\) \d{3}-\d{4}|\d{3}-\d{4}(?=[^\d]|$))(?![\w,])"
)
_NOTE = re.compile(
    r"(?<=[\w.,;:)”\"'’])\[\d{1,3}\]|(?<=[.,;)”\"])\d{1,3}(?=\s|$)(?<![\d][.,]\d)(?<![\d][.,]\d\d)(?<![\d][.,]\d\d\d)"
)
_DASH = re.compile(r"\s?[-–—~]\s?")
_ACCOUNT = re.compile(r"(?P<money>[$£€¥])\s?\((?P<digits>\d[\d,]*(?:\.\d+)?)\)")
_SIGN = re.compile(r"(?:(?<=[\s(:=/])|^)[-–]$|(?:(?<=[\s(:=/])|^)[-–](?=[$£€¥])")


@dataclass(frozen=True)
class Mention:
    """A number, a date or a question at one place of a text.

    Parameters
    ----------
    start, end: code points in the text, end exclusive; hedge words stand outside.
    words: the characters themselves.
    kind: number, date or question.
    value, low, high: the number or its bounds, as the hedge has them.
    hedge: exact, about, more_than, less_than, range, majority or hundreds; "" for a date.
    unit: what is counted, as far as it stands beside the number; "" when it does not.
    date: in EDTF; "" for a number, and for a date that must be asked for.
    certainty: sure, or likely where a careful reader would hesitate.
    ask: why it cannot be read as it stands, as a sentence; "" when it can.
    lead: where the words begin that hedge it.
    stop: where the words end that hedge it.
    readings: the ways to read a date, each as the parts that it names.
    relation: by, before, since, after or from, where such a word stands before a date.
    """

    start: int
    end: int
    words: str
    kind: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    hedge: str = ""
    unit: str = ""
    date: str = ""
    certainty: str = "sure"
    ask: str = ""
    lead: int = -1
    stop: int = -1
    readings: Readings = ()
    relation: str = ""

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The numbers that it gives, low before high."""
        given = (self.value,) if self.value is not None else (self.low, self.high)
        return tuple(number for number in given if number is not None)


@lru_cache(maxsize=2048)
def read(text: str, code: str = "en") -> tuple[Mention, ...]:
    """Read a text.

    Parameters
    ----------
    text: as it stands, with any blanks, soft hyphens and line ends.
    code: its language, such as "en", "en-US" or "de".

    Returns every number, date and question in order. A language that is not read gives one question,
    which says so.
    """
    lang = language(code)
    if lang is None or (other := _script(text, lang)):
        said = f"the engine does not read this language ({code})" if lang is None else other
        return (Mention(0, len(text), text[:60], "question", ask=f"{said}; enter its numbers and dates with a ground"),)
    plain = Plain(text)
    found = []
    for one in _Reader(plain.text, lang).mentions():
        start, end = plain.start(one.start), plain.end(one.end)
        lead = plain.start(one.lead) if one.lead >= 0 else start
        stop = plain.end(one.stop) if one.stop >= 0 else end
        found.append(replace(one, start=start, end=end, lead=lead, stop=stop, words=text[start:end]))
    return tuple(found)


def _script(text: str, lang: Language) -> str:
    """Say that a text is written in letters that its language does not have."""
    letters = [char for char in text if char.isalpha()]
    foreign = sum((char >= "\u0370" and not "\u1e00" <= char <= "\u20ff") for char in letters)
    if lang.code == "ru":
        foreign = sum(not "\u0400" <= char <= "\u04ff" and char >= "\u0530" for char in letters)
    if letters and foreign > len(letters) / 2:
        return f"these are not the letters of {lang.table['name']}: give the text's language (--lang)"
    return ""


@dataclass(frozen=True)
class _Amount:
    """A numeral with its sign, its currency and the unit right after it.

    `end` covers all of that; `core` only what is written together with the number: "12%", not "12 people".
    """

    start: int
    end: int
    core: int
    value: Decimal | None
    unit: str
    numeral: Numeral
    scale: Decimal
    money: bool
    ask: str = ""
    certainty: str = "sure"


class _Reader:
    """Reads one plain text in one language."""

    def __init__(self, text: str, lang: Language) -> None:
        self.text, self.lang = text, lang
        self.taken = bytearray(len(text) + 1)
        self.found: list[Mention] = []

    def mentions(self) -> list[Mention]:
        """Read dates first, then what only looks like an amount, then the amounts."""
        for match in _NOISE.finditer(self.text):
            if not self.lang.word("around", "hyphenated").match(match[0]):
                self._take(match.start(), match.end())
        self._asked(_PHONE, "looks like a telephone number, not like an amount")
        self._times()
        for piece in dates_in(self.text, self.lang):
            if not self._free(piece.start, piece.end):
                continue
            self._date(piece)
        self._asked(_NOTE, "looks like the number of a note, not like an amount")
        self._identifiers()
        self._none()
        self._majorities()
        self._accounts()
        amounts = [amount for numeral in numerals(self.text, self.lang) if (amount := self._amount(numeral))]
        self._put_together(amounts)
        return sorted(self.found, key=lambda mention: (mention.start, mention.end))

    # What is taken

    def _take(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\x01" * (end - start)

    def _free(self, start: int, end: int) -> bool:
        return not any(self.taken[start:end])

    def _add(self, start: int, end: int, kind: str, **given: object) -> None:
        self.found.append(Mention(start, end, self.text[start:end], kind, **given))  # type: ignore[arg-type]

    def _asked(self, pattern: re.Pattern[str], why: str) -> None:
        for match in pattern.finditer(self.text):
            if self._free(match.start(), match.end()):
                self._take(match.start(), match.end())
                self._add(match.start(), match.end(), "question", ask=f"{match[0]!r} {why}")

    def _times(self) -> None:
        """A time of day is no amount: "2:15 am", "half past six"."""
        pattern = self.lang.table["dates"].get("time")
        if pattern:
            for match in _pattern(rf"(?<![\w,.])(?:{pattern})(?!\w)").finditer(self.text):
                self._take(match.start(), match.end())

    def _identifiers(self) -> None:
        """Numbers that name and do not count: Flight 370, Route 66, page 5."""
        pattern = self.lang.table["dates"].get("identifiers")
        if not pattern:
            return
        named = _pattern(rf"(?<![\w-])(?P<name>{pattern})\s?(?P<n>\d[\d.,-]*\d|\d)(?!\w|%)")
        for match in named.finditer(self.text):
            if self._free(match.start(), match.end()) and not self._counts(match.end()):
                self._take(match.start(), match.end())
                self._add(
                    match.start("n"),
                    match.end("n"),
                    "question",
                    ask=f"{match[0]!r} names one of a row; it does not count",
                )
        no_name = self.lang.word("around", "no_name")
        for match in self.lang.word("around", "named_number").finditer(self.text):
            if no_name.match(match["name"]) or self._counts(match.end()):
                continue
            if self._free(match.start(), match.end()):
                self._take(match.start(), match.end())
                said = f"{match[0]!r} looks like a name with a number; say whether it counts"
                self._add(match.start("n"), match.end("n"), "question", ask=said)

    def _counts(self, at: int) -> bool:
        """Tell whether a unit or a plural noun stands right after."""
        unit, _ = self.lang.unit(self.text, at)
        return bool(unit) or bool(self._noun(at, 1))

    def _none(self) -> None:
        """ "No people" is nought of them."""
        for word in self.lang.table["numbers"].get("none", []):
            for match in _pattern(rf"(?<![\w-]){word}(?= )").finditer(self.text):
                unit, _ = self.lang.unit(self.text, match.end())
                if unit == "people" and not re.match(
                    r" (?:other|more|man|woman|person|staff|men)\b", self.text[match.end() :]
                ):
                    self._add(
                        match.start(),
                        match.end(),
                        "number",
                        value=Decimal(0),
                        hedge="exact",
                        unit=unit,
                        lead=match.start(),
                    )

    def _majorities(self) -> None:
        """ "The majority" and "most of them" are shares without a number."""
        if pattern := self.lang.table["numbers"].get("majority"):
            for match in _pattern(rf"(?<![\w-])(?:{pattern})(?!\w)").finditer(self.text):
                self._add(
                    match.start(),
                    match.end(),
                    "number",
                    hedge="majority",
                    lead=match.start(),
                    unit=self._noun(
                        match.end() + 3 if self.text[match.end() : match.end() + 4] == " of " else match.end()
                    ),
                )

    def _accounts(self) -> None:
        """ "$(3.4) million" is a loss."""
        for match in _ACCOUNT.finditer(self.text):
            value, _ask = interpret(match["digits"], self.lang)
            if value is None or not self._free(match.start(), match.end()):
                continue
            value, end = scaled(self.text, match.end(), -value, self.lang)
            self._take(match.start(), end)
            self._add(
                match.start(),
                end,
                "number",
                value=value,
                hedge="exact",
                unit=self.lang.currency(match["money"]),
                lead=match.start(),
            )

    def _date(self, piece: Piece) -> None:
        self._take(piece.start, piece.end)
        kind = "date" if piece.edtf and not piece.ask else "question"
        certainty = "likely" if piece.edtf.endswith(("~", "~/..")) else piece.certainty
        date = piece.edtf if kind == "date" else ""
        self._add(
            piece.start,
            piece.end,
            kind,
            date=date,
            certainty=certainty if kind == "date" else "",
            ask=piece.ask,
            lead=piece.lead,
            readings=piece.readings,
            relation=piece.relation,
        )

    # One amount

    def _amount(self, numeral: Numeral) -> _Amount | None:
        """Take the sign, the currency and the unit along; None for what is no amount."""
        text, start, end = self.text, numeral.start, numeral.end
        if not self._free(start, end):
            return None
        value, unit, ask, certainty, scale = numeral.value, "", numeral.ask, "sure", Decimal(1)
        if numeral.kind == "figure" and value is not None and numeral.own:
            scale = value / numeral.own
        money = self.lang.money.search(text, max(0, start - 6), start)
        if money:
            unit, start = self.lang.currency(money[0]), money.start()
        if numeral.kind == "figure" and value is not None and scale == 1:
            value, scale, end, ask, certainty = self._short(numeral, value, end, money is not None)
        start, value, ask = self._signed(start, end, value, ask)
        at, whole = end, False
        article = re.match(r" (?:an?|of an?)(?= )", text[end : end + 8])
        if article and (numeral.kind in ("half", "lone", "part") or article[0].startswith(" of")):
            after, stop = self.lang.unit(text, end + article.end())
            if after and after != "people":
                unit, end, at, whole = after, stop, stop, True
        if numeral.kind in ("half", "lone") and not whole and not self._is_share(numeral):
            if numeral.kind == "half" or not re.match(r"[.,;)]|$", text[end : end + 1]):
                return None
            ask = f"{text[start:end]!r} may be a part or the next of a row"
        after, stop = self.lang.unit(text, at) if not unit or unit == "dollars" else ("", at)
        core = end
        if after and not (after == "points" and unit):
            if text[end] != " " or not text[stop - 1].isalpha():
                core = stop
            unit, end = after, stop
        if numeral.kind == "figure" and text[end : end + 1].isalpha():
            if re.match(r"[A-Z](?!\w)", text[end:]):
                return None  # "3D", "5G": a word
            ask = f"‘{text[start : end + 8].split()[0]}’: what the letters after the number mean is not clear"
        if (
            re.fullmatch(r"\d{1,3}[.,]\d{3}", text[numeral.start : numeral.end])
            and self.lang.decimal in text[numeral.start : numeral.end]
            and (unit == "people" or (not unit and self._noun(end)))
        ):
            ask = f"two ways to read {text[numeral.start : numeral.end]!r}: as a decimal and as thousands"
        if not unit and _pattern(r"(?<!\w)aged? $").search(text, max(0, start - 6), start):
            unit = "years"
        unit, end = self._per(unit, end)
        if numeral.kind == "times":
            unit = "times"
        is_one = text[numeral.start : numeral.end].lower() in self.lang.table["numbers"].get("one", [])
        if is_one and numeral.kind == "word" and not self._is_one(numeral, unit):
            return None
        if (
            numeral.kind == "word"
            and self.lang.table["numbers"].get("words_need_unit")
            and scale == 1
            and not unit
            and text[end : end + 1] != "-"
            and value is not None
            and value < 100
        ):
            return None
        if (
            numeral.kind == "word"
            and self.lang.table["numbers"].get("words_need_unit")
            and re.match(r" \d", text[numeral.end :])
        ):
            return None
        return _Amount(start, end, core, value, unit, numeral, scale, money is not None, ask, certainty)

    def _short(self, numeral: Numeral, value: Decimal, end: int, money: bool) -> tuple[Decimal, Decimal, int, str, str]:
        """Read "£3bn", "1.2m people", "$250k": a letter that scales, or a unit of measure."""
        text, short = self.text, self.lang.table["numbers"].get("short", {})
        match = re.match(
            rf"(?P<gap> ?)(?P<letter>{alternatives(list(short))})(?:\b|(?=\$|€|£))(?![²³/])", text[end:], re.IGNORECASE
        )
        if not match:
            return value, Decimal(1), end, "", "sure"
        letter, glued = match["letter"].lower(), not match["gap"]
        scale, stop = Decimal(str(int(short[letter]))), end + match.end()
        after, _ = self.lang.unit(text, stop)
        counted = after in ("people", *_MONEY) or bool(self._noun(stop, 2))
        certain = money or len(letter) > 1 or (after in _MONEY)
        words = text[numeral.start : stop]
        if len(letter) == 1:
            if letter == "t" and not (money and glued):
                return value, Decimal(1), end, "", "sure"
            if letter == "b" and not (money or counted):
                return value, Decimal(1), end, f"{words!r}: a billion?", "sure"
            if letter == "k" and not glued:
                return value, Decimal(1), end, "", "sure"
            if letter == "m" and not certain:
                metres = self.lang.word("around", "metres").match(text, stop)
                if (metres or not glued) and not (counted and after in ("people", *_MONEY)):
                    return value, Decimal(1), end, "", "sure"
                if not counted:
                    return value, Decimal(1), stop, f"{words!r} may be metres or millions", "sure"
        elif match["letter"].isupper() and len(letter) == 1:
            return value, Decimal(1), end, "", "sure"
        return value * scale, scale, stop, "", "sure" if certain or counted else "likely"

    def _signed(self, start: int, end: int, value: Decimal | None, ask: str) -> tuple[int, Decimal | None, str]:
        """Read a minus, "minus" or "negative" before a number."""
        text = self.text
        if value is None:
            return start, value, ask
        word = _pattern(rf"(?<!\w)(?:{self.lang.table['ratios'].get('minus', '(?!)')}) $").search(
            text, max(0, start - 10), start
        )
        if word:
            plus = re.search(r"\bplus or $", text[max(0, word.start() - 8) : word.start()])
            return (start, value, ask) if plus else (word.start(), -value, ask)
        before = text[max(0, start - 1) : start]
        if before == "-" or before == "–":
            outer = text[max(0, start - 2) : start - 1]
            if outer in ("", " ", "(", ":", "=", "\n", "[") and not re.search(
                r"[\d%] $", text[max(0, start - 3) : start - 1]
            ):
                if before == "–" and not re.match(r"\s?[%°CF]", text[end:]):
                    return start, value, ask or f"{text[start - 1 : end]!r}: a minus, or a dash before the number?"
                return start - 1, -value, ask
            if outer in ("$", "£", "€"):
                return start - 2, -value, ask
        return start, value, ask

    def _is_share(self, numeral: Numeral) -> bool:
        """Tell "half of the voters" from the second half and from half-hearted."""
        text = self.text
        if _pattern(self.lang.table["numbers"].get("no_share_before", r"(?!)")).search(
            text, max(0, numeral.start - 24), numeral.start
        ):
            return False
        if _pattern(self.lang.table["numbers"].get("share_after", r"(?!)")).match(text, numeral.end):
            return True
        if self.lang.unit(text, numeral.end)[0] and numeral.kind == "half":
            return True
        if self._hedge(numeral.start)[0] != "exact":
            return True
        return (
            _pattern(self.lang.table["numbers"].get("share_before", r"(?!)")).search(
                text, max(0, numeral.start - 20), numeral.start
            )
            is not None
        )

    def _is_one(self, numeral: Numeral, unit: str) -> bool:
        """ "One" counts before a unit, after a hedge and before a hyphen; else it is a pronoun."""
        after = self.text[numeral.end : numeral.end + 20]
        if re.match(r" (?:or|to) (?:two|three|more)\b", after):
            return True
        if unit or re.match(r" ?(?:in|out of) |-\w", after):
            return (
                not re.match(r" (?:day|night|morning|evening|afternoon)\b", after)
                or self._hedge(numeral.start)[0] != "exact"
            )
        return (
            self._hedge(numeral.start)[0] != "exact"
            or (re.search(
                r"(?i)\b(?:only|just|exactly|or|and|to)\s$", self.text[max(0, numeral.start - 9) : numeral.start]
            )
            is not None
            and bool(re.match(r" \w", after)))
        )

    def _per(self, unit: str, end: int) -> tuple[str, int]:
        """ "Miles per hour", "km / h": the second unit belongs to the first."""
        match = re.match(r"(?:\s?/\s?| per | an? )(hour|second|minute|day|h|s|km|mile)(?!\w)", self.text[end:])
        if match and unit and unit not in ("people", "percent", *_MONEY) and not re.search(r"\sa", match[0][:2]):
            return f"{unit} per {({'h': 'hour', 's': 'second'}).get(match[1], match[1])}", end + match.end()
        return unit, end

    def _noun(self, at: int, most: int = 3) -> str:
        """Give the plural noun that is counted, at most so many words after `at`; "" when none is seen."""
        for _ in range(most):
            match = re.match(r"[ -](?P<word>[^\W\d_][^\W\d_’'.-]*(?:[.-][^\W\d_]+)*)", self.text[at : at + 40])
            if not match:
                return ""
            word = match["word"]
            unit, _ = self.lang.unit(self.text, at)
            if unit:
                return unit
            if word.lower() in self._stop:
                return ""
            if self.lang.code == "en" and len(word) > 3 and word[-1] == "s" and word[-2] not in "sui'":
                return word
            at += match.end()
        return ""

    @property
    def _stop(self) -> frozenset[str]:
        return _stop_words(self.lang)

    # Hedges

    def _hedge(self, start: int) -> tuple[str, int]:
        """Read the hedge from the words before `start`; of two ("more than about") the first counts."""
        text, at, name = self.text, start, "exact"
        while True:
            floor = max(0, at - 48)
            found = [
                (match.start(), cue)
                for cue, pattern in self.lang.hedges.items()
                if (match := pattern.search(text, floor, at)) and "\n" not in match[0]
            ]
            if not found:
                return name, at
            place, cue = min(found)
            words = text[place:at]
            if cue == "within" and name != "exact":
                return name, at
            if "than" in words and self.lang.word("around", "compared").search(
                text, max(0, place - 24), place):
                return name, at  # "£8bn lower than the £140bn" compares two amounts
            if (
                cue == "more_than"
                and _pattern(r"over\s+(?:the|a|an|its|their|his|her)\b").match(words)
                and re.search(r"past|last|next|coming|previous|course", words + text[at : at + 1])
            ):
                return name, at
            at, name = place, cue

    def _trail(self, end: int) -> tuple[str, int]:
        for name, pattern in self.lang.trails.items():
            if match := pattern.match(self.text, end):
                return name, match.end()
        return "exact", end

    # Amounts together

    def _put_together(self, amounts: list[_Amount]) -> None:
        at = 0
        while at < len(amounts):
            if at and amounts[at].start < amounts[at - 1].end:  # "por ciento" is no hundred
                at += 1
                continue
            pair = amounts[at : at + 2]
            used = self._pair(pair[0], pair[1]) if len(pair) == 2 else 0
            if not used:
                self._single(pair[0])
                used = 1
            at += used

    def _pair(self, a: _Amount, b: _Amount) -> int:
        """Read two numbers that belong together; gives how many of them are done, none when they do not."""
        text, between = self.text, self.text[a.end : b.start]
        if a.value is None or b.value is None:
            if between == " " and a.numeral.kind == "vague":
                self._single(a)
                return 1
            return 0
        if between == " (" and text[b.end : b.end + 1] == ")" and a.unit != b.unit and {a.unit, b.unit} <= _CONVERTED:
            before = len(self.found)
            self._single(a)
            done = self.found[before]
            if (
                done.kind == "number"
                and done.hedge != "exact"
                and self._hedge(b.start)[0] == "exact"
                and b.value is not None
            ):
                self._add(
                    b.start,
                    b.core,
                    "number",
                    hedge=done.hedge,
                    lead=b.start,
                    unit=b.unit,
                    **_columns(done.hedge, b.value),
                )
            else:
                self._single(b)
            return 2
        if (
            between == " "
            and a.numeral.kind == b.numeral.kind == "word"
            and 11 <= a.value <= 20
            and 10 <= b.value <= 99
            and not a.unit
        ):
            self._add(a.start, b.end, "question", ask=f"{text[a.start : b.end]!r} may be a year in words")
            return 2
        if len(between) > 40 or "\n" in between:
            return 0
        ratios = self.lang.table["ratios"]
        ratio = ratios.get("in", r" (?:in|out of)(?: every)? ")
        if (
            re.fullmatch(ratio, between, re.IGNORECASE)
            and 0 < a.value < b.value
            and not a.unit
            and not a.money
            and a.value == int(a.value)
            and (b.value <= 12 or b.value in (16, 20, 25, 30, 40, 50) or b.value % 50 == 0)
        ):
            return self._ratio(a, b)
        per = re.fullmatch(
            rf"(?:\(s\))?(?: ?[^\W\d_()’-]+(?:\(s\))?){{0,2}}(?:{ratios['per']})", between, re.IGNORECASE
        )
        if per and b.value in (100, 1000, 10_000, 100_000, 1_000_000):
            self._number(replace(a, unit=f"per {b.value}", end=b.end, core=b.core))
            return 2
        if re.fullmatch(rf"\s?\(?\s?{ratios['plusminus']}\s?", between):
            low, high = a.value - b.value, a.value + b.value
            unit = b.unit or a.unit or self._noun(b.end + (text[b.end : b.end + 1] == ")"))
            self._add(a.start, b.core, "number", value=a.value, low=low, high=high, hedge="exact", unit=unit)
            return 2
        return self._range(a, b, between)

    def _ratio(self, a: _Amount, b: _Amount) -> int:
        assert a.value is not None and b.value is not None
        hedge, lead = self._hedge(a.start)
        self._add(
            a.start,
            b.numeral.end,
            "number",
            hedge=hedge,
            lead=lead,
            unit="percent",
            **_columns(hedge, 100 * a.value / b.value),
        )
        return 2

    def _range(self, a: _Amount, b: _Amount, between: str) -> int:
        ranges, text = self.lang.table["ranges"], self.text
        assert a.value is not None and b.value is not None
        before = text[max(0, a.start - 120) : a.start]
        opened = _pattern(rf"(?<!\w)(?:{alternatives(ranges['between'])})(?: (?:the|an?|about|some))? $").search(before)
        dash = _DASH.fullmatch(between) is not None
        to = re.fullmatch(rf"-?[ -](?:{alternatives(ranges['to'])})[ -]", between, re.IGNORECASE) is not None
        or_ = re.fullmatch(rf"-? (?:{alternatives(ranges['or'])}) ", between, re.IGNORECASE) is not None
        and_ = re.fullmatch(rf" (?:{alternatives(ranges['and'])}) ", between, re.IGNORECASE) is not None
        colon = between == ":" and a.numeral.kind == b.numeral.kind == "figure"
        if not (dash or to or or_ or (and_ and opened) or colon):
            return 0
        low, certainty = a.value, "sure"
        if b.scale > 1 and a.scale == 1 and a.value < b.value / b.scale:
            low = a.value * b.scale
        elif b.numeral.kind == "word" and b.numeral.own and b.value != b.numeral.own and a.value < b.numeral.own:
            low = a.value * (b.value / b.numeral.own)
        elif (
            (dash or to)
            and a.value < 1000 <= b.value
            and a.value < b.value / 1000
            and b.value % 1000 == 0
            and not a.unit
        ):
            low, certainty = a.value * 1000, "likely"
        unit = b.unit or a.unit or self._noun(b.end)
        if a.unit and b.unit and a.unit != b.unit and not (a.unit in ("°C", "degrees") and b.unit in ("°C", "degrees")):
            return 0
        if a.unit and not b.unit and not a.money:
            return 0
        if a.money and not b.money and not b.unit and not (dash or to):
            return 0
        from_ = _pattern(rf"(?<!\w)(?:{alternatives(ranges['from'])}) $").search(before)
        sentence = before[max(before.rfind("."), before.rfind("\n")) + 1 :]
        after = text[b.end : b.end + 60].split(".")[0]
        kind = ""
        if or_:
            kind = "range" if low < b.value <= max(low * 3, low + 3) else ""
        elif opened:
            kind = "range" if low < b.value else "exacts"
        elif colon or low == b.value or "—" in between:
            kind = "exacts"
        elif to and from_:
            varies = _pattern(ranges["varies"]).search(sentence) or unit in ("°C", "degrees", "°F")
            change = _pattern(ranges["change"]).search(sentence)
            kind = "exacts" if change or not varies else "range"
        elif low > b.value:
            kind = "exacts"
        elif (
            unit
            or a.money
            or b.scale > 1
            or _pattern(ranges["ages"]).search(before)
            or _pattern(ranges.get("ages_after", "(?!)")).match(after)
        ):
            singular = _pattern(ranges["result"]).search(sentence)
            kind = "exacts" if singular and not unit and not a.money else "range"
        elif a.value != int(a.value) and b.value != int(b.value):
            kind = "range"
        elif _pattern(ranges["result"]).search(sentence) or _pattern(ranges["result"]).search(after):
            kind = "exacts"
        else:
            kind = "ask"
        if not kind:
            return 0
        if kind == "exacts":
            self._number(replace(a, unit=a.unit or (unit if not colon else "")))
            self._number(replace(b, unit=b.unit or unit if not colon else ""))
            return 2
        words = text[a.start : b.end]
        if kind == "ask":
            self._add(
                a.start,
                b.end,
                "question",
                ask=f"{words!r} may be a range, a result or two numbers",
                low=low,
                high=b.value,
            )
            return 2
        if low > b.value:
            return self._bounds(a, b, b.value, low, unit, "likely")
        return self._bounds(
            a, b, low, b.value, unit, certainty, opened.start() + max(0, a.start - 120) if opened else -1
        )

    def _bounds(
        self, a: _Amount, b: _Amount, low: Decimal, high: Decimal, unit: str, certainty: str, lead: int = -1
    ) -> int:
        hedge, begin = self._hedge(a.start) if lead < 0 else ("exact", lead)
        if hedge in ("more_than", "less_than") and lead < 0:
            words = self.text[begin : b.end]
            self._add(
                a.start, b.end, "question", ask=f"‘{words}’: of a range, which bound is meant?", low=low, high=high
            )
            return 2
        ask, end, readings = self._since_when(a.start, b.end, b.core, unit)
        ask = a.ask or b.ask or ask
        kind = "question" if ask else "number"
        self._add(
            a.start,
            end,
            kind,
            low=low,
            high=high,
            hedge="range",
            unit=unit,
            certainty=certainty,
            lead=begin,
            ask=ask,
            readings=readings,
        )
        return 2

    def _single(self, one: _Amount) -> None:
        numeral, text = one.numeral, self.text
        if numeral.kind == "vague":
            unit = one.unit or self._noun(one.end + 3 if text[one.end : one.end + 4] == " of " else one.end)
            self._add(one.start, one.end, "number", hedge="hundreds", unit=unit, lead=one.start)
            return
        if not self._account(one):
            self._number(one)

    def _account(self, one: _Amount) -> bool:
        """ "(177)  (140)" are negative numbers of accounts; a lone "(177)" is asked for. Tells whether it was one."""
        text = self.text
        bracketed = text[one.start - 1 : one.start] == "(" and text[one.end : one.end + 1] == ")"
        if not bracketed or one.value is None or one.unit or one.scale != 1 or one.numeral.kind != "figure":
            return False
        before, after = text[: one.start - 1], text[one.end + 1 :]
        if re.search(r"\(\d[\d,.]*\)\s+$", before[-16:]) or re.match(r"\s+\(\d[\d,.]*\)", after):
            self._number(replace(one, value=-one.value, certainty="likely"))
        else:
            said = f"‘({text[one.start : one.end]})’: an amount, a negative of accounts, an age or a note?"
            self._add(one.start, one.end, "question", ask=said, value=one.value, hedge="exact")
        return True

    def _number(self, one: _Amount) -> None:
        """Write down one number with its hedge, its unit and what is unclear about it."""
        text = self.text
        if one.ask or one.value is None:
            self._add(one.start, one.end, "question", ask=one.ask or "this number cannot be read", unit=one.unit)
            return
        hedge, lead = self._hedge(one.start)
        first, end, certainty, ask = hedge, one.core, one.certainty, ""
        if hedge == "within":
            hedge = "less_than" if one.unit not in ("points", "percent") else "exact"
        after, stop = self._trail(one.end) if hedge == "exact" else ("exact", one.end)
        if after == "exact" and hedge == "exact" and one.end != one.numeral.end:
            after, stop = self._trail(one.numeral.end)
        if (
            after == "exact"
            and hedge == "exact"
            and (noun := re.match(r" [^\W\d_]+(?: [^\W\d_]+)?(?= (?:or|and) )", text[one.end :]))
        ):
            after, stop = self._trail(one.end + noun.end())
        if hedge == "exact" and after != "exact":
            hedge, end = after, stop
        unit = one.unit or (self._noun(one.end) if one.numeral.kind not in ("part", "half", "lone") else "")
        if (
            first == "more_than"
            and _pattern(r"over\s").match(text, lead)
            and unit in ("years", "months", "weeks", "days", "hours", "decades")
        ):
            ahead, back = text[one.end : one.end + 12], text[max(0, lead - 24) : lead]
            if not self.lang.word("around", "spans").search(back) and not re.match(r" (?:ago|old|later)", ahead):
                words = text[lead : one.end]
                ask = f"‘{words}’: more than that, or in the course of it?"
        columns = _columns(hedge, one.value)
        counted, core, readings = self._since_when(one.start, one.end, one.core, unit)
        ask = counted or ask
        kind = "question" if ask else "number"
        self._add(
            one.start,
            core,
            kind,
            hedge=hedge,
            unit=unit,
            certainty=certainty,
            lead=lead,
            stop=max(end, core),
            ask=ask,
            readings=readings,
            **columns,
        )

    def _since_when(self, start: int, end: int, core: int, unit: str) -> tuple[str, int, Readings]:
        """ "Two months later" is an amount of time, and a date that must be asked for."""
        pattern = self.lang.table["dates"].get("ago", "(?!)")
        if unit in ("days", "weeks", "months", "years", "decades", "centuries") and (
            match := _pattern(pattern).match(self.text, end)
        ):
            said = f"‘{self.text[start : match.end()]}’ needs the day from which it is counted"
            return said, match.end(), (frozenset(),)
        return "", core, ()


_MONEY = frozenset((*CURRENCY_SIGNS.values(), "yuan", "francs", "rand", "kronor"))
# Units that stand beside each other as the same amount twice: "about 100 miles (160 kilometers)".
_CONVERTED = _MONEY | frozenset((
    "miles", "km", "m", "cm", "mm", "feet", "inches", "yards", "kg", "lb", "tonnes", "tons", "acres", "ha", "km²",
    "°C", "°F", "litres", "degrees", "miles per hour", "km/h",
))  # fmt: skip


def _columns(hedge: str, value: Decimal) -> dict[str, Decimal]:
    """Put a number into the column that its hedge fills."""
    return {{"more_than": "low", "less_than": "high"}.get(hedge, "value"): value}


@lru_cache(maxsize=16)
def _stop_words(lang: Language) -> frozenset[str]:
    return frozenset(f"{lang.table.get('common', '')} {lang.table.get('stop', '')}".split())


@lru_cache(maxsize=512)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def spans(mentions: tuple[Mention, ...]) -> Iterator[tuple[int, int]]:
    """Give where each mention stands, hedge words included."""
    for one in mentions:
        yield min(one.start, one.lead), max(one.end, one.stop)
