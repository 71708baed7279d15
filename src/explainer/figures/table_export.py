"""A figure's rows as a CSV file, and beside it what its columns mean, as CSV on the Web has it.

Who reads only columns must lose nothing that the words of a row say, so what a reader of the page sees as "about", as a
mark of a garbled passage or as "worked out from" has a column of its own. Title, caveats and licence stand in a second
file (https://www.w3.org/TR/tabular-metadata/), so that the first holds nothing but its table.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from explainer.figures.record import FigureRecord
from explainer.references.citation import CLASSES

#: What the metadata's name adds to its table's: where the standard looks for it.
ENDING = "-metadata.json"
_LIST = "|"
_OWN = {
    "ref": "The row of the book's data that this row draws: its table and id.",
    "class": "Whose it is: article, outside (a source outside the article) or derived (worked out by us).",
    "garbled": "yes where the article's words behind this row are garbled or vague and had to be read; else empty.",
    "of": f"For a derived row, the claims and outside sources it is worked out from, separated by {_LIST}.",
    "approximate": 'true where the number or its bounds are only about right, as "about" in text says; else empty.',
}
_KNOWN = {
    "text": "The number with its hedge in words; quote this rather than value, low and high.",
    "full": "The number with its hedge and its unit in words.",
    "value": "The number where one is given; empty where the hedge gives none.",
    "low": "Lower bound; alone with the hedge more_than it is no value.",
    "high": "Upper bound; alone with the hedge less_than it is no value.",
    "hedge": "How the number is meant: exact, about, more_than, less_than, range, or a word that stands for a number.",
    "unit": "Key of the unit.",
    "unit_label": "The unit in words.",
    "label": "What is counted or what happened, in our words.",
    "quote": "The article's own words.",
    "claim": "Id of the claim of the article that the row belongs to.",
    "speaker": "Who says it.",
    "modality": "How firmly it is said, as a key.",
    "modality_label": "How firmly it is said, in words.",
    "date": "When, in the Extended Date/Time Format; ? marks what is not certain.",
    "as_of": "The day or span to which the number belongs, in words.",
    "words": "When, in words, with its hedge; for a reason, its name.",
    "lower": "First day that the date can mean.",
    "upper": "Last day that the date can mean.",
    "precision": "How exact the date is: day, month, year or open.",
    "certainty": "How sure the date is.",
    "inferred": "True where the date was worked out from the text around it.",
    "finding": "What the outside source comes to, in our words.",
    "publisher": "Who published the outside source.",
    "quality": "What kind of source it is.",
    "url": "Address of the outside source.",
    "given_by": "Who gave the number that the outside source passes on.",
    "condition": "Under what condition the derived number may be read.",
    "operation": "How the derived number is worked out.",
    "id": "Id of the row inside its table.",
    "number": "Number of the claim, in the order of the article.",
    "series": "Key of the amounts that belong together.",
    "chapter": "Key of the chapter that the row belongs to.",
    "chapter_label": "The chapter in words.",
    "kind": "What sort of claim it is, as a key.",
    "kind_label": "What sort of claim it is, in words.",
    "actor": "Who says it.",
    "actor_id": "Id of who says it.",
    "actor_type": "What kind of actor that is.",
    "actors": "Who takes part, in words.",
    "track": "Key of the line of events that the event belongs to.",
    "track_label": "That line of events in words.",
    "topic": "Key of the topic.",
    "topic_label": "The topic in words.",
    "count": "How many claims belong to the reason, or have the same speaker and firmness.",
    "parent": "Id of the reason above this one; empty for the judgement itself.",
    "position": "Place among the reasons under the same one.",
    "summary": "The reason in a sentence of ours.",
    "claims": f"Ids of the claims that belong to the reason, separated by {_LIST}.",
    "paragraph": "Place of the paragraph in the article; the headline is 1.",
    "start": "First character of the quotation in its paragraph, counted from 0.",
    "end": "Character after the last one of the quotation in its paragraph.",
    "length": "Characters of the paragraph.",
    "unused": "Why no page uses the claim; empty when one does.",
    "choice": "Id of the number that a reader chooses.",
    "chosen": "The number chosen at first.",
    "chosen_label": "What is chosen.",
    "chosen_unit": "Its unit in words.",
    "chosen_if": "What the choice is, and is not.",
    "whole": "The whole that the share is of.",
    "whole_text": "The whole with its hedge in words.",
    "whole_hedge": "How the whole is meant, as in hedge.",
    "whole_low": "Lower bound of the whole, or its value.",
    "whole_high": "Upper bound of the whole, or its value.",
}


def rows_csv(record: FigureRecord) -> str:
    """Give exactly the rows drawn: what a row is first, then every plain value behind it."""
    own, keys = _columns(record)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*own, *keys])
    for row in record.data:
        first = _first(row, record)
        writer.writerow([*(first[name] for name in own), *(_plain(row.get(key)) for key in keys)])
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
    described: list[dict[str, Any]] = []
    for name in (*own, *keys):
        column: dict[str, Any] = {"name": name, "titles": name}
        if says := _OWN.get(name) or _KNOWN.get(name) or dict(record.columns).get(name):
            column["dc:description"] = says
        if name == "of":
            column["separator"] = _LIST
        if _is_numeric([row.get(name) for row in record.data]):
            column["datatype"] = "number"
        described.append(column)
    table: dict[str, Any] = {
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


def _first(row: dict[str, Any], record: FigureRecord) -> dict[str, str]:
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


def _is_numeric(cells: list[Any]) -> bool:
    given = [cell for cell in cells if cell is not None]
    return bool(given) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in given)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)
