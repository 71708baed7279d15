"""The files of a figure: rows, picture, specification, citation, and the scripts that bring it alive."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import Any

from explainer import theme
from explainer.site.witness import CLASSES, Witness, read_ref


def rows_csv(payload: dict[str, Any]) -> str:
    """Give exactly the rows drawn: `ref` and its class first, then every cell the kernel sent.

    A kernel that sends `data`, the rows with the columns behind the table too, has those written.
    """
    rows = payload.get("data") or payload["rows"]
    known = dict.fromkeys(key for row in rows for key in row)
    keys = [key for key in known if key not in ("ref", "class", "href")]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["ref", "class", *keys])
    for row in rows:
        family = CLASSES[read_ref(row["ref"])[0]]
        writer.writerow([row["ref"], family, *(_plain(row.get(key)) for key in keys)])
    return out.getvalue()


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def spec_json(spec: dict[str, Any]) -> str:
    """Give the Vega-Lite specification with concrete colours, to be opened in any Vega editor."""
    return json.dumps(theme.concrete(spec), ensure_ascii=False, indent=1) + "\n"


def live_script(
    id: str, page: str, vega: dict[str, Any], addresses: dict[str, str], marks: list[Witness], brush: str
) -> str:
    """Give the script file that hands a compiled specification to the page; a script works from `file://` too.

    Parameters
    ----------
    id, page: the figure and its drawing.
    vega: the compiled specification, hrefs as the chart gave them ("#claim-poll-no").
    addresses: for each such href the address seen from the figure's page.
    marks: what the tooltips say about the rows drawn.
    brush: the signal that holds the brushed span, "" for none.
    """
    about = []
    for told in marks:
        href = addresses.get(f"#{told.kind}-{told.id}")
        if href:
            says = f"“{told.says}”" if told.kind == "claim" else told.says
            by = ", ".join(word for word in (told.speaker, told.firmness, told.when) if word)
            about.append([href, says, by])
    content = {"spec": _readdressed(vega, addresses), "marks": about, "brush": brush}
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"explainerFigures.arrived({json.dumps(f'{id}/{page}')},{written});\n"


def _readdressed(part: Any, addresses: dict[str, str]) -> Any:
    if isinstance(part, dict):
        return {key: _readdressed(value, addresses) for key, value in part.items()}
    if isinstance(part, list):
        return [_readdressed(value, addresses) for value in part]
    return addresses.get(part, part) if isinstance(part, str) and part.startswith("#") else part


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
    """

    id: str
    title: str
    author: str
    book: str
    year: str
    address: str
    source: str

    def text(self) -> str:
        """Write it as a sentence."""
        who = f"{self.author.rstrip('.')} " if self.author else ""
        year = f"({self.year}). " if self.year else ""
        title = self.title if self.title[-1:] in ".?!" else self.title + "."
        return f"{who}{year}{title} Figure in: {self.book}. {self.address}\nSource: {self.source}\n"

    def bibtex(self) -> str:
        """Write it as a BibTeX entry."""
        fields = {
            "title": f"{{{self.title}}}",
            "author": f"{{{self.author}}}" if self.author else "",
            "booktitle": self.book,
            "year": self.year,
            "howpublished": self.address,
            "note": f"Source: {self.source}",
        }
        lines = [f"  {name} = {{{_bib(value)}}}," for name, value in fields.items() if value]
        return "\n".join([f"@misc{{{self.id},", *lines, "}\n"])


def _bib(text: str) -> str:
    return re.sub(r"([#$%&_])", r"\\\1", text)
