"""The ledger: what the article says, proved, and the questions that chapters ask of it.

Every row of an answer carries `ref` (what it rests on), `href` (the anchor of that row on the
site) and `sentence` (the row as spoken, with hedge, unit and date).
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Self, cast

from explainer.model.faults import Faults
from explainer.model.store import PROVED, Store, find_root
from explainer.query import claims, numbers, times

__all__ = ["IN_BUILD", "PROVED", "Ledger", "find_root"]

#: Set in the kernels of a build.
IN_BUILD = "EXPLAINER_BUILD"


@cache
def _say_once(sentence: str) -> None:
    """Say a sentence, in a notebook below its cell, only the first time."""
    print(sentence)


@cache
def _loaded(kind: type[Ledger], root: Path) -> Ledger:
    return kind._proved(root)


class Ledger(Store):
    """Every table of a subject, proved against the article that they quote.

    Each table is an attribute: a pandas frame indexed by id, text everywhere but in the numeric
    columns. A table that the subject does not have is an empty frame. `Ledger.load` is the way
    in; `Ledger.read` leaves the proof to the caller.
    """

    @classmethod
    def load(cls, root: Path | str | None = None) -> Self:
        """Load the ledger for use; nothing is drawn from one that fails its proof.

        Parameters
        ----------
        root: the subject's folder; found upwards from the working folder when left out.

        A build proves the ledger once and passes its fingerprint on in the environment variable EXPLAINER_PROVED, so
        that kernels need not prove the same bytes again. In a build's kernel (EXPLAINER_BUILD) the tables do not
        change: there every call gives the same ledger.
        Tables that came without the article cannot be proved: then a line says what was proved before.
        Raises Faults with everything that is wrong.
        """
        folder = Path(root).resolve() if root else find_root()
        if os.environ.get(IN_BUILD):
            return cast(Self, _loaded(cls, folder))  # type: ignore[arg-type]
        return cls._proved(folder)

    @classmethod
    def _proved(cls, root: Path) -> Self:
        ledger = cls.read(root)
        if ledger.published:
            if ledger.faults:
                raise Faults(ledger.faults)
            _say_once(ledger.published.sentence())
        elif os.environ.get(PROVED) != ledger.fingerprint:
            # Loaded here: the engine that travels with published tables comes without this room.
            from explainer.validate import prove

            if faults := prove(ledger):
                raise Faults(faults)
        return ledger

    # The questions that chapters ask; each says at its own place what it gives.
    timeline = times.timeline
    later = times.later
    amounts = numbers.amounts
    outside = numbers.outside
    derivations = numbers.derivations
    derive = numbers.derive
    argument = claims.argument
    attribution = claims.attribution
    score = claims.score
    passages = claims.passages
