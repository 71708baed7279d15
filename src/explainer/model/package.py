"""Reading the data package's descriptor: what is not of the shape that the engine reads is told before anything else.

The shape is a JSON Schema (`package.schema.json`), the library `jsonschema` judges by it. With a descriptor of another
shape no table can be read, so its faults come alone, all of them at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from explainer.model import Json
from explainer.model.faults import Fault, Faults

FILE = "datapackage.json"
#: How deep objects and lists of a descriptor may lie in each other.
DEEPEST = 20


def read_package(data: Path) -> Json:
    """Read `datapackage.json`, which names the tables and holds the subject's vocabulary.

    Parameters
    ----------
    data: the folder of the tables.

    Raises Faults when it cannot be read or is not of the shape that the engine reads.
    """
    path = data / FILE
    twice: list[str] = []

    def once(pairs: list[tuple[str, object]]) -> Json:
        twice.extend(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        return dict(pairs)

    def no_number(name: str) -> None:
        raise ValueError(f"{name} is no number of JSON")

    try:
        if not path.is_file():
            raise ValueError("there is no such file")
        package = json.loads(path.read_text("utf-8"), object_pairs_hook=once, parse_constant=no_number)
        if max(_depths(package)) > DEEPEST:
            raise RecursionError
    except RecursionError:
        raise Faults([Fault(FILE, "", "", f"cannot be read: deeper than {DEEPEST} objects in each other")]) from None
    except (OSError, ValueError) as error:
        raise Faults([Fault(FILE, "", "", f"cannot be read: {error}")]) from None
    faults = [Fault(FILE, "", name, "this name stands twice in one object") for name in twice]
    faults += shape(package)
    if faults:
        raise Faults(faults)
    return package


def shape(package: Any) -> list[Fault]:
    """Say where a descriptor is not of the shape that the engine reads; its explainer part has no unknown names."""
    if not fits(package):
        return [_fault(package, list(error.absolute_path), error) for error in _judge().iter_errors(package)]
    names = Counter(resource["name"] for resource in package["resources"])
    return [Fault(FILE, name, "", "two resources have this name") for name, times in names.items() if times > 1]


def fits(package: Any) -> bool:
    """Tell whether a descriptor is of that shape; quicker than to say where it is not."""
    import fastjsonschema

    try:
        _quick_judge()(package)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


def _schema() -> Json:
    found: Json = json.loads(files("explainer.model").joinpath("package.schema.json").read_text("utf-8"))
    return found


@cache
def _quick_judge() -> Callable[[object], object]:
    """Give a function that raises for the first misfit; `jsonschema`, which finds every one, takes a second to load."""
    import fastjsonschema

    found: Callable[[object], object] = fastjsonschema.compile(
        _schema() | {"$schema": "http://json-schema.org/draft-07/schema#"}
    )
    return found


@cache
def _judge() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def _fault(package: Any, path: list[str | int], error: Any) -> Fault:
    """Say in a fault what stands at a path of the descriptor, a resource by its name."""
    row = str(path[0]) if path else ""
    if path[:1] == ["resources"] and len(path) > 1:
        resource = package["resources"][path[1]]
        name = resource.get("name") if isinstance(resource, dict) else None
        row, path = name if isinstance(name, str) else f"resources[{path[1]}]", path[1:]
    column = ".".join(str(part) for part in path[1:])
    told = {
        "pattern": f"{error.instance!r} is empty or not written as it must be ({error.validator_value})",
        "not": f"{error.instance!r} leads out of the folder",
    }  # fmt: skip
    return Fault(FILE, row, column, told.get(error.validator, error.message))


def _depths(content: object) -> Iterator[int]:
    """Give how deep each part of a document lies; a loop, since a document may be deeper than Python's stack."""
    waiting: list[tuple[object, int]] = [(content, 1)]
    while waiting:
        part, depth = waiting.pop()
        yield depth
        inner: Iterable[object] = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        waiting.extend((one, depth + 1) for one in inner)
