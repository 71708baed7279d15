"""Quotations: every one stands in the article, letter for letter, exactly where its row says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer import query as queries
from explainer.model.article import sentences
from explainer.model.faults import Fault
from explainer.model.tables import Row

if TYPE_CHECKING:
    from explainer.model.ledger import Ledger

WORDS = 30
SHARE = 0.70
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def check(ledger: Ledger) -> list[Fault]:
    """Look at the article's hash, and at the quotations of claims, readings and exceptions."""
    faults = []
    given = ledger.vocabulary.get("article", {}).get("sha256", "")
    if ledger.article.sha256 != given:
        said = f"the file {ledger.article.path.name} has {ledger.article.sha256}, not {given or 'what is missing here'}"
        faults.append(Fault("datapackage.json", "explainer", "article.sha256", said))
    for table in ("claims", "readings", "exceptions"):
        for row in ledger.tables[table].rows:
            faults += stands(ledger, row)
        faults += _twice(ledger.tables[table].rows)
    for row in ledger.tables["claims"].rows:
        faults += _claim(ledger, row)
    covered = sum(end - start for _, start, end in queries.merged(ledger))
    if covered > SHARE * len(ledger.article.text):
        share = 100 * covered / len(ledger.article.text)
        faults.append(Fault("claims", "", "quote", f"the quotations cover {share:.1f} % of the article; at most 70 %"))
    return faults


def _twice(rows: list[Row]) -> list[Fault]:
    """One stretch of the article is one row of a table."""
    first: dict[tuple[str, str], Row] = {}
    faults = []
    for row in rows:
        other = first.setdefault((row["start"], row["end"]), row)
        if other is not row and other.id != row.id and row["start"]:
            faults.append(row.fault("quote", f"the same stretch of the article as {other.id!r}"))
    return faults


def stands(ledger: Ledger, row: Row) -> list[Fault]:
    """Tell what is wrong with where a row's quote stands; where it does stand is part of the answer."""
    text, quote = ledger.article.text, row["quote"]
    start, end = row.whole("start"), row.whole("end")
    if not quote:
        return [row.fault("quote", "the quote is empty")]
    if start is None or end is None:
        return [row.fault("start" if start is None else "end", "the offset is missing")] if row["start"] == "" else []
    faults = []
    if ledger.article.quote(start, end) != quote:
        places = ledger.article.find(quote)
        if places:
            nearest = min(places, key=lambda place: abs(place - start))
            if start == nearest:
                faults.append(row.fault("end", f"{end}, but the quote ends at {nearest + len(quote)}"))
            elif end == nearest + len(quote):
                faults.append(row.fault("start", f"{start}, but the quote starts at {nearest}"))
            else:
                place = f"it stands at {nearest} to {nearest + len(quote)}"
                faults.append(row.fault("start", f"the quote does not stand at {start} to {end}; {place}"))
        else:
            faults.append(row.fault("quote", _differs(text, quote, start, end)))
    elif any(0 < at < len(text) and text[at - 1 : at + 1].isalnum() for at in (start, end)):
        faults.append(row.fault("quote", "it begins or ends inside a word"))
    return faults


def _differs(text: str, quote: str, start: int, end: int) -> str:
    """Say at which character a quote leaves the article, and what was expected there."""
    plain, wanted = text.translate(_STRAIGHT), quote.translate(_STRAIGHT)
    at = plain.find(wanted)
    hint = "; straight instead of curly quotation marks?" if at >= 0 else ""
    if at < 0:
        at = start
    piece = text[at : at + len(quote)] or text[start:end]
    for number, (ours, theirs) in enumerate(zip(quote, piece, strict=False), 1):
        if ours != theirs:
            return f"differs from the article at character {number}: {theirs!r} expected, {ours!r} found{hint}"
    return f"differs from the article: {piece!r} stands there"


def _claim(ledger: Ledger, row: Row) -> list[Fault]:
    faults = []
    start, paragraph = row.whole("start"), row.whole("paragraph")
    if start is not None:
        place = ledger.article.paragraph_at(start)
        if place is None:
            faults.append(row.fault("start", f"no paragraph of the article holds offset {start}"))
        elif paragraph != place.number:
            said = f"{row['paragraph']}, but offset {start} lies in paragraph {place.number}"
            faults.append(row.fault("paragraph", said))
    words = len(row["quote"].split())
    if words > WORDS:
        faults.append(row.fault("quote", f"{words} words; a quotation has at most {WORDS}"))
    if len(sentences(row["quote"])) > 1:
        faults.append(row.fault("quote", "more than one sentence"))
    return faults
