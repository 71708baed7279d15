"""Look-ups inside prose: {q}`id` is a number of the article, {on}`id` its date, {says}`id` its words.

The same syntax serves a chapter's sentences (as MyST roles) and a figure's title, takeaway and
alternative text. A role written with a capital letter, {Q}`id`, begins a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from explainer import dates, hedges, quantity
from explainer.faults import Fault, Faults
from explainer.newest import newest, newest_words
from explainer.queries import capital
from explainer.tables import Row

if TYPE_CHECKING:
    from explainer.ledger import Ledger

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


@dataclass(frozen=True)
class Use:
    """One row of the ledger that a text leans on.

    Parameters
    ----------
    kind: claim, check, derived, actor, place, term, or table for a count of rows.
    id: the row's id.
    role: the look-up that named it.
    at: where that look-up begins in the text (code points).
    """

    kind: str
    id: str
    role: str = ""
    at: int = 0

    @property
    def ref(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Found:
    """What a look-up says and leans on.

    Parameters
    ----------
    text: the words to print; "" for the bare note mark {n}.
    uses: the rows it leans on; claims, checks and derived amounts leave a note.
    """

    text: str
    uses: tuple[Use, ...]

    @property
    def notes(self) -> tuple[Use, ...]:
        """The uses that leave a note mark."""
        return tuple(use for use in self.uses if use.kind in ("claim", "check", "derived"))


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


def resolve(role: str, argument: str, ledger: Ledger, where: str = "") -> Found:
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
        tables, key = error.args
        known = [name for table in tables for name in ledger.rows[table]]
        close = get_close_matches(key, known, 3, 0.6)
        hint = f"; close to it: {', '.join(close)}" if close else ""
        raise Faults([Fault(where or "text", place, "", f"no {' or '.join(tables)} row {key!r}{hint}")]) from None
    except ValueError as error:
        raise Faults([Fault(where or "text", place, "", str(error))]) from error
    return Found(capital(found.text), found.uses) if role[0].isupper() else found


def plain(text: str, ledger: Ledger, where: str = "") -> str:
    """Give a text with every look-up put in, as plain words without note marks.

    Raises Faults with every look-up that fails.
    """
    return "".join(
        span.text if not span.role else found.text for span, found in _all(text, ledger, where)
    )  # fmt: skip


def uses(text: str, ledger: Ledger, where: str = "") -> list[Use]:
    """Give every row that a text leans on, in order, once for each look-up.

    Raises Faults with every look-up that fails.
    """
    return [
        Use(use.kind, use.id, span.role.lower(), span.at)
        for span, found in _all(text, ledger, where)
        for use in found.uses
    ]


def _all(text: str, ledger: Ledger, where: str) -> list[tuple[Span, Found]]:
    found, faults = [], []
    for span in parse(text):
        try:
            found.append((span, resolve(span.role, span.text, ledger, where) if span.role else Found("", ())))
        except Faults as error:
            faults += error.faults
    if faults:
        raise Faults(faults)
    return found


def _row(ledger: Ledger, key: str, *tables: str) -> Row:
    for table in tables:
        if key in ledger.rows[table]:
            return ledger.rows[table][key]
    raise KeyError(tables, key)


def _claim(row: Row) -> tuple[Use, ...]:
    return (Use("claim", row["claim"]),)


def _quantity(ledger: Ledger, key: str) -> Found:
    row = _row(ledger, key, "quantities")
    return Found(quantity.of_quantity(ledger, row).text, _claim(row))


def _date(said: Callable[[str, str], str]) -> Callable[[Ledger, str], Found]:
    def look(ledger: Ledger, key: str) -> Found:
        row = _row(ledger, key, "events")
        return Found(said(row["date"], row["certainty"]), _claim(row))

    return look


def _says(ledger: Ledger, key: str) -> Found:
    quote = _row(ledger, key, "claims")["quote"]
    if quote.startswith("“") and quote.endswith("”") and quote.count("“") == 1:
        quote = quote[1:-1]
    # American style, as in most newspapers: marks inside a quotation are single.
    inner = quote.replace("“", "‘").replace("”", "’")
    return Found(f"“{inner}”", (Use("claim", key),))


def _name(table: str, kind: str) -> Callable[[Ledger, str], Found]:
    def look(ledger: Ledger, key: str) -> Found:
        row = _row(ledger, key, table)
        common = f" ({row['common']})" if row["common"] and row["common"] != row["name"] else ""
        return Found(row["term" if table == "glossary" else "name"] + common, (Use(kind, key),))

    return look


def _note(ledger: Ledger, argument: str) -> Found:
    keys = [key.strip() for key in argument.split(",") if key.strip()]
    if not keys:
        raise ValueError("it names no claim")
    rows = [_noted(ledger, key) for key in keys]
    return Found("", tuple(Use("claim" if row.table == "claims" else "check", row.id) for row in rows))


def _noted(ledger: Ledger, key: str) -> Row:
    """Find what a note tells about: "ID", or "check:ID" to say in which table."""
    kind, _, id = key.rpartition(":")
    tables = {"": ("claims", "checks", "aftermath"), "claim": ("claims",), "check": ("checks", "aftermath")}
    tables["aftermath"] = ("aftermath",)
    if kind not in tables:
        raise ValueError(f"{kind!r} is nothing a note can tell about; they are {', '.join(filter(None, tables))}")
    return _row(ledger, id, *tables[kind])


def _newest(ledger: Ledger, table: str) -> Found:
    """Say the date of a table's newest source."""
    row = newest(ledger, table)
    uses = (Use("check", row.id) if table in ("checks", "aftermath") else Use("table", table),)
    return Found(newest_words(ledger, table), uses)


