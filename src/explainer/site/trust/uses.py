"""Where a row is used: the way back from the evidence to every note and figure that leans on it.

A figure that draws every claim there is (the strip of the article, say) shows the ledger, not a claim: it is named
once, and does not count as a use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from explainer.references.citation import split_ref
from explainer.site import memory
from explainer.site.trust.piece import Place

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class UsePlace:
    """A note or figure: short words for the link, the whole name for those who hear it, and the address."""

    short: str
    name: str
    href: str


@dataclass(frozen=True)
class UsePage:
    """A page that uses a row, and its places in order."""

    title: str
    places: tuple[UsePlace, ...]


def overviews(env: BuildEnvironment) -> dict[str, memory.PlacedFigure]:
    """Give the figures that draw every claim of the ledger."""
    claims = {("claim", id) for id in memory.ledger(env).ids("claims")}
    return {
        id: placed
        for id, placed in memory.figures(env).items()
        if claims and claims <= {split_ref(row.ref) for row in placed.record.rows}
    }


def uses(env: BuildEnvironment) -> dict[memory.Key, list[memory.Use]]:
    """Give every use of every row, leaving out overviews unless their own words name the row."""
    left_out = {}
    for id, placed in overviews(env).items():
        left_out[placed.docname, f"figure-{id}"] = {split_ref(ref) for ref in placed.record.named}
    found: dict[memory.Key, list[memory.Use]] = {}
    for key, places in memory.all_uses(env).items():
        kept = [use for use in places if key in left_out.get((use.docname, use.anchor), {key})]
        if kept:
            found[key] = kept
    return found


def used_on(place: Place, found: list[memory.Use]) -> list[UsePage]:
    """Gather uses page by page, as links."""
    pages: dict[str, list[memory.Use]] = {}
    for use in found:
        pages.setdefault(use.docname, []).append(use)
    return [UsePage(uses[0].title, tuple(_called(place, use) for use in uses)) for uses in pages.values()]


def _called(place: Place, use: memory.Use) -> UsePlace:
    """Name a place of use; a figure by its number on its page, as the page itself calls it."""
    href = place.page(use.docname, use.anchor)
    if not use.anchor.startswith("figure-"):
        return UsePlace(use.label, use.label, href)
    figures = list(memory.page(place.env, use.docname).figures)
    short = f"figure {figures.index(use.anchor.removeprefix('figure-')) + 1}"
    return UsePlace(short, f"{short}: {use.label}", href)
