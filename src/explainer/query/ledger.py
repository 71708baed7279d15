"""The ledger: what the article says, proved, and the questions that chapters ask of it.

Every row of an answer carries `ref` (what it rests on), `href` (the anchor of that row on the
site) and `sentence` (the row as spoken, with hedge, unit and date).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from explainer import query as queries
from explainer.amounts.amount import Derived, of_derived
from explainer.model.faults import Faults
from explainer.model.rows import Derivation
from explainer.model.store import PROVED, Store, find_root

if TYPE_CHECKING:
    import pandas as pd

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

    def timeline(
        self,
        track: str | Sequence[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        ids: Sequence[str] | None = None,
    ) -> pd.DataFrame:
        """Give events as rows to draw, in order of time (or in the order of `ids`).

        Parameters
        ----------
        track: only events of this track, or of these.
        since, until: only events that touch the time between these dates (EDTF, both included).
        ids: only these events.

        Columns: ref, href, id, claim, label, date (EDTF), lower and upper (first and last day, both
        included; NaT on an open side), precision, certainty, inferred (the date was resolved, not
        printed), words, sentence, track, track_label, actors (names), who (the same as a tuple), quote, speaker,
        modality.
        Raises KeyError for an unknown id, ValueError for a date that is none.
        """
        return queries.timeline(self, track, since, until, ids)

    def amounts(self, ids: Sequence[str] | None = None, series: str | None = None) -> pd.DataFrame:
        """Give quantities of the article as rows to draw.

        Parameters
        ----------
        ids: only these quantities, in this order.
        series: only the quantities of this series.

        Columns: ref, href, id, claim, label (what is counted), value, low, high, hedge, text
        ("about 30,000"), full (with the unit's word), unit, unit_label, as_of (words), date (as_of in
        EDTF), sentence, quote, speaker, modality, series, class ("article"), and columns that only
        `outside` and `derivations` fill. Raises KeyError for an unknown id.
        """
        return queries.amounts(self, ids, series)

    def later(self, ids: Sequence[str] | None = None) -> pd.DataFrame:
        """Give what was reported after the article in the shape of `timeline`, with publisher, quality and url.

        In the order of the table, or of `ids`. Raises KeyError for an unknown id.
        """
        return queries.later(self, ids)

    def outside(self, ids: Sequence[str]) -> pd.DataFrame:
        """Give numbers from outside the article (checks, aftermath) in the shape of `amounts`.

        `class` is "outside"; given_by (the publisher unless the table names somebody), publisher, date, quality and
        url are filled; `label` is the finding.
        Raises KeyError for an unknown id, ValueError for a finding that gives no number.
        """
        return queries.outside(self, ids)

    def derivations(self, ids: Sequence[str] | None = None) -> pd.DataFrame:
        """Give derived amounts in the shape of `amounts`, `class` "derived", with operation and condition.

        Raises KeyError for an unknown id, ValueError where nothing follows from the parts.
        """
        return queries.derivations(self, ids)

    def derive(self, key: str) -> Derived:
        """Work out one derived amount: value, low, high, hedge, text, condition, parts.

        Raises KeyError for an unknown id, ValueError where nothing follows from the parts.
        """
        return of_derived(self, queries.pick(self, Derivation, [key])[0])

    def argument(self) -> pd.DataFrame:
        """Give the tree of reasons, one row a reason.

        Columns: ref, href, id, parent (empty at the top), position, claim, words (that introduce it),
        label, summary, speaker, modality, modality_label, quote, claims (ids that support it, separated by `|`), count,
        sentence.
        """
        return queries.argument(self)

    def attribution(self) -> pd.DataFrame:
        """Give who says what how firmly, one row a claim in the order of the article.

        Columns: ref, href, claim, number, actor (name), actor_id, actor_type, modality, modality_label,
        kind, chapter, reason, main_reason (at the top of the tree above it), start, end, garbled, outside (the gravest
        verdict of another source, "" for none), outside_label, count (claims of this actor in this modality), label,
        quote, sentence.
        """
        return queries.attribution(self)

    def score(self, voices: Sequence[str]) -> pd.DataFrame:
        """Give every claim, and every finding of another source at the place of its claim, for `charts.score`.

        Parameters
        ----------
        voices: ids of the actors who come first, in this order; the others follow as the article has them.

        Columns: those of `attribution` (a finding's `label` is the finding, its `actor` whether it agrees), publisher,
        and step: 1 for the first voice, 2 for all others, 3 for findings. Background ("context") is left out.
        """
        return queries.score(self, voices)

    def passages(self) -> pd.DataFrame:
        """Give where in the article the claims of each main reason stand: label, start, end (code points)."""
        return queries.passages(self)

    def paragraphs(self) -> pd.DataFrame:
        """Give every paragraph's length and how much of it quotes cover (code points)."""
        return queries.paragraphs(self)
