"""Look-ups in prose, as MyST roles: {q}`id`, {on}`id`, {says}`id` and the others of `explainer.references.phrases`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from explainer.model.faults import Faults
from explainer.model.rows import Claim
from explainer.references import phrases
from explainer.references.citation import CLASSES
from explainer.site import memory

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from explainer.query.ledger import Ledger

logger = logging.getLogger(__name__)


class datum(nodes.Inline, nodes.TextElement):
    """Words that were looked up: a link to the row `kind`, `id`."""


class note_call(nodes.Inline, nodes.Element):
    """The place where a note is called; `keys` are the rows it tells about, `number` comes later (see notes.py).

    `year` names the event whose year is called although its sentence does not print it; "" everywhere else.
    """


class PhraseRole(SphinxRole):
    """One look-up. A capital first letter of the role's name begins a sentence."""

    def __call__(self, name: str, *args: Any, **options: Any) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Keep the role's name as it was written; Sphinx hands on small letters."""
        self.written = name
        return super().__call__(name, *args, **options)

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Give the words, and the place of their note."""
        try:
            found = phrases.resolve(self.written, self.text, memory.ledger(self.env), self.env.docname)
        except Faults as error:
            for fault in error.faults:
                logger.error("%s %s", fault.row, fault.message, location=self.get_location(), type="explainer")
            return [nodes.literal(self.rawtext, self.text)], []
        made: list[nodes.Node] = []
        if found.text:
            first = found.uses[0]
            word = datum(self.rawtext, "", kind=first.kind, id=first.id, docname=self.env.docname)
            word += nodes.Text(found.text)
            # Names stay plain words: a link on every mention of a person would hide those that matter.
            made.append(word if first.kind in CLASSES or first.kind == "term" else nodes.Text(found.text))
        keys = list(dict.fromkeys((use.kind, use.id) for use in found.notes))
        if keys:
            year = self.text if self.written.lower() == "y" and _unprinted(found, memory.ledger(self.env)) else ""
            made.append(note_call(self.rawtext, keys=keys, docname=self.env.docname, year=year))
        return made, []


def _unprinted(year: phrases.Found, ledger: Ledger) -> bool:
    """Tell whether the sentence that a year rests on leaves the year away."""
    quote = ledger.by_id(Claim)[year.uses[0].id].quote
    return not any(digits in quote for digits in re.findall(r"\d{4}", year.text))


def setup(app: Sphinx) -> None:
    """Register every role of `explainer.references.phrases`."""
    for name in phrases.ROLES:
        app.add_role(name, PhraseRole())
