"""The verb `uncovered`: every number, date and name of the article that no claim holds yet."""

from __future__ import annotations

import argparse
import sys

from explainer.authoring.places import context
from explainer.model.article import joined
from explainer.model.faults import Faults
from explainer.model.rows import Claim
from explainer.query.ledger import Ledger
from explainer.validate.coverage import uncovered

_KINDS = ("number", "date", "name")


def main(argv: list[str] | None = None) -> int:
    """Run the verb; 0 whatever it lists, 1 when the subject cannot be read."""
    parser = argparse.ArgumentParser(prog="explainer uncovered", description="List what no claim holds yet.")
    parser.add_argument("--root", help="the subject's folder (default: found upwards from here)")
    parser.add_argument("--paragraph", type=int, help="this paragraph only")
    parser.add_argument("--kind", choices=_KINDS, help="these only; a place counts as a name")
    options = parser.parse_args(argv)
    try:
        ledger = Ledger.read(options.root)
    except Faults as error:
        print(error, file=sys.stderr)
        return 1
    for line in lines(ledger, options.paragraph, options.kind):
        print(line)
    return 0


def lines(ledger: Ledger, paragraph: int | None = None, kind: str | None = None) -> list[str]:
    """Write the list: paragraph, offsets, kind and the words in their line; then a line that sums it up."""
    article, found = ledger.article, []
    for mention in uncovered(ledger):
        place = article.paragraph_at(mention.start)
        number = place.number if place else 0
        if (paragraph is None or number == paragraph) and (kind is None or mention.kind == kind):
            words = context(article, mention.start, mention.end)
            found.append(f"{number:>4}  {mention.start:>6}–{mention.end:<6}  {mention.kind:<6}  {words}")
    covered = sum(end - start for start, end in joined((row.start, row.end) for row in ledger.rows_of(Claim)))
    share = round(100 * covered / max(1, len(article.text)))
    count = f"{len(found)} stand" if len(found) != 1 else "1 stands"
    return [*found, f"{count} in no claim and no exception; the quotations cover {share} % of the article."]
