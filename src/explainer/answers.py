"""The questions that a ledger answers with tables ready to draw.

Every row carries `ref` (what it rests on), `href` (the anchor of that row on the site) and
`sentence` (the row as spoken, with hedge, unit and date).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from explainer import quantity, queries

if TYPE_CHECKING:
    import pandas as pd

    from explainer.ledger import Ledger


class Answers:
    """The part of `Ledger` that chapters talk to."""

    def timeline(
        self: Ledger,
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
        printed), words, sentence, track, track_label, actors (names), quote, speaker, modality.
        Raises KeyError for an unknown id, ValueError for a date that is none.
        """
        return queries.timeline(self, track, since, until, ids)

    def amounts(self: Ledger, ids: Sequence[str] | None = None, series: str | None = None) -> pd.DataFrame:
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

    def later(self: Ledger, ids: Sequence[str] | None = None) -> pd.DataFrame:
        """Give what was reported after the article in the shape of `timeline`, with publisher, quality and url.

        In the order of the table, or of `ids`. Raises KeyError for an unknown id.
        """
        return queries.later(self, ids)

    def outside(self: Ledger, ids: Sequence[str]) -> pd.DataFrame:
        """Give numbers from outside the article (checks, aftermath) in the shape of `amounts`.

        `class` is "outside"; publisher, date, quality and url are filled; `label` is the finding.
        Raises KeyError for an unknown id, ValueError for a finding that gives no number.
        """
        return queries.outside(self, ids)

    def derivations(self: Ledger, ids: Sequence[str] | None = None) -> pd.DataFrame:
        """Give derived amounts in the shape of `amounts`, `class` "derived", with operation and condition.

        Raises KeyError for an unknown id, ValueError where nothing follows from the parts.
        """
        return queries.derivations(self, ids)

    def derive(self: Ledger, key: str) -> quantity.Derived:
        """Work out one derived amount: value, low, high, hedge, text, condition, parts.

        Raises KeyError for an unknown id, ValueError where nothing follows from the parts.
        """
        return quantity.of_derived(self, queries.pick(self, "derived", [key])[0])

    def argument(self: Ledger) -> pd.DataFrame:
        """Give the tree of reasons, one row a reason.

        Columns: ref, href, id, parent (empty at the top), position, claim, words (that introduce it),
        label, summary, speaker, modality, quote, claims (ids that support it, separated by `|`), count,
        sentence.
        """
        return queries.argument(self)

    def attribution(self: Ledger) -> pd.DataFrame:
        """Give who says what how firmly, one row a claim in the order of the article.

        Columns: ref, href, claim, number, actor (name), actor_id, actor_type, modality, modality_label,
        kind, chapter, count (claims of this actor in this modality), label, quote, sentence.
        """
        return queries.attribution(self)

    def spans(self: Ledger) -> pd.DataFrame:
        """Give where in the article each claim stands, one row a claim.

        Columns: ref, href, claim, number, paragraph, start and end (code points within the
        paragraph, end exclusive), length (of the paragraph), kind, kind_label, chapter,
        chapter_label, unused, label, quote, speaker, sentence.
        """
        return queries.spans(self)

    def paragraphs(self: Ledger) -> pd.DataFrame:
        """Give every paragraph's length and how much of it quotes cover (code points)."""
        return queries.paragraphs(self)
