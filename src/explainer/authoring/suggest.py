"""What the words of a quotation say by themselves: its numbers, its dates, who speaks, a name for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from unicodedata import combining, normalize

from explainer.authoring.sheets import Cells
from explainer.model.store import Store
from explainer.text.hedges import HEDGES
from explainer.text.language import CURRENCY_SIGNS
from explainer.text.reader import Mention, in_quotation
from explainer.validate import speakers
from explainer.validate.readable import amounts as amounts_of
from explainer.validate.readable import dated, language

#: Words that name nothing by themselves.
PLAIN = frozenset((
    "a", "about", "after", "all", "almost", "an", "and", "approximately", "are", "around", "as", "at", "be",
    "been", "but", "by", "fewer", "for", "from", "had", "has", "have", "he", "her", "his", "in", "into", "is",
    "it", "its", "just", "least", "less", "more", "most", "nearly", "no", "not", "of", "on", "one", "or", "over",
    "roughly", "she", "so", "some", "than", "that", "the", "their", "them", "there", "these", "they", "this",
    "those", "to", "under", "up", "was", "were", "which", "who", "will", "with",
))  # fmt: skip


def slug(words: str, taken: Iterable[str]) -> str:
    """Make an id of a quotation's first telling words, without figures, that nothing else has."""
    bare = "".join(char for char in normalize("NFKD", words) if not combining(char))
    found = [word.lower() for word in re.findall(r"(?<![0-9A-Za-z])[A-Za-z]+(?:['’][a-z]+)?", bare)]
    plain = [re.sub(r"['’].*", "", word) for word in found]
    telling = [word for word in plain if word.isascii() and word not in PLAIN] or [w for w in plain if w.isascii()]
    telling, known = list(dict.fromkeys(telling)) or ["row"], set(taken)
    for count in range(min(3, len(telling)), len(telling) + 1):
        if (name := "-".join(telling[:count])) not in known:
            return name
    name = "-".join(telling[:3])
    return next(f"{name}-{n}" for n in range(2, len(known) + 3) if f"{name}-{n}" not in known)


def amounts(ledger: Store, start: int, end: int) -> tuple[list[Cells], list[str]]:
    """Read the numbers of a stretch of the article as cells of `quantities`: value, low, high, hedge, unit.

    Returns the cells, and what could not be read, as sentences.
    """
    found = in_quotation(ledger.article, start, end, language(ledger))
    sure = [one for one in amounts_of(found) if not one.ask or one.readings]
    return [_number(ledger, one) for one in sure], [one.ask for one in found if one.ask]


def _number(ledger: Store, one: Mention) -> Cells:
    columns = dict(zip(HEDGES[one.hedge].columns, map(_plainly, one.values), strict=True))
    return columns | {"hedge": one.hedge, "unit": unit_of(ledger, one)}


def new_units(ledger: Store, claim: Cells) -> list[str]:
    """Say how to add the units that stand at the numbers of a quotation and that the vocabulary has not."""
    found = in_quotation(ledger.article, int(claim["start"]), int(claim["end"]), language(ledger))
    names = [one.unit for one in amounts_of(found) if one.unit and one.values and not unit_of(ledger, one)]
    signs = {name: sign for sign, name in CURRENCY_SIGNS.items()}
    told = {name: f'before="{signs[name]}" read="{signs[name]}|{name}"' for name in names if name in signs}
    plain = {name: f'many="{name}" read="{name}"' for name in names}
    return [f'"{name}" {(plain | told)[name]}' for name in dict.fromkeys(names)]


def _plainly(value: Decimal) -> str:
    return f"{round(value, 4).normalize():f}"


def unit_of(ledger: Store, one: Mention) -> str:
    """Give the unit of the vocabulary whose word stands at a number, or else nearest after it; "" where none does."""
    text, start, end = ledger.article.text, one.start, max(one.end, one.stop)
    paragraph = ledger.article.paragraph_at(start)
    rest = text[end : paragraph.end if paragraph else end]
    found: list[tuple[int, str]] = []
    for unit, given in ledger.vocabulary.get("units", {}).items():
        if (given.get("symbol") == "%") != (one.unit == "percent"):
            continue
        for word in given.get("read", []):
            if word.lower() in (one.unit.lower(), one.unit.lower().rstrip("s")):
                found.append((-1, unit))
            edge = [r"\b" if word[0].isalnum() else "", r"\b" if word[-1].isalnum() else ""]
            for place, part in ((-2, text[start:end]), (0, rest)):
                if match := re.search(edge[0] + re.escape(word) + edge[1], part, re.IGNORECASE):
                    found.append((place if place else match.start(), unit))
    return min(found)[1] if found else ""


def when(ledger: Store, start: int, end: int) -> Cells | None:
    """Read the date of a quotation as cells of `events`: date, printed, resolution, certainty; None without one.

    Where the year is not printed the date stays empty: somebody has to work it out and say how.
    """
    found = dated(in_quotation(ledger.article, start, end, language(ledger)))
    if not found:
        return None
    date = found[0].date
    resolution = "printed" if date else "resolved"
    return {"date": date, "printed": found[0].words, "resolution": resolution, "certainty": "sure"}


def pointed(ledger: Store, start: int, end: int) -> str:
    """Give the words of a quotation that point at a date without naming one: "Sunday"; "" when none do."""
    found = in_quotation(ledger.article, start, end, language(ledger))
    return next((one.words for one in found if one.readings and not any(one.readings)), "")


def speaker(ledger: Store, start: int) -> str:
    """Give the one actor whom the sentence names as speaking; else the article's own voice."""
    paragraph = ledger.article.paragraph_at(start)
    if paragraph:
        _, parts = speakers.spoken_in(ledger, speakers.Names(ledger), paragraph.number)
        said = next((voices.all for first, last, voices in parts if first <= start < last), set())
        if len(said) == 1:
            return next(iter(said))
    return str(ledger.vocabulary.get("article", {}).get("voice", ""))


def named(ledger: Store, quote: str) -> str:
    """Give the persons and bodies that a quotation names, as the column `actors` of events holds them."""
    names = speakers.Names(ledger)
    found = [key for _, _, keys in names.find(quote) for key in sorted(keys)]
    return "|".join(dict.fromkeys(key for key in found if names.type[key] in ("person", "organisation")))


def firmness(ledger: Store, kind: str, quote: str) -> str:
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
