"""{dictionary}: every table with its columns and limits; {downloads}: the same tables to take along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sphinx.util.osutil import relative_uri

from explainer.query.ledger import Ledger
from explainer.site.trust.files import FOLDER, package_files, package_zip, resource_paths, size_words
from explainer.site.trust.piece import Piece, Place, logger


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, type, unit, meaning and what its cells must keep to."""

    name: str
    title: str
    type: str
    unit: str
    description: str
    rules: list[str]


@dataclass(frozen=True)
class Resource:
    """A table, or another file of the package; `rows` and `columns` are 0 and empty for a file that is no table."""

    anchor: str
    name: str
    title: str
    description: str
    limitations: str
    licence: str
    licences: list[tuple[str, str]]
    sources: list[tuple[str, str]]
    rows: int
    columns: list[Column]
    keys: list[str]
    files: list[tuple[str, str, str]]


def resources(place: Place) -> list[Resource]:
    """Describe every resource of the package from its own words."""
    ledger, files = place.ledger, package_files(place.ledger)
    return [
        Resource(
            anchor=f"table-{given['name']}",
            name=given["name"],
            title=given.get("title", given["name"]),
            description=given.get("description", ""),
            limitations=given.get("limitations", ""),
            licence=given.get("rights", ""),
            licences=_named(given.get("licenses", [])),
            sources=_named(given.get("sources", [])),
            rows=len(ledger.tables[given["name"]].rows) if given["name"] in ledger.tables else 0,
            columns=[_column(field) for field in given.get("schema", {}).get("fields", [])],
            keys=[_key(key) for key in given.get("schema", {}).get("foreignKeys", [])],
            files=[(path, files[path].size, _href(place, path)) for path in resource_paths(given)],
        )
        for given in ledger.package.get("resources", [])
    ]


def _named(given: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [(one.get("title", one.get("name", "")), one.get("path", "")) for one in given]


def _href(place: Place, path: str) -> str:
    """Give a file's address, "" in an edition that has no files."""
    if not place.with_files:
        return ""
    return relative_uri(place.builder.get_target_uri(place.docname), f"{FOLDER}/{path}")


def _column(field: Mapping[str, Any]) -> Column:
    rules = field.get("constraints", {})
    said = []
    if rules.get("required"):
        said.append("never empty")
    if rules.get("unique"):
        said.append("never twice")
    if "enum" in rules:
        said.append("one of " + ", ".join(str(value) for value in rules["enum"]))
    low, high = rules.get("minimum"), rules.get("maximum")
    if low is not None and high is not None:
        said.append(f"{low} to {high}")
    elif low is not None or high is not None:
        said.append(f"at least {low}" if high is None else f"at most {high}")
    if "pattern" in rules:
        said.append(f"pattern {rules['pattern']}")
    return Column(
        field["name"],
        field.get("title", ""),
        field.get("type", "any"),
        field.get("unit", ""),
        field.get("description", ""),
        said,
    )


def _key(key: Mapping[str, Any]) -> str:
    own, other = key["fields"], key["reference"]
    names = ", ".join(own) if isinstance(own, list) else own
    return f"{names} names a row of {other.get('resource') or 'this table'}"


def write(place: Place, argument: str) -> str:
    """Write the dictionary; a column or table that says nothing about itself is an error of the book."""
    described = resources(place)
    for one in described:
        for name, words in (("title", one.title), ("description", one.description), ("limitations", one.limitations)):
            if not words:
                logger.warning("datapackage.json, %s: no %s", one.name, name, location=place.docname, type="explainer")
        for column in one.columns:
            if not column.description:
                where = f"{one.name}, {column.name}"
                logger.warning("datapackage.json, %s: no description", where, location=place.docname, type="explainer")
    return place.fill("dictionary", resources=described)


def write_downloads(place: Place, argument: str) -> str:
    """Write the list of files; in an edition without files only what there is."""
    packed = package_zip(place.ledger)
    total = sum(len(file.content) for file in package_files(place.ledger).values())
    return place.fill(
        "downloads",
        package=place.ledger.package,
        packed=packed,
        unpacked=size_words(total),
        href=_href(place, packed.path),
        resources=resources(place),
    )


def words(ledger: Ledger, argument: str) -> Iterable[str]:
    """Give the tables' and columns' words for the search."""
    for given in ledger.package.get("resources", []):
        fields = given.get("schema", {}).get("fields", [])
        names = " ".join(f"{field['name']} {field.get('description', '')}" for field in fields)
        yield f"{given.get('title', '')} {given.get('description', '')} {names}"


PIECES = (Piece("dictionary", write, {"table": ""}, words), Piece("downloads", write_downloads, {"table": ""}))
