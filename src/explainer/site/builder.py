"""The site's addresses: pages of the book's own folder stand at the top, so `book/index` is `/index.html`.

The same whichever way the book is built: plain `jupyter-book build .` uses this builder too.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError


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
        """Give a page's name as addresses show it."""
        return docname.removeprefix(self.folder)

    def full(self, bare: str) -> str:
        """Give the page that an address's name belongs to."""
        return self.folder + bare if self.folder + bare in self.env.all_docs else bare

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

    def update_page_context(self, pagename: str, templatename: str, ctx: dict[str, Any], event_arg: Any) -> None:
        """Name the page's own address without the folder too."""
        if ctx.get("pageurl"):
            ctx["pageurl"] = f"{self.config.html_baseurl.rstrip('/')}/{self.get_target_uri(pagename)}"
