"""Which four figures are a year: what stands around them tells, or does not."""

from __future__ import annotations

import re

from explainer.text.language import Language, alternatives
from explainer.text.mention import pattern

_SIDES = ("by", "before", "since", "after")


def is_year(text: str, start: int, end: int, year: int, lang: Language) -> bool | None:
    """Tell whether four figures are a year: True, False, or None when the words around do not tell.

    Parameters
    ----------
    text: the plain text; the figures stand from `start` to `end`.
    year: their number.
    lang: the text's language.
    """
    before = text[max(0, start - 40) : start]
    unit, _ = lang.unit(text, end)
    placed = lang.word("dates", "year_before").search(before) is not None
    scale = re.match(r"[ -](?:hundred|thousand|million|billion|dozen)", text[end:])
    if lang.money.search(before) or re.search(r"#\s?$", before) or scale or unit not in ("", "people", "times"):
        return False
    to = alternatives(lang.table["dates"]["to"])
    if (year >= 2100 and not placed) or pattern(rf" (?:{to}) (?!(?:1\d|20)\d\d\b)\d{{4,}}").match(text, end):
        return False  # "from 2000 to 3000 people"
    if lang.word("around", "level").match(text, end):
        return True  # "above 2019 levels"
    plain = re.sub(r"\bat (?:least|most|the latest) $", "", before)
    sides = "|".join(alternatives(lang.table["dates"].get(key, ["(?!)"])) for key in _SIDES)
    # "Under a 2005 contract": the hedge does not reach over the article to a bare number.
    plural = lang.word("around", "plural").match(text, end)
    bounds = ("more_than", "less_than", *(("about",) if plural and year % 100 == 0 else ()))  # "nearly 2000 homes"
    hedges = () if re.search(r"\b(?:an?|the) $", before) else bounds
    hits = [hit.start() for name in hedges if (hit := lang.hedges[name].search(before))]
    hedged = any(not lang.word("around", "compared").search(before[:at]) for at in hits)
    if hedged and not pattern(rf"(?<!\w)(?:{sides})\s*$").search(plain):
        return None if not plural and year % 100 and 1900 <= year < 2040 and not unit else False
    if unit == "people" and not lang.word("around", "one_person").match(text, end):  # "2001 Person of the Year"
        return None if placed else False
    if plural:
        return True if placed and not before.endswith("of ") else None
    named = lang.table["dates"].get("year_named", "")
    if named and not placed and not 1990 <= year < 2040 and not pattern(rf"(?:{named})$").search(before):
        return None  # "total, 1484, or 49.4 per cent"
    unclear = year % 100 == 0 and re.search(r"\bof\s*$", before) and not lang.word("dates", "year_of").search(before)
    return None if unclear or lang.word("around", "sum_of").search(before) else True
