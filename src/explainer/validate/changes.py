"""What changed in the tables since the last commit, cell by cell, for the eyes of whoever reviews it.

A quotation has the article as its witness; a judgement has none (what kind a claim is, what a page elsewhere said). So
it is reviewed as a change: `explainer check --changes` lists the old beside the new.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from explainer.model.faults import Fault, Faults, short
from explainer.model.package import FILE
from explainer.model.rows import table_columns
from explainer.model.store import Store


def changes(ledger: Store) -> list[str]:
    """List what differs from the last commit, one line a cell: "checks, OC07a, verdict: confirmed → contradicted".

    Raises Faults when there is no commit to compare with.
    """
    data = ledger.root / "data"
    try:
        old = json.loads(_committed(data, FILE))
    except (OSError, ValueError) as error:
        raise Faults([Fault(FILE, "", "", f"there is no commit to compare with: {error}")]) from error
    found = [f"{FILE}, {line}" for line in _differences(_flat(old), _flat(ledger.package))]
    before = {resource["name"]: resource["path"] for resource in old["resources"]}
    for resource in ledger.package["resources"]:
        name, path = resource["name"], resource["path"]
        was = _committed(data, before[name]) if name in before else b""
        now = (data / path).read_bytes()
        if was == now:
            continue
        if not path.endswith(".csv"):
            found.append(f"{name}: the file {path} has changed")
            continue
        rows, new = _rows(was), _rows(now)
        for key in rows.keys() - new.keys():
            found.append(f"{name}, {key}: gone ({_said(rows[key])})")
        for key, cells in new.items():
            if key not in rows:
                found.append(f"{name}, {key}: new ({_said(cells)})")
            else:
                old_row, new_row = (
                    {column: _label(ledger, name, column, cell) for column, cell in one.items()}
                    for one in (rows[key], cells)
                )
                found += [f"{name}, {key}, {line}" for line in _differences(old_row, new_row)]
    gone = before.keys() - {resource["name"] for resource in ledger.package["resources"]}
    return found + [f"{name}: the table is gone" for name in sorted(gone)]


def _committed(data: Path, path: str) -> bytes:
    """Give a file of the tables as the last commit has it; nothing where it has none."""
    told = subprocess.run(["git", "-C", str(data), "show", f"HEAD:./{path}"], capture_output=True)
    if told.returncode and path == FILE:
        raise ValueError(told.stderr.decode(errors="replace").strip())
    return told.stdout


def _rows(raw: bytes) -> dict[str, dict[str, str]]:
    """Give the rows of a CSV file by id; by the whole row where a table has no ids."""
    header, *lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig", errors="replace"), newline=""))) or [[]]
    rows = [dict(zip(header, cells, strict=False)) for cells in lines]
    return {row["id"] if "id" in row else "|".join(row.values()): row for row in rows}


def _said(cells: Mapping[str, str]) -> str:
    return short("; ".join(f"{name}: {cell}" for name, cell in cells.items() if cell and name != "id"))


def _differences(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name, ""), new.get(name, "")
        if was != now:
            yield f"{name}: {short(was) or '(empty)'} → {short(now) or '(empty)'}"


def _label(ledger: Store, table: str, column: str, cell: str) -> str:
    """Give the vocabulary's word for a cell that holds a key of it."""
    given = table_columns(table).get(column)
    return ledger.vocabulary.get(given.words, {}).get(cell, {}).get("label", cell) if given and given.words else cell


def _flat(part: object, place: str = "") -> dict[str, str]:
    """Give every value of a descriptor by its place: {"explainer.verdicts.differs.label": "differs"}."""
    if isinstance(part, dict):
        named = {str(key): value for key, value in part.items()}
    elif isinstance(part, list) and part and all(isinstance(one, dict) and "name" in one for one in part):
        named = {str(one["name"]): one for one in part}
    else:
        return {place: part if isinstance(part, str) else json.dumps(part, ensure_ascii=False)}
    inner = [_flat(one, f"{place}.{name}".lstrip(".")) for name, one in named.items()]
    return {key: value for part in inner for key, value in part.items()}
