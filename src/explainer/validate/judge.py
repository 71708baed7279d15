"""The data package: types, enumerations and patterns, as Frictionless Data judges them.

The library `frictionless` is the judge; its answers are put into this project's words. Keys,
header rows and files have their own checks, so its answers about those are left out. It takes
half a second to import, so only the verb `check` asks it.
"""

from __future__ import annotations

from typing import Any

from explainer.model.faults import Fault
from explainer.model.store import Store

# What other checks say better: files, header rows, row lengths, ids and keys.
_ELSEWHERE = {
    "foreign-key", "primary-key", "blank-header", "duplicate-label", "incorrect-label", "missing-label", "extra-label",
    "blank-label", "missing-cell", "extra-cell", "source-error", "scheme-error", "encoding-error",
}  # fmt: skip


def check(ledger: Store) -> list[Fault]:
    """Ask frictionless about the package, and look that every table and column is described."""
    faults = _described(ledger.package)
    from frictionless import Package, system
    from frictionless.exception import FrictionlessException

    descriptor = {key: value for key, value in ledger.package.items() if key != "explainer"}
    descriptor["resources"] = [
        _without_keys(resource) for resource in descriptor.get("resources", [])
        if resource.get("name") not in ledger.tables or _readable(ledger, resource["name"])
    ]  # fmt: skip
    try:
        with system.use_context(trusted=True):
            data = Package.from_descriptor(descriptor, basepath=str(ledger.root / "data"))
            report = data.validate(limit_errors=10_000)
    except FrictionlessException as error:
        return [*faults, Fault("datapackage.json", "", "", error.error.message)]
    faults += [Fault("datapackage.json", "", "", said.message) for said in report.errors]
    for task in report.tasks:
        faults += [_fault(ledger, task.name, said) for said in task.errors if said.type not in _ELSEWHERE]
    return faults


def _readable(ledger: Store, name: str) -> bool:
    """A table that could not be read has its fault already, and so has one with a wrong header row."""
    table = ledger.tables[name]
    fields = next(r for r in ledger.package["resources"] if r.get("name") == name).get("schema", {}).get("fields", [])
    return table.path is not None and table.path.is_file() and table.columns == [field.get("name") for field in fields]


def _without_keys(resource: dict) -> dict:
    """Leave keys out: `keys` proves them, and frictionless needs seconds to follow them."""
    left_out = ("foreignKeys", "primaryKey")
    schema = {key: value for key, value in resource.get("schema", {}).items() if key not in left_out}
    return {**resource, "schema": schema} if schema else resource


def _described(package: dict) -> list[Fault]:
    faults = []
    for resource in package.get("resources", []):
        name = resource.get("name", "")
        if not resource.get("description"):
            faults.append(Fault("datapackage.json", name, "", "the table has no description"))
        for field in resource.get("schema", {}).get("fields", []):
            if not field.get("description"):
                faults.append(Fault("datapackage.json", name, field.get("name", ""), "the column has no description"))
    return faults


def _fault(ledger: Store, name: str, error: Any) -> Fault:
    """Put an answer of frictionless into our words; its own note where we have none."""
    number, column = getattr(error, "row_number", None), getattr(error, "field_name", "") or ""
    table = ledger.tables.get(name)
    row = next((row for row in table.rows if row.line == number), None) if table and number else None
    cell = getattr(error, "cell", "")
    field = _field(ledger.package, name, column)
    given = field.get("constraints", {})
    note = getattr(error, "note", "") or error.message
    if error.type == "constraint-error" and "required" in note:
        message = "empty, but it is required"
    elif error.type == "constraint-error" and "enum" in note:
        message = f"{cell!r} is none of {', '.join(map(str, given.get('enum', [])))}"
    elif error.type == "constraint-error" and "pattern" in note:
        message = f"{cell!r} is not written as datapackage.json demands: {given.get('pattern')}"
    elif error.type == "unique-error" or "unique" in note:
        message = f"{cell!r} stands in this column already"
    elif error.type == "type-error":
        kind = {"integer": "whole number"}.get(field.get("type", ""), field.get("type"))
        message = f"{cell!r} is not a {kind}"
    else:
        message = note
    return row.fault(column, message) if row else Fault(name, "", column, message, number or 0)


def _field(package: dict, table: str, column: str) -> dict:
    for resource in package.get("resources", []):
        if resource.get("name") == table:
            for field in resource.get("schema", {}).get("fields", []):
                if field.get("name") == column:
                    return field
    return {}
