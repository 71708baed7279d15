"""The book's own sentences, with where they stand: its pages, the texts of its figures, the texts of its tables."""

import ast
import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..conftest import ROOT

#: A look-up: what it puts in is the ledger's.
LOOK_UP = re.compile(r"\{(?P<role>[A-Za-z]+)\}`(?P<argument>[^`\n]*)`")
#: Look-ups that leave the mark of a note.
NOTED = {"q", "d", "on", "y", "says", "x", "out", "finding", "n", "newest"}
#: What a figure says, by its keyword in the code.
SAID = ("title", "takeaway", "alt", "not_shown")
#: A line of a directive's body that names a page and its picture, or an option.
_NAMES = re.compile(r"^(:|[a-z-]+: [a-z0-9-]+$)")
_FENCE = re.compile(r"^(`{3,}|:{3,})(.*)$")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_QUOTED = re.compile(r"“[^”]*”")
#: Texts of the tables that are ours, by table: columns whose words nobody else wrote.
COLUMNS = {
    "actors": ("role",),
    "aftermath": ("label", "event", "finding", "note"),
    "checks": ("finding", "note"),
    "claims": ("restatement", "unused", "note"),
    "corrections": ("what",),
    "derived": ("label", "condition", "when"),
    "events": ("label", "ground"),
    "exceptions": ("why",),
    "glossary": ("definition",),
    "places": ("note",),
    "quantities": ("counted",),
    "readings": ("wrong", "reading", "others"),
    "reasons": ("label", "summary", "backed", "elsewhere", "open"),
    "sources": ("processing", "limits"),
    "tensions": ("title", "text"),
}


@dataclass(frozen=True)
class Text:
    """A text of ours.

    Parameters
    ----------
    where: where it stands ("exercises.md, line 12").
    words: what it says.
    said: the keyword that a string of the code is given to.
    """

    where: str
    words: str
    said: str = ""

    @property
    def plain(self) -> str:
        """The words without look-ups, quotations and addresses."""
        return _QUOTED.sub("“”", LOOK_UP.sub("…", _LINK.sub(r"\1", self.words)))


def pages() -> list[Path]:
    """Give the files of the book's pages."""
    return sorted((ROOT / "book").glob("*.md"))


def paragraphs(page: Path) -> Iterator[Text]:
    """Give the paragraphs of a page, its headings and list items too; code left out."""
    told, begun = "", 0
    for number, line, code in _lines(page):
        fence = _FENCE.match(line)
        ends = not line.strip() or code or bool(fence) or line.startswith(("#", "- ", "* ", "---"))
        if ends and told:
            yield Text(f"{page.name}, line {begun}", told)
            told = ""
        if code or fence or not line.strip() or _NAMES.match(line):
            continue
        begun = begun if told else number
        told = f"{told} {line.lstrip('#*- ').strip()}".strip()
    if told:
        yield Text(f"{page.name}, line {begun}", told)


def strings(page: Path) -> Iterator[Text]:
    """Give every string in the code of a page, with the keyword that it is given to."""
    for begun, tree in cells(page):
        keywords = {
            id(inner): node.arg or ""
            for node in ast.walk(tree)
            if isinstance(node, ast.keyword)
            for inner in ast.walk(node.value)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield Text(f"{page.name}, line {begun + node.lineno}", node.value, keywords.get(id(node), ""))


def cells(page: Path) -> Iterator[tuple[int, ast.Module]]:
    """Give the code cells of a page, each with the line before its first."""
    source, before = [], 0
    for number, line, code in [*_lines(page), (0, "", False)]:
        if code:
            before = before if source else number - 1
            source.append(line)
        elif source:
            yield before, ast.parse("\n".join(source))
            source = []


def figure_texts(page: Path) -> Iterator[Text]:
    """Give what the figures of a page say: title, takeaway, alternative text, what is not shown."""
    return (text for text in strings(page) if text.said in SAID and " " in text.words)


def ours() -> Iterator[Text]:
    """Give every text of ours that a reader meets: pages, figures, tables."""
    for page in pages():
        yield from paragraphs(page)
        yield from figure_texts(page)
    given = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))["explainer"]
    for kind in ("modalities", "verdicts", "certainties", "qualities", "standings"):
        for key, row in given[kind].items():
            yield Text(f"datapackage.json, {kind}, {key}", f"{row['label']}: {row.get('words', '')}")
    for table, columns in COLUMNS.items():
        with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from (Text(f"{table}.csv, {row['id']}, {name}", row[name]) for name in columns if row.get(name))


def sentences(text: Text) -> Iterator[Text]:
    """Cut a text into sentences; a note right after the full stop belongs to the sentence before it."""
    for piece in re.split(r"(?<=[.!?])(?:(?<=[.!?])|(?<=[.!?][”’]))(?!\{n\}`)\s+|(?<=`)\s+(?=[A-Z“{])", text.words):
        if piece and piece.strip():
            yield replace(text, words=piece.strip())


def _lines(page: Path) -> list[tuple[int, str, bool]]:
    """Give the lines of a page after its header: number, line, whether it is code. Fences of code are left out."""
    lines = page.read_text("utf-8").splitlines()
    start = lines.index("---", 1) + 1 if lines[0] == "---" else 0
    found, code = [], False
    for number, line in enumerate(lines[start:], start + 1):
        if line.startswith("```{code-cell}"):
            code = True
        elif code and line.startswith("```"):
            code = False
        elif not (code and line.startswith(":") and not found[-1][2]):
            found.append((number, line, code))
    return found
