"""The verbs `actor` and `place`: a name of the article, with the claim that mentions it first."""

from __future__ import annotations

import argparse
import sys

from explainer.authoring import sheets, suggest
from explainer.authoring.sheets import Cells
from explainer.model.faults import Fault, Faults
from explainer.model.rows import read_row
from explainer.query.ledger import Ledger
from explainer.validate.mentions import first_claim


def actor(argv: list[str] | None = None) -> int:
    """Run the verb `actor`; 0 when a row was written, 1 with the reason when none was."""
    parser = _parser("actor", "Write a row for a person, an organisation or another who acts or speaks.")
    parser.add_argument("--role", default="", help="who it is, as the article has it")
    return _write("actors", parser.parse_args(argv))


def place(argv: list[str] | None = None) -> int:
    """Run the verb `place`; 0 when a row was written, 1 with the reason when none was."""
    parser = _parser("place", "Write a row for a place of the article.")
    for name, said in (("common", "the common English form"), ("iso", "ISO 3166 code"), ("source", "whose numbers")):
        parser.add_argument(f"--{name}", default="", help=said)
    for name in ("lat", "lon"):
        parser.add_argument(f"--{name}", default="", help=f"{name} in degrees")
    return _write("places", parser.parse_args(argv))


def _parser(verb: str, said: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"explainer {verb}", description=said)
    parser.add_argument("name", help="the name as the book writes it")
    parser.add_argument("--type", required=True, help="what sort it is: a word of the vocabulary")
    parser.add_argument("--spelling", action="append", default=[], help="another spelling; may be given again")
    parser.add_argument("--id", help="the row's id (default: made of the name)")
    parser.add_argument("--root", help="the subject's folder (default: found upwards from here)")
    return parser


def _write(table: str, options: argparse.Namespace) -> int:
    try:
        ledger = Ledger.read(options.root)
        cells = compose(ledger, table, options)
        sheets.add(ledger, {table: [cells]})
    except Faults as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{table}: " + ", ".join(f"{key} {value!r}" for key, value in cells.items() if value))
    return 0


def compose(ledger: Ledger, table: str, options: argparse.Namespace) -> Cells:
    """Make the row; raises Faults when the type is unknown or no claim names it."""
    known = list(ledger.vocabulary.get(table, {}))
    if options.type not in known:
        raise Faults([Fault(table, "", "type", f"{options.type!r} is none of {', '.join(known)}")])
    given = {name: str(getattr(options, name, "")) for name in ("role", "common", "iso", "lat", "lon", "source")}
    cells = {
        "id": options.id or suggest.slug(options.name, ledger.rows[table]),
        "name": options.name,
        "spellings": "|".join(options.spelling),
        "type": options.type,
    } | {name: value for name, value in given.items() if value}
    claim = first_claim(ledger, read_row(table, 0, cells))
    if claim is None:
        said = f"no claim and no sentence of one names {options.name!r}; write that claim first"
        raise Faults([Fault(table, cells["id"], "claim", said)])
    return cells | {"claim": claim.id}
