"""What an author is told when a figure or a cell fails: every fault by itself, whole, and where to mend it."""

from pathlib import Path

from explainer.build.kernels import run_all
from explainer.build.notebook import Notebook

from ..conftest import copy_tiny
from .conftest import page

BEGIN = """
from explainer import Ledger, charts, figure
rows = Ledger.load().amounts(["rivets-gone", "rivets-rusty"])
def draw(view, of=rows):
    return charts.count(of, view)
def made(draw=draw, rows=rows, alt="Two shares. " + " ".join(rows["sentence"])):
    return figure("rivets", draw, rows, title="More rusty than gone", takeaway="Look.", alt=alt,
        not_shown="The others.", columns={"label": "Rivets"})
"""
HAVE = ("ref, href, id, claim, label, value, low, high, hedge, text, full, unit, unit_label, as_of, sentence, "
        "quote, speaker, modality, series, class, operation, parts, condition, given_by, publisher, date, "
        "quality, url")  # fmt: skip
LONG = "That this is long is no reason to cut it in the middle, for what is wrong may stand anywhere in it. " * 4
#: The last cell of a page, and each fault that is told of it: its line in that cell, and all its words.
PAGES = {
    "each": ("figure('Not a slug', draw, rows, title='', takeaway='{q}`ghost`', alt='None.', not_shown='',\n"
             "    columns={'ghost': 'Ghost'})", [
        (1, "figure, Not a slug, title: the sentence that states the finding is missing"),
        (1, "figure, Not a slug, not_shown: what the figure does not show is missing"),
        (1, "figure Not a slug, takeaway, {q}`ghost`: no quantities row 'ghost'; close to it: cost"),
        (1, "figure, Not a slug, id: 'Not a slug' is no slug: small letters, figures and single hyphens"),
        (1, "figure, Not a slug, columns: rows have no column 'ghost'; they have " + HAVE),
        (1, "figure, Not a slug, alt: does not say “5%”, which the drawing shows as exact"),
        (1, "figure, Not a slug, alt: does not say “about 60%”, which the drawing shows"),
    ]),
    "recipe": ("wrong = rows.drop(columns='unit')\nmade(lambda view:\n    draw(view, wrong))", [
        (3, "ValueError: rows lack the column(s) unit; they have " + HAVE.replace(" unit,", "") +
            ", note (charts/grammar.py:LINE)"),
    ]),
    "helper": ("import helper\nhelper.share(0)", [(2, "ZeroDivisionError: division by zero (book/helper.py:LINE)")]),
    "elsewhere": ("None\nmade(alt=5)\n", [(2, "figure, rivets, alt: the alternative text is missing")]),
    "cell": ("made(lambda view: draw(view, None))", [
        (1, "AttributeError: 'NoneType' object has no attribute 'reset_index' (charts/grammar.py:LINE)"),
    ]),
    "name": ("charts.counting(rows)", [
        (1, "AttributeError: charts has no recipe 'counting'; close to it: count (charts/__init__.py:LINE)"),
    ]),
    "endless": ("made(rows=rows.assign(value=[float('inf'), 1]))", [
        (1, "figure, rivets, rows: column 'value' holds an infinite number, which no chart draws"),
    ]),
    "vega": ("import altair as alt\nmade(lambda view: alt.Chart(rows).mark_point().transform_filter('nofunc(1)'))", [
        (1, "figure-rivets-wide: Vega-Lite to SVG conversion failed: Error: Unrecognized function: nofunc"),
    ]),
    "warning": ("import warnings\nwarnings.warn('two\\nlines')\nwarnings.warn('another')\nhelp = __import__('helper')\n"
                "help.warn()", [
        (2, "UserWarning: two lines"), (3, "UserWarning: another"), (1, "helper.py:5: UserWarning: of a helper"),
    ]),
    "said": ("import sys\nprint('psst', file=sys.stderr)", [(1, "written on standard error: psst")]),
    "long": (f"raise ValueError({LONG!r})", [(1, f"ValueError: {LONG.strip()}")]),
    "missing": ("import pandas as pd\nmade(draw=lambda view: draw(view, both), rows=(both := pd.concat([\n"
                "    rows.head(1), rows.tail(1).assign(note=pd.Series(['seen'], dtype=object), on=pd.NA)])))", []),
}  # fmt: skip
HELPER = "def share(of):\n    return 1 / of\ndef warn():\n    import warnings\n    warnings.warn('of a helper')\n"


def test_every_fault_is_told_by_itself_whole_and_with_its_place(tmp_path: Path) -> None:
    root = copy_tiny(tmp_path / "book")
    (root / "book" / "helper.py").write_text(HELPER, "utf-8")
    notebooks = []
    for name, (cell, _) in PAGES.items():
        (path := root / "book" / f"{name}.md").write_text(page(name, BEGIN, cell), "utf-8")
        notebooks.append(Notebook.read(path, root, []))
    run_all([one for one in notebooks if one], root, 2, 60, tmp_path / "cache", lambda line: None)
    for notebook, (name, (cell, faults)) in zip(notebooks, PAGES.items(), strict=True):
        assert notebook
        first = notebook.text.splitlines().index(cell.splitlines()[0]) + 1
        said = [f"{notebook.name}, line {first - 1 + line}, cell 2: {words}" for line, words in faults]
        assert sorted(_without_line(str(fault)) for fault in notebook.faults) == sorted(said), name


def _without_line(said: str) -> str:
    """The line of a file of the engine changes with it."""
    before, name, line = said.rpartition(".py:")
    return f"{before}{name}LINE)" if line[:-1].isdigit() and line.endswith(")") else said
