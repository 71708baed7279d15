"""The commands `add`, `edit` and `undo`: any other row or word of the vocabulary, one grammar for all of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from explainer.authoring import sheets, suggest
from explainer.authoring.places import place, places
from explainer.authoring.proposal import ROOT, YES, offer
from explainer.authoring.sheets import Cells
from explainer.model.article import joined
from explainer.model.faults import Fault, Faults
from explainer.model.rows import read_row
from explainer.model.store import Store, find_root
from explainer.query.ledger import Ledger
from explainer.validate.coverage import touches, uncovered
from explainer.validate.descriptor import describe, written
from explainer.validate.mentions import first_claim

#: Parts of the vocabulary that are no lists of words.
_NO_WORDS = ("article", "reasons", "columns")


@click.command("add")
@click.argument("table")
@click.argument("given", nargs=-1, metavar="WORDS… COLUMN=VALUE…")
@ROOT
@click.option("--nth", type=int, help="Which place, when the words stand at several.")
@click.option("--paragraph", type=int, help="The paragraph in which they stand.")
@YES
def add_command(
    table: str, given: tuple[str, ...], root: Path | None, nth: int | None, paragraph: int | None, yes: bool
) -> None:
    """Add rows to TABLE, or a word to a part of the vocabulary.

    \b
    explainer add exceptions "Seattle" "Boise" why="Named in passing."
    explainer add readings "words" wrong="…" reading="…" certainty=likely
    explainer add actors "Ada Quill" type=person role="engineer"
    explainer add places "Wendle" type=city lat=… lon=… source=…
    explainer add units miles one=mile many=miles read="mile|miles"
    explainer add chapters second label="Second"

    Words for exceptions may be many at once, and each holds at every place where it stands
    uncovered; "-" reads them from standard input, one a line. Names get the claim that mentions
    them first. For any other table the first word is the row's id.
    """
    ledger = Ledger.read(root)
    cells, words = _parted(given)
    words = [line.strip() for line in sys.stdin if line.strip()] if words == ["-"] else words
    if not words:
        raise Faults([Fault(table, "", "", "say the words, the name or the id of what is added")])
    named = table in ("actors", "places")
    if table in ledger.vocabulary and not (named and "type" in cells):
        _add_word(ledger, table, words[0], cells, yes)
        return
    if table == "exceptions":
        rows = _exceptions(ledger, words, cells, nth, paragraph)
    elif table == "readings":
        start, end = place(ledger.article, words[0], nth, paragraph)
        quote = ledger.article.text[start:end]
        key = suggest.slug(quote, ledger.ids("readings"))
        sure = "likely" if cells.get("others") else "sure"
        rows = [{"id": key, "start": str(start), "end": str(end), "quote": quote, "certainty": sure} | cells]
    elif named:
        rows = [_name(ledger, table, words[0], cells)]
    else:
        rows = [{"id": words[0]} | cells]
    said = f"add {table} {', '.join(row['id'] for row in rows)}"
    offer(ledger, sheets.added(ledger, {table: rows}), {table: rows}, said, yes)


def _parted(given: tuple[str, ...]) -> tuple[Cells, list[str]]:
    """Part COLUMN=VALUE from words."""
    cells = {}
    words = []
    for one in given:
        column, sign, value = one.partition("=")
        if sign and column.replace("_", "").isalnum() and column.isascii() and column.islower():
            cells[column] = value
        else:
            words.append(one)
    return cells, words


def _exceptions(ledger: Store, words: list[str], cells: Cells, nth: int | None, paragraph: int | None) -> list[Cells]:
    """Make a row for every place at which the words stand uncovered; raises Faults for words that need none."""
    open_ = joined((mention.start, mention.end) for mention in uncovered(ledger))
    taken, rows, faults = {row.id for row in ledger.tables["exceptions"].rows}, [], []
    for one in words:
        spans = [place(ledger.article, one, nth, paragraph)] if nth or paragraph else places(ledger.article, one)
        spans = [span for span in spans if touches(span, open_)]
        if not spans:
            said = f"nothing uncovered stands in {one!r}: it needs no exception"
            faults.append(Fault("exceptions", "", "quote", said))
        for start, end in spans:
            quote = ledger.article.text[start:end]
            key = suggest.slug(quote, taken)
            taken.add(key)
            rows.append({"id": key, "start": str(start), "end": str(end), "quote": quote} | cells)
    if faults:
        raise Faults(faults)
    return rows


def _name(ledger: Store, table: str, name: str, cells: Cells) -> Cells:
    """Make the row of an actor or a place, with the claim that mentions it first."""
    known = list(ledger.vocabulary.get(table, {}))
    if cells["type"] not in known:
        raise Faults([Fault(table, "", "type", f"{cells['type']!r} is none of {', '.join(known)}")])
    row = {"id": suggest.slug(name, ledger.ids(table)), "name": name} | cells
    claim = first_claim(ledger, read_row(table, 0, row))
    if claim is None:
        said = f"no claim and no sentence of one names {name!r}; write that claim first"
        raise Faults([Fault(table, row["id"], "claim", said)])
    return row | {"claim": claim.id}


def _add_word(ledger: Store, part: str, name: str, cells: Cells, yes: bool) -> None:
    """Put a word into the vocabulary, or let one that is there be read from further words of a quotation."""
    if part in _NO_WORDS:
        raise Faults([Fault(sheets.DESCRIPTOR, "explainer", part, "no such list of words")])
    package = json.loads(json.dumps(ledger.package))
    words = package["explainer"][part]
    read = [word for word in cells.pop("read", "").split("|") if word]
    entry = words.get(name, {} if part == "units" else {"label": name.replace("-", " ")})
    known = entry.get("read", [])
    if part == "units" and name not in words:
        read = read or [name]
    entry |= cells | ({"read": [*known, *(word for word in read if word not in known)]} if read or known else {})
    words[name] = entry
    said = f"{part}: {name!r}: {json.dumps(entry, ensure_ascii=False)}"
    texts = {sheets.DESCRIPTOR: written(describe(package, ledger.article))}
    offer(ledger, texts, {f"vocabulary, {part}": [{name: json.dumps(entry, ensure_ascii=False)}]}, said, yes)


@click.command("edit")
@click.argument("table")
@click.argument("id")
@click.argument("given", nargs=-1, metavar="COLUMN=VALUE…")
@click.option("--remove", is_flag=True, help="Take the row out.")
@ROOT
@YES
def edit_command(table: str, id: str, given: tuple[str, ...], remove: bool, root: Path | None, yes: bool) -> None:
    """Change cells of the row ID of TABLE, or take the row out; without either, show it.

    \b
    explainer edit claims first-number restatement="By its own count there were 30."
    explainer edit quantities first-number value=1709 ground="The four digits count pupils; they are no year."
    """
    ledger = Ledger.read(root)
    cells, words = _parted(given)
    if words:
        raise Faults([Fault(table, id, "", f"{words[0]!r} is not COLUMN=VALUE")])
    if remove:
        offer(ledger, sheets.removed(ledger, table, id), {}, f"remove {table} {id}", yes)
    elif cells:
        texts = sheets.changed(ledger, table, {id: cells})
        offer(ledger, texts, {table: [{"id": id} | cells]}, f"edit {table} {id}", yes)
    else:
        sheets.changed(ledger, table, {id: {}})
        for column, value in next(row for row in ledger.tables[table].rows if row.id == id).cells.items():
            click.echo(f"  {column:<12} {value}")


@click.command("undo")
@ROOT
def undo_command(root: Path | None) -> None:
    """Take back the last change that claim, add or edit made; once more, the one before it."""
    click.echo(f"Taken back: {sheets.undo(root or find_root())}.")
