"""Notes: look-ups in prose call them, they are numbered on each page, told beside the sentence, listed once at the end.

Look-ups are MyST roles: {q}`id`, {on}`id`, {says}`id` and the others of `explainer.references.phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from explainer.model.faults import Faults
from explainer.model.rows import Claim
from explainer.query.ledger import Ledger
from explainer.references import phrases
from explainer.references.citation import CLASSES
from explainer.site.boxes import standfirst
from explainer.site.domain import Key, domain
from explainer.site.elements import box, make

logger = logging.getLogger(__name__)
# A sentence ends where a blank follows its stop; a note right after the stop still belongs to it.
_END = re.compile(r"[.!?][”’)]*\s")
_LETTERS_A_ROW = 75
USED_TITLE = "Sentences used on this page"


class datum(nodes.Inline, nodes.TextElement):
    """Words that were looked up: a link to the row `kind`, `id`."""


class note_call(nodes.Inline, nodes.Element):
    """The place where a note is called; `keys` are the rows it tells about, `number` comes later.

    `year` names the event whose year is called although its sentence does not print it; "" everywhere else.
    """


class margin_note(nodes.General, nodes.Element):
    """A note: `number`, `keys` of the rows it tells about, and those of them that were told `earlier`.

    `year` names the event whose year it explains, "" where it tells the rows themselves.
    """


class used_rows(nodes.General, nodes.Element):
    """The list of every row a page leans on."""


class LookUpRole(SphinxRole):
    """One look-up. A capital first letter of the role's name begins a sentence."""

    def __call__(self, name: str, *args: Any, **options: Any) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Keep the role's name as it was written; Sphinx hands on small letters."""
        self.written = name
        return super().__call__(name, *args, **options)

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Give the words, and the place of their note."""
        ledger = domain(self.env).ledger
        try:
            found = phrases.resolve(self.written, self.text, ledger, self.env.docname)
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
            year = self.text if self.written.lower() == "y" and _is_unprinted(found, ledger) else ""
            made.append(note_call(self.rawtext, keys=keys, docname=self.env.docname, year=year))
        return made, []


def _is_unprinted(year: phrases.Found, ledger: Ledger) -> bool:
    """Tell whether the sentence that a year rests on leaves the year away."""
    quote = ledger.by_id(Claim)[year.uses[0].id].quote
    return not any(digits in quote for digits in re.findall(r"\d{4}", year.text))


class NumberNotes(SphinxTransform):
    """Number the calls of a page and put each note behind the paragraph that calls it.

    One paragraph tells a row once, however often it names it; the next paragraph tells it again, because a reader is
    there now and not where the first note stood.
    """

    default_priority = 840

    def apply(self, **kwargs: object) -> None:
        """Work through one page."""
        docname, number = self.env.docname, 0
        told: dict[tuple[int, tuple[object, ...]], int] = {}
        first: set[tuple[str, Key]] = set()
        last = None
        _one_a_sentence(self.document)
        for call in list(self.document.findall(note_call)):
            call["apart"] = _is_apart(call)
            block = _block(call)
            seen = (id(block), (call["year"], *call["keys"]))
            if seen == last:
                # The same mark twice in a row says nothing new.
                call.parent.remove(call)
                continue
            last = seen
            if seen in told:
                call["number"], call["repeated"] = told[seen], True
                continue
            number += 1
            told[seen] = call["number"] = number
            in_heading = isinstance(block, nodes.title)
            year = call["year"]
            earlier = [key for key in call["keys"] if (year, key) in first]
            note = margin_note(
                number=number, keys=call["keys"], docname=docname, open=in_heading, earlier=earlier, year=year
            )
            first |= {(year, key) for key in call["keys"]}
            _put_behind(block, note)
            anchor = f"note-{number}" if in_heading else f"call-{number}"
            for key in call["keys"]:
                domain(self.env).add_use(docname, key, anchor, f"note {number}")
            if in_heading:
                _make_plain(block)
        self._list_used(docname)

    def _list_used(self, docname: str) -> None:
        said = domain(self.env).page(docname)
        # The page where the rows themselves stand needs no list of them.
        if not said.uses or said.targets:
            return
        top = self.document.next_node(nodes.section) or self.document
        name = f"sentences-used-{docname.rpartition('/')[2]}"
        section = nodes.section(ids=[name], names=[name], classes=["sentences-used"])
        section += [nodes.title(USED_TITLE, USED_TITLE), used_rows(docname=docname)]
        top += section


def _one_a_sentence(document: nodes.Element) -> None:
    """Let the last call of a sentence tell what all of them tell; a call that explains a year stays by itself."""
    calls: dict[tuple[int, int], list[note_call]] = {}
    heard: dict[int, str] = {}
    for node in list(document.findall(lambda node: isinstance(node, nodes.Text | note_call))):
        if isinstance(node, nodes.Text):
            key = id(_block(node)) if isinstance(node.parent, nodes.TextElement) else 0
            heard[key] = heard.get(key, "") + node.astext()
        elif not node["year"]:
            key = id(_block(node))
            ended = len(_END.findall(heard.get(key, "")))
            calls.setdefault((key, ended), []).append(node)
    for *before, last in calls.values():
        last["keys"] = list(dict.fromkeys(key for call in (*before, last) for key in call["keys"]))
        for call in before:
            call.parent.remove(call)


def _is_apart(call: nodes.Element) -> bool:
    """True for a call that only a full stop or a comma parts from the one before: "10.11" looks like one number."""
    place = call.parent.index(call)
    before, stop = call.parent[max(0, place - 2)], call.parent[place - 1]
    return place > 1 and isinstance(before, note_call) and stop.astext() in (".", ",")


def _block(call: nodes.Element) -> nodes.Element:
    """Find the block that holds a call: the outermost text around it."""
    block: nodes.Element = call
    while isinstance(block.parent, nodes.TextElement | nodes.line_block | nodes.definition_list_item):
        block = block.parent
    return block


def _put_behind(block: nodes.Element, note: margin_note) -> None:
    """Put a note behind a block and the notes already there; a defined term's note goes into its definition."""
    if isinstance(block, nodes.definition_list_item):
        next(block.findall(nodes.definition)).insert(0, note)
        return
    parent = block.parent
    place = parent.index(block) + 1
    while place < len(parent) and isinstance(parent[place], margin_note):
        place += 1
    parent.insert(place, note)


