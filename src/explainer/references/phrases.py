"""Look-ups inside prose: {q}`id` is a number of the article, {on}`id` its date, {says}`id` its words.

The same syntax serves a chapter's sentences (as MyST roles) and a figure's title, takeaway and
alternative text. A role written with a capital letter, {Q}`id`, begins a sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches

from explainer.model.faults import Fault, Faults
from explainer.model.rows import TABLES
from explainer.model.store import Store
from explainer.query.shared import capital
from explainer.references.lookups import ROLES, Found, Use

__all__ = ["ROLES", "Found", "Use", "look_up", "plain", "resolve"]

_LOOK_UP = re.compile(rf"\{{({'|'.join(ROLES)})\}}`([^`\n]*)`", re.IGNORECASE)


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
    return "".join(found.text for found in look_up(text, ledger, where))


def look_up(text: str, ledger: Store, where: str) -> list[Found]:
    """Look up a whole text: in order what each look-up says and leans on; plain words say themselves.

    Raises Faults with every look-up that fails.
    """
    words, *rest = _LOOK_UP.split(text)
    found, faults = [Found(words, ())], list[Fault]()
    for role, argument, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        try:
            found.append(resolve(role, argument.strip(), ledger, where))
        except Faults as error:
            faults += error.faults
        found.append(Found(after, ()))
    if faults:
        raise Faults(faults)
    return [one for one in found if one.text or one.uses]
