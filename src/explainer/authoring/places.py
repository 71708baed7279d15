"""Find where words stand in an article, though an editor typed them a little differently."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from explainer.model.article import NO_BLANKS, Article, sentences
from explainer.model.faults import Fault, Faults

# What a keyboard gives, and what an article may have in its place.
_ALIKE = {"'": "'’‘ʼ", '"': '"“”„', "-": "-–—‑−"}
_CLASS = {char: f"[{re.escape(alike)}]" for alike in _ALIKE.values() for char in alike}
_EDGE = re.compile(rf"[^\W{NO_BLANKS}]")  # a letter of a script with blanks: no word of it is cut


def places(article: Article, words: str) -> list[tuple[int, int]]:
    """Give (start, end) of every place at which words stand, in order; code points, end exclusive.

    Straight quotation marks and hyphens also find curly ones and dashes, and any run of blanks
    finds any other. Capitals count, unless the words stand nowhere as they are written.
    """
    typed = words.split()
    if not typed:
        return []
    written = r"[^\S\n]+".join("".join(_CLASS.get(char, re.escape(char)) for char in word) for word in typed)
    before = r"(?<!\w)" if _EDGE.match(typed[0][0]) else ""
    after = r"(?!\w)" if _EDGE.match(typed[-1][-1]) else ""
    for flags in (0, re.IGNORECASE):
        found = [match.span() for match in re.finditer(before + written + after, article.text, flags)]
        if found:
            return found
    return []


def place(article: Article, words: str, nth: int | None = None, paragraph: int | None = None) -> tuple[int, int]:
    """Give the one place that is meant.

    Parameters
    ----------
    article: where to look.
    words: what to look for.
    nth: which of several places, counted from 1 (within the paragraph, when one is given).
    paragraph: the number of the paragraph in which they stand.

    Raises Faults when they stand nowhere, or at several places and it is not said which.
    """
    found = places(article, words)
    if not found:
        raise Faults([Fault("article", "", "", f"{words!r} does not stand in it{_closest(article, words)}")])
    number = {span: number_at(article, span[0]) for span in found}
    if paragraph is not None:
        found = [span for span in found if number[span] == paragraph]
        if not found:
            where = ", ".join(dict.fromkeys(str(number[span]) for span in number))
            raise Faults([Fault("article", f"paragraph {paragraph}", "", f"{words!r} stands in paragraph {where}")])
    if nth is not None:
        if not 1 <= nth <= len(found):
            raise Faults([Fault("article", "", "", f"{words!r} stands there {len(found)} times; there is no {nth}th")])
        return found[nth - 1]
    if len(found) > 1:
        lines = [
            f"  --nth {at}  paragraph {number[span]}: {context(article, *span)}" for at, span in enumerate(found, 1)
        ]
        said = f"{words!r} stands at {len(found)} places; say which:"
        raise Faults([Fault("article", "", "", "\n".join([said, *lines]))])
    return found[0]


def context(article: Article, start: int, end: int, around: int = 32) -> str:
    """Give a stretch of the article in its line, «marked»."""
    paragraph = article.paragraph_at(start)
    first, last = (paragraph.start, paragraph.end) if paragraph else (0, len(article.text))
    lead, tail = article.text[max(first, start - around) : start], article.text[end : min(last, end + around)]
    begin, finish = "…" if start - around > first else "", "…" if end + around < last else ""
    return f"{begin}{lead}«{article.text[start:end]}»{tail}{finish}"


def number_at(article: Article, offset: int) -> int:
    """Give the number of the paragraph in which a character stands, 0 for none."""
    found = article.paragraph_at(offset)
    return found.number if found else 0


def _closest(article: Article, words: str) -> str:
    """Say which words of the article come close, "" when none do."""
    wanted = words.lower().split()
    best, at = 0.0, (0, 0)
    for paragraph in article.paragraphs:
        for first, last in sentences(paragraph.text):
            spans = [match.span() for match in re.finditer(r"\S+", paragraph.text[first:last])]
            for index in range(max(1, len(spans) - len(wanted) + 1)):
                piece = spans[index : index + len(wanted)]
                start, end = first + piece[0][0], first + piece[-1][1]
                score = SequenceMatcher(None, wanted, paragraph.text[start:end].lower().split(), False).ratio()
                if score > best:
                    best, at = score, (paragraph.start + start, paragraph.start + end)
    return f"; close to it: {article.text[at[0] : at[1]]!r}" if best >= 0.5 else ""
