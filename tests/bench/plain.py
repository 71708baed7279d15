"""Turn a book into what it would be without this engine: the same words, the same cells, plain charts."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import yaml

from explainer.query.ledger import Ledger
from explainer.references import phrases

#: Where the plain copy's cells find the stand-in for `figure`; imported by a cell that leaves no trace.
STAND_IN = "plain_figure"
_SETUP = f"""```{{code-cell}}
:tags: [remove-cell]
import {STAND_IN}
```
"""
_STAND_IN_CODE = '''"""What a cell would show without the engine: the chart, by Altair's own renderer."""

import os

import altair
import explainer.figures.figure as door
from explainer.charts import theme
from explainer.charts.viewport import WIDTHS

# A plain book proves nothing: its kernels only read the tables.
os.environ["EXPLAINER_PROVED"] = "FINGERPRINT"


class Plain:
    def __init__(self, chart):
        self.chart = chart

    def _repr_mimebundle_(self, include=None, exclude=None):
        return altair.renderers.get()(theme.concrete(self.chart.to_dict()))


def figure(id, draw, rows, **texts):
    return Plain(draw(WIDTHS["text"]))


door.figure = figure
'''
#: Directives that Jupyter Book knows by itself; of others the words stay and the fence goes.
STANDARD = {
    "admonition", "attention", "caution", "code", "code-block", "contents", "csv-table", "danger", "dropdown",
    "epigraph", "error", "figure", "glossary", "highlight", "hint", "image", "important", "list-table",
    "literalinclude", "margin", "math", "note", "pull-quote", "raw", "rubric", "seealso", "sidebar", "table",
    "tableofcontents", "tip", "toctree", "topic", "warning",
}  # fmt: skip
_OPENS = re.compile(r"^(?P<fence>`{3,}|:{3,})(?:\{(?P<name>[\w-]+)\}.*|[\w.+-]*)\s*$")
_OPTION = re.compile(r"^:[\w-]+:")


def plain_page(text: str, resolve: Callable[[str], str]) -> str:
    """Write a page for plain Jupyter Book.

    Parameters
    ----------
    text: the page's MyST Markdown. Cells, code and standard directives stay; look-ups become words; of the
        engine's own directives the content stays.
    resolve: puts the look-ups of a piece of text in.

    Returns the page; when it has cells, with one more before the first of them that brings the stand-in.
    """
    written: list[str] = []
    fences: list[tuple[str, str]] = []  # each open fence, and what to do with it: "drop", "keep" or "code"
    options, ready = False, False
    for line in text.splitlines():
        inside_code = bool(fences) and fences[-1][1] == "code"
        if fences and re.fullmatch(rf"{fences[-1][0][0]}{{{len(fences[-1][0])},}}\s*", line):
            options = False
            if fences.pop()[1] != "drop":
                written.append(line)
            else:
                written.append("")
        elif not inside_code and (match := _OPENS.match(line)):
            name = match["name"]
            treated = "code" if name in (None, "code-cell") else "keep" if name in STANDARD else "drop"
            fences.append((match["fence"], treated))
            if name == "code-cell" and not ready:
                written += _SETUP.splitlines()
                ready = True
            written.append(line if treated != "drop" else "")
            options = treated == "drop"
        elif inside_code:
            written.append(line)
        elif not (options and _OPTION.match(line)):
            options = False
            written.append(resolve(line))
    return "\n".join(written) + "\n"


def plain_copy(root: Path, pages: list[Path], into: Path) -> None:
    """Write a whole book as a project of plain Jupyter Book.

    Parameters
    ----------
    root: the project's folder.
    pages: the source files of its pages.
    into: the folder to fill.

    Raises Faults for a look-up that fails.
    """
    ledger = Ledger.load(root)
    for folder in ("data", "seeds"):
        if (root / folder).is_dir():
            shutil.copytree(root / folder, into / folder)
    shutil.copy(root / "_toc.yml", into)
    config = yaml.safe_load((root / "_config.yml").read_text("utf-8")) or {}
    kept = {key: config[key] for key in ("title", "author", "copyright", "only_build_toc_files") if key in config}
    kept["exclude_patterns"] = ["data", "seeds"]
    kept["parse"] = {"myst_enable_extensions": (config.get("parse") or {}).get("myst_enable_extensions") or []}
    (into / "_config.yml").write_text(yaml.safe_dump(kept), "utf-8")
    for page in pages:
        target = into / page.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = page.read_text("utf-8")
        if page.suffix == ".md":
            name = page.relative_to(root).as_posix()
            text = plain_page(text, lambda line, name=name: phrases.plain(line, ledger, name))  # type: ignore[misc]
        target.write_text(text, "utf-8")
        stand_in = _STAND_IN_CODE.replace("FINGERPRINT", ledger.fingerprint)
        (target.parent / f"{STAND_IN}.py").write_text(stand_in, "utf-8")
        for helper in page.parent.glob("*.py"):
            shutil.copy(helper, target.parent)
