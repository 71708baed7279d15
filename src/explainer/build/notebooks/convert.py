"""A page as a notebook: its sentences as plain words, its code as it stands, nothing run.

What a cell put out is not sent along: notebook programs do not draw the outputs of a stranger's notebook anyway.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import jupytext
import nbformat
import yaml

from explainer.query.ledger import Ledger
from explainer.references import phrases

_DIRECTIVE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{(?P<name>[\w-]+)\}[ \t]*(?P<argument>[^\n]*)\n(?P<body>.*?)^(?P=fence)[ \t]*$\n?",
    re.MULTILINE | re.DOTALL,
)
_OPTION = re.compile(r"^:[\w-]+:[^\n]*\n", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\((?!https?:|data:)([^)\s]*)\)")
_FRONT = re.compile(r"---\n(.*?)\n---[ \t]*\n", re.DOTALL)
_TITLE = re.compile(r"^# +(.+)$", re.MULTILINE)

#: The kernel of a notebook that a reader takes along, and of one that runs in the reader's browser.
PYTHON = {"display_name": "Python 3", "language": "python", "name": "python3"}
PYODIDE = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}


@dataclass(frozen=True)
class Chapter:
    """A page that runs.

    Parameters
    ----------
    name: the notebook's name without its ending.
    source: the page as written, MyST Markdown.
    """

    name: str
    source: str

    @classmethod
    def read(cls, path: Path) -> Chapter | None:
        """Read a page; None when it has no code. A notebook file is taken as MyST Markdown like any other page."""
        if path.suffix == ".ipynb":
            # Of format 3, nbformat makes its own old kind of node.
            node = nbformat.from_dict(nbformat.read(path, as_version=4))
            for cell in node.cells:
                for name, forms in cell.pop("attachments", {}).items():
                    kind, content = next(iter(forms.items()))
                    cell.source = cell.source.replace(f"attachment:{quote(name)}", f"data:{kind};base64,{content}")
                    cell.source = cell.source.replace(f"attachment:{name}", f"data:{kind};base64,{content}")
            runs = any(cell.cell_type == "code" for cell in node.cells)
            return cls(path.stem, jupytext.writes(node, "md:myst")) if runs else None
        source = path.read_text("utf-8")
        found = _FRONT.match(source)
        front = yaml.safe_load(found[1]) if found else None
        if not found or not isinstance(front, dict) or "kernelspec" not in front or "{code-cell}" not in source:
            return None
        # An author's own kernel may be named otherwise, or have no name to show, which Jupytext asks for.
        written = yaml.safe_dump(front | {"kernelspec": PYTHON}, allow_unicode=True, sort_keys=False)
        return cls(path.stem, f"---\n{written}---\n{source[found.end() :]}")

    @property
    def title(self) -> str:
        """Its title as written."""
        found = _TITLE.search(self.source)
        return found[1].strip() if found else self.name

    def said(self, directive: str) -> str:
        """Give what stands in the first directive of a name, "" when there is none."""
        bodies = (found["body"] for found in _DIRECTIVE.finditer(self.source) if found["name"] == directive)
        return " ".join(_OPTION.sub("", next(bodies, "")).split())


def notebook(source: str, ledger: Ledger, lead: str = "", *, browser: bool = False) -> str:
    """Turn a page into a notebook.

    Parameters
    ----------
    source: the page as written, MyST Markdown.
    ledger: where its look-ups look.
    lead: Markdown for a cell above the page's own: what this copy is, and what it needs.
    browser: whether it will run in a reader's browser, on Pyodide's kernel.

    Raises Faults for a look-up that fails.
    """
    made = jupytext.reads(source, fmt="md:myst")
    for number, cell in enumerate(made.cells):
        cell["id"] = f"cell-{number:03}"
        if cell.cell_type == "markdown":
            cell.source = plain_markdown(phrases.plain(cell.source, ledger))
        else:
            cell.outputs, cell.execution_count = [], None
    made.cells = [cell for cell in made.cells if cell.source.strip()]
    if lead:
        made.cells.insert(0, nbformat.v4.new_markdown_cell(lead, id="cell-lead"))
    made.metadata.pop("jupytext", None)
    made.metadata["kernelspec"] = dict(PYODIDE if browser else PYTHON)
    made.nbformat, made.nbformat_minor = 4, 5
    return nbformat.writes(made) + "\n"


def plain_markdown(text: str) -> str:
    """Write the book's own directives as Markdown that every notebook program shows."""
    text = _DIRECTIVE.sub(lambda found: _written(found["name"], _OPTION.sub("", found["body"]).strip()), text)
    # Links between pages lead nowhere from a notebook on somebody's disk.
    return _LINK.sub(r"\1", text).strip()


def _written(name: str, body: str) -> str:
    if not body or name in ("cards",):
        return ""
    if name in ("question", "try-it"):
        return f"**{' '.join(body.split())}**\n"
    if name == "pull":
        return "\n".join(f"> {line}" for line in body.splitlines()) + "\n"
    if name == "solution":
        return f"<details><summary>One answer</summary>\n\n{body}\n\n</details>\n"
    return body + "\n"
