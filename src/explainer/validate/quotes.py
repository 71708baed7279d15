"""Quotations: every one stands in the article, letter for letter, exactly where its row says.

And our own words beside them: not the article's, and no number in them that its words do not give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from explainer.model.article import NO_BLANKS, joined, sentences, words_in
from explainer.model.columns import NOWHERE
from explainer.model.faults import Fault
from explainer.model.rows import Claim, Event, Exemption, Quantity, Reading, Reason, Row, Tension
from explainer.model.store import Store
from explainer.text.reader import numbers_in, read
from explainer.validate.readable import language, period

Quoting = Claim | Reading | Exemption
WORDS = 30
SHARE = 0.70
RUN = 8
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
#: Our own sentences, by kind of row.
OURS: dict[type[Row], tuple[str, ...]] = {
    Claim: ("restatement",),
    Quantity: ("counted",),
    Event: ("label",),
    Reason: ("label", "summary"),
    Tension: ("title", "text"),
}
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def check(ledger: Store) -> Iterator[Fault]:
    """Look at the article's hash, at quotations, for sentences copied, and for numbers that no quotation carries."""
    given = ledger.vocabulary.get("article", {}).get("sha256", "")
    if ledger.article.sha256 != given:
        said = f"the file {ledger.article.path.name} has {ledger.article.sha256}, not {given or 'what is missing here'}"
        yield Fault("datapackage.json", "explainer", "article.sha256", said)
    groups: list[Sequence[Quoting]] = [ledger.rows_of(Claim), ledger.rows_of(Reading), ledger.rows_of(Exemption)]
    for rows in groups:
        yield from (fault for row in rows for fault in _stands(ledger, row))
        yield from _twice(rows)
    for row in ledger.rows_of(Claim):
        yield from _claim(ledger, row)
    covered = sum(end - start for start, end in joined((row.start, row.end) for row in ledger.rows_of(Claim)))
    if covered > SHARE * len(ledger.article.text):
        share = 100 * covered / len(ledger.article.text)
        yield Fault("claims", "", "quote", f"the quotations cover {share:.1f} % of the article; at most 70 %")
    runs = set(_runs(ledger.article.text))
    for kind, columns in OURS.items():
        for one in ledger.rows_of(kind):
            for column in columns:
                if copied := next((run for run in _runs(getattr(one, column)) if run in runs), None):
                    yield one.fault(column, f"{RUN} words in a row are the article's: {copied!r}")
    years = _years(ledger)
    for claim in ledger.rows_of(Claim):
        yield from _numbers(claim, years.get(claim.id, set()), language(ledger))
    for reading in ledger.rows_of(Reading):
        if reading.reading.strip(" .") == reading.quote.strip(" ."):
            yield reading.fault("reading", "the same words as the quote: nothing is read")


def _twice(rows: Sequence[Quoting]) -> Iterator[Fault]:
    """One stretch of the article is one row of a table."""
    first: dict[tuple[int, int], Quoting] = {}
    for row in rows:
        other = first.setdefault((row.start, row.end), row)
        if other is not row and other.id != row.id and row.start != NOWHERE:
            yield row.fault("quote", f"the same stretch of the article as {other.id!r}")


def _cuts(text: str, at: int) -> bool:
    """Tell whether a place is inside a word; between letters of a script without blanks nobody can tell."""
    around = text[at - 1 : at + 1] if 0 < at < len(text) else ""
    return around.isalnum() and not re.search(f"[{NO_BLANKS}]", around)


def _stands(ledger: Store, row: Quoting) -> Iterator[Fault]:
    """Tell what is wrong with where a row's quote stands; where it does stand is part of the answer."""
    text, quote, start, end = ledger.article.text, row.quote, row.start, row.end
    if not quote or NOWHERE in (start, end):
        return  # an empty cell, or one that is no number, has its own fault
    nearest = min(ledger.article.find(quote), key=lambda place: abs(place - start), default=None)
    if ledger.article.quote(start, end) == quote:
        if any(_cuts(text, at) for at in (start, end)):
            yield row.fault("quote", "it begins or ends inside a word")
    elif nearest is None:
        yield row.fault("quote", _differs(text, quote, start, end))
    elif start == nearest:
        yield row.fault("end", f"{end}, but the quote ends at {nearest + len(quote)}")
    elif end == nearest + len(quote):
        yield row.fault("start", f"{start}, but the quote starts at {nearest}")
    else:
        place = f"it stands at {nearest} to {nearest + len(quote)}"
        yield row.fault("start", f"the quote does not stand at {start} to {end}; {place}")


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


def _claim(ledger: Store, row: Claim) -> Iterator[Fault]:
    if row.start != NOWHERE:
        place = ledger.article.paragraph_at(row.start)
        if place is None:
            yield row.fault("start", f"no paragraph of the article holds offset {row.start}")
        elif row.paragraph != place.number:
            yield row.fault("paragraph", f"{row.paragraph}, but offset {row.start} lies in paragraph {place.number}")
    words = len(words_in(row.quote))
    if words > WORDS:
        yield row.fault("quote", f"{words} words; a quotation has at most {WORDS}")
    if len(sentences(row.quote)) > 1:
        yield row.fault("quote", "more than one sentence")


def _runs(text: str) -> list[str]:
    words = [word.lower().replace("'", "’") for word in _WORD.findall(text)]
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def _years(ledger: Store) -> dict[str, set[Decimal]]:
    """Give, by claim, the numbers in the dates of its events: a restatement may say them."""
    found: dict[str, set[Decimal]] = {}
    for row in ledger.rows_of(Event):
        named = when.named() if (when := period(row.date)) else ()
        found.setdefault(row.claim, set()).update(Decimal(part) for name in named for part in name if part is not None)
    return found


def _numbers(row: Claim, dated: set[Decimal], lang: str) -> list[Fault]:
    quoted = numbers_in(row.quote, lang) | dated
    return [
        row.fault("restatement", f"{one.words!r} cannot be read in the quote")
        for one in read(row.restatement)
        if re.search(r"\d", one.words) and not numbers_in(one.words) <= quoted
    ]
