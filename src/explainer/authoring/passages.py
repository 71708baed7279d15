"""The verbs `except` and `reading`: passages that need no claim, and passages that make no sense."""

from __future__ import annotations

import argparse
import sys

from explainer.authoring import sheets, suggest
from explainer.authoring.places import place, places
from explainer.authoring.sheets import Cells
from explainer.model.faults import Fault, Faults
from explainer.query.ledger import Ledger
from explainer.validate.coverage import merge, touches, uncovered


def exception(argv: list[str] | None = None) -> int:
    """Run the verb `except`; 0 when rows were written, 1 with the reason when none were."""
    parser = _parser("except", "Say why words of the article need no claim.")
    parser.add_argument("--why", required=True, help="why no claim covers them")
    parser.add_argument("--every", action="store_true", help="every place at which they stand uncovered")
    return _write("exceptions", parser.parse_args(argv))


def reading(argv: list[str] | None = None) -> int:
    """Run the verb `reading`; 0 when a row was written, 1 with the reason when none was."""
    parser = _parser("reading", "Say how a garbled or ambiguous passage is read.")
    parser.add_argument("--wrong", required=True, help="what is wrong or unclear")
    parser.add_argument("--reading", required=True, help="what we take it to mean")
    parser.add_argument("--others", default="", help="other ways to read it")
    parser.add_argument("--certainty", default="likely", help="how sure: sure, likely or open")
    return _write("readings", parser.parse_args(argv))


def _parser(verb: str, said: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"explainer {verb}", description=said)
    parser.add_argument("words", help="the words, as they stand in the article; straight quotation marks will do")
    parser.add_argument("--root", help="the subject's folder (default: found upwards from here)")
    parser.add_argument("--nth", type=int, help="which place, when the words stand at several")
    parser.add_argument("--paragraph", type=int, help="the paragraph in which they stand")
    return parser


def _write(table: str, options: argparse.Namespace) -> int:
    try:
        ledger = Ledger.read(options.root)
        rows = _exceptions(ledger, options) if table == "exceptions" else _reading(ledger, options)
        sheets.add(ledger, {table: rows})
    except Faults as error:
        print(error, file=sys.stderr)
        return 1
    for cells in rows:
        print(f"{table}: {cells['id']}, {cells['start']} to {cells['end']}, {cells['quote']!r}")
    return 0


def _reading(ledger: Ledger, options: argparse.Namespace) -> list[Cells]:
    start, end = place(ledger.article, options.words, options.nth, options.paragraph)
    quote = ledger.article.text[start:end]
    given = {name: getattr(options, name) for name in ("wrong", "reading", "others", "certainty")}
    key = suggest.slug(quote, ledger.rows["readings"])
    return [{"id": key, "start": str(start), "end": str(end), "quote": quote} | given]


def _exceptions(ledger: Ledger, options: argparse.Namespace) -> list[Cells]:
    """Make the rows; raises Faults when there is nothing that needs an exception."""
    open_ = merge([(mention.start, mention.end) for mention in uncovered(ledger)])
    if options.every:
        spans = [span for span in places(ledger.article, options.words) if touches(span, open_)]
    else:
        spans = [place(ledger.article, options.words, options.nth, options.paragraph)]
    spans = [span for span in spans if touches(span, open_)]
    if not spans:
        said = f"nothing uncovered stands in {options.words!r}: it needs no exception"
        raise Faults([Fault("exceptions", "", "quote", said)])
    taken, rows = {row.id for row in ledger.tables["exceptions"].rows}, []
    for start, end in spans:
        quote = ledger.article.text[start:end]
        key = suggest.slug(quote, taken)
        taken.add(key)
        rows.append({"id": key, "start": str(start), "end": str(end), "quote": quote, "why": options.why})
    return rows
