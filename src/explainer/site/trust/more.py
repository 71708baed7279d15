"""The further pages of a long evidence, one for each block of claims, and the way to a claim that moved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from explainer.site import memory
from explainer.site.blocks import cut
from explainer.site.trust.claim_row import in_order
from explainer.site.trust.evidence import Gathered, write_block
from explainer.site.trust.piece import Place

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SCRIPT, INDEX = "blocks.js", "claims.js"
Made = tuple[str, dict[str, Any], str]


def _pages(app: Sphinx) -> Iterator[Made]:
    found = cut(app)
    gathered = None
    for at, block in enumerate(found):
        if at == 0:
            continue
        place = Place(app.builder, block.page)
        gathered = gathered or Gathered.of(place)
        name, claims = app.env.titles[found[0].page].astext(), f"Claims {block.first} to {block.last}"
        title = f"{name}: {claims}"
        said = f'<span class="kicker">{escape(name)}</span> <span class="asked">{claims}</span>'
        head = f'<header class="opening"><h1>{said}</h1></header>'
        body = f"<section>{head}{write_block(place, found, at, gathered)}</section>"
        yield block.page, {"title": title, "body": body, "claims": True}, "page.html"


def _load(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    # The first block stands on a page of the table of contents.
    if context.get("claims") or any(block.page == pagename for block in cut(app)[:1]):
        app.add_js_file(SCRIPT, loading_method="defer")


def _bring(app: Sphinx) -> None:
    if app.builder.name == "html":
        app.config.html_static_path.append(str(Path(__file__).parent / SCRIPT))


def _index(app: Sphinx, error: Exception | None) -> None:
    """Say on which page each claim stands."""
    found = cut(app) if error is None else []
    if found:
        ids = [row.id for row in in_order(memory.ledger(app.env))]
        pages = [
            [app.builder.get_target_uri(block.page).rpartition("/")[2], " ".join(ids[block.first - 1 : block.last])]
            for block in found
        ]
        written = f"explainerClaims({json.dumps(pages, ensure_ascii=False, separators=(',', ':'))});\n"
        (Path(app.outdir) / "_static" / INDEX).write_text(written, "utf-8")


def setup(app: Sphinx) -> None:
    """Add the pages when the book's own stand."""
    app.connect("builder-inited", _bring)
    app.connect("html-collect-pages", _pages)
    app.connect("html-page-context", _load)
    app.connect("build-finished", _index)
