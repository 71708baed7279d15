"""What a screen reader says of a page, as plain text: written from the browser's own accessibility tree.

The tree is what the browser hands to a screen reader: names, roles, states and descriptions as it worked them out.
One line is what is said in one breath; what lies inside something (a list, a figure, a note) stands deeper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

Node = dict[str, Any]

#: Pages as they were heard and read last; `make spoken` writes them.
FOLDER = Path(__file__).with_name("spoken")

#: Roles said in one breath with their name, and the word a reader hears for each.
SAID = {
    "link": "link",
    "doc-noteref": "note mark",
    "doc-backlink": "back link",
    "button": "button",
    "image": "image",
    "searchbox": "search field",
    "combobox": "choice",
    "checkbox": "box",
    "slider": "slider",
    "DisclosureTriangle": "fold",
}
#: Roles that hold others, and the word a reader hears for each.
HOLDERS = {
    "banner": "banner",
    "navigation": "navigation",
    "main": "main",
    "contentinfo": "foot of the page",
    "complementary": "aside",
    "region": "region",
    "search": "search",
    "form": "form",
    "figure": "figure",
    "doc-footnote": "footnote",
    "group": "group",
    "list": "list",
    "table": "table",
    "blockquote": "quotation",
    "status": "said when it changes",
}
#: Roles of which nothing is said.
SILENT = {
    "generic", "none", "paragraph", "strong", "emphasis", "superscript", "rowgroup", "RootWebArea", "cell", "rowheader",
    "columnheader", "time", "code", "caption", "term", "definition", "Figcaption", "Legend", "LabelText", "Details",
    "DescriptionList", "sectionheader", "sectionfooter",
}  # fmt: skip
_WIDTH = 116
#: Sections that say what was made or measured on this machine: their words differ from build to build.
_HERE = "Read it elsewhere|How this book checks itself|How the cost grows"
#: What differs from edition to edition and from machine to machine, and what stands for it.
_VARIES = (
    (r"(?<=Edition of )[^,.]+", "(date)"),
    # Where the pages are served for the test: another port each time.
    (r"http://127\.0\.0\.1:\d+/some/where/", "(address)/"),
    (r"(?i)(?<=commit )[0-9a-f]{10}(, [^.]+$)?", "(name)"),
    (r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", "(hash)"),
    (r"^Python [0-9.]+, .*", "(names and versions)"),
)


class Speech:
    """Lines as they are said.

    Parameters
    ----------
    nodes: the accessibility tree, as Chromium's DevTools protocol gives it.
    blocks: the DOM nodes that begin and end a line on the page.
    """

    def __init__(self, nodes: list[Node], blocks: set[int]) -> None:
        self._nodes = {node["nodeId"]: node for node in nodes}
        self._blocks = blocks
        self._lines: list[tuple[int, str]] = []
        self._words = ""
        self._depth = 0
        self._walk(nodes[0])
        self._end()

    def __str__(self) -> str:
        return "".join(f"{line}\n" for depth, text in self._lines for line in _folded(text, depth))

    def _end(self) -> None:
        """End the line."""
        words = re.sub(r"\s+", " ", self._words.replace("\u2060", "")).strip()
        # The blank at which a line happens to break on the screen is not always among what the browser tells.
        words = re.sub(r"(?<= )–(?=\S)", "– ", words)
        if words.strip("•"):
            for pattern, stands in _VARIES:
                words = re.sub(pattern, stands, words)
            self._lines.append((self._depth, words))
            self._words = ""

    def _line(self, words: str) -> None:
        self._end()
        self._words += words
        self._end()

    def _children(self, node: Node) -> Iterator[Node]:
        return (self._nodes[key] for key in node.get("childIds", ()) if key in self._nodes)

    def _inside(self, node: Node) -> None:
        for child in self._children(node):
            self._walk(child)

    def _walk(self, node: Node) -> None:
        block = node.get("backendDOMNodeId") in self._blocks
        if block:
            self._end()
        self._say(node)
        if block:
            self._end()

    def _say(self, node: Node) -> None:
        role, name = node["role"]["value"], _text(node, "name")
        named = " ".join(name.split())
        if node["ignored"]:
            self._inside(node)
        elif role == "StaticText":
            self._words += name
        elif role == "LineBreak":
            self._words += " "
        elif role == "heading":
            self._line(f"heading {_state(node, 'level')}: {named}{_told(node)}")
            for link in self._below(node, "link"):
                self._line(f"in it, {_said(link)}")
        elif role in SAID:
            self._words += _said(node)
        elif role == "row":
            for number, cell in enumerate(self._children(node)):
                self._words += " | " if number else ""
                self._inside(cell)
        elif role == "listitem":
            self._words = "• "
            self._inside(node)
        elif role in HOLDERS and (role, name) != ("group", ""):
            self._hold(node, role, named)
        elif role in (*SILENT, "group"):
            self._words += " " if role == "definition" else ""
            self._inside(node)
        else:
            self._words += _said(node, role)
            self._inside(node)

    def _below(self, node: Node, role: str) -> Iterator[Node]:
        for child in self._children(node):
            if child["role"]["value"] == role and not child["ignored"]:
                yield child
            yield from self._below(child, role)

    def _hold(self, node: Node, role: str, name: str) -> None:
        """Say what begins here, and deeper what is in it."""
        said = [HOLDERS[role], f"of {len(list(self._children(node)))}" if role == "list" else "", name]
        self._line(f"[{' '.join(filter(None, said))}{_told(node)}]")
        self._depth += 1
        self._inside(node)
        self._end()
        self._depth -= 1


def _text(node: Node, what: str) -> str:
    return str(node.get(what, {}).get("value", "") or "")


def _state(node: Node, name: str) -> Any:
    found = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
    return found.get(name)


def _told(node: Node) -> str:
    """Say what is heard after a name: value, state, description."""
    described = " ".join(_text(node, "description").split())
    told = [_text(node, "value"), "checked" if _state(node, "checked") == "true" else ""]
    return "".join(f", {one}" for one in told if one) + (f"; described: {described}" if described else "")


def _said(node: Node, word: str = "") -> str:
    name = " ".join(_text(node, "name").split())
    return f"‹{word or SAID[node['role']['value']]}: {name}{_told(node)}›"


def _folded(text: str, depth: int) -> Iterator[str]:
    """Fold a long line at its words, so that a difference shows the words that changed."""
    start = "  " * depth
    while len(start + text) > _WIDTH and (cut := text.rfind(" ", 0, _WIDTH - len(start))) > 0:
        yield start + text[:cut]
        text, start = text[cut + 1 :], "  " * (depth + 1)
    yield start + text


def listen(page: Page) -> str:
    """Give what a screen reader says of an open page, folds as they are."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    shot = session.send("DOMSnapshot.captureSnapshot", {"computedStyles": ["display"]})
    session.detach()
    shown, names = shot["documents"][0], shot["strings"]
    ids, kinds = shown["nodes"]["backendNodeId"], shown["nodes"]["nodeType"]
    styled = zip(shown["layout"]["nodeIndex"], shown["layout"]["styles"], strict=True)
    # A text has the style of what it stands in: elements only.
    laid = ((ids[index], names[style[0]]) for index, style in styled if kinds[index] == 1 and style)
    return str(Speech(nodes, {id for id, display in laid if not display.startswith(("inline", "contents"))}))


def kept(name: str, spoken: str) -> str:
    """Give what is kept of a page: the ways at its head and foot stand with the front page alone.

    What was tried and measured on this machine, and which editions lie beside the site, is no part of the book's words.

    Parameters
    ----------
    name: the page's file.
    spoken: all that is said of it.
    """
    spoken = re.sub(rf"(?m)^( *heading \d: (?:{_HERE}))\n(?:(?! *heading \d).*\n)*", r"\1\n", spoken)
    spoken = re.sub(r"(?m)^( *)(?:‹link: )?Read it elsewhere(?!$).*\n(?:\1  .*\n)*", "", spoken)
    if name == "index.html":
        return spoken
    return spoken[spoken.index("[main]") :].partition("[foot of the page]")[0]
