"""Look-ups inside prose: {q}`id` is a number of the article, {on}`id` its date, {says}`id` its words.

The same syntax serves a chapter's sentences (as MyST roles) and a figure's title, takeaway and
alternative text. A role written with a capital letter, {Q}`id`, begins a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches

from explainer.model.faults import Fault, Faults
from explainer.model.rows import TABLES
from explainer.model.store import Store
from explainer.query.shared import capital
from explainer.references.lookups import ROLES, Found, Use

__all__ = ["ROLES", "Found", "Span", "Use", "look_up", "parse", "plain", "resolve"]

_ROLE = re.compile(r"\{(?P<role>[A-Za-z]+)\}`(?P<argument>[^`\n]*)`")


@dataclass(frozen=True)
class Span:
    """A piece of a text: words as they are, or one look-up.

    Parameters
    ----------
    role: the look-up's role as written; "" for plain words.
    text: the plain words, or what stands between the back-ticks.
    at: where the piece begins in the text (code points).
    """

    role: str
    text: str
    at: int


def parse(text: str) -> list[Span]:
    """Cut a text into plain words and look-ups, in order."""
    found, at = [], 0
    for match in _ROLE.finditer(text):
        if match["role"].lower() not in ROLES:
            continue
        if match.start() > at:
            found.append(Span("", text[at : match.start()], at))
        found.append(Span(match["role"], match["argument"].strip(), match.start()))
        at = match.end()
    if at < len(text) or not found:
        found.append(Span("", text[at:], at))
    return found


def resolve(role: str, argument: str, ledger: Store, where: str = "") -> Found:
    """Look one thing up.

    Parameters
    ----------
    role: one of `ROLES`, in small letters or with a capital first letter.
    argument: the id or, for {n}, ids separated by commas.
    ledger: where to look.
    where: what to call the text when something is wrong.

    Raises Faults that name the text and the id, with ids that come close.
    """
    look = ROLES.get(role.lower())
    if look is None:
        raise Faults([Fault(where or "text", "", "", f"{{{role}}} is no look-up; they are {', '.join(ROLES)}")])
    place = f"{{{role}}}`{argument}`"
    try:
        found = look(ledger, argument)
    except KeyError as error:
        kinds, key = error.args
        known = [name for kind in kinds for name in ledger.by_id(kind)]
        tables = [name for name, table in TABLES.items() if issubclass(table, kinds)]
        close = get_close_matches(key, known, 3, 0.6)
        hint = f"; close to it: {', '.join(close)}" if close else ""
        raise Faults([Fault(where or "text", place, "", f"no {' or '.join(tables)} row {key!r}{hint}")]) from None
    except ValueError as error:
        raise Faults([Fault(where or "text", place, "", str(error))]) from error
    return replace(found, text=capital(found.text)) if role[0].isupper() else found


def plain(text: str, ledger: Store, where: str = "") -> str:
    """Give a text with every look-up put in, as plain words without note marks.

    Raises Faults with every look-up that fails.
    """
    return "".join(found.text for _, found in look_up(text, ledger, where))


def look_up(text: str, ledger: Store, where: str) -> list[tuple[Span, Found]]:
    """Look up a whole text: every piece with what it says and leans on; plain words say themselves.

    Raises Faults with every look-up that fails.
    """
    found, faults = [], []
    for span in parse(text):
        try:
            found.append((span, resolve(span.role, span.text, ledger, where) if span.role else Found(span.text, ())))
        except Faults as error:
            faults += error.faults
    if faults:
        raise Faults(faults)
    return found
