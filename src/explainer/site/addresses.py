"""The site's addresses: pages of the book's own folder stand at the top, so `book/index` is `/index.html`.

The same whichever way the book is built: plain `jupyter-book build .` uses this builder too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_INDEX = ("Search.setIndex(", ")")


class Builder(StandaloneHTMLBuilder):
    """Sphinx's HTML builder without the root page's folder in the addresses."""

    name = "html"

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

    def load_indexer(self, docnames: Iterable[str]) -> None:
        """Take up an earlier search index, whose pages are named as addresses show them."""
        self._rename_in_index(self.full)
        super().load_indexer(docnames)

    def dump_search_index(self) -> None:
        """Write the search index, whose results are addresses."""
        super().dump_search_index()
        self._rename_in_index(self.bare)

    def _rename_in_index(self, rename: Callable[[str], str]) -> None:
        path = Path(self.outdir) / self.searchindex_filename
        head, tail = _INDEX
        try:
            index = json.loads(path.read_text("utf-8").removeprefix(head).removesuffix(tail))
            index["docnames"] = [rename(docname) for docname in index["docnames"]]
        except (OSError, ValueError, KeyError):
            return  # No index yet: the first build of this folder.
        path.write_text(
            head + json.dumps(index, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + tail, "utf-8"
        )


class OnePage(SingleFileHTMLBuilder):
    """Sphinx's builder of one page, written where its own links to `_static` say that it stands: at the top."""

    name = "singlehtml"

    def get_outfilename(self, pagename: str) -> str:
        """Give the file the page is written to."""
        return super().get_outfilename(PurePosixPath(pagename).name)


def setup(app: Sphinx) -> None:
    """Put these builders in the place of Sphinx's own."""
    app.add_builder(Builder, override=True)
    app.add_builder(OnePage, override=True)
