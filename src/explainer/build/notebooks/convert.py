"""A page as a notebook: its sentences as plain words, its code as it stands, nothing run; and the one to start with.

What a cell put out is not sent along: notebook programs do not draw the outputs of a stranger's notebook anyway.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import jupytext
import nbformat

from explainer.model.rows import Quantity
from explainer.query.ledger import Ledger
from explainer.references import phrases
from explainer.site.notebook_files import DIRECTIVE, OPTION, PYTHON, Chapter

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
    made.metadata.pop("jupytext", None)
    made.metadata["kernelspec"] = dict(PYODIDE if browser else PYTHON)
    made.nbformat, made.nbformat_minor = 4, 5
    return nbformat.writes(made) + "\n"


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


FIRST = "start"
_RUN = """\
## Run it

Open a notebook by its link or by a double click, then choose **Run ▸ Run All Cells**. Nothing is fetched from the \
network. Notebooks lie beside this one; the tables they read lie in the folder `data`."""
_TRY = """\
## Change something

The next cell draws the first numbers of the book. Change the 3, or ask for some by name, as \
`ledger.amounts(["{first}"])`, and run it again (Shift and Enter). A figure cannot be drawn without its texts: leave \
one out and see what happens."""
_DRAW = """\
from explainer import Ledger, charts, figure

ledger = Ledger.load()
rows = ledger.amounts().head(3)

figure(
    "first-numbers",
    lambda page: charts.count(rows, page),
    rows,
    title="Numbers as the text gives them, hedges and all",
    takeaway="What is exact is filled, what is “about” is open, “more than” has an arrow, a range has no middle.",
    alt=" ".join(rows["sentence"]),
    not_shown="Every other number: this is the first handful.",
    columns={"label": "Counted", "text": "Number", "hedge": "Hedge", "quote": "Words of the text"},
)"""
_HELP = """\
## Look things up

`ledger.` and the Tab key offer every table and every question that can be asked of it; `charts.` and the Tab key, the \
drawings. Shift and Tab inside a call’s brackets show what it wants; so does the cell below. Each table of the ledger \
is a pandas frame: `ledger.claims`, `ledger.events`, `ledger.quantities` and others."""
_END = "## One thing to change in each\n\nEach of these ends with a cell that is there to be changed, and a question:"


def first_notebook(
    title: str, chapters: Sequence[Chapter], ledger: Ledger, about: str = "", *, browser: bool = False
) -> str:
    """Write the notebook.

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

    asks = {chapter: plain(chapter.said("question") or chapter.said("standfirst")) for chapter in chapters}
    lines = [f"| [{plain(chapter.title)}]({chapter.name}.ipynb) | {said} |" for chapter, said in asks.items()]
    tries = [
        f"- [{plain(chapter.title)}]({chapter.name}.ipynb): {plain(asked)}"
        for chapter in chapters
        if (asked := chapter.said("try-it"))
    ]
    texts = [
        f"# Start here\n\n**{title}**\n\n" + "\n".join(["| Notebook | What it asks |", "|---|---|", *lines]),
        "\n\n".join(filter(None, [_RUN, about])),
    ]
    cells = [nbformat.v4.new_markdown_cell(text) for text in texts]
    if ledger.by_id(Quantity):
        first = next(iter(ledger.by_id(Quantity)))
        cells += [nbformat.v4.new_markdown_cell(_TRY.format(first=first)), nbformat.v4.new_code_cell(_DRAW)]
    cells += [nbformat.v4.new_markdown_cell(_HELP), nbformat.v4.new_code_cell("help(charts.count)")]
    if tries:
        cells.append(nbformat.v4.new_markdown_cell("\n".join([_END, "", *tries])))
    for number, cell in enumerate(cells):
        cell["id"] = f"start-{number:03}"
    kernel = PYODIDE if browser else PYTHON
    made = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": dict(kernel)})
    made.nbformat_minor = 5
    return nbformat.writes(made) + "\n"
