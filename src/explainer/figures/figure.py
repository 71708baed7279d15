"""The one door: a figure cannot leave its notebook without what a careful editor asks for.

A figure is a drawing for two viewports, the rows it draws, a title that states the finding, a takeaway, an alternative
text with the numbers and their hedges, and what it does not show. It leaves as one `FigureRecord`, in which every text
is looked up and every row has what a reader is told about it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import altair as alt
import pandas as pd
from altair.utils.schemapi import debug_mode

from explainer.charts import theme
from explainer.charts.viewport import CARD, NARROW, WIDTHS, Viewport
from explainer.figures.record import MIME, TEXTS, FigureRecord, FigureRow, Filter, Span, StepRecord, looked_up, words
from explainer.figures.validate import REQUIRED, FigureInput, validate, validate_drawn
from explainer.model import Json
from explainer.model.faults import Fault, Faults
from explainer.query.ledger import Ledger, find_root
from explainer.query.shared import capital, label
from explainer.references.citation import cite_with_parts
from explainer.text.hedges import HEDGES

Draw = Callable[[Viewport], alt.TopLevelMixin]
# Columns of figures that hold the keys of a vocabulary.
_VOCABULARIES = {"modality": "modalities", "verdict": "verdicts", "certainty": "certainties", "quality": "qualities"}


@dataclass(frozen=True)
class Step:
    """One step through a figure.

    Parameters
    ----------
    label: its button, a word or two.
    text: what it shows, in a sentence that may hold look-ups.
    draw: its own drawing; without it the step shows the layers of the figure's drawing that are named for it: a layer
        named "step2_…" is there from step 2 on, one named "step2to3_…" in steps 2 and 3.
    """

    label: str
    text: str
    draw: Draw | None = None


@dataclass(frozen=True)
class Figure:
    """A figure that has met every demand; shows itself in any notebook program."""

    record: FigureRecord

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Json:
        record = self.record
        plain = {"text/plain": f"{record.plain('title')}\n{record.plain('alt')}"}
        if os.environ.get("EXPLAINER_BUILD"):
            # The build draws what its kernels send, see `figures.draw`.
            return {MIME: record.to_json(), **plain}
        if sys.platform == "emscripten":
            # In the reader's own browser the page around the kernel draws, see `build/browser/chart.js`.
            spec = json.dumps(theme.concrete(record.specifications["wide"]))
            spec = json.dumps(json.loads(spec, object_hook=_without_links))
            return {"text/html": self._html(f'<div class="explainer-chart" data-spec="{escape(spec)}"></div>'), **plain}
        from explainer.figures import draw, svg

        finished = draw.finish(record)
        shown = svg.coloured(svg.addressed(finished.pictures["wide"].svg, lambda kind, id: None), theme.LIGHT)
        picture = shown.replace("<svg ", f'<svg xmlns="{svg.SVG}" ', 1)
        return {MIME: finished.to_json(), "text/html": self._html(shown), "image/svg+xml": picture, **plain}

    def _html(self, picture: str) -> str:
        """Write the figure for a notebook program: the same words as on the page, without its links."""
        record = self.record
        said = {name: escape(record.plain(name)) for name in TEXTS}
        head = "".join(f"<th scope='col'>{escape(label)}</th>" for _, label in record.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row.cells) + "</tr>" for row in record.rows
        )
        steps = "".join(f"<li>{escape(words(step.text))}</li>" for step in record.steps)
        return (
            f"<h3>{said['title']}</h3><p>{said['takeaway']}</p>"
            f'<div style="background:{theme.LIGHT["--chart-paper"]}">{picture}</div>'
            + (f"<ol>{steps}</ol>" if steps else "")
            + f"<p><em>What this does not show:</em> {said['not_shown']}</p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


def figure(
    id: str,
    draw: Draw,
    rows: pd.DataFrame,
    *,
    title: str,
    takeaway: str,
    alt: str,
    not_shown: str,
    columns: Mapping[str, str],
    card: Draw | None = None,
    width: str = "text",
    steps: Sequence[Step] = (),
    filters: Mapping[str, str] | None = None,
    ledger: Ledger | None = None,
) -> Figure:
    """Make a figure from a chart, the rows it draws, and what an editor asks for.

    Parameters
    ----------
    id: a readable slug; the figure's address is `#figure-ID`.
    draw: gives a plain Altair chart for a viewport; called once for the wide one and once for the narrow one.
    rows: exactly what is drawn; column `ref` says of each row where it comes from ("claim:ID", "check:ID",
        "derived:ID"). A column `text` holds numbers with their hedges: the alternative text must give each of them.
    title: a sentence that states the finding.
    takeaway: one sentence more: what to make of it.
    alt: what a reader who cannot see the drawing needs: the numbers with their hedges.
    not_shown: what the drawing leaves out or cannot tell.
    columns: header of each table column, by the name of the column in `rows`.
    card: gives a small drawing for a chapter's card (`CARD`), which may show a part of the rows.
    width: "text" (a column of words), "wide" (the page) or "bleed" (from edge to edge).
    steps: what a reader goes through one by one; without scripts all of it is there at once.
    filters: what to call a choice among the values of a column of `rows`, by the column's name.
    ledger: where refs and look-ups are found; the nearest one upwards from the working folder if not given.

    Raises `Faults` with everything that is wrong, all at once. The texts may hold look-ups such as {q}`id`.
    """
    known = ledger or _ledger(str(find_root()))
    faults, texts, named = _look_up(id, dict(zip(TEXTS, (title, takeaway, alt, not_shown), strict=True)), known)
    more, told, also = _look_up(id, {f"step {number}": step.text for number, step in enumerate(steps, 1)}, known)
    given = FigureInput(id, rows, {name: words(text) for name, text in texts.items()}, dict(columns), known)
    faults += [*more, *validate(given)]
    if width not in WIDTHS:
        faults.append(given.fault("width", f"is {width!r}; it is one of {', '.join(WIDTHS)}"))
    if not faults:
        faults = [given.fault("filters", f"rows have no column {name!r}") for name in filters or () if name not in rows]
    if faults:
        raise Faults(faults)
    views = (WIDTHS[width], NARROW)
    # Altair would validate each part as it is made, and then the whole: the whole is enough.
    with debug_mode(False):
        specs = {view.name: specify(draw(view), view) for view in views}
        own = [
            {view.name: specify(step.draw(view), view) for view in views} if step.draw else {}
            for step in steps
        ]
        if card is not None:
            specs[CARD.name] = specify(card(CARD), CARD)
    drawn = {name: [spec, *(one[name] for one in own if one)] for name, spec in specs.items() if name != CARD.name}
    if faults := validate_drawn(given, drawn):
        raise Faults(faults)
    refs = [str(ref) for ref in rows["ref"]]
    all_named = tuple(dict.fromkeys([*named, *also]))
    return Figure(FigureRecord(
        id=id,
        width=width,
        texts=texts,
        columns=tuple(columns.items()),
        rows=tuple(
            FigureRow(str(row["ref"]), tuple(_cell(row[key], key, known) for key in columns))
            for row in rows.to_dict("records")
        ),
        data=_data(rows),
        named=all_named,
        citations=cite_with_parts(known, [*refs, *all_named]),
        specifications=specs,
        steps=tuple(
            StepRecord(step.label, text, one) for step, text, one in zip(steps, told.values(), own, strict=True)
        ),
        filters=tuple(_filter(rows, column, label) for column, label in (filters or {}).items()),
    ))  # fmt: skip


@lru_cache(maxsize=4)
def _ledger(root: str) -> Ledger:
    return Ledger.load(root)


def _look_up(
    id: str, texts: Mapping[str, str], ledger: Ledger
) -> tuple[list[Fault], dict[str, tuple[Span, ...]], list[str]]:
    """Look texts up, each once; gives what fails, the texts that do not, and the refs of the rows they name."""
    faults: list[Fault] = []
    found: dict[str, tuple[Span, ...]] = {}
    named: list[str] = []
    for name, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            faults.append(Fault("figure", id or "without an id", name, REQUIRED.get(name, "its text is missing")))
            continue
        try:
            found[name], refs = looked_up(text, ledger, f"figure {id}, {name}")
        except Faults as error:
            faults += error.faults
        else:
            named += refs
    return faults, found, named


def _filter(rows: pd.DataFrame, column: str, label: str) -> Filter:
    """Make a choice among the values of a column, in the order of the rows; a cell may hold several values."""
    held: dict[str, dict[str, None]] = {}
    for ref, cell in zip(rows["ref"], rows[column], strict=True):
        for value in cell if isinstance(cell, list | tuple) else [cell]:
            if _plain(value) is not None and str(value):
                held.setdefault(str(value), {})[str(ref)] = None
    every = tuple(dict.fromkeys(map(str, rows["ref"])))
    options = [(f"all {len(every)}", every), *((f"{value} ({len(refs)})", tuple(refs)) for value, refs in held.items())]
    return Filter(capital(label), tuple(options))


def specify(chart: alt.TopLevelMixin, view: Viewport) -> Json:
    """Turn a chart into a specification that is the same every time and fits its viewport.

    Altair numbers unnamed views and selections through the whole kernel; here they are numbered within the chart. A
    single or layered chart that leaves room to its axes is told to keep them inside the viewport's width.

    Of a figure's drawings the wide one is held against Vega-Lite's schema, which takes Altair as long as all the rest:
    the others are made by the same function. A table that many layers draw is written out once. Raises Altair's errors.
    """
    written_once: dict[int, tuple[object, object]] = {}

    def values(frame: object, *given: object, **options: object) -> object:
        if id(frame) not in written_once:
            # Altair takes cells of type object as they are: days, and numbers that are missing.
            plain = frame.infer_objects() if isinstance(frame, pd.DataFrame) else frame
            written_once[id(frame)] = frame, alt.default_data_transformer(plain)
        return written_once[id(frame)][1]

    signs = "; ".join(dict.fromkeys(filter(None, _signs(chart))))
    alt.data_transformers.register("once", values)
    with alt.data_transformers.enable("once"):
        spec: Json = chart.to_dict(validate=view.name == WIDTHS["wide"].name)
    if "autosize" not in spec and isinstance(spec.get("width"), int | float):
        spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    if signs:
        spec["usermeta"] = {"signs": signs}
    written = json.dumps(spec, ensure_ascii=False, sort_keys=True)
    for stem in ("param", "view"):
        parts = re.split(rf"\b({stem}_\d+)\b", written)
        numbers = {seen: f"{stem}_{n}" for n, seen in enumerate(dict.fromkeys(parts[1::2]), 1)}
        written = "".join(numbers.get(part, part) for part in parts)
    # What is missing among cells of several types is NaN, which JSON does not have; infinite numbers `figure` refuses.
    return dict(json.loads(written, parse_constant=lambda name: None))


def _signs(chart: Any) -> Iterator[str]:
    """Take off a chart and its parts what recipes say of their signs: Vega-Lite has it on the whole alone."""
    given = chart._kwds
    if isinstance(told := given.get("usermeta"), dict):
        given["usermeta"] = alt.Undefined
        yield told.get("signs", "")
    for name in {"layer", "hconcat", "vconcat", "concat"} & given.keys():
        for part in given[name]:
            yield from _signs(part)


def _data(rows: pd.DataFrame) -> list[Json]:
    """Rows as plain values: without the addresses and sentences made for the drawing, and without shapes of maps."""
    columns = [str(name) for name in rows.columns if name not in ("ref", "href", "sentence", "geometry")]
    return [
        {"ref": str(row["ref"])} | {name: _plain(row[name]) for name in columns if pd.api.types.is_scalar(row[name])}
        for row in rows.to_dict("records")
    ]


def _plain(value: object) -> object:
    """A value as JSON has it; nothing, NaN and NaT are None."""
    if value is None or value is pd.NA or value != value:
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def _cell(value: object, column: str, ledger: Ledger) -> str:
    """A cell as a reader sees it in the table; keys of a vocabulary and of hedges become the words for them."""
    value = _plain(value)
    if isinstance(value, float):
        return f"{value:,.0f}" if value == int(value) else f"{value:,}"
    text = "" if value is None else str(value)
    if column == "hedge" and text in HEDGES:
        return HEDGES[text].says
    return label(ledger, _VOCABULARIES[column], text) if column in _VOCABULARIES and text else text


def _without_links(encoded: Json) -> Json:
    """An object of a specification without a channel that links to pages that are not there."""
    return {key: value for key, value in encoded.items() if key != "href" or not isinstance(value, dict)}
