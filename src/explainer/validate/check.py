"""The verb `check`: prove the ledger and say everything that is wrong with it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from explainer.model.faults import Faults
from explainer.model.store import PROVED, Store
from explainer.validate import in_order, judge, prove
from explainer.validate.descriptor import stale


def check(root: Path | str | None = None) -> Store:
    """Prove a ledger, the judge of its schema included.

    Parameters
    ----------
    root: the subject's folder; found upwards from the working folder when left out.

    Returns the ledger, proved. Its fingerprint goes into the environment, so that what is started
    from here (kernels, Sphinx) need not prove the same bytes again. Raises Faults with everything
    that is wrong.
    """
    ledger = Store.read(root)
    faults = in_order(ledger, [*prove(ledger), *judge.check(ledger), *stale(ledger)])
    if faults:
        raise Faults(faults)
    os.environ[PROVED] = ledger.fingerprint
    return ledger


def main(argv: list[str] | None = None) -> int:
    """Run the verb; 0 when the ledger holds, 1 with one line for each fault when it does not."""
    parser = argparse.ArgumentParser(prog="explainer check", description="Prove the ledger: all faults at once.")
    parser.add_argument("--root", help="the subject's folder (default: found upwards from here)")
    options = parser.parse_args(argv)
    try:
        ledger = check(options.root)
    except Faults as error:
        print(error, file=sys.stderr)
        count = len(error.faults)
        print(f"{count} {'fault' if count == 1 else 'faults'}: nothing is built from this ledger.", file=sys.stderr)
        return 1
    said = ", ".join(f"{len(table.rows)} {name}" for name, table in ledger.tables.items() if table.path)
    print(f"The ledger holds: {said}.")
    return 0
