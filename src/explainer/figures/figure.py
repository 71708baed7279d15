"""The one door: a figure cannot leave its notebook without what a careful editor demands.

A figure is a drawing for two pages, the rows it draws, a title that states the finding, a takeaway, an alternative text
with the numbers and their hedges, and what it does not show. From a build it goes to the site as one bundle of data;
in JupyterLab it shows itself, alive and without the network.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import altair
import pandas as pd

from explainer.charts import theme
from explainer.charts.pages import CARD, NARROW, WIDE, Page
from explainer.figures.demands import Draft, demand, untold
from explainer.model.faults import Fault, Faults
from explainer.query.ledger import Ledger, find_root

MIME = "application/vnd.explainer.figures.figure+json"
Draw = Callable[[Page], Any]


@dataclass(frozen=True)
class Figure:
    """A figure that has met every demand.

    Parameters
    ----------
    id: its name in addresses.
    texts: title, takeaway, alt and not_shown as written, look-ups and all.
    plain: the same four with the look-ups resolved.
    columns: header of each table column, by key.
    rows: the cells of each row as text, by key; `ref` says where a row comes from.
    data: every row with all its plain values, numbers as numbers: what a reader who takes the data along gets.
    specs: the drawing as a Vega-Lite specification, by page name.
    """

    id: str
    texts: dict[str, str]
    plain: dict[str, str]
    columns: dict[str, str]
    rows: list[dict[str, str]]
    data: list[dict[str, Any]]
    specs: dict[str, dict[str, Any]]

    def payload(self) -> dict[str, Any]:
        """What the kernel sends to the site, under the MIME type `MIME`."""
        columns = [{"key": key, "label": label} for key, label in self.columns.items()]
        return {
            "id": self.id,
            **self.texts,
            "specs": self.specs,
            "columns": columns,
            "rows": self.rows,
            "data": self.data,
        }

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {MIME: self.payload(), "text/plain": f"{self.plain['title']}\n{self.plain['alt']}"}

    def _ipython_display_(self) -> None:
        if os.environ.get("EXPLAINER_BUILD"):
            raise NotImplementedError  # IPython then takes the bundle above
        from IPython.display import HTML, display

        enable_renderer()
        display(HTML(f"<h3>{escape(self.plain['title'])}</h3><p>{escape(self.plain['takeaway'])}</p>"))
        display(altair.Chart.from_dict(_for_lab(self.specs["wide"])))
        display(HTML(f"<p><em>What this does not show:</em> {escape(self.plain['not_shown'])}</p>{self._table()}"))

    def _table(self) -> str:
        head = "".join(f"<th scope='col'>{escape(label)}</th>" for label in self.columns.values())
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(row[key])}</td>" for key in self.columns) + "</tr>" for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


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
    ledger: Ledger | None = None,
) -> Figure:
    """Make a figure from a chart, the rows it draws, and what an editor asks for.

    Parameters
    ----------
    id: a readable slug; the figure's address is `#figure-ID`.
    draw: gives a plain Altair chart for a page; called once for the wide page and once for the narrow one.
    rows: exactly what is drawn; column `ref` says of each row where it comes from ("claim:ID", "check:ID",
        "derived:ID"). A column `text` holds numbers with their hedges: the alternative text must give each of them.
    title: a sentence that states the finding.
    takeaway: one sentence more: what to make of it.
    alt: what a reader who cannot see the drawing needs: the numbers with their hedges.
    not_shown: what the drawing leaves out or cannot tell.
    columns: header of each table column, by the name of the column in `rows`.
    card: gives a small drawing for a chapter's card (`pages.CARD`), which may show a part of the rows.
    ledger: where refs and look-ups are found; the nearest one upwards from the working folder if not given.

    Raises `Faults` with everything that is wrong, all at once. The four texts may hold look-ups such as {q}`id`.
    """
    texts = {"title": title, "takeaway": takeaway, "alt": alt, "not_shown": not_shown}
    known = ledger or _ledger(str(find_root()))
    draft = Draft(id, rows, texts, dict(columns), known)
    faults, plain = demand(draft)
    if faults:
        raise Faults(faults)
    specs = {page.name: specify(draw(page), page) for page in (WIDE, NARROW)}
    faults = [fault for name, spec in specs.items() for fault in _undrawn(draft, name, spec)]
    faults += [Fault("figure", id, "alt", message) for message in untold(plain["alt"], specs[WIDE.name])]
    if faults:
        raise Faults(faults)
    if card is not None:
        specs[CARD.name] = specify(card(CARD), CARD)
    cells = [{"ref": str(row["ref"])} | {key: _cell(row[key]) for key in columns} for row in rows.to_dict("records")]
    return Figure(id, texts, plain, dict(columns), cells, _data(rows), specs)


@lru_cache(maxsize=4)
def _ledger(root: str) -> Ledger:
    return Ledger.load(root)


def specify(chart: Any, page: Page) -> dict[str, Any]:
    """Turn a chart into a specification that is the same every time and fits its page.

    Altair numbers unnamed views and selections through the whole kernel; here they are numbered within the chart. A
    single or layered chart that leaves room to its axes is told to keep them inside the page's width.
    """
    spec: dict[str, Any] = chart.to_dict()
    if "autosize" not in spec and isinstance(spec.get("width"), int | float):
        spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    written = json.dumps(spec, ensure_ascii=False, sort_keys=True)
    for stem in ("param", "view"):
        seen = dict.fromkeys(re.findall(rf"\b{stem}_\d+\b", written))
        numbers = {name: f"{stem}_{n}" for n, name in enumerate(seen, 1)}
        written = re.sub(rf"\b{stem}_\d+\b", lambda found, numbers=numbers: numbers[found.group()], written)  # type: ignore[misc]
    renumbered: dict[str, Any] = json.loads(written)
    return renumbered


def _undrawn(draft: Draft, page: str, spec: dict[str, Any]) -> list[Fault]:
    """Rows that the drawing does not link: the table would say what the picture does not."""
    written = json.dumps(spec, ensure_ascii=False)
    faults = []
    for ref in dict.fromkeys(draft.rows["ref"]):
        address = "#" + str(ref).replace(":", "-", 1)
        if f'"{address}"' not in written:
            message = f"the {page} drawing has no mark whose href is {address}; draw the row or leave it out of rows"
            faults.append(Fault("figure", draft.id, "rows", message))
    return faults


def _data(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values: without the addresses and sentences made for the drawing, and without shapes of maps."""
    columns = [str(name) for name in rows.columns if name not in ("ref", "href", "sentence", "geometry")]
    return [
        {"ref": str(row["ref"])} | {name: _plain(row[name]) for name in columns if pd.api.types.is_scalar(row[name])}
        for row in rows.to_dict("records")
    ]


