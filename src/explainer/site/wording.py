"""Texts with look-ups as HTML: every datum is a link to the row it rests on."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from explainer.query.ledger import Ledger
from explainer.references import phrases
from explainer.site.witness import CLASSES

_UNBROKEN = 24

Address = Callable[[str, str], str | None]
"""Gives the address of a row by kind and id, None when it has none."""


def html(text: str, ledger: Ledger, address: Address, where: str = "") -> Markup:
    """Write a text for a page, without note marks.

    Parameters
    ----------
    text: words with look-ups, as in `explainer.references.phrases`.
    ledger: where to look.
    address: where the rows are at home.
    where: what to call the text when a look-up fails.

    Raises Faults with the look-up that fails.
    """
    parts = []
    for span in phrases.parse(text):
        if not span.role:
            parts.append(escape(span.text))
            continue
        found = phrases.resolve(span.role, span.text, ledger, where)
        parts.append(datum(found, address))
    return Markup("").join(parts)


def datum(found: phrases.Found, address: Address) -> Markup:
    """Write one look-up: a link to the first row it leans on, in that row's class; names and counts stay words."""
    first = found.uses[0]
    if not found.text or first.kind not in CLASSES:
        return escape(found.text)
    href = address(first.kind, first.id)
    family = CLASSES[first.kind] + unbroken(found.text)
    if href is None:
        return Markup('<span class="datum {}">{}</span>').format(family, found.text)
    return Markup('<a class="datum {}" href="{}">{}</a>').format(family, href, found.text)


def unbroken(text: str) -> str:
    """Give the class of words that stay on one line: a number keeps its hedge and its range; "" for longer words."""
    return " nb" if len(text) <= _UNBROKEN else ""


def joined(words: list[str] | list[Markup], last: str = "and") -> Markup:
    """Join words as English does: "a, b and c"."""
    if len(words) < 2:
        return Markup("").join(words)
    return Markup("{} {} {}").format(Markup(", ").join(words[:-1]), last, words[-1])
