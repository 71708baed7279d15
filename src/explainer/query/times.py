"""Events as rows to draw, as wide as their dates are vague."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from explainer.model import Json
from explainer.model.rows import Actor, Aftermath, Claim, Event, Finding, Row
from explainer.model.store import Store
from explainer.query.shared import capital, frame, href, label, pick, publisher, rows_where, speaker, weak
from explainer.text import dates

if TYPE_CHECKING:
    import pandas as pd

TIMELINE = (
    "ref href id claim label date lower upper precision certainty inferred words sentence track track_label"
    " actors who quote speaker modality"
)


def timeline(ledger: Store, ids: Sequence[str] | None = None) -> pd.DataFrame:
    """Give events as rows to draw, in order of time, or only those of `ids`, in that order.

    Columns: ref, href, id, claim, label, date (EDTF), lower and upper (first and last day, both
    included; NaT on an open side), precision, certainty, inferred (the date was resolved, not
    printed), words, sentence, track, track_label, actors (names), who (the same as a tuple), quote, speaker,
    modality.
    Raises KeyError for an unknown id.
    """
    found: list[tuple[tuple, Json]] = []
    for row in pick(ledger, Event, ids):
        claim, period = ledger.by_id(Claim)[row.claim], dates.parse(row.date)
        ref, words = f"claim:{claim.id}", dates.words(row.date, row.certainty)
        actors = [ledger.by_id(Actor)[key].name for key in row.actors]
        found.append(((period.lower or period.upper, period.upper or date.max), {
            "ref": ref, "href": href(ref), "id": row.id, "claim": claim.id, "label": row.label,
            "date": row.date, "lower": period.lower, "upper": period.upper, "precision": period.precision,
            "certainty": row.certainty, "inferred": row.resolution == "resolved", "words": words,
            "sentence": f"{capital(words)}: {row.label}.", "track": row.track,
            "track_label": label(ledger, "tracks", row.track), "actors": ", ".join(actors), "who": tuple(actors),
            "quote": claim.quote, "speaker": speaker(ledger, claim), "modality": claim.modality,
        }))  # fmt: skip
    if ids is None:
        found.sort(key=lambda one: one[0])
    return _dated(frame((row for _, row in found), TIMELINE))


LATER = (
    "ref href id label date lower upper precision certainty words sentence topic topic_label publisher quality weak"
    " url finding"
)


def later(ledger: Store, ids: Sequence[str] | None = None) -> pd.DataFrame:
    """Give what was reported after the article in the shape of `timeline`, with publisher, quality and url.

    In the order of the table, or of `ids`. Raises KeyError for an unknown id.
    """
    found = []
    known = ledger.by_id(Finding)
    for row in pick(ledger, Aftermath, None) if ids is None else [known[key] for key in ids]:
        happened = row.label if isinstance(row, Aftermath) else row.finding
        period, words = dates.parse(row.date), dates.words(row.date, row.certainty)
        ref, source = f"check:{row.id}", ", ".join(filter(None, (publisher(row), weak(ledger, row))))
        # A finding that names its date is not dated twice.
        dated = "" if words in happened else f"{capital(words)}: "
        found.append({
            "ref": ref, "href": href(ref), "id": row.id, "label": happened, "date": row.date,
            "lower": period.lower, "upper": period.upper, "precision": period.precision, "certainty": row.certainty,
            "words": words, "sentence": f"{dated}{happened.rstrip('.')} ({source}).",
            "topic": row.topic, "topic_label": label(ledger, "topics", row.topic), "publisher": publisher(row),
            "quality": row.quality, "weak": weak(ledger, row), "url": row.url, "finding": row.finding,
        })  # fmt: skip
    return _dated(frame(found, LATER))


def _dated(table: pd.DataFrame) -> pd.DataFrame:
    """Make days of the two bounds; an open side is NaT."""
    import pandas as pd

    for side in ("lower", "upper"):
        table[side] = pd.to_datetime(table[side]).astype("datetime64[s]")
    return table


def newest(ledger: Store, table: str) -> Row:
    """Find the row whose source was published last.

    Parameters
    ----------
    table: name of a table with a column `published` or else `date`, with conditions as `rows_where` reads them:
        "aftermath:quality!=mirror or aggregator".

    Raises ValueError when the table is unknown or has no dated row.
    """
    dated = [row for row in rows_where(ledger, table) if _dated_by(row)]
    if not dated:
        raise ValueError(f"the table {table!r} has no row with a date")
    # Of a month only its first day is certain: "June" is not newer than 27 June.
    return max(dated, key=lambda row: dates.parse(_dated_by(row)).lower or date.min)


def newest_words(ledger: Store, table: str) -> str:
    """Say the newest date: "23 February 2026".

    Raises ValueError as `newest` does.
    """
    return dates.words(_dated_by(newest(ledger, table)))


def _dated_by(row: Row) -> str:
    return row.cells["published"] if "published" in row.cells else row.cells.get("date", "")
