"""Addresses inside the book: of pages, rows and places, right for every edition and from every folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from explainer.site import blocks, memory

if TYPE_CHECKING:
    from sphinx.builders import Builder

logger = logging.getLogger(__name__)


def anchor(builder: Builder, docname: str, local: str) -> str:
    """Give the id for a place on a page; in the edition on one page it carries the page's name to stay unique."""
    return f"{docname.rpartition('/')[2]}-{local}" if builder.name == "singlehtml" else local


def page(builder: Builder, source: str, target: str, local: str = "") -> str:
    """Give the address of a page, or of a place on it.

    Parameters
    ----------
    builder: the edition being written.
    source, target: page that links and page linked to (docnames).
    local: the place's id on its page, as `anchor` takes it.
    """
    fragment = f"#{anchor(builder, target, local)}" if local else ""
    if fragment and (source == target or builder.name == "singlehtml"):
        return fragment
    return builder.get_relative_uri(source, target) + fragment


def home(builder: Builder, kind: str, id: str) -> str | None:
    """Give the page on which a row stands (docname); None when no page is its home."""
    assert builder.env is not None
    found = memory.home(builder.env, kind, id)
    return blocks.page(builder, memory.ledger(builder.env), found, kind, id) if found else None


def href(builder: Builder, source: str, kind: str, id: str) -> str | None:
    """Give the address of a row of the ledger; None, with a warning, when no page is its home.

    Parameters
    ----------
    builder: the edition being written.
    source: the page that links (docname).
    kind, id: the row, as in `#claim-poll-no`.
    """
    there = home(builder, kind, id)
    if there is None:
        warned: set[str] = builder.app.__dict__.setdefault("explainer_warned", set())
        if kind not in warned:
            logger.warning("no page lists rows of kind %r, so links to them are left out", kind, type="explainer")
        warned.add(kind)
        return None
    fragment = f"#{kind}-{id}"
    # Rows are unique in the whole book, so their ids never carry a page's name.
    if there == source or builder.name == "singlehtml":
        return fragment
    return builder.get_relative_uri(source, there) + fragment
