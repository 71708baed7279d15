"""What a kernel hands to the site: one figure, finished, as plain values. The site adds addresses and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from explainer.references.citation import Citation, behind

MIME = "application/vnd.explainer.figures.figure+json"
#: The four texts that every figure has.
TEXTS = ("title", "takeaway", "alt", "not_shown")


@dataclass(frozen=True)
class Span:
    """A part of a text: plain words, or words that were looked up in the row `kind`, `id`, to which they link."""

    text: str
    kind: str = ""
    id: str = ""


@dataclass(frozen=True)
class FigureRow:
    """A row of the figure's table: what it rests on ("claim:ID") and its cells, as a reader sees them."""

    ref: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """One drawing.

    Parameters
    ----------
    svg: fit for a page (`figures.svg`): its marks link to "#kind-id", its colours are the page's.
    width, height: in pixels, as drawn.
    """

    svg: str
    width: float
    height: float


@dataclass(frozen=True)
class StepRecord:
    """One step through a figure: its button's words, what it shows in a sentence, and its own pictures, if any.

    As in the figure, specifications become pictures when it is drawn.
    """

    label: str
    text: tuple[Span, ...]
    specifications: dict[str, dict[str, Any]] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)


@dataclass(frozen=True)
class Filter:
    """A list to choose from: what is chosen, and for each choice its words and the refs of the rows that belong."""

    label: str
    options: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class FigureRecord:
    """A figure that has met every demand.

    Parameters
    ----------
    id: its name in addresses.
    width: "text", "wide" or "bleed": how much of the page it takes.
    texts: title, takeaway, alt and not_shown, looked up.
    columns: key and header of each table column.
    rows: what is drawn, as the table shows it.
    data: the same with all plain values, numbers as numbers: what a reader who takes the data along gets.
    named: refs of the rows that its texts name.
    citations: what a reader is told about each row that it draws or names, or that such a row is worked out from.
    specifications: Vega-Lite by viewport; once drawn, the wide one alone.
    pictures: by viewport, empty until it is drawn.
    """

    id: str
    width: str
    texts: dict[str, tuple[Span, ...]]
    columns: tuple[tuple[str, str], ...]
    rows: tuple[FigureRow, ...]
    data: list[dict[str, Any]]
    named: tuple[str, ...]
    citations: dict[str, Citation]
    specifications: dict[str, dict[str, Any]]
    steps: tuple[StepRecord, ...] = ()
    filters: tuple[Filter, ...] = ()
    pictures: dict[str, Picture] = field(default_factory=dict)

    def plain(self, name: str) -> str:
        """Give one of the texts as words only."""
        return words(self.texts[name])

    @property
    def rests_on(self) -> list[Citation]:
        """Every row that it draws, then those that its texts name, each once."""
        refs = dict.fromkeys([*(row.ref for row in self.rows), *self.named])
        return [self.citations[ref] for ref in refs]

    def behind(self, refs: Iterable[str]) -> list[Citation]:
        """Give the claims and outside sources behind some of its rows."""
        return behind(self.citations, refs)

    def garbled(self, ref: str) -> bool:
        """True when the article's words behind a row are garbled or vague and had to be read."""
        return any(citation.readings for citation in self.behind([ref]))

    def to_json(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        return asdict(self)

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> FigureRecord:
        """Read what `to_json` wrote; a notebook's file keeps no order of keys, so none counts."""

        def spans(text: list[dict[str, str]]) -> tuple[Span, ...]:
            return tuple(Span(**span) for span in text)

        def pictures(found: dict[str, dict[str, Any]]) -> dict[str, Picture]:
            return {name: Picture(**picture) for name, picture in found.items()}

        def citation(one: dict[str, Any]) -> Citation:
            parts = tuple((kind, id) for kind, id in one["parts"])
            return Citation(**one | {"readings": tuple(one["readings"]), "parts": parts})

        def step(one: dict[str, Any]) -> StepRecord:
            return StepRecord(**one | {"text": spans(one["text"]), "pictures": pictures(one["pictures"])})

        def filter_(one: dict[str, Any]) -> Filter:
            return Filter(one["label"], tuple((words, tuple(refs)) for words, refs in one["options"]))

        return cls(**given | {
            "columns": tuple((key, label) for key, label in given["columns"]),
            "texts": {name: spans(text) for name, text in given["texts"].items()},
            "rows": tuple(FigureRow(row["ref"], tuple(row["cells"])) for row in given["rows"]),
            "named": tuple(given["named"]),
            "citations": {ref: citation(one) for ref, one in given["citations"].items()},
            "steps": tuple(map(step, given["steps"])),
            "filters": tuple(map(filter_, given["filters"])),
            "pictures": pictures(given["pictures"]),
        })  # fmt: skip


def words(text: Iterable[Span]) -> str:
    """Give a text as words only."""
    return "".join(span.text for span in text)
