"""Events as rows to draw, as wide as their dates are vague."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from explainer.query.shared import capital, frame, href, label, pick, speaker
from explainer.text import dates

if TYPE_CHECKING:
    import pandas as pd

    from explainer.model.ledger import Ledger

TIMELINE = (
    "ref href id claim label date lower upper precision certainty inferred words sentence track track_label"
    " actors who quote speaker modality"
)


def timeline(
    ledger: Ledger, track: str | Sequence[str] | None, since: str | None, until: str | None, ids: Sequence[str] | None
) -> pd.DataFrame:
    """Answer `Ledger.timeline`."""
    tracks = [track] if isinstance(track, str) else track
    first = dates.parse(since).lower if since else None
    last = dates.parse(until).upper if until else None
    found: list[dict[str, Any]] = []
    for row in pick(ledger, "events", ids, "track", tracks):
        period = dates.parse(row["date"])
        if (first and (period.upper or date.max) < first) or (last and (period.lower or date.min) > last):
            continue
        claim = ledger.rows["claims"][row["claim"]]
        ref, words = f"claim:{claim.id}", dates.words(row["date"], row["certainty"])
        actors = [ledger.rows["actors"][key]["name"] for key in row.listed("actors")]
        found.append({
            "ref": ref, "href": href(ref), "id": row.id, "claim": claim.id, "label": row["label"],
            "date": row["date"], "lower": period.lower, "upper": period.upper, "precision": period.precision,
            "certainty": row["certainty"], "inferred": row["resolution"] == "resolved", "words": words,
            "sentence": f"{capital(words)}: {row['label']}.", "track": row["track"],
            "track_label": label(ledger, "tracks", row["track"]), "actors": ", ".join(actors), "who": tuple(actors),
            "quote": claim["quote"], "speaker": speaker(ledger, claim), "modality": claim["modality"],
            "order": (period.lower or period.upper, period.upper or date.max),
        })  # fmt: skip
    if ids is None:
        found.sort(key=lambda row: row["order"])
    return _dated(frame(found, TIMELINE))


LATER = (
    "ref href id label date lower upper precision certainty words sentence topic topic_label publisher quality url"
    " finding"
)


def later(ledger: Ledger, ids: Sequence[str] | None) -> pd.DataFrame:
    """Answer `Ledger.later`."""
    found = []
    known = ledger.rows["aftermath"] | ledger.rows["checks"]
    for row in pick(ledger, "aftermath", None) if ids is None else [known[key] for key in ids]:
        period, words = dates.parse(row["date"]), dates.words(row["date"], row["certainty"])
        ref = f"check:{row.id}"
        found.append({
            "ref": ref, "href": href(ref), "id": row.id, "label": row["label"] or row["finding"], "date": row["date"],
            "lower": period.lower, "upper": period.upper, "precision": period.precision, "certainty": row["certainty"],
            "words": words, "sentence": f"{capital(words)}: {row['label'] or row['finding'].rstrip('.')} ({row['publisher']}).",
            "topic": row["topic"], "topic_label": label(ledger, "topics", row["topic"]), "publisher": row["publisher"],
            "quality": row["quality"], "url": row["url"], "finding": row["finding"],
        })  # fmt: skip
    return _dated(frame(found, LATER))


def _dated(table: pd.DataFrame) -> pd.DataFrame:
    """Make days of the two bounds; an open side is NaT."""
    import pandas as pd

    for side in ("lower", "upper"):
        table[side] = pd.to_datetime(table[side]).astype("datetime64[s]")
    return table
