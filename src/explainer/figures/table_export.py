"""A figure's rows as a CSV file, and beside it what its columns mean, as CSV on the Web has it.

Who reads only columns must lose nothing that the words of a row say, so what a reader of the page sees as "about", as a
mark of a garbled passage or as "worked out from" has a column of its own. Title, caveats and licence stand in a second
file (https://www.w3.org/TR/tabular-metadata/), so that the first holds nothing but its table.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from explainer.figures.record import FigureRecord
from explainer.model import Json
from explainer.references.citation import CLASSES

#: What the metadata's name adds to its table's: where the standard looks for it.
ENDING = "-metadata.json"
_LIST = "|"
_WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("columns.toml").read_text("utf-8"))
_OWN, _KNOWN = _WORDS["own"], _WORDS["known"]


def rows_csv(record: FigureRecord) -> str:
    """Give exactly the rows drawn: what a row is first, then every plain value behind it."""
    own, keys = _columns(record)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*own, *keys])
    for row in record.data:
        first = _first(row, record)
        writer.writerow([*(first[name] for name in own), *(row.get(key) for key in keys)])
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
    own, keys = _columns(record)
    described: list[Json] = []
    for name in (*own, *keys):
        column: Json = {"name": name, "titles": name}
        if says := _OWN.get(name) or _KNOWN.get(name) or dict(record.columns).get(name):
            column["dc:description"] = says
        if name == "of":
            column["separator"] = _LIST
        if _is_numeric([row.get(name) for row in record.data]):
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


def _columns(record: FigureRecord) -> tuple[list[str], list[str]]:
    """Give the columns that are ours, and those of the rows."""
    known = dict.fromkeys(key for row in record.data for key in row)
    own = [name for name in _OWN if name != "approximate" or "hedge" in known]
    return own, [key for key in known if key not in _OWN]


def _first(row: Json, record: FigureRecord) -> dict[str, str]:
    ref = row["ref"]
    citation = record.citations[ref]
    derived = citation.kind == "derived"
    return {
        "ref": ref,
        "class": CLASSES[citation.kind],
        "garbled": "yes" if record.garbled(ref) else "",
        "of": _LIST.join(one.ref for one in record.behind([ref])) if derived else "",
        "approximate": "true" if row.get("hedge") == "about" or citation.approximate else "",
    }


def _is_numeric(cells: list[object]) -> bool:
    return {type(cell) for cell in cells if cell is not None} in ({int}, {float}, {int, float})
