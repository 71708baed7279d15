"""The last look: each number, hedge and day is explained by one reading together with its neighbours, or is asked.

What is doubtful stands in the tables of the languages, `[doubt]`: a reason, and patterns for a mention in its place:
`words before ⟨hedge «the mention» hedge⟩ words after`. Where another mention ends before it stands `]`, or `~]` when
that one is hedged; where one begins after it, `[`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from explainer.text.language import Language, alternatives
from explainer.text.mention import Scan

_WIDTH = 40
# No numbers: "the 21st", "B-52", "G7".
_ORDINAL = r"(?<![\w.,])\d+(?:,\d{3})*(?:st|nd|rd|th|er|ère|e|[º°ª])(?!\w)"
_NAME = r"(?<![\w$£€])(?!c\d)[^\W\d]{1,12}-?\d{1,3}(?:s|[a-jn-z])?(?![\w.,]\d)(?! (?:[mbt]illion|[mb]n)\b)(?!\w)"
# What is doubtful in every language.
_GLUED = {
    "what is glued to it is not clear": [r"[^\W_]⟨«|\d:⟨«|[\d)]~?\]?[/*=x×]⟨«|#⟨«|»⟩(?::\d|[/*=×][\d[])"],
    "two numbers in a row": [r"\d\] ⟨«\d[\d.,]*»"],
}


def look_again(scan: Scan) -> None:
    """Ask about readings that do not explain their neighbours, and about numbers that nothing has read.

    Parameters
    ----------
    scan: the text, when all else has been read.
    """
    scan.found.sort(key=lambda one: (one.start, one.end))
    for at, one in enumerate(scan.found):
        if one.kind != "question" and (why := _doubt(scan, at)):
            said = f"‘{scan.text[slice(*one.reach)]}’: {why}"
            scan.found[at] = replace(one, kind="question", ask=said, certainty="", date="")
    for one in scan.found:
        scan.take(*one.reach)
    for match in _numbers(scan.lang).finditer(scan.text):
        if match["n"] and scan.free(*match.span("n")):
            scan.add(*match.span("n"), ask=f"‘{match['n']}’: a number that is not read here")


def _doubt(scan: Scan, at: int) -> str:
    """Say why a reading is doubtful where it stands; "" when it is not."""
    text, found, one = scan.text, scan.found, scan.found[at]
    start, stop = one.reach
    left, right, before, after = max(0, start - _WIDTH), stop + _WIDTH, "", ""
    if at and left < (end := found[at - 1].reach[1]) <= start:
        hedged = "~" if found[at - 1].hedge not in ("", "exact", "hundreds", "majority") else ""
        before, left = f"{text[left:end]}{hedged}]", end
    if at + 1 < len(found) and stop <= (begin := found[at + 1].reach[0]) < right:
        after, right = "[", begin
    inside = f"⟨{text[start : one.start]}«{text[one.start : one.end]}»{text[one.end : stop]}⟩"
    place = f"{before}{text[left:start]}{inside}{text[stop:right]}{after}"
    return next((why for why, pattern in _rules(scan.lang) if pattern.search(place)), "")


@lru_cache(maxsize=16)
def _rules(lang: Language) -> list[tuple[str, re.Pattern[str]]]:
    given = {**_GLUED, **lang.table.get("doubt", {})}
    return [(why, re.compile("|".join(patterns), re.IGNORECASE)) for why, patterns in given.items()]


@lru_cache(maxsize=16)
def _numbers(lang: Language) -> re.Pattern[str]:
    """Find what stands for a number, `n`, but for ordinals, names such as "B-52", and `idle` words of the language."""
    given, idle = lang.table["numbers"], lang.table.get("around", {}).get("idle", [])
    # One is an article in other languages, and a short word of Vietnamese a part of others.
    spelt = [word for word, n in {**lang.small, **lang.scales}.items() if n != 1 or lang.code == "en"]
    words = alternatives([*([] if given.get("words_need_unit") else spelt), *given.get("leftover_parts", [])]) or "(?!)"
    silent = alternatives([_ORDINAL, _NAME, *idle])
    return re.compile(rf"{silent}|(?<!\w)(?P<n>[\w$£€]*\d(?:[\d.,:/]*\d)?|(?:{words})(?!\w))", re.IGNORECASE)
