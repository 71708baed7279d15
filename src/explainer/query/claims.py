"""Claims as rows to draw: the tree of reasons, who says what, and where in the article it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from explainer.amounts import quantity
from explainer.query.shared import capital, frame, href, label, speaker

if TYPE_CHECKING:
    import pandas as pd

    from explainer.model.ledger import Ledger


def argument(ledger: Ledger) -> pd.DataFrame:
    """Answer `Ledger.argument`."""
    held: dict[str, list[str]] = {}
    for row in ledger.tables["claims"].rows:
        held.setdefault(row["reason"], []).append(row.id)
    found = []
    for row in ledger.rows["reasons"].values():
        claim = ledger.rows["claims"][row["claim"]]
        ref = f"claim:{claim.id}"
        found.append({
            "ref": ref, "href": href(ref), "id": row.id, "parent": row["parent"], "position": row.whole("position"),
            "claim": claim.id, "words": row["words"], "label": row["label"], "summary": row["summary"],
            "speaker": speaker(ledger, claim), "modality": claim["modality"],
            "modality_label": label(ledger, "modalities", claim["modality"]), "quote": claim["quote"],
            "claims": "|".join(held.get(row.id, [])), "count": len(held.get(row.id, [])),
            "sentence": f"{capital(row['label'])}: {row['summary'] or claim['restatement']}",
        })  # fmt: skip
    columns = (
        "ref href id parent position claim words label summary speaker modality modality_label quote claims count"
        " sentence"
    )
    return frame(found, columns)


def attribution(ledger: Ledger) -> pd.DataFrame:
    """Answer `Ledger.attribution`."""
    rows = ledger.tables["claims"].rows
    cells = Counter((row["actor"], row["modality"]) for row in rows)
    found = []
    for row in sorted(rows, key=lambda row: ledger.number(row.id)):
        ref, actor = f"claim:{row.id}", ledger.rows["actors"].get(row["actor"])
        firm = label(ledger, "modalities", row["modality"])
        found.append({
            "ref": ref, "href": href(ref), "claim": row.id, "number": ledger.number(row.id),
            "actor": speaker(ledger, row), "actor_id": row["actor"], "actor_type": actor["type"] if actor else "",
            "modality": row["modality"], "modality_label": firm, "kind": row["kind"], "chapter": row["chapter"],
            "count": cells[row["actor"], row["modality"]], "label": row["restatement"], "quote": row["quote"],
            "sentence": f"{speaker(ledger, row)}, {firm}: {row['restatement']}",
        })  # fmt: skip
    columns = (
        "ref href claim number actor actor_id actor_type modality modality_label kind chapter count label quote"
        " sentence"
    )
    return frame(found, columns)


def sides(ledger: Ledger, lists: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Answer `Ledger.sides`."""
    placed = [(side, claim) for side, claims in lists.items() for claim in claims]
    rows = attribution(ledger).set_index("claim", drop=False).loc[[claim for _, claim in placed]]
    rows = rows.assign(side=[side for side, _ in placed]).reset_index(drop=True)
    # A claim with one number brings it along; one with two would need to say which.
    numbers = [row for row in ledger.tables["quantities"].rows if row["claim"] in rows["claim"].to_list()]
    times = Counter(row["claim"] for row in numbers)
    said = {row["claim"]: quantity.of_quantity(ledger, row) for row in numbers if times[row["claim"]] == 1}
    names = ("text", "hedge", "unit_label") if said else ()
    return rows.assign(**{name: [getattr(said.get(claim), name, "") for claim in rows["claim"]] for name in names})


def spans(ledger: Ledger) -> pd.DataFrame:
    """Answer `Ledger.spans`."""
    found = []
    for row in ledger.tables["claims"].rows:
        start, end = row.whole("start") or 0, row.whole("end") or 0
        paragraph = ledger.article.paragraph_at(start)
        if paragraph is None:
            continue
        ref = f"claim:{row.id}"
        found.append({
            "ref": ref, "href": href(ref), "claim": row.id, "number": ledger.number(row.id),
            "paragraph": paragraph.number, "start": start - paragraph.start, "end": end - paragraph.start,
            "length": paragraph.end - paragraph.start, "kind": row["kind"],
            "kind_label": label(ledger, "kinds", row["kind"]), "chapter": row["chapter"],
            "chapter_label": label(ledger, "chapters", row["chapter"]), "unused": row["unused"],
            "label": row["restatement"], "quote": row["quote"], "speaker": speaker(ledger, row),
            "sentence": f"Claim {ledger.number(row.id)}: {row['restatement']}",
        })  # fmt: skip
    columns = (
        "ref href claim number paragraph start end length kind kind_label chapter chapter_label unused label quote"
        " speaker sentence"
    )
    return frame(found, columns).sort_values(["paragraph", "start", "end"], ignore_index=True)


def paragraphs(ledger: Ledger) -> pd.DataFrame:
    """Answer `Ledger.paragraphs`."""
    covered: Counter[int] = Counter()
    for number, start, end in merged(ledger):
        covered[number] += end - start
    found = [
        {"paragraph": p.number, "length": p.end - p.start, "covered": covered[p.number]}
        for p in ledger.article.paragraphs
    ]
    return frame(found, "paragraph length covered")


def merged(ledger: Ledger) -> list[tuple[int, int, int]]:
    """Join the spans of all quotes where they overlap: (paragraph, start, end) in the whole text."""
    spans = sorted((row.whole("start") or 0, row.whole("end") or 0) for row in ledger.tables["claims"].rows)
    found: list[tuple[int, int, int]] = []
    for start, end in spans:
        paragraph = ledger.article.paragraph_at(start)
        if found and start <= found[-1][2]:
            found[-1] = (found[-1][0], found[-1][1], max(found[-1][2], end))
        elif paragraph:
            found.append((paragraph.number, start, end))
    return found
