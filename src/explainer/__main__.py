"""The verbs: `python -m explainer check`, `build`, `lab`, `serve`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Do what a verb says.

    Parameters
    ----------
    argv: the words of the command line; those of the process when left out.

    Returns the exit code.
    """
    parser = argparse.ArgumentParser(prog="explainer", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path("."), help="the project's folder (default: this one)")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("check", help="prove the ledger; print every fault as table, row, column: what is wrong")
    verbs.add_parser("build", help="prove, run the notebooks, and build the site into _build/html")
    verbs.add_parser("lab", help="open the chapters as notebooks in JupyterLab")
    serve = verbs.add_parser("serve", help="show the finished site on this machine")
    serve.add_argument("--port", type=int, default=8000, help="the first port to try (default: 8000)")
    args = parser.parse_args(argv)
    # Each verb imports what it needs: a check does not wait for Sphinx.
    match args.verb:
        case "check":
            return check(args.root)
        case "build":
            from explainer.publish.build import build

            return build(args.root)
        case "lab":
            from explainer.publish.lab import lab

            return lab(args.root)
        case _:
            from explainer.publish.serve import serve as show

            return show(args.root, args.port)


def check(root: Path) -> int:
    """Prove a project's ledger and say what is wrong.

    Parameters
    ----------
    root: the project's folder.

    Returns 0 when nothing is wrong, 1 otherwise.
    """
    from explainer.faults import Faults
    from explainer.ledger import Ledger

    try:
        ledger = Ledger.load(root)
    except Faults as faults:
        print(faults)
        print(f"{len(faults.faults)} fault{'s' if len(faults.faults) != 1 else ''} in the ledger", file=sys.stderr)
        return 1
    rows = sum(len(table.rows) for table in ledger.tables.values())
    print(f"The ledger holds: {rows} rows in {len(ledger.tables)} tables, proved against the article.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
