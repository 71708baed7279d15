"""The verb `except`: words of the article that need no claim, with the reason."""

from __future__ import annotations

import argparse
import sys

from explainer.desk import sheets, suggest
from explainer.desk.places import place, places
from explainer.desk.sheets import Cells
from explainer.faults import Fault, Faults
from explainer.ledger import Ledger
from explainer.proof.coverage import merge, touches, uncovered


def main(argv: list[str] | None = None) -> int:
    """Run the verb; 0 when rows were written, 1 with the reason when none were."""
    parser = argparse.ArgumentParser(prog="explainer except", description="Say why words of the article need no claim.")
    parser.add_argument("words", help="the words, as they stand in the article")
    parser.add_argument("--why", required=True, help="why no claim covers them")
    parser.add_argument("--root", help="the subject's folder (default: found upwards from here)")
    parser.add_argument("--nth", type=int, help="which place, when the words stand at several")
    parser.add_argument("--paragraph", type=int, help="the paragraph in which they stand")
    parser.add_argument("--every", action="store_true", help="every place at which they stand uncovered")
    options = parser.parse_args(argv)
    try:
        ledger = Ledger.read(options.root)
        rows = compose(ledger, options)
        sheets.add(ledger, {"exceptions": rows})
    except Faults as error:
        print(error, file=sys.stderr)
        return 1
    for cells in rows:
        print(f"exceptions: {cells['id']}, {cells['start']} to {cells['end']}, {cells['quote']!r}")
    return 0


def compose(ledger: Ledger, options: argparse.Namespace) -> list[Cells]:
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
