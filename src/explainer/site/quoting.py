"""A figure's finding as a sentence to print, and how its numbers may be quoted: with which words, as whose."""

from __future__ import annotations

from explainer.figures.record import FigureRecord
from explainer.model import Json
from explainer.references.citation import GARBLED, Citation


def quotation(record: FigureRecord, source: str, state: str, origin: str) -> str:
    """Give a figure's finding so that it can be printed as it stands: with its hedges, what it rests on, whence.

    Parameters
    ----------
    record: the figure.
    source: its source line as plain words, with a full stop.
    state: what a reader must know of the source, "" when the book does not say.
    origin: the book and its edition.
    """
    title, known = record.plain("title"), stated(source, state)
    return f"{title}{'' if title[-1:] in '.?!' else '.'} {record.plain('takeaway')} ({origin}. Source: {known})"


def stated(source: str, state: str) -> str:
    """Give a source line with what a reader must know of the source, as a sentence behind it."""
    return f"{source} {state.replace(' ·', ',')}." if state else source


def wording(record: FigureRecord) -> str:
    """Say how what a figure gives in words and numbers may be quoted, grouped by whose it is; "" when there is nothing.

    Parameters
    ----------
    record: the figure; counted are its amounts, and what else its title and takeaway look up.
    """
    amounts = [(f"“{row['full']}”{_counted(row)}", row["ref"]) for row in record.data if row.get("hedge")]
    drawn = {ref for _, ref in amounts}
    spans = [span for name in ("title", "takeaway") for span in record.texts[name]]
    named = [(f"“{span.text}”", f"{span.kind}:{span.id}") for span in spans]
    said: dict[str, dict[str, None]] = {}
    for words, ref in [*amounts, *(one for one in named if one[1] in record.citations and one[1] not in drawn)]:
        said.setdefault(_owner(record.citations[ref]), {})[words] = None
    return "; ".join(f"{_listed(list(words))}: {owner}" for owner, words in said.items())


def _counted(row: Json) -> str:
    """Say what a number counts: a bare one is soon taken for another. A whole sentence of a finding is no such word."""
    label = str(row.get("label") or "")
    return f" ({label})" if label and not label.endswith(".") else ""


def _owner(told: Citation) -> str:
    if told.kind == "derived":
        return "worked out by this book" + (told.says and f", only with “{told.says.rstrip('.')}”")
    firmness, garbled = told.firmness if told.kind == "claim" else "", GARBLED if told.readings else ""
    return ", ".join(filter(None, (told.speaker, firmness, told.when, told.weak, garbled)))


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
