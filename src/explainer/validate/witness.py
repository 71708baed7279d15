"""Cells that witness each other: what one says, another of the same row, or of the row it hangs on, says too.

What a page elsewhere says is not here to be read, and no rule knows what a sentence means. But careless hands move
cells to other rows, and there they stand beside words, dates and addresses with which they have nothing in common.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from explainer.amounts.interval import CHOICE
from explainer.model.faults import Fault
from explainer.model.rows import (
    Aftermath,
    Check,
    Claim,
    Derivation,
    Event,
    Exemption,
    Finding,
    Place,
    Quantity,
    Reading,
    Row,
    Source,
    Tension,
    Term,
)
from explainer.model.store import Store
from explainer.text import dates
from explainer.text.dates import Period
from explainer.text.reader import read
from explainer.validate.readable import agree, around, language, period, telling

# Cells that share a word with other cells of their row.
_WITNESSES: tuple[tuple[type[Row], str, tuple[str, ...], str], ...] = (
    (Place, "id", ("name", "common"), "the name"),
    (Term, "id", ("term",), "the term"),
    (Aftermath, "label", ("event",), "the event"),
    (Tension, "title", ("text",), "the text"),
    (Derivation, "when", ("condition", "label"), "condition and label"),
)
_PRINTED = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?!\d)")


def check(ledger: Store) -> Iterator[Fault]:
    """Look from cell to cell: words, order, codes, doubts, addresses, questions."""
    for idea in (_kin, _order, _codes, _qualities, _titles, _questions):
        yield from idea(ledger)
    for row in ledger.rows_of(Finding):
        yield from _dates(row)
    for reading in ledger.rows_of(Reading):
        if (reading.certainty == "sure") == bool(reading.others):
            said = "'sure', but another reading is given" if reading.others else "not sure, but no other is given"
            yield reading.fault("certainty", said)


def _kin(ledger: Store) -> Iterator[Fault]:
    lang = language(ledger)
    for row, column, words, witness, what in _witnesses(ledger):
        if words and witness and not telling(words, lang) & telling(witness, lang):
            yield row.fault(column, f"{words!r} shares no word with {what}: {witness!r}")


def _witnesses(ledger: Store) -> Iterator[tuple[Row, str, str, str, str]]:
    """Give pairs of texts that share a word: row, column, its text, the other text, and what that is."""
    for kind, column, others, what in _WITNESSES:
        for row in ledger.rows_of(kind):
            yield row, column, getattr(row, column), " ".join(getattr(row, other) for other in others), what
    if language(ledger)[:2] == "en":  # words of ours share none with a text of another language
        for claim in ledger.rows_of(Claim):
            yield claim, "restatement", claim.restatement, f"{claim.quote} {around(ledger, claim)}", "its sentence"
        for reading in ledger.rows_of(Reading):
            yield reading, "id", reading.id, reading.quote, "the passage"
    for event in ledger.rows_of(Event):
        yield event, "label", event.label, _said(ledger, event.claim), "its claim"
    for source in ledger.rows_of(Source):
        # The text's own title is the book's, and its publisher's address may be initials: voanews, Voice of America.
        if source.id != ledger.vocabulary["article"]["source"]:
            yield source, "url", source.url, f"{source.title} {source.producer}", "title and producer"
    asked: dict[str, str] = defaultdict(str)
    for found in ledger.rows_of(Finding):
        asked[_question(found)] += " ".join(("", found.finding, found.event, found.note, found.title, found.publisher))
    for found in ledger.rows_of(Finding):
        yield found, "given_by", found.given_by, asked[_question(found)], "the words of the row and of its question"
    for derived in ledger.rows_of(Derivation):
        if derived.operation != CHOICE:
            parts = " ".join(_part(ledger, key) for key in derived.of)
            yield derived, "condition", derived.condition, f"{derived.label} {derived.unit} {parts}", "label and parts"


def _said(ledger: Store, key: str) -> str:
    """Give what is said by a claim, and of it: its words, the sentence around them, the note."""
    claim = ledger.by_id(Claim).get(key)
    return " ".join((claim.quote, claim.restatement, claim.note, around(ledger, claim))) if claim else ""


def _part(ledger: Store, key: str) -> str:
    """Give the words of what an amount is made of."""
    kinds: tuple[type[Row], ...] = (Quantity, Finding, Derivation)
    rows = [found for kind in kinds if (found := ledger.by_id(kind).get(key))]
    return " ".join(f"{' '.join(row.cells.values())} {_said(ledger, getattr(row, 'claim', ''))}" for row in rows)


def _order(ledger: Store) -> Iterator[Fault]:
    """Rows that quote the article stand in its order, so that none has another's place."""
    tables: tuple[Sequence[Claim | Reading | Exemption], ...]
    tables = (ledger.rows_of(Claim), ledger.rows_of(Reading), ledger.rows_of(Exemption))
    for rows in tables:
        for before, row in pairwise(row for row in rows if ledger.article.quote(row.start, row.end) == row.quote):
            if row.start < before.start:
                yield row.fault("start", f"{row.start}, but the row above begins later, at {before.start}")


