"""The command `claim`: a quotation in, a row of `claims` out, with its numbers and dates beside it.

The place is counted, the numbers, hedges and dates are read; what only an editor can decide stays
empty, and the last lines say what that is. Everything is shown before anything is written.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from explainer.authoring import sheets, suggest
from explainer.authoring.places import place
from explainer.authoring.proposal import ROOT, YES, offer
from explainer.authoring.sheets import Cells
from explainer.model import Json
from explainer.model.article import words_in
from explainer.model.faults import Fault, Faults
from explainer.model.rows import Actor, Claim, Place, table_columns
from explainer.model.store import Store
from explainer.query.ledger import Ledger
from explainer.text.hedges import HEDGES
from explainer.validate.mentions import first_claim
from explainer.validate.quotes import WORDS

_COLUMNS = {
    "claims": ("kind", "chapter", "actor", "modality", "reason", "restatement", "unused", "note"),
    "events": ("date", "printed", "resolution", "ground", "certainty", "label", "track", "actors"),
    "quantities": ("counted", "unit", "series"),
}
# What the option of a column says beside the column's own description.
_MORE = {"date": " In EDTF.", "ground": " Or how the number came about.", "actors": " By id, separated by |."}


def _columns(command: Any) -> Any:
    for table, names in _COLUMNS.items():
        several = table == "quantities"
        for name in names:
            said = table_columns(table)[name].description + _MORE.get(name, "")
            said += " Once for each number, in order." if several else ""
            command = click.option(f"--{name}", multiple=several, help=said)(command)
    return command


@click.command("claim")
@click.argument("words")
@ROOT
@click.option("--nth", type=int, help="Which place, when the words stand at several.")
@click.option("--paragraph", type=int, help="The paragraph in which they stand.")
@click.option("--id", help="The row's id (default: made of its words).")
@_columns
@click.option("--value", help="A number that is not read, or read otherwise; it wants --ground.")
@click.option("--low", help="Its lower bound.")
@click.option("--high", help="Its upper bound.")
@click.option("--hedge", type=click.Choice(list(HEDGES)), default="exact", help="Its hedge.")
@click.option("--as-of", help="The date of the number, in EDTF.")
@click.option("--only", help="Which numbers of the quotation become rows, as 1 or 1,3.")
@click.option("--no-event", is_flag=True, help="No row of events.")
@click.option("--no-quantity", is_flag=True, help="No row of quantities.")
@YES
def claim_command(words: str, root: Path | None, yes: bool, **given: Any) -> None:
    """Write a claim for WORDS of the article; straight quotation marks will do.

    The rows are shown first, with what is left to fill and what could not be read.
    """
    ledger = Ledger.read(root)
    rows, asked = compose(ledger, words, **given)
    for said in asked:
        click.echo(f"To ask: {said}")
    for unit in suggest.new_units(ledger, rows["claims"][0]):
        click.echo(f"A unit that the vocabulary has not: explainer add units {unit}")
    texts = sheets.added(ledger, rows)
    for table, first in _first_mentions(sheets.preview(ledger, texts), rows["claims"][0]["id"]).items():
        texts |= sheets.changed(ledger, table, first)
        rows[table] = [{"id": id} | cells for id, cells in first.items()]
    offer(ledger, texts, rows, f"claim {rows['claims'][0]['id']}", yes)


def _first_mentions(ledger: Store, key: str) -> dict[str, dict[str, Cells]]:
    """Give the actors and places whom a new claim mentions before any other does, by table and id."""
    found: dict[str, dict[str, Cells]] = {}
    named: list[Actor | Place] = [*ledger.rows_of(Actor), *ledger.rows_of(Place)]
    for row in named:
        first = first_claim(ledger, row) if row.id != ledger.vocabulary["article"]["voice"] else None
        if first and first.id == key != row.claim:
            table = "actors" if isinstance(row, Actor) else "places"
            found.setdefault(table, {})[row.id] = {"claim": key}
    return found


def compose(ledger: Store, words: str, **given: Any) -> tuple[dict[str, list[Cells]], list[str]]:
    """Make the rows for a quotation, by table, and say what in it could not be read.

    Parameters
    ----------
    ledger: the tables and the article.
    words: the quotation.
    given: what is given along with it, by option.

    Raises Faults when the words are not found, are too long, or are quoted by a claim already.
    """
    start, end = place(ledger.article, words, given.get("nth"), given.get("paragraph"))
    quote, paragraph = ledger.article.text[start:end], ledger.article.paragraph_at(start)
    if (count := len(words_in(quote))) > WORDS:
        raise _refused(f"a quotation has at most {WORDS} words; this has {count}")
    if not paragraph or end > paragraph.end:
        raise _refused("a quotation stays within one paragraph")
    claims = ledger.rows_of(Claim)
    if double := next((row for row in claims if (row.start, row.end) == (start, end)), None):
        raise _refused(f"the claim {double.id!r} quotes these words already")
    key = given.get("id") or suggest.slug(quote, {row.id for row in claims})
    amounts, asked = suggest.amounts(ledger, start, end)
    amounts = [] if given.get("no_quantity") else _chosen(amounts, given.get("only"))
    if by_hand := {name: given[name] for name in ("value", "low", "high") if given.get(name)}:
        amounts = [by_hand | {"hedge": given["hedge"], "ground": given.get("ground") or ""}]
        given["ground"] = given.get("ground") if given.get("date") else None  # it is that of the number
    elif given.get("counted") and not amounts:
        asked.append("no number of these words is read: give it, as --value 3 --hedge about --ground \"…\"")
    event = None if given.get("no_event") else suggest.when(ledger, start, end)
    if given.get("date") and event is None:
        event = {"printed": suggest.pointed(ledger, start, end), "resolution": "resolved", "certainty": "sure"}
    # Where the paragraph is told already, else where the last claim was written.
    placed = [row for row in claims if row.chapter]
    near = [row.chapter for row in placed if row.paragraph == paragraph.number] or [row.chapter for row in placed[-1:]]
    tracks = list(ledger.vocabulary.get("tracks", {}))
    kind = given.get("kind") or _kind(ledger, bool(event), bool(amounts))
    claim = {
        "id": key, "paragraph": str(paragraph.number), "start": str(start), "end": str(end), "quote": quote,
        "kind": kind, "chapter": "".join(near[:1]),
        "actor": suggest.speaker(ledger, start), "modality": suggest.firmness(ledger, kind, quote),
    }  # fmt: skip
    rows: dict[str, list[Cells]] = {"claims": [claim | _named(given, "claims")]}
    if event is not None:
        cells = {"id": _free(ledger, "events", key), "claim": key} | event
        cells |= {"track": tracks[0] if len(tracks) == 1 else "", "actors": suggest.named(ledger, quote)}
        cells |= {"resolution": "resolved"} if given.get("ground") else {}
        rows["events"] = [cells | _named(given, "events")]
    written = str(ledger.vocabulary.get("article", {}).get("written", ""))
    date = given.get("as_of") or given.get("date") or (event or {}).get("date") or ("" if "?" in written else written)
    for at, cells in enumerate(amounts):
        head = {"id": _free(ledger, "quantities", key) + (f"-{at + 1}" if at else ""), "claim": key}
        own = {name: values[at] for name in _COLUMNS["quantities"] if len(values := given.get(name) or ()) > at}
        rows.setdefault("quantities", []).append(head | cells | {"as_of": date} | own)
    return rows, asked


def _chosen(amounts: list[Cells], only: str | None) -> list[Cells]:
    """Keep the numbers that somebody asked for by their place in the quotation."""
    if not only:
        return amounts
    if not all(part.strip().isdigit() for part in only.split(",")):
        raise _refused(f"--only takes numbers such as 1 or 1,3; not {only!r}")
    places = [int(part) for part in only.split(",")]
    if wrong := [at for at in places if not 1 <= at <= len(amounts)]:
        raise _refused(f"the quotation has {len(amounts)} numbers; there is no {wrong[0]}")
    return [amounts[at - 1] for at in places]


def _refused(message: str) -> Faults:
    return Faults([Fault("claims", "", "quote", message)])


def _kind(ledger: Store, dated: bool, counted: bool) -> str:
    known = list(ledger.vocabulary.get("kinds", {}))
    wanted = ("event" if dated else "", "quantity" if counted else "", "statement", *known)
    return next((kind for kind in wanted if kind in known), "")


def _named(given: Json, table: str) -> Cells:
    return {name: given[name] for name in _COLUMNS[table] if given.get(name)}


def _free(ledger: Store, table: str, key: str) -> str:
    """Give the claim's own id; where another claim's row has it, one with a word more."""
    return key if all(row.id != key for row in ledger.tables[table].rows) else f"{key}-too"
