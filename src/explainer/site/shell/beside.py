"""Where a paragraph's notes stand on a wide page: beside it, or below it where they would leave a hole.

Notes float beside the text and may run on beside the next paragraph. Whatever takes the whole width (a figure, a
table) waits for their end, so a short paragraph with many notes left white below it. Here the heights of both are
estimated, from their letters alone, before any browser sees the page; where notes would reach far beyond the text they
are set below their paragraph, in columns as wide as the page. Their order in the page stays, and narrow pages and paper
have them below anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from docutils import nodes

from explainer.site.note_html import note_html
from explainer.site.notes import margin_note
from explainer.site.roles import note_call
from explainer.site.share.lettering import wrap
from explainer.site.shell.nodes import box

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

BELOW = "below"
# Pixels of the theme's style sheets (base.css, type.css, paragraphs.css, notes.css) on a page 1280 pixels wide.
_LINE, _AFTER, _LETTERS = 29.3, 17.6, 74
_ANSWER_LINE, _ANSWER_LETTERS = 38, 59
_HEADINGS = (105, 70)
_NOTE_LINE, _NOTE_SIZE, _NOTE_ROOM, _NOTE_AROUND = 19.1, 13.4, 280, 17.8
_PART, _MARGIN, _COLUMNS = 4.8, 37, 4
# A gain of less than this is not worth a second place for notes; a hole of up to this is none that anybody sees.
WORTH, HOLE = 1.25 * _LINE, 5 * _LINE
# What stands in a margin only where there is none, and what is cut there.
_AWAY = re.compile(r'<span class="(?:[\w-]+ )*(?:in-full|rest)">')
_AGAIN = re.compile(r'<p class="again">')


@dataclass
class Piece:
    """A block of text: its height, the height of its notes, and the box that holds them, if any."""

    text: float
    notes: float = 0
    holder: box | None = None


def cost(pieces: Sequence[Piece], below: frozenset[int] = frozenset()) -> float:
    """Give the pixels that blocks take until something of the whole width can stand, some with their notes below.

    What of them is a hole beside the last notes counts twice.
    """
    text = margin = 0.0
    for place, piece in enumerate(pieces):
        start = text
        text += piece.text
        if place in below:
            text = margin = max(text, margin) + piece.notes / _COLUMNS + _NOTE_LINE + _MARGIN
        elif piece.notes:
            margin = max(start, margin) + piece.notes + _MARGIN
    return max(text, margin) + max(0, margin - text - HOLE)


def crowded(pieces: Sequence[Piece]) -> frozenset[int]:
    """Choose the blocks whose notes go below them: one after the other, as long as that saves a hole worth it."""
    below: frozenset[int] = frozenset()
    while True:
        now = cost(pieces, below)
        tries = [below | {n} for n, piece in enumerate(pieces) if piece.notes and n not in below]
        best = min(tries, key=lambda one: cost(pieces, one), default=below)
        if now - cost(pieces, best) < WORTH:
            return below
        below = best


def _runs(doctree: nodes.document, builder: Builder) -> Iterator[list[Piece]]:
    """Give the blocks of a page up to each that takes the whole width."""
    run: list[Piece] = []
    for piece in _pieces(doctree, builder):
        if piece:
            run.append(piece)
        else:
            yield run
            run = []
    yield run


def _pieces(parent: nodes.Element, builder: Builder) -> Iterator[Piece | None]:
    """Give the blocks inside a section or an answer; None for one that waits for the end of the notes before it."""
    for child in parent.children:
        classes = set(child["classes"]) if isinstance(child, nodes.Element) else set()
        if isinstance(child, nodes.section) or "answer" in classes:
            yield from _pieces(child, builder)
        elif isinstance(child, nodes.title):
            yield Piece(_HEADINGS[isinstance(parent.parent.parent, nodes.section)])
        elif isinstance(child, box) and "para" in classes:
            words, notes = child.children
            assert isinstance(words, nodes.Element) and isinstance(notes, box)
            yield Piece(_text(words), _notes(notes, builder), notes)
        elif isinstance(child, nodes.paragraph | nodes.bullet_list | nodes.enumerated_list | nodes.block_quote):
            yield Piece(_text(child))
        elif isinstance(child, nodes.Element) and not isinstance(child, nodes.Invisible):
            yield None


def _text(block: nodes.Element) -> float:
    answer = isinstance(block.parent.parent, box) and "answer" in block.parent.parent["classes"]
    line, letters = (_ANSWER_LINE, _ANSWER_LETTERS) if answer else (_LINE, _LETTERS)
    length = len(block.astext()) + 2 * len(list(block.findall(note_call)))
    return ceil(length / letters) * line + _AFTER


def _notes(notes: box, builder: Builder) -> float:
    return sum(_note(note_html(builder, note)) for note in notes.findall(margin_note))


def _note(html: str) -> float:
    """Estimate a note's height from what of it is seen in a margin."""
    parts = [" ".join(re.sub("<[^>]+>", "", _seen(part)).split()) for part in html.split("<p")[1:]]
    # Rows that an earlier note told follow each other on one line.
    lines = sum(len(wrap(part, _NOTE_ROOM, _NOTE_SIZE)) for part in parts)
    gaps = max(0, len(parts) - 1 - len(_AGAIN.findall(html)))
    return 1.04 * lines * _NOTE_LINE + gaps * _PART + _NOTE_AROUND


def _seen(html: str) -> str:
    """Take out what a margin does not show: spans of these classes, with the spans inside them."""
    while found := _AWAY.search(html):
        depth, place = 1, found.end()
        while depth and (tag := re.compile(r"<(/?)span\b[^>]*>").search(html, place)):
            depth += -1 if tag[1] else 1
            place = tag.end()
        html = html[: found.start()] + html[place:]
    return html


def _settle(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if app.builder.format != "html":
        return
    for run in _runs(doctree, app.builder):
        for place in crowded(run):
            holder = run[place].holder
            assert holder is not None
            holder["classes"].append(BELOW)


def setup(app: Sphinx) -> None:
    """Look at every page when its links are set."""
    app.connect("doctree-resolved", _settle, priority=900)
