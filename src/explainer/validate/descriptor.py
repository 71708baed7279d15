"""Write a subject's descriptor: the engine's schema and the subject's own words in one valid data package.

What is the subject's own stays as it stands: names, rights, limitations, tables and columns that
the engine does not know, and the `explainer` property. Everything else (types, descriptions, keys,
enumerations from the vocabulary, bounds from the article) is written anew each time, so nobody
keeps it by hand and no two subjects differ in it. Where a subject needs a column narrower or in
other words than the engine has it, `explainer.columns` says so under "table.column".
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from explainer.amounts.interval import OPERATIONS
from explainer.model import Json
from explainer.model.article import Article
from explainer.model.columns import Column
from explainer.model.faults import Fault
from explainer.model.files import replace_file
from explainer.model.rows import TABLES, table_columns
from explainer.model.store import Store
from explainer.model.tables import needed
from explainer.text.hedges import HEDGES

_ID, _KEY = "[a-z0-9]+(-[a-z0-9]+)*", "[A-Za-z0-9-]+"
_DATE = r"\d{2}(\d[\dX]|XX)(-\d{2}(-\d{2})?)?[?~%]?"
_EDTF = rf"({_DATE}|\.\./{_DATE}|{_DATE}/(\.\.|{_DATE})|\[{_DATE}(,{_DATE})+\])"
_LISTED = " Separated by |; the engine’s proof holds these keys, because Frictionless cannot."
# A kind of column as Frictionless has it: type, what is added to a field, and its pattern.
_TYPES: dict[str, tuple[str, dict[str, str], str]] = {
    "id": ("string", {}, _ID),
    "ids": ("string", {}, rf"{_ID}(\|{_ID})*"),
    "list": ("string", {}, ""),
    "key": ("string", {}, _KEY),
    "keys": ("string", {}, rf"{_KEY}(\|{_KEY})*"),
    "edtf": ("string", {"unit": "date (EDTF)"}, _EDTF),
    "day": ("string", {"unit": "date"}, r"\d{4}(-\d{2}(-\d{2})?)?"),
    "iso": ("string", {}, "[A-Z]{2}(-[A-Z0-9]{1,3})?"),
    "uri": ("string", {"format": "uri"}, ""),
    "offset": ("integer", {"unit": "code points"}, ""),
    "paragraph": ("integer", {}, ""),
}
_FILE = {
    "type": "table",
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
}
_CONSTRAINTS = ("required", "unique", "minimum", "maximum", "maxLength", "pattern", "enum")


def describe(package: dict, article: Article) -> dict:
    """Give a package with everything in it that is the engine's written anew.

    Parameters
    ----------
    package: the descriptor as it stands; only what is the subject's own in it is read.
    article: the text, whose length bounds the offsets.
    """
    resources = [_resource(given, package.get("explainer", {}), article) for given in package.get("resources", [])]
    return {**package, "resources": resources}


def written(package: dict) -> str:
    """Write a descriptor as its file holds it."""
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def check(ledger: Store) -> Iterator[Fault]:
    """Look for what in a subject's descriptor is not as the engine writes it."""
    wanted = describe(ledger.package, ledger.article)["resources"]
    for there, here in zip(ledger.package.get("resources", []), wanted, strict=True):
        if there == here:
            continue
        fields = ledger.fields(here["name"])
        columns = [field["name"] for field in here["schema"]["fields"] if fields.get(field["name"]) != field]
        said = "not as the engine and the vocabulary have it; `explainer check --describe` writes it"
        yield from [Fault("datapackage.json", here["name"], column, said) for column in columns or [""]]


def write(root: Path | str | None = None) -> bool:
    """Write the descriptor of a subject anew.

    Parameters
    ----------
    root: the subject's folder; found upwards from the working folder when left out.

    Returns whether that changed it. Raises Faults when it cannot be read.
    """
    ledger = Store.read(root)
    path = ledger.root / "data" / "datapackage.json"
    before, after = path.read_text("utf-8"), written(describe(ledger.package, ledger.article))
    if before != after:
        replace_file(path, after)
    return before != after


