"""Amounts side by side: ranges, results, changes, ratios, rates, plus-minus; and each one that stands alone."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from explainer.text.counted import Counted
from explainer.text.language import alternatives
from explainer.text.mention import MONEY, TIME, Readings, Scan, pattern

_DASH = re.compile(r"\s?[-–—~]\s?")
# Units that stand beside each other as the same amount twice: "about 100 miles (160 kilometers)".
_CONVERTED = MONEY | frozenset((
    "miles", "km", "m", "cm", "mm", "feet", "inches", "yards", "kg", "lb", "tonnes", "tons", "acres", "ha", "km²",
    "°C", "°F", "litres", "degrees", "miles per hour", "km/h",
))  # fmt: skip
_ROW_BEFORE, _ROW_AFTER = re.compile(r"\(\d[\d,.]*\)\s+$"), re.compile(r"\s+\(\d[\d,.]*\)")
_DEGREES = ("°C", "°F", "degrees")


def write_down(scan: Scan, amounts: list[Counted]) -> None:
    """Note the amounts of a text, those that belong together as one.

    Parameters
    ----------
    scan: the text.
    amounts: what stands in it, in order.
    """
    at = 0
    while at < len(amounts):
        one = amounts[at]
        if at and one.start < amounts[at - 1].end:  # "por ciento" is no hundred
            at += 1
        elif at + 1 < len(amounts) and not _listed(scan, amounts, at) and _pair(scan, one, amounts[at + 1]):
            at += 2
        else:
            single(scan, one)
            at += 1


def _listed(scan: Scan, amounts: list[Counted], at: int) -> bool:
    """Tell the last two of "90%, 95% or 99%", which are no range."""
    between, ors = scan.text[amounts[at].end : amounts[at + 1].start], scan.lang.table["ranges"]["or"]
    return at > 0 and scan.text[amounts[at - 1].end : amounts[at].start] == ", " and _links(ors, between)


def _pair(scan: Scan, a: Counted, b: Counted) -> bool:
    """Note two amounts that belong together; False when they do not."""
    text, between = scan.text, scan.text[a.end : b.start]
    if a.value is None or b.value is None or len(between) > 40 or "\n" in between:
        return False
    if between == " (" and text[b.end : b.end + 1] == ")" and a.unit != b.unit and {a.unit, b.unit} <= _CONVERTED:
        return _converted(scan, a, b)
    if scan.word("ranges", "hanging").fullmatch(between):  # "16- and 17-year-olds"
        single(scan, replace(a, unit=b.unit))
        single(scan, b)
        return True
    in_words = a.numeral.kind == b.numeral.kind == "word" and not a.unit
    if between == " " and in_words and 11 <= a.value <= 20 and 10 <= b.value <= 99:
        scan.add(a.start, b.end, ask=f"{text[a.start : b.end]!r} may be a year in words")
        return True
    ratios = scan.lang.table["ratios"]
    if _is_ratio(scan, a, b, between):
        hedge, lead = scan.hedge(a.start)
        given = _columns(hedge, 100 * a.value / b.value)
        scan.add(a.start, b.numeral.end, hedge=hedge, lead=lead, unit="percent", **given)
        return True
    per = pattern(rf"(?:\(s\))?(?: ?[^\W\d_()’-]+(?:\(s\))?){{0,2}}(?:{ratios['per']})").fullmatch(between)
    if per and b.value in (100, 1000, 10_000, 100_000, 1_000_000):
        _number(scan, replace(a, unit=f"per {b.value}", end=b.end, core=b.core))
        return True
    if pattern(rf",?\s?\(?\s?{ratios['plusminus']}\s?").fullmatch(between):
        unit = b.unit or a.unit or scan.noun(b.end + (text[b.end : b.end + 1] == ")"))
        low, high = a.value - b.value, a.value + b.value
        scan.add(a.start, b.core, value=a.value, low=low, high=high, hedge="exact", unit=unit)
        return True
    return _range(scan, a, b, a.value, b.value, between)


def _converted(scan: Scan, a: Counted, b: Counted) -> bool:
    """The hedge of "about 100 miles (160 kilometers)" holds for both."""
    at = len(scan.found)
    single(scan, a)
    hedge = scan.found[at].hedge
    if hedge not in ("", "exact") and b.value is not None and scan.hedge(b.start)[0] == "exact":
        scan.add(b.start, b.core, hedge=hedge, lead=b.start, unit=b.unit, **_columns(hedge, b.value))
    else:
        single(scan, b)
    return True


def _is_ratio(scan: Scan, a: Counted, b: Counted, between: str) -> bool:
    """Tell "four in 10", "one person in five" and "two out of every three" from numbers with "in" between."""
    assert a.value is not None and b.value is not None
    link = scan.lang.table["ratios"]["in"]
    if a.value == 1 and not b.unit and not scan.noun(b.end):
        link = rf"(?: [^\W\d_]+)?{link}"
    counts = a.numeral.kind != "times" and b.unit not in TIME  # not "twice in three years"
    plain = counts and not a.money and a.value == int(a.value) and (a.unit in ("", "people", "times") or a.value == 1)
    of = b.value <= 12 or b.value in (16, 20, 25, 30, 40, 50) or b.value % 50 == 0
    return pattern(link).fullmatch(between) is not None and 0 < a.value < b.value and plain and of


def _range(scan: Scan, a: Counted, b: Counted, low: Decimal, high: Decimal, between: str) -> bool:
    """Note a range, or two numbers with a dash, "to", "or", "and" or a colon between; False for anything else."""
    text, ranges = scan.text, scan.lang.table["ranges"]
    opened = pattern(rf"(?<!\w)(?:{alternatives(ranges['between'])})(?: (?:the|an?|about|some|the ages of))? $").search(
        text, max(0, a.start - 120), a.start
    )
    _, at = scan.hedge(b.start)
    joined = [*ranges["to"], *ranges["or"], *(ranges["and"] if opened else ())]
    if _links(ranges.get("moves", []), text[a.end : at if a.end < at else b.start]) and not _from(scan, a):
        return False  # "5 auf 10 Meter", but "von 3 auf 5 Millionen"
    if a.end < at < b.start and a.unit in ("", b.unit) and _links(joined, text[a.end : at]) and not _from(scan, a):
        scan.add(a.start, b.end, ask=f"{text[a.start : b.end]!r}: a range, or two numbers of which one has a hedge?")
        return True
    link = next((name for name in ("to", "or", "and") if _links(ranges[name], between)), "")
    if _DASH.fullmatch(between):
        link = "dash"
    elif between == ":" and a.numeral.kind == b.numeral.kind == "figure":
        link = "colon"
    if not link or (link == "and" and not opened):
        return False
    parts = ("half", "lone", "part")
    if (a.numeral.kind in parts) != (b.numeral.kind in parts) and link != "and":
        return False  # "by half to 2.4 million"
    before = a.money or (a.unit == "years" and a.end == a.numeral.end)  # "$3–5", "aged 18–34"
    if a.unit and a.unit != b.unit and not (before and not b.unit) and not {a.unit, b.unit} <= set(_DEGREES):
        return False
    if a.money and not b.unit and link in ("or", "and"):
        return False
    low, certainty = _shared_scale(a, b, low, high, link)
    unit = b.unit or a.unit or scan.noun(b.end)
    kind = "range" if low < high or certainty != "sure" else "exacts"
    if not opened:
        kind = _kind(scan, a, b, low, unit, link, between)
    if not kind:
        return False
    if kind == "exacts":
        sure = a.certainty if low == a.value else certainty
        _number(scan, replace(a, value=low, certainty=sure, unit=a.unit or ("" if link == "colon" else unit)))
        _number(scan, replace(b, unit=b.unit or ("" if link == "colon" else unit)))
        return True
    hedge, lead = ("exact", opened.start()) if opened else scan.hedge(a.start)
    if low > high:
        low, high, certainty = high, low, "likely"
    ask, end, readings = _since_when(scan, a.start, b.end, b.core, unit)
    if kind == "ask" or not certainty:
        ask = f"{text[a.start : b.end]!r} may be a range, a result or two numbers"
    elif hedge in ("more_than", "less_than"):
        ask = f"‘{text[lead : b.end]}’: of a range, which bound is meant?"
    given = {"ask": a.ask or b.ask or ask, "certainty": certainty, "readings": readings, "unit": unit}
    scan.add(a.start, end, low=low, high=high, hedge="range", lead=lead, **given)
    return True


def _from(scan: Scan, a: Counted) -> bool:
    return scan.before(pattern(rf"(?<!\w)(?:{alternatives(scan.lang.table['ranges']['from']) or '(?!)'}) $"), a.start)


def _links(words: list[str], between: str) -> bool:
    return pattern(rf"-?[ -](?:{alternatives(words) or '(?!)'})[ -]").fullmatch(between) is not None


def _shared_scale(a: Counted, b: Counted, low: Decimal, high: Decimal, link: str) -> tuple[Decimal, str]:
    """Let a scale word count for both ends: "£2-3bn", "two or three hundred", "25–30,000"."""
    own = b.numeral.own
    if a.scale == 1 < b.scale and low < 10 * (high / b.scale):
        return low * b.scale, "sure" if low < high / b.scale else "likely"  # "between 160 and 66 million years ago"
    if a.scale == 1 < b.scale and low > high / b.scale and not a.unit:
        return low, ""
    if b.numeral.kind == "word" and own and high != own and low < own:
        return low * (high / own), "sure"
    if link in ("dash", "to") and low < 1000 <= high and low < high / 1000 and high % 1000 == 0 and not a.unit:
        return low * 1000, "likely"
    return low, "sure"


def _kind(scan: Scan, a: Counted, b: Counted, low: Decimal, unit: str, link: str, between: str) -> str:
    """Say what two numbers are: a range, two exact ones (a result, a change), or to be asked about; "" for apart."""
    assert a.value is not None and b.value is not None
    ranges = scan.lang.table["ranges"]
    sentence = re.split(r"[.\n]", scan.text[max(0, a.start - 120) : a.start])[-1]
    after = scan.text[b.end : b.end + 60].split(".")[0]
    if link == "or":
        return "range" if low < b.value <= max(low * 3, low + 3) else ""
    if link == "colon" or low == b.value or "— " in between:
        return "exacts"
    if link == "to" and a.unit and a.unit == b.unit and pattern(ranges["change"] + r"(?: by)? $").search(sentence):
        return "exacts" if b.value > 2 * low else "ask"  # "rose five cents to 31.5 cents"
    if link == "to" and _from(scan, a):
        if _links(ranges.get("moves", []), between) or pattern(ranges["change"] + r"[^.;:]*$").search(sentence):
            return "exacts"
        varies = unit in _DEGREES or pattern(ranges["varies"]).search(sentence)
        return "range" if varies else str(ranges.get("from_default", "exacts"))
    if low > b.value:
        return "exacts"
    result = pattern(ranges["result"])
    aged = scan.before(pattern(ranges["ages"]), a.start) or pattern(ranges.get("ages_after", "(?!)")).match(after)
    if unit or a.money:
        return "range"
    if b.scale > 1 or aged:
        return "exacts" if result.search(sentence) else "range"
    if a.value != int(a.value) and b.value != int(b.value):
        return "range"
    return "exacts" if result.search(sentence) or result.search(after) else "ask"


def single(scan: Scan, one: Counted) -> None:
    """Note an amount that stands alone; "(177)  (140)" are negative, as accounts have them, a lone "(177)" is asked."""
    text = scan.text
    if one.numeral.kind == "vague":
        unit = one.unit or scan.noun_of(one.end)
        scan.add(one.start, one.end, hedge="hundreds", unit=unit, lead=one.start)
        return
    bracketed = text[one.start - 1 : one.start] == "(" and text[one.end : one.end + 1] == ")"
    if bracketed and one.value is not None and scan.before(scan.word("around", "before_no_bracket"), one.start - 1):
        _number(scan, replace(one, value=-one.value, certainty="likely"))  # "losses of (£4.2m)"
        return
    if not bracketed or one.value is None or one.unit or one.scale != 1 or one.numeral.kind != "figure":
        _number(scan, one)
    elif scan.before(_ROW_BEFORE, one.start - 1) or _ROW_AFTER.match(text, one.end + 1):
        _number(scan, replace(one, value=-one.value, certainty="likely"))
    else:
        said = f"‘({text[one.start : one.end]})’: an amount, a negative of accounts, an age or a note?"
        scan.add(one.start, one.end, ask=said, value=one.value, hedge="exact")


def _number(scan: Scan, one: Counted) -> None:
    """Note one number with its hedge, its unit and what is unclear about it."""
    text = scan.text
    if one.ask or one.value is None:
        scan.add(one.start, one.end, ask=one.ask or "this number cannot be read", unit=one.unit)
        return
    hedge, lead = scan.hedge(one.start)
    plain = hedge in ("exact", "within")
    if hedge == "within":
        hedge = "less_than" if one.unit not in ("points", "percent") else "exact"
    stop = one.core
    if hedge == "exact" and plain:
        hedge, stop = _trail(scan, one)
    words = text[one.numeral.start : one.numeral.end].lower().split()
    if hedge == "exact" and words[-1] in scan.lang.table["numbers"].get("approximate", []):
        hedge = "about"  # "une centaine" is about a hundred
    unit = one.unit or (scan.noun(one.end) if one.numeral.kind not in ("part", "half", "lone") else "")
    if unit == "people" and one.value != int(one.value):  # "the 7.1-magnitude earthquake killed"
        unit = ""
    if unit in (*TIME, "hours") and scan.before(scan.word("around", "spread"), one.start, 60):
        hedge, lead = "exact", one.start  # "1,500 jobs over 10 years"
    counted, core, readings = _since_when(scan, one.start, one.end, one.core, unit)
    ask = counted or _unclear(scan, one, unit, hedge, lead)
    given = {"unit": unit, "certainty": one.certainty, "ask": ask, "readings": readings}
    scan.add(one.start, core, hedge=hedge, lead=lead, stop=max(stop, core), **given, **_columns(hedge, one.value))


def _trail(scan: Scan, one: Counted) -> tuple[str, int]:
    """Read the hedge after a number, after its unit, or after the noun that it counts: "50 people or more"."""
    noun = re.match(r" [^\W\d_]+(?: [^\W\d_]+)?(?= (?:or|and) )", scan.text[one.end :])
    for at in (one.end, one.numeral.end, one.end + noun.end() if noun else one.end):
        hedge, stop = scan.trail(at)
        if hedge != "exact":
            return hedge, stop
    return "exact", one.core


def _unclear(scan: Scan, one: Counted, unit: str, hedge: str, lead: int) -> str:
    """Say what is unclear: "over five years" may mean in the course of them, "in 410" a year."""
    text, words = scan.text, scan.text[one.start : one.core]
    over = lead < one.start and pattern(r"over\s(?!the age)").match(text, lead) and unit in (*TIME, "hours")
    told = scan.before(scan.word("around", "spans"), lead) or scan.word("around", "told").match(text, one.end)
    if over and not told:
        return f"‘{text[lead : one.end]}’: more than that, or in the course of it?"
    bare = re.fullmatch(r"\d{3}", words) and not unit and hedge == "exact"
    bare = bare and not re.match(r" (?:of|out)\b", text[one.end :])
    return f"{words!r} may be a year" if bare and scan.before(scan.word("around", "ancient"), one.start) else ""


def _since_when(scan: Scan, start: int, end: int, core: int, unit: str) -> tuple[str, int, Readings]:
    """ "Two months later" is an amount of time, and a date that must be asked for."""
    match = scan.word("dates", "ago").match(scan.text, end) if unit in TIME else None
    if not match:
        return "", core, ()
    said = f"‘{scan.text[start : match.end()]}’ needs the day from which it is counted"
    return said, match.end(), (frozenset(),)


def _columns(hedge: str, value: Decimal) -> dict[str, Decimal]:
    """Put a number into the column that its hedge fills."""
    return {{"more_than": "low", "less_than": "high"}.get(hedge, "value"): value}
