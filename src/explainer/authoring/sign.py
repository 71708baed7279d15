"""The verb `sign`: an editor signs off what nothing else can prove, row by row, and sees what is signed."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from explainer.model.ledger import Ledger
from explainer.model.tables import Row
from explainer.validate import signoff


def main(argv: list[str] | None = None) -> int:
    """Show what waits for a sign-off; sign off the rows that are named. 1 when rows wait or a name is none."""
    parser = argparse.ArgumentParser(prog="explainer sign", description=__doc__)
    parser.add_argument(
        "rows", nargs="*", metavar="TABLE/ID", help="rows that were read and are right as they stand"
    )
    parser.add_argument("--standing", action="store_true", help="sign off every open row as it stands, unread; says so")
    parser.add_argument("--root", help="the subject's folder (default: found upwards from here)")
    options = parser.parse_args(argv)
    ledger = Ledger.read(options.root)
    waiting = list(signoff.open_cells(ledger))
    if not options.rows and not options.standing:
        for row, changed in waiting:
            print(_shown(ledger, row, changed))
        print(f"{len(waiting)} rows wait for a sign-off.")
        return int(bool(waiting))
    named = {tuple(name.split("/", 1)) for name in options.rows}
    known = {(table, key) for table in signoff.columns(ledger) for key in ledger.rows.get(table, {})}
    signed = signoff.read(ledger)[0]
    if unknown := sorted("/".join(name) for name in named - known - signed.keys()):
        print(f"No row to sign off: {', '.join(unknown)}", file=sys.stderr)
        return 1
    # A sign-off whose row is gone goes only when its row is named.
    kept = {name: told for name, told in signed.items() if name in known or name not in named}
    for row, _ in waiting:
        if options.standing or (row.table, row.id) in named:
            seals = {column: signoff.seal(row, column) for column in signoff.columns(ledger)[row.table]}
            how = "read" if (row.table, row.id) in named else "standing"
            kept[row.table, row.id] = signoff.Signed(date.today().isoformat(), how, seals)
            print(f"signed off: {row.table}/{row.id}")
    _write(ledger.root / "data" / signoff.FILE, kept)
    return 0


def _write(path: Path, kept: dict[tuple[str, str], signoff.Signed]) -> None:
    lines = [
        " ".join((table, key, told.day, told.how, *(f"{name}:{seal}" for name, seal in told.seals.items())))
        for (table, key), told in sorted(kept.items())
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _shown(ledger: Ledger, row: Row, changed: list[str]) -> str:
    """Show a row to the editor who is to sign it off: its sentence and what is to be judged."""
    claim = ledger.rows["claims"].get(row["claim"], row)
    names = signoff.columns(ledger)[row.table]
    lines = [f"{row.table}/{row.id} (line {row.line})" + ("" if changed else ": new")]
    lines += [f"  “{claim['quote']}”"] if claim["quote"] else []
    lines += [f"  {name}: {row[name] or '(empty)'}" + ("  <- changed" if name in changed else "") for name in names]
    return "\n".join(lines)
