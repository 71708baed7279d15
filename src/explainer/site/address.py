"""Addresses: of the book on the web, and of pages, places and rows inside it, right from every folder.

Where the book stands is one setting: `html.baseurl` in `_config.yml` (Sphinx's `html_baseurl`), or the environment
variable `BOOK_ADDRESS`, which wins: a workflow knows where it publishes, the book need not. Without either, what needs
a whole address is left out.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.util import logging

from explainer.site.domain import domain

VARIABLE = "BOOK_ADDRESS"
logger = logging.getLogger(__name__)


def checked(address: str) -> str:
    """Give a base address with one slash at its end; "" stays "".

    Raises ValueError when it is not the plain address of a folder.
    """
    if not address.strip():
        return ""
    parts = urlsplit(address.strip())
    more = parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in ("http", "https") or not parts.hostname or more:
        raise ValueError(f"{address!r} is no base address: it must look like https://example.org/book/")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"


def settle_base(app: Sphinx, config: Config) -> None:
    """Settle the book's address before anything asks for it."""
    try:
        config.html_baseurl = checked(os.environ.get(VARIABLE, "") or str(config.html_baseurl or ""))
    except ValueError as error:
        raise ExtensionError(f"{VARIABLE} or html.baseurl: {error}") from None


def base(config: Config) -> str:
    """Give the book's address with its slash, "" when it is not known."""
    return str(config.html_baseurl)


def absolute(config: Config, path: str) -> str:
    """Give the whole address of a path inside the site, "" when the book does not know its own."""
    return base(config) + path if base(config) else ""


def page_address(builder: Builder, source: str, target: str, local: str = "") -> str:
    """Give the address of a page, or of a place on it.

    Parameters
    ----------
    builder: the site being written.
    source, target: page that links and page linked to (docnames).
    local: the place's id on its page.
    """
    fragment = f"#{local}" if local else ""
    return fragment if fragment and source == target else builder.get_relative_uri(source, target) + fragment


def row_address(builder: Builder, source: str, kind: str, id: str) -> str | None:
    """Give the address of a row of the ledger; None, with a warning for its kind, when it stands on no page.

    Parameters
    ----------
    builder: the site being written.
    source: the page that links (docname).
    kind, id: the row, as in `#claim-poll-no`.
    """
    there = domain(builder.env).target(kind, id)
    if there is not None:
        return page_address(builder, source, there, f"{kind}-{id}")
    warned: set[str] = builder.app.__dict__.setdefault("explainer_warned", set())
    if kind not in warned:
        logger.warning("no page lists rows of kind %r, so links to them are left out", kind, type="explainer")
        warned.add(kind)
    return None
