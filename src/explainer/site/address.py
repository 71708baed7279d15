"""Addresses: of the book on the web, and of pages, places and rows inside it, right from every folder.

Pages of the book's own folder stand at the top, so `book/index` is `/index.html`, whichever way the book is built:
plain `jupyter-book build .` uses this builder too.

Where the book stands is one setting: `html.baseurl` in `_config.yml` (Sphinx's `html_baseurl`), or the environment
variable `BOOK_ADDRESS`, which wins: a workflow knows where it publishes, the book need not. Without either, what needs
a whole address is left out.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.util import logging

from explainer.model import Json
from explainer.site.domain import domain

VARIABLE = "BOOK_ADDRESS"
logger = logging.getLogger(__name__)


class SiteBuilder(StandaloneHTMLBuilder):
    """Sphinx's HTML builder without the root page's folder in the addresses."""

    name = "html"
    # The book has its own index, see `search_index`.
    search = False

    @cached_property
    def folder(self) -> str:
        """The folder that is left out, with its slash; "" when the root page has none."""
        parent = PurePosixPath(self.config.root_doc).parent
        return "" if parent == PurePosixPath(".") else f"{parent}/"

    def bare(self, docname: str) -> str:
        """Give a page's name as addresses show it; the first page is `index`, whatever its file is called."""
        return "index" if docname == self.config.root_doc else docname.removeprefix(self.folder)

    def prepare_writing(self, docnames: set[str]) -> None:
        """Refuse a book in which two pages would have one address.

        Raises ExtensionError naming both.
        """
        taken: dict[str, str] = {}
        for docname in sorted(self.env.all_docs):
            other = taken.setdefault(self.bare(docname), docname)
            if other != docname:
                raise ExtensionError(f"{other} and {docname} would both be {self.bare(docname)}.html: rename one")
        super().prepare_writing(docnames)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Give a page's address inside the site."""
        return super().get_target_uri(self.bare(docname), typ)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Give a page's address seen from another; every row that is linked asks, so each pair is worked out once."""
        if (from_, to) not in self._relative:
            self._relative[from_, to] = super().get_relative_uri(from_, to, typ)
        return self._relative[from_, to]

    @cached_property
    def _relative(self) -> dict[tuple[str, str], str]:
        return {}

    def get_outfilename(self, pagename: str) -> str:
        """Give the file a page is written to."""
        return super().get_outfilename(self.bare(pagename))

    def update_page_context(self, pagename: str, templatename: str, ctx: Json, event_arg: object) -> None:
        """Name the page's own address without the folder too."""
        if ctx.get("pageurl"):
            ctx["pageurl"] = absolute(self.config, self.get_target_uri(pagename))


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
    known = domain(builder.env)
    if there := known.target(kind, id):
        return page_address(builder, source, there, f"{kind}-{id}")
    if kind not in known.homeless:
        logger.warning("no page lists rows of kind %r, so links to them are left out", kind, type="explainer")
        known.homeless.add(kind)
    return None
