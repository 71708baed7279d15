"""Prove a ledger and give everything that is wrong with it."""

from __future__ import annotations

import os
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
