"""Texts of pages as plain words, whole or in short."""

from __future__ import annotations

import re

from explainer.model.article import sentences
from explainer.query.ledger import Ledger
from explainer.references import phrases

_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z“])|(?<=[;:])\s+")


def plain(text: str, ledger: Ledger) -> str:
    """Give a text of a page as words only: look-ups put in, links and emphasis taken off.

    Raises Faults for a look-up that fails.
    """
    found = phrases.plain(text, ledger)
    found = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", found)
    found = re.sub(r"(?<!\w)[*_]+(\S(?:.*?\S)?)[*_]+(?!\w)", r"\1", found)
    return " ".join(found.split())


def first_sentence(text: str) -> str:
    """Give the first sentence of a text, or its first part where a semicolon or colon parts it."""
    first = _SENTENCE.split(text, maxsplit=1)[0].rstrip(" ;:")
    return f"{first}." if first and not first.endswith((".", "?", "!", "”")) else first


def shortened(text: str, longest: int = 200) -> str:
    """Cut a text to at most so many characters: to whole sentences if they fill half of it, else to whole words."""
    if len(text) <= longest:
        return text
    whole = [end for _, end in sentences(text) if longest / 2 <= end <= longest]
    return text[: whole[-1]] if whole else text[:longest].rpartition(" ")[0].rstrip(",;:") + "…"
