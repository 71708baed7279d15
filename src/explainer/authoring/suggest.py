"""What the words of a quotation say by themselves: its numbers, its dates, who speaks, a name for it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explainer.query.ledger import Ledger
from explainer.text import numbers, printed
from explainer.text.hedges import HEDGES
from explainer.text.printed import Mention
from explainer.text.seen import Seen, in_words
from explainer.validate import events, speakers

Cells = dict[str, str]
#: Words that name nothing by themselves.
PLAIN = frozenset((
    "a", "about", "after", "all", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had",
    "has", "have", "he", "her", "his", "in", "into", "is", "it", "its", "more", "most", "no", "not", "of", "on",
    "one", "or", "she", "so", "some", "than", "that", "the", "their", "them", "there", "these", "they", "this",
    "those", "to", "was", "were", "which", "who", "will", "with",
))  # fmt: skip
_JOIN = re.compile(r",?\s*(?:to|through|until|till|[-–—])\s*")
_AND = re.compile(r",?\s+and\s+")
_BETWEEN = re.compile(r"\b(?:between|from)(?: the)?\s+$", re.IGNORECASE)
_NEAR = re.compile(
    r"\b(?:about|around|circa|early|mid|middle|late|beginning|end)(?:[ -](?:in|of|the|month|year))*[ -]$", re.IGNORECASE
)


def slug(words: str, taken: Iterable[str]) -> str:
    """Make an id of a quotation's first telling words, without figures, that nothing else has."""
    found = [word.lower() for word in re.findall(r"[A-Za-z]+(?:['’][a-z]+)?", words)]
    plain = [re.sub(r"['’].*", "", word) for word in found]
    telling = [word for word in plain if word.isascii() and word not in PLAIN] or [w for w in plain if w.isascii()]
    telling, known = list(dict.fromkeys(telling)) or ["row"], set(taken)
    for count in range(min(3, len(telling)), len(telling) + 1):
        if (name := "-".join(telling[:count])) not in known:
            return name
    name = "-".join(telling[:3])
    return next(f"{name}-{n}" for n in range(2, len(known) + 3) if f"{name}-{n}" not in known)


def amounts(ledger: Ledger, start: int, end: int) -> list[Cells]:
    """Read the numbers of a stretch of the article as cells of `quantities`: value, low, high, hedge, unit."""
    text = ledger.article.text
    place = ledger.article.sentence_at(start) or (start, end)
    first, last = min(place[0], start), max(place[1], end)
    found = [seen for seen in in_words(text[first:last], first) if start <= seen.start and seen.end <= end]
    cells = [_number(ledger, seen, text[start:end], start) for seen in found]
    for vague in numbers.find(text[start:end]):
        if vague.kind == "vague":
            hedge = "majority" if vague.text.lower() in ("majority", "minority") else "hundreds"
            unit = _unit(ledger, text[start:end], vague.end, False)
            cells.append({"hedge": hedge, "unit": unit})
    return cells


def _number(ledger: Ledger, seen: Seen, quote: str, start: int) -> Cells:
    columns = dict(zip(HEDGES[seen.hedge].columns, map(_plainly, seen.values), strict=True))
    return columns | {"hedge": seen.hedge, "unit": _unit(ledger, quote, seen.end - start, seen.percent)}


def _plainly(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _unit(ledger: Ledger, quote: str, after: int, percent: bool) -> str:
    """Give the unit whose word stands first after a number; "" where none does."""
    found: list[tuple[int, str]] = []
    for unit, given in ledger.vocabulary.get("units", {}).items():
        if (given.get("symbol") == "%") != percent:
            continue
        for word in given.get("read", []):
            edge = [r"\b" if word[0].isalnum() else "", r"\b" if word[-1].isalnum() else ""]
            for match in re.finditer(edge[0] + re.escape(word) + edge[1], quote, re.IGNORECASE):
                found.append((match.start() - after if match.start() >= after else 10_000 - match.start(), unit))
    return min(found)[1] if found else ""


def when(quote: str) -> Cells | None:
    """Read the date of a quotation as cells of `events`: date, printed, resolution, certainty; None without one.

    Where the year is not printed the date stays empty: somebody has to work it out and say how.
    """
    found = [mention for mention in printed.find(quote) if any(mention.readings)]
    if not found:
        return None
    first, last = found[0], found[0]
    date = _edtf(first)
    lead = quote[: first.start]
    if len(found) > 1:
        between = quote[first.end : found[1].start]
        if _JOIN.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(lead)):
            last = found[1]
            date = f"{date}/{_edtf(last)}" if date and _edtf(last) else ""
    if last is first and date:
        if events.UNTIL.search(lead):
            date = f"../{date}"
        elif events.SINCE.search(lead):
            date = f"{date}/.."
        elif _NEAR.search(lead):
            date += "~"
    words = quote[first.start : last.end]
    return {"date": date, "printed": words, "resolution": "printed" if date else "resolved", "certainty": "sure"}


def _edtf(mention: Mention) -> str:
    """Write a printed date in EDTF; "" when it has no year or can be read in two ways."""
    if len(mention.readings) != 1:
        return ""
    parts = dict(mention.readings[0])
    if "decade" in parts:
        return f"{parts['decade'] // 10}X"
    if "century" in parts:
        return f"{parts['century'] - 1}XX"
    if "year" not in parts:
        return ""
    rest = [f"{parts[name]:02}" for name in ("season", "month", "day") if name in parts]
    return "-".join([f"{parts['year']:04}", *rest])


def years_before(ledger: Ledger, start: int) -> str:
    """Give the last year that the article prints before an offset, "" when there is none."""
    years = [dict(m.readings[0]).get("year") for m in printed.find(ledger.article.text[:start]) if m.readings]
    return str([year for year in years if year][-1]) if any(years) else ""


def speaker(ledger: Ledger, start: int) -> str:
    """Give the one actor whom the sentence names as speaking; else the article's own voice."""
    place = ledger.article.sentence_at(start)
    if place:
        names = speakers.Names(ledger)
        said = speakers.attributed(names, ledger.article.text[place[0] : place[1]], set()).all
        if len(said) == 1:
            return next(iter(said))
    return str(ledger.vocabulary.get("article", {}).get("voice", ""))


def named(ledger: Ledger, quote: str) -> str:
    """Give the persons and bodies that a quotation names, as the column `actors` of events holds them."""
    names = speakers.Names(ledger)
    found = [key for _, _, keys in names.find(quote) for key in sorted(keys)]
    return "|".join(dict.fromkeys(key for key in found if names.type[key] in ("person", "organisation")))


def firmness(ledger: Ledger, kind: str, quote: str) -> str:
    """Give the modality that the quotation's words demand; else the first that goes with its kind."""
    given = ledger.vocabulary.get("modalities", {})
    if name := demanded(given, quote):
        return name
    allowed = ledger.vocabulary.get("kinds", {}).get(kind, {}).get("modalities", list(given))
    return str(allowed[0]) if allowed else ""


def demanded(modalities: dict, quote: str) -> str:
    """Give the modality one of whose words stands in a quotation, "" when none does."""
    for name, entry in modalities.items():
        words = "|".join(map(re.escape, entry.get("read", [])))
        if words and re.search(rf"\b(?:{words})\b", quote, re.IGNORECASE):
            return str(name)
    return ""
