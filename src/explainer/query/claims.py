"""Claims as rows to draw: the tree of reasons, who says what, where it stands, and what other sources make of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from explainer.model.article import joined
from explainer.model.rows import Actor, Check, Claim, Reason
from explainer.model.store import Store
from explainer.query.shared import capital, frame, href, label, speaker

if TYPE_CHECKING:
    import pandas as pd

#: Verdicts of other sources on a claim, the gravest first; background ("context") is none.
VERDICTS = ("contradicted", "differs", "consistent", "not_found")
ATTRIBUTION = (
    "ref href claim number actor actor_id actor_type modality modality_label kind chapter reason main_reason start end"
    " garbled outside outside_label count label quote sentence"
)


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


def main_reason(ledger: Store, key: str) -> str:
    """Give the reason at the top of the tree above a reason; "" for none."""
    reasons = ledger.by_id(Reason)
    while key in reasons and reasons[key].parent:
        key = reasons[key].parent
    return key


def attribution(ledger: Store) -> pd.DataFrame:
    """Answer `Ledger.attribution`."""
    rows = ledger.rows_of(Claim)
    cells = Counter((row.actor, row.modality) for row in rows)
    found = []
    for row in sorted(rows, key=lambda row: ledger.number(row.id)):
        ref, actor = f"claim:{row.id}", ledger.by_id(Actor).get(row.actor)
        firm = label(ledger, "modalities", row.modality)
        verdicts = [check.verdict for check in ledger.of_claim(Check, row.id)]
        outside = next((verdict for verdict in VERDICTS if verdict in verdicts), "")
        found.append({
            "ref": ref, "href": href(ref), "claim": row.id, "number": ledger.number(row.id),
            "actor": speaker(ledger, row), "actor_id": row.actor, "actor_type": actor.type if actor else "",
            "modality": row.modality, "modality_label": firm, "kind": row.kind, "chapter": row.chapter,
            "reason": row.reason, "main_reason": main_reason(ledger, row.reason), "start": row.start, "end": row.end,
            "garbled": bool(ledger.readings_of(row.id)), "outside": outside,
            "outside_label": label(ledger, "verdicts", outside), "count": cells[row.actor, row.modality],
            "label": row.restatement, "quote": row.quote,
            "sentence": f"{speaker(ledger, row)}, {firm}: {row.restatement}",
        })  # fmt: skip
    return frame(found, ATTRIBUTION)


def score(ledger: Store, voices: Sequence[str]) -> pd.DataFrame:
    """Answer `Ledger.score`."""
    claims = attribution(ledger)
    claims["step"] = (claims["actor_id"] != voices[0]) + 1
    first = {actor: place for place, actor in enumerate(voices)}
    claims = claims.sort_values("actor_id", key=lambda ids: ids.map(first).fillna(len(first)), kind="stable")
    found = claims.to_dict("records")
    for row in ledger.rows_of(Check):
        if row.verdict not in VERDICTS:
            continue
        ref, claim, agrees = f"check:{row.id}", ledger.by_id(Claim)[row.claim], row.verdict == "consistent"
        found.append({
            "ref": ref, "href": href(ref), "claim": claim.id, "start": claim.start, "end": claim.end, "garbled": False,
            "actor": "Another source agrees" if agrees else "Differs, contradicts or not found",
            "modality": "agrees" if agrees else "differs", "modality_label": label(ledger, "verdicts", row.verdict),
            "label": row.finding, "publisher": row.publisher, "sentence": f"{row.publisher}: {row.finding}", "step": 3,
        })  # fmt: skip
    return frame(found, ATTRIBUTION + " publisher step")


def passages(ledger: Store) -> pd.DataFrame:
    """Answer `Ledger.passages`."""
    spans: dict[str, list[Claim]] = {}
    for claim in ledger.rows_of(Claim):
        spans.setdefault(main_reason(ledger, claim.reason), []).append(claim)
    found = [
        {"label": row.label, "start": min(one.start for one in held), "end": max(one.end for one in held)}
        for row in ledger.rows_of(Reason) if not row.parent and (held := spans.get(row.id))
    ]  # fmt: skip
    return frame(found, "label start end")


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
