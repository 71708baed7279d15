"""Claims as rows to draw: the tree of reasons, who says what, where it stands, and what other sources make of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from explainer.model.rows import Actor, Check, Claim, Reason
from explainer.model.store import Store
from explainer.query.shared import capital, frame, href, label, publisher, speaker

if TYPE_CHECKING:
    import pandas as pd

#: Of several verdicts on a claim the first of these is told: a source that agrees outweighs one that was not found.
#: Background ("context") is none.
VERDICTS = ("contradicted", "differs", "consistent", "not_found")
ARGUMENT = (
    "ref href id parent position claim words label summary speaker modality modality_label quote claims count sentence"
)
ATTRIBUTION = (
    "ref href claim number actor actor_id actor_type modality modality_label kind chapter reason main_reason start end"
    " garbled outside outside_label count label quote sentence"
)


def argument(ledger: Store) -> pd.DataFrame:
    """Give the tree of reasons, one row a reason.

    Columns: ref, href, id, parent (empty at the top), position, claim, words (that introduce it),
    label, summary, speaker, modality, modality_label, quote, claims (ids that support it, separated by `|`), count,
    sentence.
    """
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
    return frame(found, ARGUMENT)


def attribution(ledger: Store) -> pd.DataFrame:
    """Give who says what how firmly, one row a claim in the order of the article.

    Columns: ref, href, claim, number, actor (name), actor_id, actor_type, modality, modality_label,
    kind, chapter, reason, main_reason (at the top of the tree above it), start, end, garbled, outside (the gravest
    verdict of another source, "" for none), outside_label, count (claims of this actor in this modality), label,
    quote, sentence.
    """
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
            "reason": row.reason, "main_reason": ledger.main_reason(row.reason), "start": row.start, "end": row.end,
            "garbled": bool(ledger.readings_of(row.id)), "outside": outside,
            "outside_label": label(ledger, "verdicts", outside), "count": cells[row.actor, row.modality],
            "label": row.restatement, "quote": row.quote,
            "sentence": f"{speaker(ledger, row)}, {firm}: {row.restatement}",
        })  # fmt: skip
    return frame(found, ATTRIBUTION)


def score(ledger: Store, voices: Sequence[str]) -> pd.DataFrame:
    """Give every claim, and every finding of another source at the place of its claim, for `charts.score`.

    Parameters
    ----------
    voices: ids of the actors who come first, in this order; the others follow as the article has them.

    Columns: those of `attribution` (a finding's `label` is the finding, its `actor` whether it agrees), publisher,
    and step: 1 for the first voice, 2 for all others, 3 for findings. Background ("context") is left out.
    """
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
            "label": row.finding, "publisher": publisher(row), "sentence": f"{publisher(row)}: {row.finding}",
            "step": 3,
        })  # fmt: skip
    return frame(found, ATTRIBUTION + " publisher step")


def passages(ledger: Store) -> pd.DataFrame:
    """Give where in the article the claims of each main reason stand: label, start, end (code points)."""
    spans: dict[str, list[Claim]] = {}
    for claim in ledger.rows_of(Claim):
        spans.setdefault(ledger.main_reason(claim.reason), []).append(claim)
    found = [
        {"label": row.label, "start": min(one.start for one in held), "end": max(one.end for one in held)}
        for row in ledger.rows_of(Reason) if not row.parent and (held := spans.get(row.id))
    ]  # fmt: skip
    return frame(found, "label start end")
