"""What each look-up says, and which rows it leans on: one small function for each role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from explainer.amounts.amount import of_derived, of_finding, of_quantity
from explainer.model.rows import Actor, Aftermath, Claim, Derivation, Event, Finding, Place, Quantity, Row, Term
from explainer.model.store import Store
from explainer.query.shared import rows_where
from explainer.query.times import newest, newest_words
from explainer.references.citation import CLASSES, unquoted
from explainer.text import dates, hedges

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Use:
    """One row of the ledger that a text leans on.

    Parameters
    ----------
    kind: claim, check, derived, actor, place, term, or table for a count of rows.
    id: the row's id.
    """

    kind: str
    id: str

    @property
    def ref(self) -> str:
        """The reference as tables and figures write it: "claim:ID"."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Found:
    """What a look-up says and leans on.

    Parameters
    ----------
    text: the words to print; "" for the bare note mark {n}.
    uses: the rows it leans on; claims, checks and derived amounts leave a note.
    noted: False where the words name a source or a condition, beside the datum that has the note.
    """

    text: str
    uses: tuple[Use, ...]
    noted: bool = True

    @property
    def notes(self) -> tuple[Use, ...]:
        """The uses that leave a note mark."""
        return tuple(use for use in self.uses if self.noted and use.kind in CLASSES)


def _row(ledger: Store, kind: type[R], key: str) -> R:
    row = ledger.by_id(kind).get(key)
    if row is None:
        raise KeyError((kind,), key)
    return row


def _claim(row: Quantity | Event) -> tuple[Use, ...]:
    return (Use("claim", row.claim),)


def _quantity(ledger: Store, key: str) -> Found:
    row = _row(ledger, Quantity, key)
    return Found(of_quantity(ledger, row).text, _claim(row))


def _date(said: Callable[[str, str], str]) -> Callable[[Store, str], Found]:
    def look(ledger: Store, key: str) -> Found:
        row = ledger.by_id(Event).get(key) or ledger.by_id(Finding).get(key)
        if row is None:
            raise KeyError((Event, Finding), key)
        uses = _claim(row) if isinstance(row, Event) else (Use("check", key),)
        return Found(said(row.date, row.certainty), uses)

    return look


def _says(ledger: Store, key: str) -> Found:
    return Found(f"“{unquoted(_row(ledger, Claim, key).quote)}”", (Use("claim", key),))


def _actor(ledger: Store, key: str) -> Found:
    return Found(_row(ledger, Actor, key).name, (Use("actor", key),))


def _place(ledger: Store, key: str) -> Found:
    row = _row(ledger, Place, key)
    common = f" ({row.common})" if row.common and row.common != row.name else ""
    return Found(row.name + common, (Use("place", key),))


def _term(ledger: Store, key: str) -> Found:
    return Found(_row(ledger, Term, key).term, (Use("term", key),))


def _surname(ledger: Store, key: str) -> Found:
    """Say a person's last name, for a text that has given the whole one before."""
    row = _row(ledger, Actor, key)
    if row.type != "person":
        raise ValueError(f"{row.name} is no person and has no surname")
    return Found(row.name.split()[-1], (Use("actor", key),))


def _note(ledger: Store, argument: str) -> Found:
    keys = [key.strip() for key in argument.split(",") if key.strip()]
    if not keys:
        raise ValueError("it names no claim")
    rows = [_noted(ledger, key) for key in keys]
    return Found("", tuple(Use("claim" if isinstance(row, Claim) else "check", row.id) for row in rows))


def _noted(ledger: Store, key: str) -> Claim | Finding:
    """Find what a note tells about: "ID", or "check:ID" to say in which table."""
    kind, _, id = key.rpartition(":")
    kinds: dict[str, type[Claim | Finding]] = {"claim": Claim, "check": Finding, "aftermath": Aftermath}
    if not kind:
        row = ledger.by_id(Claim).get(id) or ledger.by_id(Finding).get(id)
        if row is None:
            raise KeyError((Claim, Finding), id)
        return row
    if kind not in kinds:
        raise ValueError(f"{kind!r} is nothing a note can tell about; they are {', '.join(kinds)}")
    return _row(ledger, kinds[kind], id)


def _newest(ledger: Store, table: str) -> Found:
    """Say the date of a table's newest source, of all rows or of those that meet conditions."""
    row = newest(ledger, table)
    uses = (Use("check", row.id) if isinstance(row, Finding) else Use("table", row.table),)
    return Found(newest_words(ledger, table), uses)


def _derived(ledger: Store, key: str) -> Found:
    said = of_derived(ledger, _row(ledger, Derivation, key))
    parts = dict.fromkeys(part.ref.partition(":") for part in said.parts)
    return Found(said.text, (Use("derived", key), *(Use(kind, id) for kind, _, id in parts)))


def _condition(ledger: Store, key: str) -> Found:
    """Say in a few words when a derived amount holds."""
    if not (when := _row(ledger, Derivation, key).when):
        raise ValueError(f"the derived amount {key!r} has no words in the column when")
    return Found(when, (Use("derived", key),), noted=False)


def _by(ledger: Store, key: str) -> Found:
    """Say who gives a finding from outside, by name."""
    row = _row(ledger, Finding, key)
    return Found(row.given_by or row.publisher, (Use("check", key),), noted=False)


def _page(ledger: Store, key: str) -> Found:
    """Say who published a finding from outside."""
    return Found(_row(ledger, Finding, key).publisher, (Use("check", key),), noted=False)


def _outside(ledger: Store, key: str) -> Found:
    return Found(of_finding(ledger, _row(ledger, Finding, key)).text, (Use("check", key),))


def _finding(ledger: Store, key: str) -> Found:
    return Found(_row(ledger, Finding, key).finding, (Use("check", key),))


def _year(ledger: Store, key: str) -> Found:
    row = _row(ledger, Event, key)
    period = dates.parse(row.date)
    if period.lower is None or period.upper is None or period.lower.year != period.upper.year:
        raise ValueError(f"{row.date} does not lie in one year")
    doubt = "?" if period.uncertain else ""
    return Found(dates.words(f"{period.lower.year}{doubt}", row.certainty), _claim(row))


def _count(ledger: Store, argument: str) -> Found:
    """Count rows, all of a table or those that meet conditions; see `rows_where`."""
    return Found(hedges.number(len(rows_where(ledger, argument))), (Use("table", argument.partition(":")[0]),))


def _uncovered(ledger: Store, argument: str) -> Found:
    """Count what stands in no claim and no exception yet: "mentions", or one kind: "number", "date", "name"."""
    from explainer.validate.coverage import uncovered

    kinds = ("mentions", "number", "date", "name")
    if argument not in kinds:
        raise ValueError(f"nothing of the kind {argument!r} is counted; they are {', '.join(kinds)}")
    found = [mention for mention in uncovered(ledger) if argument in ("mentions", mention.kind)]
    return Found(hedges.number(len(found)) if found else "none", (Use("table", "claims"),))


ROLES: dict[str, Callable[[Store, str], Found]] = {
    "q": _quantity, "d": _date(dates.words), "on": _date(dates.on), "y": _year, "says": _says, "a": _actor,
    "s": _surname, "p": _place, "n": _note, "x": _derived, "if": _condition, "by": _by, "page": _page,
    "out": _outside, "finding": _finding, "gloss": _term, "count": _count, "newest": _newest, "uncovered": _uncovered,
}  # fmt: skip
