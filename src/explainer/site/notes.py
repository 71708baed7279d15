"""Notes: numbered on each page, told beside the sentence that calls them, and listed once more at its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from explainer.site import memory, roles
from explainer.site.note_html import call_html, datum_html, note_html, used_html
from explainer.site.roles import datum, note_call

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Editions that print a datum's words and leave its note away.
_WITHOUT_NOTES = ("latex", "text", "man", "texinfo")
# A sentence ends where a blank follows its stop; a note right after the stop still belongs to it.
_END = re.compile(r"[.!?][”’)]*\s")
USED_TITLE = "Sentences used on this page"


class margin_note(nodes.General, nodes.Element):
    """A note: `number`, `keys` of the rows it tells about, and those of them that were told `earlier`.

    `year` names the event whose year it explains, "" where it tells the rows themselves.
    """


class used_rows(nodes.General, nodes.Element):
    """The list of every row a page leans on."""


class NumberNotes(SphinxTransform):
    """Number the calls of a page and put each note behind the paragraph that calls it.

    One paragraph tells a row once, however often it names it; the next paragraph tells it again, because a reader is
    there now and not where the first note stood.
    """

    default_priority = 840

    def apply(self, **kwargs: Any) -> None:
        """Work through one page."""
        docname = self.env.docname
        number = 0
        told: dict[tuple[int, Any], int] = {}
        first: set[Any] = set()
        last = None
        _one_a_sentence(self.document)
        for call in list(self.document.findall(note_call)):
            call["apart"] = _apart(call)
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
                memory.add_use(self.env, docname, key, anchor, f"note {number}")
            if in_heading:
                _make_plain(block)
        self._list_used(docname)

    def _list_used(self, docname: str) -> None:
        said = memory.page(self.env, docname)
        # The page where the rows themselves stand needs no list of them.
        if not said.uses or said.homes:
            return
        top = self.document.next_node(nodes.section) or self.document
        # In the edition on one page every page has such a section.
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


def _apart(call: nodes.Element) -> bool:
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
        block.next_node(nodes.definition).insert(0, note)  # type: ignore[union-attr]
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


def _visit_datum(translator: Any, node: datum) -> None:
    translator.body.append(datum_html(translator.builder, node))
    raise nodes.SkipNode


def _visit_call(translator: Any, node: note_call) -> None:
    translator.body.append(call_html(translator.builder, node))
    raise nodes.SkipNode


def _visit_note(translator: Any, node: margin_note) -> None:
    translator.body.append(note_html(translator.builder, node))
    raise nodes.SkipNode


def _visit_used(translator: Any, node: used_rows) -> None:
    translator.body.append(used_html(translator.builder, node["docname"]))
    raise nodes.SkipNode


def _skip(translator: Any, node: nodes.Element) -> None:
    raise nodes.SkipNode


def _pass(translator: Any, node: nodes.Element) -> None:
    """Leave a datum's words as they are."""


def setup(app: Sphinx) -> None:
    """Teach Sphinx the roles, their notes and the list at the end of a page."""
    roles.setup(app)
    plain: dict[str, Any] = dict.fromkeys(_WITHOUT_NOTES, (_pass, _pass))
    nothing: dict[str, Any] = dict.fromkeys(_WITHOUT_NOTES, (_skip, None))
    app.add_node(datum, html=(_visit_datum, None), **plain)
    for node, visit in ((note_call, _visit_call), (margin_note, _visit_note), (used_rows, _visit_used)):
        app.add_node(node, html=(visit, None), **nothing)
    app.add_transform(NumberNotes)