def _make_plain(title: nodes.Element) -> None:
    """Leave only words in a heading: it is copied into tables of contents, where links and marks cannot stand."""
    for call in list(title.findall(note_call)):
        call.parent.remove(call)
    for word in list(title.findall(datum)):
        word.parent.replace(word, nodes.Text(word.astext()))


def group_notes(app: Sphinx, doctree: nodes.document) -> None:
    """Put a paragraph and the notes it calls into one box, so that the notes can stand beside it."""
    for parent in [node for node in doctree.findall(nodes.Element) if _may_hold(node)]:
        children: list[nodes.Node] = []
        for child in list(parent.children):
            if not isinstance(child, margin_note) or not children or isinstance(children[-1], nodes.title):
                # A heading's note stands open under it.
                children.append(child)
            elif isinstance(last := children[-1], box) and "para" in last["classes"]:
                next(_boxes(last, "notes")).append(child)
            else:
                children[-1] = make("div", "para", children[-1], make("div", "notes", child))
        parent.children = []
        parent.extend(children)
    for para in _boxes(doctree, "para"):
        # A row told in the margin is about as high as so many letters of the text are: more rows stand below it.
        rows = sum(len(note["keys"]) for note in para.findall(margin_note))
        if rows * _LETTERS_A_ROW > len(para[0].astext()):
            next(_boxes(para, "notes"))["classes"].append("below")


def _boxes(inside: nodes.Element, kind: str) -> Iterator[box]:
    return (node for node in inside.findall(box) if kind in node["classes"])


def _may_hold(node: nodes.Element) -> bool:
    """Tell whether a box can stand here: not inside lists and tables, where a note follows its words."""
    if isinstance(node, nodes.section | standfirst):
        return True
    return isinstance(node, box) and bool({"answer", "try-question"} & set(node["classes"]))
