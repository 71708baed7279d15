"""The verb `claim`: a quotation in, a row of `claims` out, with its numbers and dates beside it.

The place is counted, the numbers, hedges and dates are read; what only an editor can decide stays
empty, and the last lines say what that is.
"""

from __future__ import annotations

import argparse
import sys

from explainer.authoring import sheets, suggest
from explainer.authoring.places import place
from explainer.authoring.sheets import Cells
from explainer.model.faults import Fault, Faults
from explainer.query.ledger import Ledger
from explainer.validate import check
from explainer.validate.quotes import WORDS

_CLAIM = ("kind", "chapter", "actor", "modality", "reason", "restatement", "unused", "note")
_EVENT = ("date", "printed", "resolution", "ground", "certainty", "label", "track", "actors")
_QUANTITY = ("counted", "unit", "series")


def main(argv: list[str] | None = None) -> int:
    """Run the verb; 0 when rows were written, 1 with the reason when none were."""
    options = _options().parse_args(argv)
    try:
        ledger = Ledger.read(options.root)
        rows = compose(ledger, options)
        if not options.dry_run:
            sheets.add(ledger, rows)
    except Faults as error:
        print(error, file=sys.stderr)
        return 1
    for table, new in rows.items():
        for cells in new:
            print(f"{table}: " + ", ".join(f"{key} {value!r}" for key, value in cells.items() if value))
    if not options.dry_run:
        _left(options.root, rows)
    return 0


def compose(ledger: Ledger, options: argparse.Namespace) -> dict[str, list[Cells]]:
    """Make the rows for a quotation, by table.

    Parameters
    ----------
    ledger: the tables and the article.
    options: the words and what is given along with them, as the command line has it.

    Raises Faults when the words are not found, are too long, or are quoted by a claim already.
    """
    start, end = place(ledger.article, options.words, options.nth, options.paragraph)
    quote, paragraph = ledger.article.text[start:end], ledger.article.paragraph_at(start)
    if len(quote.split()) > WORDS:
        raise Faults([_fault(f"a quotation has at most {WORDS} words; this has {len(quote.split())}")])
    if not paragraph or end > paragraph.end:
        raise Faults([_fault("a quotation stays within one paragraph")])
    claims = ledger.tables["claims"].rows
    for row in claims:
        if (row.whole("start"), row.whole("end")) == (start, end):
            raise Faults([_fault(f"the claim {row.id!r} quotes these words already")])
    taken = {row.id for row in claims}
    key = options.id or suggest.slug(quote, taken)
    amounts = [] if options.no_quantity else _chosen(suggest.amounts(ledger, start, end), options.only)
    event = None if options.no_event else suggest.when(ledger, start, end)
    if options.date and event is None:
        event = {"resolution": "resolved", "certainty": "sure"}
    here = next((row["chapter"] for row in claims if row.whole("paragraph") == paragraph.number), "")
    chapters = list(ledger.vocabulary.get("chapters", {}))
    kind = options.kind or _kind(ledger, bool(event), bool(amounts))
    claim = {
        "id": key,
        "paragraph": str(paragraph.number),
        "start": str(start),
        "end": str(end),
        "quote": quote,
        "kind": kind,
        "chapter": here or (chapters[0] if len(chapters) == 1 else ""),
        "actor": suggest.speaker(ledger, start),
        "modality": suggest.firmness(ledger, kind, quote),
    } | _given(options, _CLAIM)
    rows = {"claims": [claim]}
    if event is not None:
        rows["events"] = [_event(ledger, options, key, quote, event)]
    if amounts:
        date = event.get("date") if event else ""
        rows["quantities"] = [
            _quantity(ledger, options, key, cells, at, str(options.as_of or options.date or date or ""))
            for at, cells in enumerate(amounts)
        ]
    return rows


def _chosen(amounts: list[Cells], only: str | None) -> list[Cells]:
    """Keep the numbers that somebody asked for by their place in the quotation."""
    if not only:
        return amounts
    try:
        places = [int(part) for part in only.split(",")]
        return [amounts[at - 1] for at in places if 1 <= at <= len(amounts) or _nothing(at, amounts)]
    except ValueError:
        raise Faults([_fault(f"--only takes numbers such as 1 or 1,3; not {only!r}")]) from None