def _codes(ledger: Store) -> Iterator[Fault]:
    """Places of one type have codes of one form: those of countries, "BY", or of their parts, "BY-HM"."""
    forms: dict[str, Counter[bool]] = defaultdict(Counter)
    places = [row for row in ledger.rows_of(Place) if row.iso]
    for row in places:
        forms[row.type]["-" in row.iso] += 1
    for row in places:
        if ("-" in row.iso) != forms[row.type].most_common(1)[0][0]:
            yield row.fault("type", f"{row.type!r}, but {row.iso!r} is not written as the codes of the others are")


def _dates(row: Finding) -> Iterator[Fault]:
    """A doubt of a date stands in its sign and in the certainty; the row's words and the address date it too."""
    about, published = period(row.date), period(row.published)
    if about is None:
        return
    doubtful = about.uncertain or about.approximate or about.precision == "choice"
    if doubtful == (row.certainty == "sure"):
        said = "carries a sign of doubt" if doubtful else "carries no sign of doubt"
        yield row.fault("certainty", f"{row.certainty!r}, but the date {row.date} {said}")
    told = [dates.parse(one.date) for one in read("" if row.event else row.finding) if one.date[:1].isdigit()]
    if told and not any(_meet(about, one) for one in told):
        yield row.fault("date", f"{row.date}, but the row's words say {', '.join(one.edtf for one in told)}")
    printed = _PRINTED.search(row.url)
    if printed and published and published.precision == "day" and published.lower:
        try:
            day = date(*map(int, printed.groups()))
        except ValueError:
            return
        # Day and night are not the same everywhere.
        if abs(day - published.lower) > timedelta(days=1):
            yield row.fault("published", f"{row.published}, but the address says {day}")


def _meet(one: Period, other: Period) -> bool:
    return not any(a.upper and b.lower and a.upper < b.lower for a, b in ((one, other), (other, one)))


def _qualities(ledger: Store) -> Iterator[Fault]:
    """One publisher is one sort of source, and so is one site, whomever it reprints."""
    found: dict[str, list[tuple[Finding, str]]] = defaultdict(list)
    for row in ledger.rows_of(Finding):
        for name in dict.fromkeys((row.publisher, row.url.partition("//")[2].partition("/")[0].removeprefix("www."))):
            found[name].append((row, row.quality))
    return (fault for name, rows in found.items() if name for fault in agree(repr(name), "quality", rows))


def _titles(ledger: Store) -> Iterator[Fault]:
    """An address that is made of words has those of its own title, not two or more of another page's and none of it."""
    rows = ledger.rows_of(Finding)
    titles = {row.title: _stems(row.title) for row in rows}
    for row in rows:
        words = _stems(row.url.partition("//")[2].partition("/")[2])
        if not words & titles[row.title] and row.title[:1] not in "([":
            for title, other in titles.items():
                if len(words & other) > 1:
                    yield row.fault("title", f"{row.title!r}, but the address has words of {title!r}")
                    break


def _stems(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text.lower())
    return {word[:5] for word in re.findall(r"[a-z]{4,}", plain)}


def _questions(ledger: Store) -> Iterator[Fault]:
    """Checks of one question have one topic and one page, and so have the claims that they are about."""
    claims, questions = ledger.by_id(Claim), defaultdict[str, list[Check]](list)
    for row in ledger.rows_of(Check):
        questions[_question(row)].append(row)
    for key, rows in questions.items():
        yield from agree(key, "topic", [(row, row.topic) for row in rows])
        yield from agree(key, "chapter", [(row, row.chapter) for row in rows])
        yield from agree(key, "claim", [(row, claims[row.claim].chapter) for row in rows if row.claim in claims])


def _question(row: Finding) -> str:
    """Give the number of the question that a row answers: checks of one question differ in their last letter."""
    return row.id[:-1] if re.fullmatch(r".*\d[a-z]", row.id) else row.id
