"""What a kernel hands to the site: one figure, finished, as plain values. The site adds addresses and numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, is_dataclass
from functools import cache
from itertools import repeat
from typing import Any, cast, get_args, get_origin, get_type_hints

from explainer.model import Json
from explainer.model.store import Store
from explainer.references import phrases
from explainer.references.citation import CLASSES, Citation, behind

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
    specifications: dict[str, Json] = field(default_factory=dict)
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
    data: list[Json]
    named: tuple[str, ...]
    citations: dict[str, Citation]
    specifications: dict[str, Json]
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

    def to_json(self) -> Json:
        """Give it as JSON has it; `dataclasses.asdict` would copy every row of every specification by itself."""
        return dict(json.loads(json.dumps(self, default=vars)))

    @classmethod
    def from_json(cls, given: Json) -> FigureRecord:
        """Read what `to_json` wrote; a notebook's file keeps no order of keys, so none counts."""
        return cast(FigureRecord, _read(cls, given))


def _read(kind: type, value: object) -> object:
    """Make a value of a type from what JSON has in its place."""
    of = get_args(kind)
    if is_dataclass(kind):
        types, given = _types(kind), cast(Json, value)
        return kind(**{name: _read(types[name], one) for name, one in given.items()})
    if get_origin(kind) is tuple:
        kinds = repeat(of[0]) if of[-1] is ... else of
        return tuple(map(_read, kinds, cast(list[object], value)))
    if get_origin(kind) is dict and of[1] is not Any:
        return {key: _read(of[1], one) for key, one in cast(Json, value).items()}
    return value


@cache
def _types(kind: type) -> dict[str, type]:
    return get_type_hints(kind)


def looked_up(text: str, ledger: Store, where: str) -> tuple[tuple[Span, ...], list[str]]:
    """Look a text up; gives it, and the refs of the claims, outside sources and derived amounts that it names.

    Raises Faults with every look-up that fails, which name `where`.
    """
    made, refs = [], list[str]()
    for found in phrases.look_up(text, ledger, where):
        link = [(use.kind, use.id) for use in found.uses[:1] if use.kind in CLASSES and found.text]
        made.append(Span(found.text, *(link[0] if link else ())))
        refs += [use.ref for use in found.uses if use.kind in CLASSES]
    return tuple(made), refs


def words(text: Iterable[Span]) -> str:
    """Give a text as words only."""
    return "".join(span.text for span in text)
