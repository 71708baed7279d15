"""What a reader takes along of a figure: one picture file, and its rows as a CSV file with what its columns mean.

The picture can travel alone: its finding stands above, source, caveats and address below, in its own colours. Who reads
only columns must lose nothing that the words of a row say, so what a reader of the page sees as "about", as a mark of a
garbled passage or as "worked out from" has a column of its own. Title, caveats and licence stand in a second file, as
CSV on the Web has it (https://www.w3.org/TR/tabular-metadata/), so that the first holds nothing but its table.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from explainer.charts import theme
from explainer.charts.measure import wrap
from explainer.figures import svg
from explainer.figures.record import FigureRecord, Picture
from explainer.model import Json
from explainer.references.citation import Citation

_MARGIN = 24
#: What the metadata's name adds to its table's: where the standard looks for it.
ENDING = "-metadata.json"
_LIST = "|"
_WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("columns.toml").read_text("utf-8"))
_OWN, _KNOWN = _WORDS["own"], _WORDS["known"]


@dataclass(frozen=True)
class Line:
    """Words set in one style: size in pixels, colour, weight, the gap above them, and how many lead in bold."""

    words: str
    size: float
    colour: str
    weight: str = "400"
    gap: float = 0
    lead: str = ""


def picture_file(
    drawing: Picture, *, title: str, takeaway: str, told: Sequence[tuple[str, str]], description: str,
    colours: dict[str, str],
) -> str:  # fmt: skip
    """Give a picture as an SVG file.

    Parameters
    ----------
    drawing: the picture.
    title: the finding, as plain words, set above the picture.
    takeaway: set under the title.
    told: what is set below the picture, a paragraph each: its first words in bold ("Source:"), or "", and the rest; one
        without a rest is left out.
    description: for those who do not see it.
    colours: colour for each variable name, as `theme.LIGHT`.

    Raises KeyError for a colour that has no value.
    """
    text, muted = colours["--chart-text"], colours["--chart-muted"]
    width, height = drawing.width, drawing.height
    above, top = _block([Line(title, 19, text, "600"), Line(takeaway, 14, text, gap=6)], _MARGIN, width)
    paragraphs = [Line(words, 12, muted, gap=4, lead=lead) for lead, words in told if words]
    below, bottom = _block(paragraphs, top + 16 + height + 10, width)
    inner = svg.part(drawing.svg)
    # Unclipped: the maker of PNGs keeps a whole layer for a clip, which takes twice the time.
    inner.set("overflow", "visible")
    inner.set("x", str(_MARGIN))
    inner.set("y", f"{top + 16:g}")
    full = {"width": f"{width + 2 * _MARGIN:g}", "height": f"{bottom + _MARGIN:g}"}
    box = {"xmlns": svg.SVG, **full, "viewBox": f"0 0 {full['width']} {full['height']}"}
    root = etree.Element("svg", {**box, "role": "img", "aria-labelledby": "f-title f-desc"})
    for tag, words in (("title", title), ("desc", description)):
        etree.SubElement(root, tag, {"id": f"f-{tag}"}).text = words
    etree.SubElement(root, "rect", width="100%", height="100%", fill=colours["--chart-paper"])
    root.extend([*above, inner, *below])
    return svg.coloured(etree.tostring(root, encoding="unicode"), colours) + "\n"


def _block(lines: list[Line], top: float, room: float) -> tuple[list[etree._Element], float]:
    """Set lines one below the other, broken where they are too long; gives their lower edge too."""
    made = []
    for line in lines:
        top += line.gap
        lead, size, bold = line.lead, line.size, line.weight >= "600" or bool(line.lead)
        # What is wider than the picture, such as a long address, is cut into pieces that are not.
        whole = re.sub(rf"\S{{{int(room / size * 1.4)}}}", r"\g<0> ", f"{lead} {line.words}")
        for words in wrap(whole, room, size, bold, balance=False):
            top += size * 1.35
            look = {"x": str(_MARGIN), "y": f"{top - size * 0.3:g}", "font-family": theme.SANS,
                    "font-size": f"{size:g}", "font-weight": line.weight, "fill": line.colour}  # fmt: skip
            element = etree.Element("text", look)
            if lead and words.startswith(lead):
                etree.SubElement(element, "tspan", {"font-weight": "600"}).text = lead
                element[0].tail = words[len(lead) :]
            else:
                element.text = words
            lead = ""
            made.append(element)
    return made, top


def rows_csv(record: FigureRecord, state: str = "") -> str:
    """Give exactly the rows drawn: what a row is first, then every plain value behind it.

    Parameters
    ----------
    record: the figure.
    state: what a reader must know of the article, "" when the book does not say.
    """
    columns, out = _columns(record, state), io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([columns, *zip(*columns.values(), strict=True)])
    return out.getvalue()


def csv_metadata(
    record: FigureRecord, url: str, *, source: str, licence: str, language: str, notes: Mapping[str, str]
) -> str:
    """Describe the CSV file of a figure.

    Parameters
    ----------
    record: the figure.
    url: name of the CSV file, in the same folder.
    source, licence: of the figure, as plain words; the licence may be "".
    language: of the words in it.
    notes: what a reader of the figure is told besides, each under its name.
    """
    described: list[Json] = []
    for name, cells in _columns(record).items():
        column: Json = {"name": name, "titles": name}
        if says := _OWN.get(name) or _KNOWN.get(name) or dict(record.columns).get(name):
            column["dc:description"] = says
        if name == "of":
            column["separator"] = _LIST
        kinds = {type(cell) for cell in cells if cell is not None}
        if kinds and kinds <= {int, float}:
            column["datatype"] = "number"
        described.append(column)
    table: Json = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "url": url,
        "dc:title": record.plain("title"),
        "dc:source": source,
        **({"dc:license": licence} if licence else {}),
        "notes": [{"dc:title": name, "dc:description": said} for name, said in notes.items() if said],
        "tableSchema": {"columns": described},
    }
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def _columns(record: FigureRecord, state: str = "") -> dict[str, list[object]]:
    """Give every column with its cells: those that are ours, then those of the rows."""
    own: dict[str, list[object]] = {name: [] for name in _OWN}
    for row in record.data:
        citation = record.citations[row["ref"]]
        parts = record.behind([row["ref"]]) if citation.kind == "derived" else []
        own["ref"].append(row["ref"])
        own["class"].append(citation.family)
        own["source"].append(_source(citation, state))
        own["garbled"].append("yes" if record.garbled(row["ref"]) else "")
        own["of"].append(_LIST.join(one.ref for one in parts))
        own["approximate"].append("true" if row.get("hedge") == "about" or citation.approximate else "")
    found = dict.fromkeys(key for row in record.data for key in row)
    keys = [*(name for name in _KNOWN if name in found), *(name for name in found if name not in _KNOWN)]
    if "hedge" not in keys:
        del own["approximate"]
    cells = {key: [row.get(key) for row in record.data] for key in keys if key not in _OWN}
    for place, row in enumerate(record.data):
        # What is worked out from exact numbers is no exact number: it holds under its condition.
        if own["class"][place] == "derived" and row.get("condition") and row.get("hedge") == "exact":
            cells["hedge"][place] = "conditional"
    return own | cells


def _source(told: Citation, state: str) -> str:
    """Say whose a row is, so that the row alone can be quoted."""
    if told.kind == "derived":
        return "worked out by this book"
    if told.kind == "check":
        return ", ".join(filter(None, (told.label, told.when, told.weak)))
    return "; ".join(filter(None, (f"the article, {told.label}: {told.speaker}, {told.firmness}", state)))
