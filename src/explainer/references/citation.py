"""What a reader is told about a row that something rests on: who says it, how firmly, in which words.

Notes in the prose, source lines, tables and charts all speak through here, so that they say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from explainer.model.rows import Claim, Finding
from explainer.query.ledger import Ledger
from explainer.query.shared import label, publisher, speaker, weak
from explainer.text import dates

CLASSES = {"claim": "article", "check": "outside", "derived": "derived"}
CLASS_WORDS = {"article": "article", "outside": "outside the article", "derived": "derived by us"}
UNDATED = "undated page"
GARBLED = "garbled or vague in the article"


@dataclass(frozen=True)
class Citation:
    """One row, as it is shown.

    Parameters
    ----------
    kind, id: the row: claim, check or derived.
    label: what to call it in a line: "claim 12", the publisher, the derived amount's name.
    number: a claim's number, 0 for other rows.
    says: the quotation, the event and the finding in our words, or the condition under which a derived amount holds.
    speaker: who asserts it: the article's speaker, or the publisher.
    firmness: how firmly: the modality's words, or what a check came to.
    when: when the outside source published, in words.
    weak: a word of warning about the outside source, or "".
    url: the outside source's address, or "".
    readings: readings that touch the quotation, as ids.
    parts: what a derived amount is worked out from: (kind, id).
    approximate: True for a derived amount that is only about right.
    """

    kind: str
    id: str
    label: str
    says: str
    number: int = 0
    speaker: str = ""
    firmness: str = ""
    when: str = ""
    weak: str = ""
    url: str = ""
    readings: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    approximate: bool = False

    @property
    def ref(self) -> str:
        """The row as rows of a figure name it: "claim:ID"."""
        return f"{self.kind}:{self.id}"

    @property
    def family(self) -> str:
        """Whose number it is: article, outside or derived."""
        return CLASSES[self.kind]


def cite(ledger: Ledger, kind: str, id: str) -> Citation:
    """Tell about one row.

    Raises KeyError when the ledger has no such row, or shows no rows of this kind.
    """
    return _KINDS[kind](ledger, id)


def cite_with_parts(ledger: Ledger, refs: Iterable[str]) -> dict[str, Citation]:
    """Give rows by ref, each once and in order, and behind them every row that a derived one is worked out from.

    Raises KeyError when the ledger has no such row.
    """
    return _with_parts(refs, lambda ref: cite(ledger, *split_ref(ref)))


def behind(citations: dict[str, Citation], refs: Iterable[str]) -> list[Citation]:
    """Give the claims and outside sources behind rows, each once; a derived row stands for its parts.

    Parameters
    ----------
    citations: as `cite_with_parts` gives them.
    refs: some of them.
    """
    return [one for one in _with_parts(refs, citations.__getitem__).values() if one.kind != "derived"]


def _with_parts(refs: Iterable[str], find: Callable[[str], Citation]) -> dict[str, Citation]:
    waiting, found = list(refs), dict[str, Citation]()
    while waiting:
        ref = waiting.pop(0)
        if ref not in found:
            found[ref] = find(ref)
            waiting += [f"{kind}:{id}" for kind, id in found[ref].parts]
    return found


def split_ref(ref: str) -> tuple[str, str]:
    """Cut "claim:poll-no" into its kind and id."""
    kind, _, id = ref.partition(":")
    return kind, id


def _claim(ledger: Ledger, id: str) -> Citation:
    row = ledger.by_id(Claim)[id]
    number = ledger.number(id)
    return Citation(
        "claim",
        id,
        label=f"claim {number}",
        says=unquoted(row.quote),
        number=number,
        speaker=speaker(ledger, row),
        firmness=label(ledger, "modalities", row.modality),
        readings=tuple(ledger.readings_of(id)),
    )


def unquoted(quote: str) -> str:
    """Drop the marks around a quotation that is a quotation itself: the page sets its own, and those inside are single.

    American style, as in most newspapers.
    """
    if quote.startswith("“") and quote.endswith("”") and quote.count("“") == 1:
        quote = quote[1:-1]
    return quote.replace("“", "‘").replace("”", "’")


def _check(ledger: Ledger, id: str) -> Citation:
    row = ledger.by_id(Finding)[id]
    verdict = row.verdict
    return Citation(
        "check",
        id,
        label=publisher(row),
        says=" ".join(filter(None, (row.event, row.finding))),
        speaker=publisher(row),
        firmness=label(ledger, "verdicts", verdict) if verdict else "",
        when=published_words(row),
        weak=weak(ledger, row),
        url=row.url,
    )


def published_words(row: Finding) -> str:
    """Say the date of an outside page: its own and no other, not that of what it tells; "undated page" without one."""
    try:
        return dates.words(row.published) if row.published else UNDATED
    except ValueError:
        return row.published


def _derived(ledger: Ledger, id: str) -> Citation:
    said = ledger.derive(id)
    parts = tuple(dict.fromkeys(split_ref(part.ref) for part in said.parts))
    return Citation("derived", id, label=said.label, says=said.condition, parts=parts, approximate=said.approximate)


_KINDS = {"claim": _claim, "check": _check, "derived": _derived}
