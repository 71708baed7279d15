"""The pages that earn trust: evidence, source, outside checks, what came after, people, data, method.

One directive a piece, one file an idea. A piece knows no subject: all its words come from the ledger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.site.trust import (
    aftermath,
    assets,
    chain,
    checks,
    derived,
    dictionary,
    evidence,
    files,
    linked_data,
    more,
    panel,
    people,
    piece,
    proof,
    readings,
    record,
    scorecard,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOMS = (evidence, panel, checks, aftermath, readings, chain, people, dictionary, derived, record, scorecard)


def setup(app: Sphinx) -> None:
    """Set up every piece, the files they offer, and the proof that every claim is used."""
    for room in ROOMS:
        piece.register(app, room.PIECES)
    for part in (piece, files, assets, more, linked_data, proof):
        part.setup(app)
