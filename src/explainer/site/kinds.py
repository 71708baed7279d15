"""What each part of a chart's specification may be, read from Vega-Lite's own schema and made small.

A specification that is wrong makes Vega-Lite's compiler stumble over a part of its own, or makes it pass over what it
does not know without a word. With this table the panel can name the part and say what may stand there: see
`later/kinds.js`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from typing import Any

Schema = dict[str, Any]
# Parts that nobody changes here, or that hold whatever they like.
_OPEN = {"config", "usermeta", "$schema"}
# Of more words than these a list would help nobody: that it is a word is all that is asked.
_LONGEST = 20
_ANYTHING: Schema = {}
_LETTERS = {"number": "n", "integer": "n", "string": "s", "boolean": "b", "null": "0", "array": "a", "object": "o"}


@lru_cache
def table() -> list[list[Any]]:
    """Give the shapes that parts can have, each by its place; the first is that of a whole specification.

    A shape is: letters of the kinds it may be (n number, s text, b true or false, 0 null, a list, o object, e an object
    that holds an expression), the words that a text may be (0 for any), the parts of an object by name, and the shape
    of a list's entries or of an object's parts without a name (each -1 for none).
    """
    schema = json.loads(resources.files("altair.vegalite").joinpath(_schema_path()).read_text("utf-8"))
    return _Table(schema["definitions"]).shapes


def _schema_path() -> str:
    import altair as alt

    return f"v{alt.SCHEMA_VERSION.lstrip('v').split('.')[0]}/schema/vega-lite-schema.json"


class _Table:
    def __init__(self, definitions: dict[str, Schema]) -> None:
        self.definitions = definitions
        self.shapes: list[list[Any]] = []
        self.known: dict[frozenset[int], int] = {}
        self.place([{"$ref": "#/definitions/TopLevelSpec"}])
        self._join()

    def place(self, alternatives: list[Schema]) -> int:
        """Give the place of the shape of what may be any of these."""
        flat = self._flat(alternatives)
        key = frozenset(map(id, flat))
        if key in self.known:
            return self.known[key]
        here = self.known[key] = len(self.shapes)
        self.shapes.append([])
        self.shapes[here] = self._shape(flat)
        return here

    def _flat(self, alternatives: list[Schema]) -> list[Schema]:
        """Follow references and choices down to plain schemas."""
        found: list[Schema] = []
        waiting, seen = list(alternatives), set[str]()
        while waiting:
            one = waiting.pop(0)
            name = str(one.get("$ref", "")).rpartition("/")[2]
            if name:
                if name not in seen:
                    seen.add(name)
                    waiting.append(self.definitions[name])
            elif "anyOf" in one or "allOf" in one:
                waiting += [*one.get("anyOf", []), *one.get("allOf", [])]
            else:
                found.append(one)
        return found

    def _shape(self, flat: list[Schema]) -> list[Any]:
        kinds, words, free = set[str](), dict[str, None](), False
        parts: dict[str, list[Schema]] = {}
        entries: list[Schema] = []
        others: list[Schema] = []
        for one in flat:
            types = one.get("type", [])
            types = [types] if isinstance(types, str) else types
            fixed = one.get("enum", [one["const"]] if "const" in one else [])
            words |= {word: None for word in fixed if isinstance(word, str)}
            properties = one.get("properties", {})
            if not types and not fixed:
                return ["*", 0, 0, -1, -1]
            if set(properties) in ({"expr"}, {"signal"}):
                kinds.add("e")
                continue
            kinds |= {_LETTERS[name] for name in types} or {"s"}
            free |= "string" in types and not fixed
            for name, part in properties.items():
                parts.setdefault(name, []).append(_ANYTHING if name in _OPEN else part)
            if isinstance(one.get("items"), dict):
                entries.append(one["items"])
            elif "array" in types:
                entries.append(_ANYTHING)
            if "object" in types and one.get("additionalProperties", True) is not False:
                extra = one.get("additionalProperties")
                others.append(extra if isinstance(extra, dict) else _ANYTHING)
        shown = 0 if free or not words or len(words) > _LONGEST else list(words)
        return [
            "".join(sorted(kinds)),
            shown,
            {name: self.place(found) for name, found in sorted(parts.items())} or 0,
            self.place(entries) if entries else -1,
            self.place(others) if others else -1,
        ]

    def _join(self) -> None:
        """Let shapes that say the same be one, as long as there are any."""
        while True:
            first: dict[str, int] = {}
            moved = [first.setdefault(json.dumps(shape), place) for place, shape in enumerate(self.shapes)]
            kept = sorted(set(moved))
            if len(kept) == len(self.shapes):
                return
            new = {old: place for place, old in enumerate(kept)}

            def at(place: int, moved: list[int] = moved, new: dict[int, int] = new) -> int:
                return new[moved[place]] if place >= 0 else -1

            self.shapes = [
                [kinds, words, parts and {name: at(part) for name, part in parts.items()}, at(entry), at(other)]
                for kinds, words, parts, entry, other in (self.shapes[old] for old in kept)
            ]
