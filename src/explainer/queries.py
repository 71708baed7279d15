"""Questions a chapter asks of the ledger, answered with tables ready to draw.

Every row carries `ref` (what it rests on), `href` (the anchor of that row on the site) and
`sentence` (the row as spoken, with hedge, unit and date).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from explainer import dates, quantity
from explainer.tables import Row

if TYPE_CHECKING:
    import pandas as pd

    from explainer.ledger import Ledger


def href(ref: str) -> str:
    """Give the anchor of a reference: "claim:ID" is found at "#claim-ID"."""
    return "#" + ref.replace(":", "-", 1)


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


def frame(rows: Iterable[dict], columns: str) -> pd.DataFrame:
    """Make a frame that has its columns even when it has no rows."""
    import pandas as pd

    return pd.DataFrame(list(rows), columns=columns.split())


def speaker(ledger: Ledger, claim: Row) -> str:
    """Give the name of who asserts a claim."""
    actor = ledger.rows["actors"].get(claim["actor"])
    return actor["name"] if actor else claim["actor"]


def label(ledger: Ledger, kind: str, key: str) -> str:
    """Give the vocabulary's words for a key: of a track, a modality, a kind, a chapter."""
    return ledger.vocabulary.get(kind, {}).get(key, {}).get("label", key.replace("_", " "))


def pick(ledger: Ledger, table: str, ids: Sequence[str] | None) -> list[Row]:
    """Give rows by id in the order asked for, or all of them in the order of the table.

    Raises KeyError naming the first id that is not there.
    """
    rows = ledger.rows[table]
    if ids is None:
        return list(rows.values())
    for key in ids:
        if key not in rows:
            raise KeyError(f"{table} has no row {key!r}")
    return [rows[key] for key in ids]


TIMELINE = (
    "ref href id claim label date lower upper precision certainty inferred words sentence track track_label"
    " actors quote speaker modality"
)


def timeline(
    ledger: Ledger, track: str | Sequence[str] | None, since: str | None, until: str | None, ids: Sequence[str] | None
) -> pd.DataFrame:
    """Answer `Ledger.timeline`."""
    tracks = [track] if isinstance(track, str) else track
    first = dates.parse(since).lower if since else None
    last = dates.parse(until).upper if until else None
    found = []
    for row in pick(ledger, "events", ids):
        period = dates.parse(row["date"])
        if tracks is not None and row["track"] not in tracks:
            continue
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
            "track_label": label(ledger, "tracks", row["track"]), "actors": ", ".join(actors),
            "quote": claim["quote"], "speaker": speaker(ledger, claim), "modality": claim["modality"],
            "order": (period.lower or period.upper, period.upper or date.max),
        })  # fmt: skip
    if ids is None:
        found.sort(key=lambda row: row["order"])
    return _dated(frame(found, TIMELINE))


LATER = (
    "ref href id label date lower upper precision certainty words sentence topic topic_label publisher quality url finding"
)


def later(ledger: Ledger, ids: Sequence[str] | None) -> pd.DataFrame:
    """Answer `Ledger.later`."""
    found = []
    for row in pick(ledger, "aftermath", ids):
        period, words = dates.parse(row["date"]), dates.words(row["date"], row["certainty"])
        ref = f"check:{row.id}"
        found.append({
            "ref": ref, "href": href(ref), "id": row.id, "label": row["label"], "date": row["date"],
            "lower": period.lower, "upper": period.upper, "precision": period.precision, "certainty": row["certainty"],
            "words": words, "sentence": f"{capital(words)}: {row['label']} ({row['publisher']}).",
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


AMOUNTS = (
    "ref href id claim label value low high hedge text full unit unit_label as_of sentence quote speaker modality"
    " series class operation condition publisher date quality url"
)


def _amount(said: quantity.Said, key: str, sentence: str, **more: str) -> dict:
    empty = dict.fromkeys(AMOUNTS.split(), "")
    row = {name: getattr(said, name) for name in ["ref", "label", "value", "low", "high", "hedge", "text", "full", "unit", "unit_label"]}
    return empty | row | {"href": href(said.ref), "id": key, "sentence": sentence} | more


def _amounts(rows: list[dict]) -> pd.DataFrame:
    table = frame(rows, AMOUNTS)
    return table.astype({name: "float64" for name in ("value", "low", "high")})


def amounts(ledger: Ledger, ids: Sequence[str] | None, series: str | None) -> pd.DataFrame:
    """Answer `Ledger.amounts`."""
    found = []
    for row in pick(ledger, "quantities", ids):
        if series is not None and row["series"] != series:
            continue
        claim, said = ledger.rows["claims"][row["claim"]], quantity.of_quantity(ledger, row)
        as_of = dates.words(row["as_of"]) if row["as_of"] else ""
        when = f" ({as_of})" if as_of else ""
        who = speaker(ledger, claim)
        found.append(_amount(
            said, row.id, f"{capital(row['counted'])}: {said.full}{when}.", claim=claim.id, as_of=as_of,
            quote=claim["quote"], speaker=who, modality=claim["modality"], series=row["series"],
            date=row["as_of"], **{"class": "article"},
        ))  # fmt: skip
    return _amounts(found)


def outside(ledger: Ledger, ids: Sequence[str]) -> pd.DataFrame:
    """Answer `Ledger.outside`."""
    found = []
    rows = ledger.rows["checks"] | ledger.rows["aftermath"]
    for key in ids:
        if key not in rows:
            raise KeyError(f"neither checks nor aftermath has a row {key!r}")
        row, when = rows[key], ""
        said = quantity.of_check(ledger, row)
        when = dates.words(row["date"]) if row["date"] else ""
        found.append(_amount(
            said, key, f"{row['publisher']}, {when or 'no date'}: {said.full}.", claim=row["claim"], as_of=when,
            speaker=row["publisher"], publisher=row["publisher"], date=row["date"], quality=row["quality"],
            url=row["url"], **{"class": "outside"},
        ))  # fmt: skip
    return _amounts(found)


def derivations(ledger: Ledger, ids: Sequence[str] | None) -> pd.DataFrame:
    """Answer `Ledger.derivations`."""
    found = []
    for row in pick(ledger, "derived", ids):
        said = quantity.of_derived(ledger, row)
        condition = f" ({said.condition.rstrip('.')})" if said.condition else ""
        found.append(_amount(
            said, row.id, f"{capital(said.label)}: {said.full}{condition}.", operation=said.operation,
            condition=said.condition, **{"class": "derived"},
        ))  # fmt: skip
    return _amounts(found)


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
            "speaker": speaker(ledger, claim), "modality": claim["modality"], "quote": claim["quote"],
            "claims": "|".join(held.get(row.id, [])), "count": len(held.get(row.id, [])),
            "sentence": f"{capital(row['label'])}: {row['summary'] or claim['restatement']}",
        })  # fmt: skip
    columns = "ref href id parent position claim words label summary speaker modality quote claims count sentence"
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
        "ref href claim number actor actor_id actor_type modality modality_label kind chapter count label quote sentence"
    )
    return frame(found, columns)


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