def _nothing(at: int, amounts: list[Cells]) -> bool:
    raise Faults([_fault(f"the quotation has {len(amounts)} numbers; there is no {at}")])


def _fault(message: str) -> Fault:
    return Fault("claims", "", "quote", message)


def _kind(ledger: Ledger, dated: bool, counted: bool) -> str:
    known = list(ledger.vocabulary.get("kinds", {}))
    wanted = ("event" if dated else "", "quantity" if counted else "", "statement", *known)
    return next((kind for kind in wanted if kind in known), "")


def _given(options: argparse.Namespace, names: tuple[str, ...]) -> Cells:
    return {name: value for name in names if (value := getattr(options, name, None)) and isinstance(value, str)}


def _event(ledger: Ledger, options: argparse.Namespace, key: str, quote: str, event: Cells) -> Cells:
    tracks = list(ledger.vocabulary.get("tracks", {}))
    cells = {"id": _free(ledger, "events", key), "claim": key} | event
    cells |= {"track": tracks[0] if len(tracks) == 1 else "", "actors": suggest.named(ledger, quote)}
    if options.ground:
        cells["resolution"] = "resolved"
    return cells | _given(options, _EVENT)


def _quantity(ledger: Ledger, options: argparse.Namespace, key: str, cells: Cells, at: int, date: str) -> Cells:
    written = str(ledger.vocabulary.get("article", {}).get("written", ""))
    base = _free(ledger, "quantities", key)
    head = {"id": base if at == 0 else f"{base}-{'bcdefghij'[min(at, 9) - 1]}", "claim": key}
    given = {
        name: values[at] for name in _QUANTITY if len(values := getattr(options, name) or []) > at
    }  # fmt: skip
    return head | cells | {"as_of": date or written} | given


def _free(ledger: Ledger, table: str, key: str) -> str:
    """Give the claim's own id; where another claim's row has it, one with a word more."""
    return key if key not in ledger.rows[table] else f"{key}-too"


def _left(root: str | None, rows: dict[str, list[Cells]]) -> None:
    """Say what of the new rows is left to fill or does not hold yet."""
    try:
        check.check(root)
        print("Nothing is left to fill: the ledger holds.")
    except Faults as error:
        new = {(table, cells["id"]) for table, given in rows.items() for cells in given}
        ours = [fault for fault in error.faults if (fault.table, fault.row.partition(" (")[0]) in new]
        others = len(error.faults) - len(ours)
        print("Left to fill:" if ours else "Nothing of these rows is left to fill.")
        for fault in ours:
            print(f"  {fault}")
        if others:
            print(f"{others} more in other rows: `explainer check` lists them.")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="explainer claim", description="Write a claim row for words of the article.")
    add = parser.add_argument
    add("words", help="the words, as they stand in the article; straight quotation marks will do")
    add("--root", help="the subject's folder (default: found upwards from here)")
    add("--nth", type=int, help="which place, when the words stand at several")
    add("--paragraph", type=int, help="the paragraph in which they stand")
    add("--dry-run", action="store_true", help="show the rows and write nothing")
    add("--id", help="the row's id (default: made of its words)")
    for name, said in (
        ("restatement", "the claim in one sentence of ours"), ("kind", "event, quantity, statement …"),
        ("chapter", "the page it belongs to"), ("actor", "who asserts it"), ("modality", "how firmly"),
        ("reason", "the reason it supports"), ("unused", "why no page uses it"), ("note", "what a reader should know"),
        ("date", "when it happened, in EDTF"), ("printed", "the date words of the quotation"),
        ("resolution", "printed or resolved"), ("ground", "how the date was worked out"),
        ("certainty", "how sure the date is"), ("label", "the event in a few words"), ("track", "its story line"),
        ("actors", "who took part, by id, separated by |"),
        ("as-of", "the date of the number, in EDTF"),
    ):  # fmt: skip
        add(f"--{name}", help=said)
    for name, said in (("counted", "what is counted"), ("unit", "its unit"), ("series", "its series")):
        add(f"--{name}", action="append", help=f"{said}; once for each number of the quotation, in order")
    add("--only", help="which numbers of the quotation become rows, as 1 or 1,3")
    add("--no-event", action="store_true", help="write no row of events")
    add("--no-quantity", action="store_true", help="write no row of quantities")
    return parser


