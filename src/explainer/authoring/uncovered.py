"""The command `uncovered`: every number, date and name of the article that no claim holds yet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import click

from explainer.authoring.places import context, number_at
from explainer.authoring.proposal import ROOT
from explainer.authoring.read import told
from explainer.model.article import joined
from explainer.model.rows import Claim
from explainer.model.store import Store
from explainer.query.ledger import Ledger
from explainer.validate.coverage import Mention, uncovered


@click.command("uncovered")
@ROOT
@click.option("--paragraph", type=int, help="This paragraph only.")
@click.option("--kind", type=click.Choice(("number", "date", "name")), help="These only; a place counts as a name.")
def uncovered_command(root: Path | None, paragraph: int | None, kind: str | None) -> None:
    """List what no claim and no exception holds yet: numbers and dates one by one, a name once for all its places.

    Each line has the paragraph, the offsets, the kind, the words in their line, and how the words are read.
    """
    for line in lines(Ledger.read(root), paragraph, kind):
        click.echo(line)


def lines(ledger: Store, paragraph: int | None = None, kind: str | None = None) -> list[str]:
    """Write the list; its last line sums it up."""
    found = [one for one in uncovered(ledger) if kind in (None, one.kind)]
    if paragraph is not None:
        found = [one for one in found if number_at(ledger.article, one.start) == paragraph]
    names: dict[str, list[Mention]] = defaultdict(list)
    for one in _whole_names(ledger, found):
        names[one.text if one.kind == "name" else f"{one.start}"].append(one)
    covered = sum(end - start for start, end in joined((row.start, row.end) for row in ledger.rows_of(Claim)))
    share = round(100 * covered / max(1, len(ledger.article.text)))
    count = f"{len(found)} stand" if len(found) != 1 else "1 stands"
    last = f"{count} in no claim and no exception; the quotations cover {share} % of the article."
    return [*(_line(ledger, places) for places in names.values()), last]


def _whole_names(ledger: Store, found: list[Mention]) -> list[Mention]:
    """Put the words of one name together: "New York", "St. Andrews"."""
    whole: list[Mention] = []
    for one in found:
        last = whole[-1] if whole else None
        if last and last.kind == one.kind == "name" and ledger.article.text[last.end : one.start] in (" ", ". ", "."):
            whole[-1] = replace(last, end=one.end, text=ledger.article.text[last.start : one.end])
        else:
            whole.append(one)
    return whole


def _line(ledger: Store, places: list[Mention]) -> str:
    one = places[0]
    words = context(ledger.article, one.start, one.end)
    head = f"{number_at(ledger.article, one.start):>4}  {one.start:>6}–{one.end:<6}  {one.kind:<6}  {words}"
    if len(places) > 1:
        numbers = dict.fromkeys(f"{number_at(ledger.article, other.start)}" for other in places)
        return f"{head}  × {len(places)}, in paragraphs {', '.join(numbers)}"
    return f"{head}  → {told(one.read)}" if one.read else head
