"""The notebook to start with: what each of the others asks, how to run them, what to change first."""

from __future__ import annotations

from collections.abc import Sequence

import nbformat

from explainer.build.notebooks.convert import PYODIDE
from explainer.model.rows import Quantity
from explainer.query.ledger import Ledger
from explainer.references import phrases
from explainer.site.notebook_files import PYTHON, Chapter

NAME = "start"
_RUN = """\
## Run it

Open a notebook by its link or by a double click, then choose **Run ▸ Run All Cells**. Nothing is fetched from the \
network. Notebooks lie beside this one; the tables they read lie in the folder `data`."""
_FIRST = """\
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
    lambda page: charts.amounts(rows, page),
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


def start(title: str, chapters: Sequence[Chapter], ledger: Ledger, about: str = "", *, browser: bool = False) -> str:
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
        cells += [nbformat.v4.new_markdown_cell(_FIRST.format(first=first)), nbformat.v4.new_code_cell(_DRAW)]
    cells += [nbformat.v4.new_markdown_cell(_HELP), nbformat.v4.new_code_cell("help(charts.amounts)")]
    if tries:
        cells.append(nbformat.v4.new_markdown_cell("\n".join([_END, "", *tries])))
    for number, cell in enumerate(cells):
        cell["id"] = f"start-{number:03}"
    kernel = PYODIDE if browser else PYTHON
    made = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": dict(kernel)})
    made.nbformat_minor = 5
    return nbformat.writes(made) + "\n"
