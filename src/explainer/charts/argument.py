"""An argument as a tree: the claim, its reasons, what each rests on; who says it and how firmly. Nothing is scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt
import pandas as pd

from explainer.charts.choose import choices
from explainer.charts.firmness import draw_firmness, draw_firmness_key
from explainer.charts.marks import Row, given, look, records, text_of
from explainer.charts.measure import wrap
from explainer.charts.pages import Page
from explainer.charts.sketch import Sketch
from explainer.charts.theme import MUTED, SMALL

_LINE = 17
_PAD = 14
_MARK = 44


@dataclass
class Node:
    """One claim of the argument with the lines it takes, and what hangs from it."""

    row: Row
    depth: int
    lines: list[tuple[str, str]]
    children: list[Node] = field(default_factory=list)
    top: float = 0

    @property
    def tall(self) -> float:
        """Pixels from the first line to the last."""
        return _LINE * len(self.lines) + 4


def argument(
    rows: pd.DataFrame, page: Page, *, root: str | None = None, choose: Mapping[str, str] | None = None
) -> alt.LayerChart:
    """Draw an argument: from left to right on a wide page, as an indented list on a narrow one.

    Parameters
    ----------
    rows: one claim a row with `ref`, `sentence`, `id`, `parent` (empty at the top), `position` (among its siblings),
        `label`, `speaker`, `modality`; optional `words` (the words that introduce it, quoted) and `modality_label`.
    page: the page to draw for.
    root: id of the row from which everything without a parent hangs; without it the reasons stand at the left.
    choose: columns by whose values a reader can choose what to see, and what to call each choice.

    Raises `ValueError` for missing columns, an unknown parent or root, more than three levels, and a choice without two
    values.
    """
    given_rows = records(rows, "id", "parent", "position", "label", "speaker", "modality")
    names = [str(row["id"]) for row in given_rows]
    for row in given_rows:
        if given(row["parent"]) and row["parent"] not in names:
            raise ValueError(f"{row['ref']}: parent {row['parent']!r} is not among the rows")
    if root is not None and root not in names:
        raise ValueError(f"root {root!r} is not among the rows")
    first = 0 if root is not None or sum(not given(row["parent"]) for row in given_rows) == 1 else 1
    spread = _Spread(page, first)

    def grow(row: Row, depth: int) -> Node:
        if depth > 2:
            raise ValueError(f"{row['ref']}: an argument has three levels, not {depth + 1}")
        node = Node(row, depth, spread.lines(row, depth))
        below = [child for child in given_rows if _hangs(child, str(row["id"]), root)]
        node.children = [grow(child, depth + 1) for child in sorted(below, key=lambda child: float(child["position"]))]
        return node

    tops = [row for row in given_rows if (row["id"] == root if root is not None else not given(row["parent"]))]
    trees = [grow(row, first) for row in (tops if first == 0 else sorted(tops, key=lambda row: float(row["position"])))]
    sketch = Sketch("argument", page.width)
    draw = _list if page.narrow else _tree
    labels = {str(row["modality"]): text_of(row, "modality_label", "modality") for row in given_rows}
    bottom = draw_firmness_key(sketch, labels, draw(sketch, trees, spread) + page.pick(18, 4), page, _MARK)
    return sketch.chart(bottom, chosen=choices(given_rows, choose))


def _hangs(child: Row, name: str, root: str | None) -> bool:
    if child["id"] == root:
        return False
    return child["parent"] == name or (name == root and not given(child["parent"]))


class _Spread:
    """Where each level stands across the page, and how its words are set."""

    def __init__(self, page: Page, first: int) -> None:
        wide = {0: (0, 150), 1: (186, 212), 2: (440, 278)} if first == 0 else {1: (0, 290), 2: (340, 378)}
        indent = {0: 0, 1: 0 if first else 10, 2: 24 if first else 34}
        narrow = {depth: (left, page.width - left - 2) for depth, left in indent.items()}
        self.columns: dict[int, tuple[int, int]] = page.pick(wide, narrow)

    def lines(self, row: Row, depth: int) -> list[tuple[str, str]]:
        """The lines of a node with their styles: intro, name, plain, says."""
        room = self.columns[depth][1] - _PAD
        name = "plain" if depth == 2 else "name"
        words = text_of(row, "words")
        intro = wrap(f"“{words}”", room, SMALL) if words and depth == 1 else ()
        found = [(line, "intro") for line in intro]
        found += [(line, name) for line in wrap(str(row["label"]), room, 13, depth < 2)]
        said = f"{text_of(row, 'speaker')}, {text_of(row, 'modality_label', 'modality')}"
        return found + [(line, "says" if n == 0 else "more") for n, line in enumerate(wrap(said, room - 14, SMALL))]


def _node(sketch: Sketch, node: Node, left: float, width: float) -> None:
    colour = look(node.row["ref"]).colour
    sketch.rule(
        sketch.at(left + 3),
        node.top,
        sketch.at(left + 3),
        node.top + node.tall,
        node.row,
        colour=colour,
        thick=1.5 if node.depth == 2 else 3,
    )
    y = node.top + 13
    for line, style in node.lines:
        x = left + _PAD
        quiet: dict[str, Any] = {"size": SMALL, "colour": MUTED}
        if style in ("says", "more"):
            if style == "says":
                draw_firmness(sketch, x + 4, y - 4, str(node.row["modality"]), node.row, size=_MARK, colour=colour)
            x += 14
        kind = {"name": {"bold": True}, "plain": {}, "intro": quiet | {"italic": True}}.get(style, quiet)
        sketch.words(sketch.at(x), y, line, node.row, **kind)
        y += _LINE
    sketch.hit(left, node.top - 4, left + width, node.top + node.tall + 4, node.row)


def _tree(sketch: Sketch, trees: Sequence[Node], spread: _Spread) -> float:
    bottom = 4.0
    for tree in trees:
        bottom = _settle(tree, bottom) + 30
    for node in _all(trees):
        left, width = spread.columns[node.depth]
        _node(sketch, node, left, width)
        for child in node.children:
            start, end = left + width - 4, spread.columns[child.depth][0] - 6
            here, there = node.top + node.tall / 2, child.top + child.tall / 2
            middle = (start + end) / 2
            sketch.curve([(start, here), (middle, here), (middle, there), (end, there)], colour=MUTED, thick=1)
    return bottom - 24


def _settle(node: Node, top: float) -> float:
    """Give a node and all below it their heights; a parent stands in the middle of its children."""
    if not node.children:
        node.top = top
        return top + node.tall
    low = top
    for n, child in enumerate(node.children):
        low = _settle(child, low + ((30 if child.children else 16) if n else 0))
    node.top = top + (low - top - node.tall) / 2
    if node.top < top:
        # The parent is taller than its children together: they move down to its middle.
        for below in _all(node.children):
            below.top += top - node.top
        node.top = top
        return top + node.tall
    return low


def _list(sketch: Sketch, trees: Sequence[Node], spread: _Spread) -> float:
    y = 4.0
    for node in _all(trees):
        left, width = spread.columns[node.depth]
        y += 14 if node.depth == 1 else 0
        node.top = y
        _node(sketch, node, left, width)
        y += node.tall + 14
    return y


def _all(trees: Sequence[Node]) -> list[Node]:
    return [node for tree in trees for node in (tree, *_all(tree.children))]
