"""All directives that list rows of the ledger, by name."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from explainer.site import editions
from explainer.site.evidence import claims, derived_list, outside, package_files, people, scorecard, sources
from explainer.site.evidence.directive import Part, Place, part_node

PARTS: dict[str, Part] = {
    part.name: part
    for room in (claims, outside, sources, people, derived_list, package_files, scorecard, editions)
    for part in room.PARTS
}


def visit_part(translator: Any, node: part_node) -> None:
    """Fill a part."""
    place = Place(translator.builder, node["docname"], min(6, max(2, translator.section_level + 1)))
    translator.body.append(PARTS[node["name"]].write(place, node["argument"]))
    raise nodes.SkipNode
