"""Where a row is used: the way back from the evidence to every note and figure that leans on it.

A figure that draws every claim there is (the strip of the article, say) shows the ledger, not a claim: it is named
once, and does not count as a use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from explainer.references import phrases
from explainer.site import memory
from explainer.site.trust.piece import Place
from explainer.site.witness import read_ref

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


def overviews(env: BuildEnvironment) -> dict[str, memory.FigureRecord]:
    """Give the figures that draw every claim of the ledger."""
    claims = {("claim", id) for id in memory.ledger(env).rows["claims"]}
    return {
        id: record
        for id, record in memory.figures(env).items()
        if claims and claims <= {read_ref(row["ref"]) for row in record.payload["rows"]}
    }


def uses(env: BuildEnvironment) -> dict[memory.Key, list[memory.Use]]:
    """Give every use of every row, leaving out overviews unless their own words name the row."""
    left_out = {}
    for id, record in overviews(env).items():
        texts = (record.payload[name] for name in ("title", "takeaway", "alt", "not_shown"))
        named = {(use.kind, use.id) for text in texts for use in phrases.uses(text, memory.ledger(env))}
        left_out[record.docname, f"figure-{id}"] = named
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
