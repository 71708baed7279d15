"""The files of a figure: rows, picture, specification, citation, and the scripts that bring it alive."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from explainer.charts import theme
from explainer.charts.marks import begun
from explainer.site.witness import GARBLED, Witness


def spec_json(spec: dict[str, Any]) -> str:
    """Give the Vega-Lite specification with concrete colours, to be opened in any Vega editor."""
    return json.dumps(theme.concrete(spec), ensure_ascii=False, indent=1) + "\n"


def live_script(
    id: str,
    page: str,
    vega: dict[str, Any],
    addresses: dict[str, str],
    marks: list[Witness],
    brush: str,
    refs: Sequence[str] = (),
    garbled: Collection[str] = (),
) -> str:
    """Give the script file that hands a compiled specification to the page; a script works from `file://` too.

    Parameters
    ----------
    id, page: the figure and its drawing.
    vega: the compiled specification, hrefs as the chart gave them ("#claim-poll-no").
    addresses: for each such href the address seen from the figure's page.
    marks: what the tooltips say about the rows drawn.
    brush: the signal that holds the brushed span, "" for none.
    refs: what the rows of the table rest on, when a reader can choose among them.
    garbled: refs of the marks behind which the article's words are garbled or vague: their tooltips say so.
    """
    about = []
    for told in marks:
        href = addresses.get(f"#{told.kind}-{told.id}")
        if href:
            says = f"“{told.says}”" if told.kind == "claim" else told.says
            by = ", ".join(word for word in (told.speaker, told.firmness, told.when) if word)
            if told.ref in garbled:
                by = f"{by}; {GARBLED}" if by else begun(GARBLED)
            about.append([href, says, by])
    content: dict[str, Any] = {"spec": _readdressed(lean(unbound(vega)), addresses), "marks": about, "brush": brush}
    if refs:
        content["refs"] = list(refs)
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"explainerFigures.arrived({json.dumps(f'{id}/{page}')},{written});\n"


def lean(vega: dict[str, Any]) -> dict[str, Any]:
    """Give a compiled specification without the columns of its data that nothing in it reads.

    The page's own tooltips speak from `marks`; what the charts' tooltips would say in a notebook travels with nobody's
    touch. A column stays when its name stands anywhere in the specification outside the rows, so one too many stays
    rather than one too few.
    """
    vega = {**vega, "marks": [_untold(mark) for mark in vega.get("marks", [])]}
    tables = vega.get("data", [])
    # Looks in `config` read nothing.
    rest = {
        **vega,
        "config": {},
        "data": [{key: part for key, part in table.items() if key != "values"} for table in tables],
    }
    # A shape of a map is read as a whole, by these names.
    read = {"type", "geometry", *re.findall(r"\w+", json.dumps(rest, ensure_ascii=False))}

    def kept(row: Any) -> Any:
        if not isinstance(row, dict):
            return row
        return {key: cell for key, cell in row.items() if set(re.findall(r"\w+", key)) <= read}

    return {**vega, "data": [
        {**table, "values": [kept(row) for row in table["values"]]} if isinstance(table.get("values"), list) else table
        for table in tables
    ]}  # fmt: skip


def _untold(mark: dict[str, Any]) -> dict[str, Any]:
    """Take the tooltip from a mark, and from the marks inside it."""
    mark = dict(mark)
    if "encode" in mark:
        mark["encode"] = {
            when: {channel: how for channel, how in channels.items() if channel != "tooltip"}
            for when, channels in mark["encode"].items()
        }
    if "marks" in mark:
        mark["marks"] = [_untold(one) for one in mark["marks"]]
    return mark


def _readdressed(part: Any, addresses: dict[str, str]) -> Any:
    if isinstance(part, dict):
        return {key: _readdressed(value, addresses) for key, value in part.items()}
    if isinstance(part, list):
        return [_readdressed(value, addresses) for value in part]
    return addresses.get(part, part) if isinstance(part, str) and part.startswith("#") else part


def unbound(vega: dict[str, Any]) -> dict[str, Any]:
    """Give a compiled specification without the inputs that Vega would draw: the page has its own (`controls.py`)."""
    signals = [{key: part for key, part in one.items() if key != "bind"} for one in vega.get("signals", [])]
    return {**vega, "signals": signals} if signals else vega


def brush_signal(vega: dict[str, Any]) -> str:
    """Give the name of the signal that holds the span brushed along x, in pixels; "" when there is none to reach.

    Vega-Lite names it after the selection, and anew where a column has that name, so it is known by what it does.
    """
    for signal in vega.get("signals", []):
        if any(on.get("update") == "[x(unit), x(unit)]" for on in signal.get("on", [])):
            return str(signal["name"])
    return ""


@dataclass(frozen=True)
class Citation:
    """How to cite a figure.

    Parameters
    ----------
    id: the figure's id.
    title: its finding, as plain words.
    author, book, year: of the book; any may be empty.
    address: where the figure stands, absolute when the book knows its address.
    source: its source line as plain words.
    edition: the day of the book's edition in words, "" when it has none.
    """

    id: str
    title: str
    author: str
    book: str
    year: str
    address: str
    source: str
    edition: str = ""

    def text(self) -> str:
        """Write it as a sentence."""
        who = f"{self.author.rstrip('.')} " if self.author else ""
        year = f"({self.year}). " if self.year else ""
        title = self.title if self.title[-1:] in ".?!" else self.title + "."
        edition = f" Edition of {self.edition}." if self.edition else ""
        return f"{who}{year}{title} Figure in: {self.book}.{edition} {self.address}.\nSource: {self.source}\n"

    def bibtex(self) -> str:
        """Write it as a BibTeX entry."""
        fields = {
            "title": f"{{{self.title}}}",
            "author": f"{{{self.author}}}" if self.author else "",
            "booktitle": self.book,
            "year": self.year,
            "howpublished": self.address,
            "note": (f"Edition of {self.edition}. " if self.edition else "") + f"Source: {self.source}",
        }
        lines = [f"  {name} = {{{_bib(value)}}}," for name, value in fields.items() if value]
        return "\n".join([f"@misc{{{self.id},", *lines, "}\n"])


def _bib(text: str) -> str:
    return re.sub(r"([#$%&_])", r"\\\1", text)
