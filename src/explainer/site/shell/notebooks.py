"""Each page as a notebook to take along: its sentences as plain words, its code as it stands, nothing run.

What a cell put out is not sent along: notebook programs do not draw the outputs of a stranger's notebook anyway.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import jupytext
import nbformat

from explainer import phrases
from explainer.ledger import Ledger
from explainer.site import memory

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "downloads"
_DIRECTIVE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{(?P<name>[\w-]+)\}[ \t]*(?P<argument>[^\n]*)\n(?P<body>.*?)^(?P=fence)[ \t]*$\n?",
    re.MULTILINE | re.DOTALL,
)
_OPTION = re.compile(r"^:[\w-]+:[^\n]*\n", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\((?!https?:)([^)\s]*)\)")


def address(app: Sphinx, docname: str) -> str:
    """Give a notebook's address inside the site, "" when the page has no code."""
    if app.builder.name != "html" or docname not in app.env.all_docs:
        return ""
    if not app.env.metadata.get(docname, {}).get("kernelspec") or "code-cell" not in _source(app, docname):
        return ""
    name = app.builder.get_target_uri(docname).removesuffix(".html")
    return f"{FOLDER}/{name}.ipynb"


def _source(app: Sphinx, docname: str) -> str:
    return Path(app.env.doc2path(docname)).read_text("utf-8")


def notebook(source: str, ledger: Ledger) -> str:
    """Turn a page into a notebook.

    Parameters
    ----------
    source: the page as written, MyST Markdown.
    ledger: where its look-ups look.

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
    made.metadata.pop("jupytext", None)
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


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.name != "html":
        return
    for docname in sorted(app.env.all_docs):
        place = address(app, docname)
        if place:
            path = Path(app.outdir) / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(notebook(_source(app, docname), memory.ledger(app.env)), "utf-8")


def setup(app: Sphinx) -> None:
    """Write the notebooks when the pages stand."""
    app.connect("build-finished", _write)
