"""The tables that the engine knows: every column with its type, its meaning and what its cells keep to.

`schema.json` is the one place for them. The reader of tables takes its columns from here, and
the descriptor of every subject (`data/datapackage.json`) is written from here; see `descriptor`.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

#: By table: title, description, limitations, and its columns in order.
SCHEMA: dict[str, dict[str, Any]] = json.loads(files("explainer.model").joinpath("schema.json").read_text("utf-8"))

#: The columns that the engine reads, by table; a subject may leave out the optional ones.
COLUMNS: dict[str, str] = {
    table: " ".join(column["name"] for column in given["columns"] if not column.get("optional"))
    for table, given in SCHEMA.items()
}


def _named(*types: str) -> set[str]:
    return {column["name"] for given in SCHEMA.values() for column in given["columns"] if column["type"] in types}


INTEGERS = _named("integer", "offset", "paragraph")
NUMBERS = _named("number")
