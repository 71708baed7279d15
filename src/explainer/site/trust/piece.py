"""A piece of a trust page: a directive that leaves a mark on the page, filled when the page is written.

Filled late, because only then is known who uses which row, and where every row is at home.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from explainer import query as queries
from explainer.query.ledger import Ledger
from explainer.site import links, memory
from explainer.site.citation_html import templates

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
#: Editions that are files beside each other, and can offer other files to take along.
_WITH_FILES = ("html", "dirhtml")


@dataclass(frozen=True)
class Place:
    """Where a piece stands: what it needs to look rows up and to link to them.

    Parameters
    ----------
    builder: the edition being written.
    docname: the page.
    level: of a heading in the piece: 3 below a section of the page.
    """

    builder: Builder
    docname: str
    level: int = 2

    @property
    def env(self) -> BuildEnvironment:
        """What Sphinx remembers of all pages."""
        assert self.builder.env is not None
        return self.builder.env

    @property
    def ledger(self) -> Ledger:
        """The book's ledger."""
        return memory.ledger(self.env)

    @property
    def with_files(self) -> bool:
        """True when the edition has files to take along, and pages that scripts can filter."""
        return self.builder.name in _WITH_FILES

    def label(self, kind: str, key: str) -> str:
        """Give the vocabulary's word for a key: of a verdict, a modality, a chapter."""
        return queries.label(self.ledger, kind, key) if key else ""

    def meaning(self, kind: str, key: str) -> str:
        """Give what the vocabulary says a key means, "" when it says nothing."""
        return str(self.ledger.vocabulary.get(kind, {}).get(key, {}).get("words", ""))

    def address(self, kind: str, id: str) -> str | None:
        """Give the address of a row, None when no page is its home."""
        return links.href(self.builder, self.docname, kind, id) if id else None

    def page(self, docname: str, anchor: str = "") -> str:
        """Give the address of a page or of a place on it."""
        return links.page(self.builder, self.docname, docname, anchor)

    def fill(self, template: str, **given: Any) -> str:
        """Fill a template of `templates/trust`."""
        return templates().get_template(f"trust/{template}.html").render(**{"place": self, "level": self.level} | given)


@dataclass(frozen=True)
class Piece:
    """One directive.

    Parameters
    ----------
    name: of the directive.
    write: gives the HTML for a place and the directive's argument.
    homes: kinds of rows that stand in the piece under the ids `kind-ID`, each with its table; "" for all of its kind.
    words: gives the text that the site's search should know.
    choices: gives what the argument may be; without it the directive takes none.
    """

    name: str
    write: Callable[[Place, str], str]
    homes: Mapping[str, str] = field(default_factory=dict)
    words: Callable[[Ledger, str], Iterable[str]] = lambda ledger, argument: ()
    choices: Callable[[Ledger], Iterable[str]] | None = None


class piece_node(nodes.General, nodes.Element):
    """The place of a piece: its `name`, `argument` and `docname`; its words are children, for the search."""


_pieces: dict[str, Piece] = {}


class PieceDirective(SphinxDirective):
    """Leaves the mark, and says which rows are at home on this page."""

    has_content = False
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Give the mark; an argument that the piece cannot take is an error of the page."""
        piece, ledger = _pieces[self.name], memory.ledger(self.env)
        argument = self.arguments[0].strip() if self.arguments else ""
        choices = list(piece.choices(ledger)) if piece.choices else [""]
        if argument not in choices:
            known = f"takes one of {', '.join(choices)}" if piece.choices else "takes no argument"
            raise self.error(f"{{{self.name}}} {known}, not {argument!r}")
        for kind, table in piece.homes.items():
            ids = ledger.ids(table) if table else []
            if ids or not table:
                memory.give_home(self.env, self.env.docname, kind, ids)
        node = piece_node("", name=piece.name, argument=argument, docname=self.env.docname)
        # The site's search reads the finished pages; only editions without HTML say the words themselves.
        if self.env.app.builder.format != "html":
            node += [nodes.paragraph(text, text) for text in piece.words(ledger, argument) if text]
        self.set_source_info(node)
        return [node]


def _visit(translator: Any, node: piece_node) -> None:
    place = Place(translator.builder, node["docname"], min(6, max(2, translator.section_level + 1)))
    translator.body.append(_pieces[node["name"]].write(place, node["argument"]))
    raise nodes.SkipNode


def _pass(translator: Any, node: piece_node) -> None:
    """Leave the words to editions that have no HTML."""


def stands_on(doctree: nodes.Node | None, name: str) -> bool:
    """Tell whether a piece stands on a page."""
    return doctree is not None and any(node["name"] == name for node in doctree.findall(piece_node))


def docnames(env: BuildEnvironment, kind: str) -> list[str]:
    """Give the pages where rows of a kind are at home."""
    return [docname for docname in sorted(env.found_docs) if kind in memory.page(env, docname).homes]


def register(app: Sphinx, pieces: Iterable[Piece]) -> None:
    """Teach Sphinx a directive for each piece."""
    for piece in pieces:
        _pieces[piece.name] = piece
        app.add_directive(piece.name, PieceDirective, override=True)


def setup(app: Sphinx) -> None:
    """Teach Sphinx what a piece is."""
    other = (_pass, _pass)
    app.add_node(piece_node, html=(_visit, None), latex=other, text=other, man=other, texinfo=other)
