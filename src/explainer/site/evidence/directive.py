"""Parts of pages that list rows of the ledger: a directive leaves a mark, filled when the page is written.

Filled late, because only then is known who uses which row, and where every row stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from docutils import nodes
from markupsafe import Markup
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from explainer.amounts.amount import of_finding
from explainer.figures.record import looked_up
from explainer.model.rows import Event, Finding
from explainer.query import shared
from explainer.query.ledger import Ledger
from explainer.references.citation import published_words
from explainer.site.address import page_address, row_address
from explainer.site.citation_html import templates, text_html
from explainer.site.domain import ExplainerDomain, Use, domain
from explainer.text import dates

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Place:
    """Where a part stands: what it needs to look rows up and to link to them.

    Parameters
    ----------
    builder: the site being written.
    docname: the page.
    level: of a heading in the part: 3 below a section of the page.
    source: the part's line in its file, to say what is wrong there.
    """

    builder: Builder
    docname: str
    level: int = 2
    source: nodes.Node | None = None

    def warn(self, message: str) -> None:
        """Stop the build with a message that names the part's line."""
        logger.warning(message, location=self.source or self.docname, type="explainer")

    @property
    def domain(self) -> ExplainerDomain:
        """What is known of all pages."""
        return domain(self.builder.env)

    @property
    def env(self) -> BuildEnvironment:
        """Sphinx's own knowledge of all pages."""
        assert self.builder.env is not None
        return self.builder.env

    @property
    def ledger(self) -> Ledger:
        """The book's ledger."""
        return self.domain.ledger

    def label(self, kind: str, key: str) -> str:
        """Give the vocabulary's word for a key: of a verdict, a modality, a chapter."""
        return shared.label(self.ledger, kind, key) if key else ""

    def meaning(self, kind: str, key: str) -> str:
        """Give what the vocabulary says a key means, "" when it says nothing."""
        return str(self.ledger.vocabulary.get(kind, {}).get(key, {}).get("words", ""))

    def address(self, kind: str, id: str) -> str | None:
        """Give the address of a row, None when it stands on no page."""
        return row_address(self.builder, self.docname, kind, id) if id else None

    def page(self, docname: str, anchor: str = "") -> str:
        """Give the address of a page or of a place on it."""
        return page_address(self.builder, self.docname, docname, anchor)

    def number(self, claim: str) -> int:
        """Give a claim's number, 0 for none."""
        return self.ledger.number(claim) if claim else 0

    def uses(self, kind: str, id: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """Give the pages that use a row, each with its places: short words, the whole name, the address."""
        pages: dict[str, list[Use]] = {}
        for use in self.domain.counted_uses.get((kind, id), []):
            pages.setdefault(use.docname, []).append(use)
        return [(found[0].title, [self._called(use) for use in found]) for found in pages.values()]

    def _called(self, use: Use) -> tuple[str, str, str]:
        """Name a place of use; a figure by its number on its page, as the page itself calls it."""
        href = self.page(use.docname, use.anchor)
        if not use.anchor.startswith("figure-"):
            return use.label, use.label, href
        figures = list(self.domain.page(use.docname).figures)
        short = f"figure {figures.index(use.anchor.removeprefix('figure-')) + 1}"
        return short, f"{short}: {use.label}", href

    def weak_source(self, row: Finding) -> str:
        """Give the word of warning for a source to be read with care, else ""."""
        return shared.weak(self.ledger, row)

    def amount(self, row: Finding) -> str:
        """Give a finding's number with hedge and unit; most findings give none."""
        try:
            return of_finding(self.ledger, row).full
        except ValueError:
            return ""

    def text(self, written: str, where: str) -> Markup:
        """Write a text of a table, its look-ups put in; `where` names it when one fails."""
        return text_html(looked_up(written, self.ledger, where)[0], self.address)

    def fill(self, template: str, **given: object) -> str:
        """Fill a template of `templates/trust`."""
        helpers = {"published": published_words, "when": _when, "amount": self.amount, "weak_source": self.weak_source,
                   "publisher": shared.publisher}  # fmt: skip
        about = {"place": self, "level": self.level}
        return templates().get_template(f"trust/{template}.html").render(**helpers | about | given)


def _when(row: Finding | Event) -> str:
    """Say when what a row reports was so."""
    try:
        return dates.words(row.date, row.certainty) if row.date else ""
    except ValueError:
        return row.date


@dataclass(frozen=True)
class Part:
    """One directive.

    Parameters
    ----------
    name: of the directive.
    write: gives the HTML for a place and the directive's argument.
    targets: kinds of rows that stand in the part under the ids `kind-ID`, each with its table; "" for all of its kind.
    choices: gives what the argument may be; without it the directive takes none, and with None what it wants.
    """

    name: str
    write: Callable[[Place, str], str]
    targets: Mapping[str, str] = field(default_factory=dict)
    choices: Callable[[Ledger], Iterable[str]] | None = lambda ledger: ("",)


class part_node(nodes.General, nodes.Element):
    """The place of a part: the `part`, its `argument` and `docname`."""


class PartDirective(SphinxDirective):
    """Leaves the mark, and says which rows stand on this page."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    part: ClassVar[Part]

    def run(self) -> list[nodes.Node]:
        """Give the mark; an argument that the part cannot take is an error of the page."""
        ledger, said = domain(self.env).ledger, domain(self.env).page(self.env.docname)
        argument = "\n".join([*self.arguments, *self.content]).strip()
        choices = list(self.part.choices(ledger)) if self.part.choices else [argument]
        if argument not in choices:
            known = f"takes one of {', '.join(choices)}" if any(choices) else "takes no argument"
            raise self.error(f"{{{self.name}}} {known}, not {argument!r}")
        for kind, table in self.part.targets.items():
            ids = ledger.ids(table) if table else []
            if ids or not table:
                said.targets.setdefault(kind, set()).update(ids)
        said.parts.append((self.part.name, argument))
        node = part_node("", name=self.part.name, argument=argument, docname=self.env.docname)
        self.set_source_info(node)
        return [node]


def directive(part: Part) -> type[PartDirective]:
    """Make the directive of a part."""
    return type(f"{part.name}Directive", (PartDirective,), {"part": part})
