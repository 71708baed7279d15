"""What several checks ask: what a quotation gives, which words stand in a text, which rows of a key agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from explainer.model.columns import NOWHERE
from explainer.model.faults import Fault
from explainer.model.rows import Claim, Finding
from explainer.model.store import Store
from explainer.text import dates
from explainer.text import language as languages
from explainer.text.reader import Mention, in_quotation


def language(ledger: Store) -> str:
    """Give the language of the article, as the descriptor has it; English where it has none."""
    return str(ledger.vocabulary["article"].get("language") or "en")


def period(edtf: str) -> dates.Period | None:
    """Give a date, None for an empty cell and for one that is no date: that has its own fault (`sources`)."""
    try:
        return dates.parse(edtf) if edtf else None
    except ValueError:
        return None


def around(ledger: Store, claim: Claim) -> str:
    """Give the sentence of the article in which a claim's quotation begins; "" between sentences."""
    place = ledger.article.sentence_at(claim.start)
    return ledger.article.quote(*place) if place else ""


def stands(words: Iterable[str], text: str) -> str:
    """Give the first place where one of some words stands in a text, whole and in any case of its letters; or ""."""
    edge = r"\b"
    either = [edge * word[0].isalnum() + re.escape(word) + edge * word[-1].isalnum() for word in words]
    found = re.search("|".join(either), text, re.IGNORECASE) if either else None
    return found[0] if found else ""


def agree(key: str, column: str, found: Sequence[tuple[Finding | Claim, str]]) -> Iterator[Fault]:
    """Name the rows of one key (a question, a publisher, a reason) that have another value than most of them."""
    usual = max(found, key=lambda one: Counter(value for _, value in found)[one[1]], default=(None, ""))[1]
    for row, value in found:
        if value != usual:
            place = f"{getattr(row, column)!r} of {value!r}" if column == "claim" else repr(value)
            yield row.fault(column, f"{place}, but the other rows of {key} have {usual!r}")


def quoted(ledger: Store, claim: Claim) -> list[Mention]:
    """Read the quotation of a claim where it stands in the article, with the words around it."""
    if NOWHERE in (claim.start, claim.end):
        return []
    return in_quotation(ledger.article, claim.start, claim.end, language(ledger))


def amounts(found: list[Mention]) -> list[Mention]:
    """Keep what gives a number or a number word, those that must be asked about too."""
    return [one for one in found if one.hedge or one.values or (one.kind == "question" and not one.readings)]


def dated(found: list[Mention]) -> list[Mention]:
    """Keep what names a year, month or day, whole or in part."""
    return [one for one in found if any(one.readings)]


def words_of(text: str, lang: str) -> list[str]:
    """Give the words that say something of their own: no articles, pronouns, auxiliaries, or words of doubt."""
    known = languages.language(lang)
    free = " ".join(str(known.table.get(name, "")) for name in ("stop", "common", "bare")) if known else ""
    found = re.findall(r"[^\W\d_]+", re.sub(r"[’']s?\b", "", text.lower()))
    return [word for word in found if word not in set(free.split())]


def telling(text: str, lang: str) -> set[str]:
    """Give the first four letters of each word that says something of its own: two texts that share one are kin."""
    return {word[:4] for word in words_of(text.replace("%", " percent "), lang) if len(word) > 1}
