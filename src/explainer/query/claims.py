"""Claims as rows to draw: the tree of reasons, who says what, and where in the article it stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from explainer.model.article import joined
from explainer.model.rows import Actor, Claim, Reason
from explainer.model.store import Store
from explainer.query.shared import capital, frame, href, label, speaker

if TYPE_CHECKING:
    import pandas as pd


def argument(ledger: Store) -> pd.DataFrame:
    """Answer `Ledger.argument`."""
    held: dict[str, list[str]] = {}
    for claim in ledger.rows_of(Claim):
        held.setdefault(claim.reason, []).append(claim.id)
    found = []
    for row in ledger.rows_of(Reason):
        claim = ledger.by_id(Claim)[row.claim]
        ref = f"claim:{claim.id}"
        found.append({
            "ref": ref, "href": href(ref), "id": row.id, "parent": row.parent, "position": row.position,
            "claim": claim.id, "words": row.words, "label": row.label, "summary": row.summary,
            "speaker": speaker(ledger, claim), "modality": claim.modality,
            "modality_label": label(ledger, "modalities", claim.modality), "quote": claim.quote,
            "claims": "|".join(held.get(row.id, [])), "count": len(held.get(row.id, [])),
            "sentence": f"{capital(row.label)}: {row.summary or claim.restatement}",
        })  # fmt: skip
    columns = (
        "ref href id parent position claim words label summary speaker modality modality_label quote claims count"
        " sentence"
    )
    return frame(found, columns)


def attribution(ledger: Store) -> pd.DataFrame:
    """Answer `Ledger.attribution`."""
    rows = ledger.rows_of(Claim)
    cells = Counter((row.actor, row.modality) for row in rows)
    found = []
    for row in sorted(rows, key=lambda row: ledger.number(row.id)):
        ref, actor = f"claim:{row.id}", ledger.by_id(Actor).get(row.actor)
        firm = label(ledger, "modalities", row.modality)
        found.append({
            "ref": ref, "href": href(ref), "claim": row.id, "number": ledger.number(row.id),
            "actor": speaker(ledger, row), "actor_id": row.actor, "actor_type": actor.type if actor else "",
            "modality": row.modality, "modality_label": firm, "kind": row.kind, "chapter": row.chapter,
            "reason": row.reason, "start": row.start, "end": row.end, "garbled": bool(ledger.readings_of(row.id)),
            "count": cells[row.actor, row.modality], "label": row.restatement, "quote": row.quote,
            "sentence": f"{speaker(ledger, row)}, {firm}: {row.restatement}",
        })  # fmt: skip
    columns = (
        "ref href claim number actor actor_id actor_type modality modality_label kind chapter reason start end garbled"
        " count label quote sentence"
    )
    return frame(found, columns)


def paragraphs(ledger: Store) -> pd.DataFrame:
    """Answer `Ledger.paragraphs`."""
    covered: Counter[int] = Counter()
    for start, end in joined((row.start, row.end) for row in ledger.rows_of(Claim)):
        if paragraph := ledger.article.paragraph_at(start):
            covered[paragraph.number] += end - start
    found = [
        {"paragraph": p.number, "length": p.end - p.start, "covered": covered[p.number]}
        for p in ledger.article.paragraphs
    ]
    return frame(found, "paragraph length covered")
