"""A page as a notebook: its sentences as plain words, its code as it stands, nothing run; and the one to start with.

What a cell put out is not sent along: notebook programs do not draw the outputs of a stranger's notebook anyway.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import jupytext
import nbformat
from jinja2 import Template
from nbformat import NotebookNode

from explainer.model.rows import Quantity
from explainer.query.ledger import Ledger
from explainer.references import phrases
from explainer.site.notebook_files import DIRECTIVE, OPTION, PYTHON, Chapter

#: The name of the notebook to start with.
FIRST = "start"
_LINK = re.compile(r"!?\[([^\]]*)\]\((?!https?:|data:)([^)\s]*)\)")

#: The kernel of a notebook that runs in a reader's browser.
PYODIDE = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}


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
    return _finished(made, browser)


def plain_markdown(text: str) -> str:
    """Write the book's own directives as Markdown that every notebook program shows."""
    text = DIRECTIVE.sub(lambda found: _written(found["name"], OPTION.sub("", found["body"]).strip()), text)
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


def first_notebook(
    title: str, chapters: Sequence[Chapter], ledger: Ledger, about: str = "", *, browser: bool = False
) -> str:
    """Write the notebook to start with, from `start.md`.

    Parameters
    ----------
    title: the book's.
    chapters: its pages that run, in order; each a notebook beside this one.
    ledger: where their look-ups look.
    about: Markdown: what these copies are, and where their sources lie.
    browser: whether it will run in a reader's browser, on Pyodide's kernel.

    Raises Faults for a look-up that fails.
    """

    def plain(text: str) -> str:
        return phrases.plain(text, ledger).replace("|", r"\|")

    template = Template((Path(__file__).parent / "start.md").read_text("utf-8"), trim_blocks=True)
    first = next(iter(ledger.by_id(Quantity)), "")
    text = template.render(title=title, chapters=chapters, plain=plain, about=about, first=first)
    made = jupytext.reads(text, fmt="md:myst")
    for number, cell in enumerate(made.cells):
        cell["id"] = f"start-{number:03}"
    return _finished(made, browser)


def _finished(made: NotebookNode, browser: bool) -> str:
    made.metadata.pop("jupytext", None)
    made.metadata["kernelspec"] = dict(PYODIDE if browser else PYTHON)
    made.nbformat, made.nbformat_minor = 4, 5
    return nbformat.writes(made) + "\n"
