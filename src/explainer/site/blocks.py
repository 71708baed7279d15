"""Claims too many for one page: those of a long article stand in blocks, each on a page of its own.

The first block stays on the page that asks for the evidence, so a book with few claims has no others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from explainer.model.rows import Claim
from explainer.query.ledger import Ledger
from explainer.site import memory

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

#: Up to how many claims stand on one page, and how many on each where there are more.
LONG, SIZE = 600, 250


@dataclass(frozen=True)
class Block:
    """A block of claims: its page, and the numbers of its first and last claim."""

    page: str
    first: int
    last: int


@lru_cache(maxsize=8)
def blocks(total: int, home: str) -> tuple[Block, ...]:
    """Give all blocks in order.

    Parameters
    ----------
    total: how many claims there are.
    home: the page of the evidence (docname).
    """
    size = SIZE if total > LONG else max(total, 1)
    starts = range(1, max(total, 1) + 1, size)
    return tuple(Block(_page(home, at), first, min(first + size - 1, total)) for at, first in enumerate(starts))


def cut(app: Sphinx) -> tuple[Block, ...]:
    """Give all blocks of a book whose evidence does not fit one page; none for other books and editions."""
    claims = memory.ledger(app.env).ids("claims")
    if app.builder.name != "html" or len(claims) <= LONG:
        return ()
    home = memory.home(app.env, "claim", next(iter(claims)))
    return blocks(len(claims), home) if home else ()


def page(builder: Builder, ledger: Ledger, home: str, kind: str, id: str) -> str:
    """Give the page on which a row stands, where its kind is at home on `home`."""
    if kind != "claim" or builder.name != "html" or len(ledger.by_id(Claim)) <= LONG:
        return home
    return _page(home, (ledger.number(id) - 1) // SIZE)


def _page(home: str, at: int) -> str:
    return f"{home}-{at + 1}" if at else home