def _derived(ledger: Ledger, key: str) -> Found:
    said = quantity.of_derived(ledger, _row(ledger, key, "derived"))
    parts = dict.fromkeys(part.ref for part in said.parts)
    return Found(said.text, (Use("derived", key), *(Use(*ref.split(":", 1)) for ref in parts)))


def _outside(ledger: Ledger, key: str) -> Found:
    return Found(quantity.of_check(ledger, _row(ledger, key, "checks", "aftermath")).text, (Use("check", key),))


def _finding(ledger: Ledger, key: str) -> Found:
    return Found(_row(ledger, key, "checks", "aftermath")["finding"], (Use("check", key),))


def _year(ledger: Ledger, key: str) -> Found:
    row = _row(ledger, key, "events")
    period = dates.parse(row["date"])
    if period.lower is None or period.upper is None or period.lower.year != period.upper.year:
        raise ValueError(f"{row['date']} does not lie in one year")
    doubt = "?" if period.uncertain else ""
    return Found(dates.words(f"{period.lower.year}{doubt}", row["certainty"]), _claim(row))


def _count(ledger: Ledger, argument: str) -> Found:
    """Count rows: "claims", or "claims:actor=somebody,modality=likely" for those whose columns say so."""
    name, _, conditions = argument.partition(":")
    if name not in ledger.rows:
        raise ValueError(f"there is no table {name!r}; they are {', '.join(ledger.rows)}")
    rows = list(ledger.rows[name].values())
    columns = ledger.tables[name].columns
    for condition in filter(None, conditions.split(",")):
        column, _, value = (part.strip() for part in condition.partition("="))
        if column not in columns:
            raise ValueError(f"table {name} has no column {column!r}; they are {', '.join(columns)}")
        rows = [row for row in rows if row[column] == value or value in row.listed(column)]
    return Found(hedges.number(len(rows)), (Use("table", name),))


ROLES: dict[str, Callable[[Ledger, str], Found]] = {
    "q": _quantity,
    "d": _date(dates.words),
    "on": _date(dates.on),
    "y": _year,
    "says": _says,
    "a": _name("actors", "actor"),
    "p": _name("places", "place"),
    "n": _note,
    "x": _derived,
    "out": _outside,
    "finding": _finding,
    "gloss": _name("glossary", "term"),
    "count": _count,
    "newest": _newest,
}
