"""The verb `mutate`: one wrong thing at a time in the tables; each must stop the build, or be listed with a reason."""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from explainer.model.faults import Fault
from explainer.model.ledger import Ledger
from explainer.model.tables import Table
from explainer.trials import records
from explainer.trials.mutants import Mutant, applied, mutants
from explainer.trials.narrow import judge, readers
from explainer.validate import package

#: Where a subject lists what may pass, with a reason: table, column, kind, row ("*": any), verdict, why.
LIST = Path("tests", "unstopped.csv")
VERDICTS = ("equivalent", "unproved")
#: Who stops a mutant beside the ideas of the proof.
SCHEMA, SIGNOFF = "schema", "signoff"


@dataclass
class Score:
    """How a run went.

    Parameters
    ----------
    tried: how many mutants there were.
    stopped: how many each idea of the proof stopped, and the schema, and the sign-off.
    named: how many of them were named at the very row.
    listed: how many passed and are listed, by verdict.
    alive: those that passed and are not listed.
    idle: lines of the list that no mutant needed.
    """

    tried: int = 0
    stopped: Counter[str] = field(default_factory=Counter)
    named: int = 0
    listed: Counter[str] = field(default_factory=Counter)
    alive: list[Mutant] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)

    def figures(self) -> Iterator[records.Figure]:
        """Give the score as the report shows it."""
        alone = self.stopped[SIGNOFF]
        yield records.Figure("data", "wrong tables tried, each with one thing wrong in it", self.tried)
        yield records.Figure(
            "data", "of them stopped by the text, the schema or another table", self.stopped.total() - alone
        )
        yield records.Figure("data", "of them stopped only because no editor signed the change off", alone)
        yield records.Figure("data", "of them named at the very row", self.named)
        yield records.Figure("data", "of them that are no fault, listed with the reason", self.listed["equivalent"])
        yield records.Figure("data", "of them that pass, listed as beyond the proof", self.listed["unproved"])
        yield records.Figure("data", "of them that pass unlisted", len(self.alive))


class Listed:
    """The list of what may pass."""

    def __init__(self, path: Path) -> None:
        """Read it; a subject without one lists nothing. Raises ValueError for a verdict nobody knows."""
        self.lines: list[dict[str, str]] = []
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                self.lines = list(csv.DictReader(file))
        for line in self.lines:
            if line["verdict"] not in VERDICTS or not line["why"]:
                raise ValueError(f"{path.name}: {line} needs a reason and one of the verdicts {', '.join(VERDICTS)}")
        self.needed: set[int] = set()

    def verdict(self, mutant: Mutant) -> str:
        """Give the verdict on a mutant that passed, "" when it is not listed."""
        for number, line in enumerate(self.lines):
            told = {name: getattr(mutant, name) for name in ("table", "column", "kind", "row")}
            if all(line[name] in ("*", value) for name, value in told.items()):
                self.needed.add(number)
                return line["verdict"]
        return ""

    def idle(self) -> list[str]:
        """Give the lines that no mutant needed."""
        return [str(list(line.values())) for number, line in enumerate(self.lines) if number not in self.needed]


def run(root: Path, every: int = 1, workers: int = 2) -> Score:
    """Try the mutants of a subject.

    Parameters
    ----------
    root: the subject's folder.
    every: 1 for all mutants, 20 for one in twenty.
    workers: how many processes share the work.

    Raises ValueError when the ledger does not hold as it is.
    """
    ledger = Ledger.read(root)
    chosen = list(mutants(ledger))[::every]
    found = list(_judged(ledger, chosen, workers))
    # The sign-off stops nearly everything; what the schema stops as well is not counted for it.
    rest = [mutant for mutant, (idea, _) in zip(chosen, found, strict=True) if idea in ("", SIGNOFF)]
    stopped = by_schema(ledger, rest)
    score, listed = Score(len(chosen)), Listed(root / LIST)
    for mutant, (idea, faults) in zip(chosen, found, strict=True):
        if idea or mutant in stopped:
            score.stopped[SCHEMA if mutant in stopped else idea] += 1
            score.named += mutant in stopped or any(fault.row.split(" ")[0] == mutant.row for fault in faults)
        elif verdict := "" if faults else listed.verdict(mutant):
            score.listed[verdict] += 1
        else:
            score.alive.append(mutant if not faults else replace(mutant, kind=f"{mutant.kind} ({faults[0].message})"))
    # A sample may leave out the very mutant a line is there for.
    score.idle = listed.idle() if every == 1 else []
    return score


