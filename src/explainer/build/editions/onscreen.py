"""What changes in an e-book: concrete colours, one drawing a figure, notes that readers can pop up."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import html

from explainer.build.editions.leaves import Leaf, classes
from explainer.build.editions.onpaper import leave_out, unscrolled
from explainer.build.editions.xhtml import say_type
from explainer.site import tokens

_VARIABLE = re.compile(r"var\(--([a-z0-9-]+)\)")
NOTES = "Notes"


def concrete(text: str) -> str:
    """Put the light colours in place of their names; many e-book readers know no variables.

    Raises KeyError for a name that is no colour of the site.
    """
    light = tokens.colours(tokens.LIGHT)
    return _VARIABLE.sub(lambda found: light[found[1]], text)


def turn(leaf: Leaf) -> None:
    """Change one page for an e-book."""
    leave_out(leaf, drawing="wide")
    # The notes of the page say all that this list repeats.
    for section in leaf.body.xpath(f".//section[{classes('sentences-used')}]"):
        section.drop_tree()
    for short in leaf.body.xpath(f".//*[{classes('in-margin', 'as-before')}]"):
        short.drop_tree()
    unscrolled(leaf)
    for element in leaf.body.iter():
        if isinstance(element.tag, str):
            for name, value in element.attrib.items():
                if "var(--" in value:
                    element.set(name, concrete(value))
    _gather_notes(leaf)


def _gather_notes(leaf: Leaf) -> None:
    """Put the notes of a page at its end and say what they are."""
    for call in leaf.body.xpath(".//a[@role='doc-noteref']"):
        say_type(call, "noteref")
    notes = leaf.body.xpath(".//aside[@role='doc-footnote']")
    if not notes:
        return
    section = html.Element("section", {"class": "chapter-notes", "aria-labelledby": f"{leaf.name}-notes"})
    say_type(section, "footnotes")
    title = html.Element("h2", {"id": f"{leaf.name}-notes"})
    title.text = NOTES
    section.append(title)
    for note in notes:
        say_type(note, "footnote")
        section.append(_apart(note))
    for empty in leaf.body.xpath(f".//div[{classes('notes')}]"):
        empty.drop_tree()
    leaf.body.append(section)


def _apart(note: html.HtmlElement) -> html.HtmlElement:
    """Take a note out of its place; what follows it stays there."""
    copy = deepcopy(note)
    copy.tail = None
    note.drop_tree()
    return copy