def _plain(value: Any) -> Any:
    """A value as JSON has it; nothing, NaN and NaT are None."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def _cell(value: Any) -> str:
    """A cell as a reader sees it in the table."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:,.0f}" if value == int(value) else f"{value:,}"
    return str(value)


def enable_renderer() -> None:
    """Let Altair draw where this kernel runs, without asking a stranger for its drawing program wherever that can be.

    In the reader's own browser (Pyodide) the page around the kernel draws: JupyterLab's own program there is of an
    older kind that misreads these charts. A hosted notebook service has no room for a program of ours, and is a network
    service anyway: there Altair's own ways are left as they are.
    """
    if sys.platform == "emscripten":
        altair.renderers.register("page", _for_page)
        altair.renderers.enable("page")
    elif "google.colab" not in sys.modules:
        altair.renderers.enable("jupyter", offline=True)


def _for_page(spec: dict[str, Any], **_: Any) -> dict[str, str]:
    """An element that the page's own script draws, see `publish/browser/chart.js`."""
    return {"text/html": f'<div class="explainer-chart" data-spec="{escape(json.dumps(spec))}"></div>'}


def _for_lab(spec: dict[str, Any]) -> dict[str, Any]:
    """The drawing for JupyterLab: real colours, on paper, and no links to pages that are not there."""

    def without_links(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: without_links(value) for key, value in part.items() if key != "href" or not _channel(value)}
        return [without_links(value) for value in part] if isinstance(part, list) else part

    plain: dict[str, Any] = theme.concrete(without_links(spec))
    plain.setdefault("config", {})["background"] = theme.LIGHT["--chart-paper"]
    return plain


def _channel(value: Any) -> bool:
    return isinstance(value, dict) and ("field" in value or "value" in value)