def _judged(ledger: Ledger, chosen: list[Mutant], workers: int) -> Iterator[tuple[str, list[Fault]]]:
    judges = {name: judge(ideas) for name, ideas in readers(ledger).items()}

    def proved(at: int) -> tuple[str, list[Fault]]:
        try:
            return judges[chosen[at].table](applied(ledger, chosen[at]))
        except Exception as error:  # a proof that breaks off names no row: as bad as letting it pass
            return "", [Fault("", "", "", f"the proof broke off: {error!r}")]

    if workers > 1 and "fork" in multiprocessing.get_all_start_methods():
        _work["prove"] = proved
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            yield from pool.imap(_by_number, range(len(chosen)), chunksize=200)
    else:
        yield from map(proved, range(len(chosen)))


_work: dict[str, Callable[[int], tuple[str, list[Fault]]]] = {}


def _by_number(at: int) -> tuple[str, list[Fault]]:
    """A child finds the ledger and its mutants in the memory that it was forked with."""
    return _work["prove"](at)


def by_schema(ledger: Ledger, passed: Iterable[Mutant]) -> set[Mutant]:
    """Give those of some mutants that the judge of the schema stops.

    It needs long to begin and judges each cell by itself: so it gets many wrong cells of a table at once, one in each
    cell, and must name every one.
    """
    rounds: dict[str, list[dict[tuple[str, str], Mutant]]] = {}
    for mutant in passed:
        if mutant.column:
            place, piles = (mutant.row, mutant.column), rounds.setdefault(mutant.table, [])
            pile = next((pile for pile in piles if place not in pile), None)
            if pile is None:
                piles.append(pile := {})
            pile[place] = mutant
    stopped: set[Mutant] = set()
    with tempfile.TemporaryDirectory() as folder:
        for table, piles in rounds.items():
            for pile in piles:
                said = _schema_faults(ledger, table, pile, Path(folder))
                stopped |= {mutant for place, mutant in pile.items() if place in said}
    return stopped


def _schema_faults(
    ledger: Ledger, name: str, pile: dict[tuple[str, str], Mutant], folder: Path
) -> set[tuple[str, str]]:
    table = ledger.tables[name]
    path = folder / "data" / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    # A changed id would hide whose row it is.
    lines = {row.line: row.id for row in table.rows}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.columns, lineterminator="\n")
        writer.writeheader()
        for row in table.rows:
            wrong = {column: pile[row.id, column].new for column in table.columns if (row.id, column) in pile}
            writer.writerow(row.cells | wrong)
    resources = [{**given, "path": path.name} for given in ledger.package["resources"] if given["name"] == name]
    only = Ledger(
        folder, {**ledger.package, "resources": resources},
        {name: Table(name, table.columns, table.rows, path)}, ledger.article, [],
    )  # fmt: skip
    found = package.check(only)
    return {(lines.get(int(fault.row.rpartition("line ")[2].rstrip(")") or 0), ""), fault.column) for fault in found}


def main(argv: list[str] | None = None) -> int:
    """Run the verb; 1 when a mutant passes that is not listed, or a line of the list is idle."""
    parser = argparse.ArgumentParser(prog="explainer mutate", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path("."), help="the subject's folder (default: this one)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try one mutant in N (default: all)")
    options = parser.parse_args(argv)
    root = options.root.resolve()
    score = run(root, options.every, min(2, os.cpu_count() or 1))
    for mutant in score.alive:
        print(f"passes: {mutant}", file=sys.stderr)
    for line in score.idle:
        print(f"{LIST}: no mutant needs this line any more: {line}", file=sys.stderr)
    print("stopped by: " + ", ".join(f"{idea} {count}" for idea, count in score.stopped.most_common()))
    for figure in score.figures():
        print(f"{figure.count:>6} {figure.what}")
    ok = not score.alive and not score.idle
    if options.every == 1:
        entry = records.Entry("mutate", ok, tuple(score.figures()))
        records.add(root, "mutate", entry, records.state(root), date.today().isoformat())
    return int(not ok)
