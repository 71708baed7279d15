"""The data package: types, enumerations and patterns, as Frictionless Data judges them.

The library `frictionless` is the judge; its answers are put into this project's words. Keys,
header rows and files have their own checks, so its answers about those are left out. It takes
half a second to import, so only the verb `check` asks it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from explainer.model.faults import Fault
from explainer.model.package import FILE
from explainer.model.store import Store

# What other checks say better: files, header rows, row lengths, ids and keys.
_ELSEWHERE = {
    "foreign-key", "primary-key", "blank-header", "duplicate-label", "incorrect-label", "missing-label", "extra-label",
    "blank-label", "missing-cell", "extra-cell", "source-error", "scheme-error", "encoding-error",
}  # fmt: skip


def check(ledger: Store) -> list[Fault]:
    """Ask frictionless about the package, and look that every table and column is described."""
    faults = list(_described(ledger.package))
    from frictionless import Package, system
    from frictionless.exception import FrictionlessException

    descriptor = {key: value for key, value in ledger.package.items() if key != "explainer"}
    descriptor["resources"] = [
        _without_keys(resource)
        for resource in descriptor["resources"]
        if resource["name"] not in ledger.tables or _readable(ledger, resource["name"])
    ]
    try:
        with system.use_context(trusted=True):
            data = Package.from_descriptor(descriptor, basepath=str(ledger.root / "data"))
            report = data.validate(limit_errors=10_000)
    except FrictionlessException as error:
        return [*faults, Fault(FILE, "", "", error.error.message)]
    faults += [Fault(FILE, "", "", said.message) for said in report.errors]
    for task in report.tasks:
        faults += [_fault(ledger, task.name, said) for said in task.errors if said.type not in _ELSEWHERE]
    return faults


def _readable(ledger: Store, name: str) -> bool:
    """A table that could not be read has its fault already, and so has one with a wrong header row."""
    table = ledger.tables[name]
    return table.path is not None and table.path.is_file() and table.columns == list(ledger.fields(name))


def _without_keys(resource: dict) -> dict:
    """Leave keys out: `keys` proves them, and frictionless needs seconds to follow them."""
    left_out = ("foreignKeys", "primaryKey")
    schema = {key: value for key, value in resource.get("schema", {}).items() if key not in left_out}
    return {**resource, "schema": schema} if schema else resource


def _described(package: dict) -> Iterator[Fault]:
    for resource in package["resources"]:
        if not resource.get("description"):
            yield Fault(FILE, resource["name"], "", "the table has no description")
        for field in resource.get("schema", {}).get("fields", []):
            if not field.get("description"):
                yield Fault(FILE, resource["name"], field.get("name", ""), "the column has no description")


def _fault(ledger: Store, name: str, error: Any) -> Fault:
    """Put an answer of frictionless into our words; its own note where we have none."""
    number, column = getattr(error, "row_number", None), getattr(error, "field_name", "") or ""
    table, cell = ledger.tables.get(name), repr(getattr(error, "cell", ""))
    row = next((row for row in table.rows if row.line == number), None) if table and number else None
    field = ledger.fields(name).get(column, {})
    given, kind = field.get("constraints", {}), field.get("type")
    note = getattr(error, "note", "") or error.message
    words = {
        "required": "empty, but it is required",
        "enum": f"{cell} is none of {', '.join(map(str, given.get('enum', [])))}",
        "pattern": f"{cell} is not written as {FILE} demands: {given.get('pattern')}",
        "unique": f"{cell} stands in this column already",
        "type": f"{cell} is not a {'whole number' if kind == 'integer' else kind}",
    }
    rules = (said for rule, said in words.items() if error.type == f"{rule}-error" or f'"{rule}"' in note)
    message = next(rules, note)
    return row.fault(column, message) if row else Fault(name, "", column, message, number or 0)