def _resource(given: dict, own: dict, article: Article) -> dict:
    name = given.get("name", "")
    if name not in TABLES:
        return given
    kind = TABLES[name]
    known = {"title": kind.heading, "description": kind.__doc__, "limitations": kind.limitations}
    head = {"name": name, "path": f"{name}.csv", "type": "table"} | known | given | _FILE
    head.pop("schema", None)
    return {**head, "schema": _schema(name, given.get("schema", {}), own, article)}


def _schema(table: str, given: dict, own: dict, article: Article) -> dict:
    """Give the columns in the order in which the subject has them, the engine's own new ones last."""
    columns = table_columns(table)
    there = {field.get("name", ""): field for field in given.get("fields", [])}
    names = dict.fromkeys([*there, *needed(table)])
    fields = [_field(table, name, columns[name], own, article) if name in columns else there[name] for name in names]
    keys = [
        {"fields": [name], "reference": ({"resource": target} if target != table else {}) | {"fields": ["id"]}}
        for name, column in columns.items() if column.kind == "id" for target in column.tables if name in names
    ]  # fmt: skip
    keys += [key for key in given.get("foreignKeys", []) if not set(key.get("fields", [])) <= set(columns)]
    return {"fields": fields, "primaryKey": ["id"], "missingValues": [""]} | ({"foreignKeys": keys} if keys else {})


def _field(table: str, name: str, column: Column, own: dict, article: Article) -> dict:
    kind, more, pattern = _TYPES.get(column.kind, (column.kind, {}, ""))
    several = column.tables and column.kind != "id"
    words = column.description + (" In EDTF (ISO 8601-2)." if column.kind == "edtf" else _LISTED if several else "")
    title = column.title or name.replace("_", " ").capitalize()
    field: Json = {"name": name, "title": title, "type": kind, "description": words, **more}
    if column.unit:
        field["unit"] = column.unit
    if several:
        *first, last = [f"{target}.id" for target in column.tables]
        field["listOf"] = f"{', '.join(first)} or {last}" if first else last
    bounds = {"minimum": column.minimum, "maximum": column.maximum, "maxLength": column.longest}
    rules: Json = {key: True for key in ("required", "unique") if getattr(column, key)}
    rules |= {key: bound for key, bound in bounds.items() if bound is not None}
    rules |= {"pattern": pattern} if pattern else {}
    rules |= {"minimum": 0, "maximum": len(article.text)} if column.kind == "offset" else {}
    if column.kind == "paragraph":
        rules |= {"minimum": 1, "maximum": len(article.paragraphs) - own.get("article", {}).get("furniture", 0)}
    if column.words and (values := choices(own, column.words)):
        rules["enum"] = values
    changed = own.get("columns", {}).get(f"{table}.{name}", {})
    rules |= {key: value for key, value in changed.items() if key in _CONSTRAINTS}
    field |= {key: value for key, value in changed.items() if key not in _CONSTRAINTS}
    return {**field, "constraints": rules} if rules else field


def choices(vocabulary: dict, name: str) -> list[str]:
    """Give the words that a column may hold: the vocabulary's keys, or the engine's own lists.

    Parameters
    ----------
    vocabulary: the subject's words, the package's `explainer` property.
    name: a part of it; `hedges` (all of them), `numbers` (those with a number), `operations`, or
        `counted` (units with words by which a quotation shows them).
    """
    if name == "hedges":
        return list(HEDGES)
    if name == "numbers":
        return [hedge.name for hedge in HEDGES.values() if hedge.columns]
    if name == "operations":
        return list(OPERATIONS)
    if name == "counted":
        return [unit for unit, given in vocabulary.get("units", {}).items() if given.get("read")]
    return list(vocabulary.get(name, {}))
