"""What can be read in a quotation: its amounts and dates, with the hedges that the text around gives them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from explainer.model.article import Article
from explainer.text.reader import Mention, read


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
    found = {value for one in read(words, lang) for value in one.values}
    found |= {bound for one in read(words, lang) for bound in (one.low, one.high) if bound is not None}
    dated = (part for one in read(words, lang) for reading in one.readings for part in reading)
    return frozenset(found | {Decimal(value) for kind, value in dated if kind != "season"})


def _same(wanted: Decimal, given: Decimal) -> bool:
    digits = -int(wanted.as_tuple().exponent)
    long = len(given.as_tuple().digits) > 20  # a third has no last digit
    return wanted == given or (long and digits >= 2 and round(given, digits) == wanted)


def _moved(one: Mention, by: int) -> Mention:
    return replace(one, start=one.start + by, end=one.end + by, lead=one.lead + by, stop=one.stop + by)
