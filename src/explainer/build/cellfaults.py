"""Say what went wrong in a notebook: which file, which line, which cell."""

from __future__ import annotations

import re

from nbformat import NotebookNode

from explainer.build.guard import REFUSED
from explainer.model.faults import Fault

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
# Python's traceback as IPython writes it: "Cell In[3], line 2".
_TRACE_LINE = re.compile(r"Cell In\[\d+\], line (\d+)")
# A warning names the file IPython made of the cell: "/tmp/ipykernel_31/2137.py:3: UserWarning: …".
_WARNING = re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py:(\d+): (.+)")


def cell_faults(name: str, text: str, notebook: NotebookNode) -> list[Fault]:
    """Find every error, warning and word on standard error in an executed notebook.

    Parameters
    ----------
    name: how to name the notebook to a person, as `book/chapter.md`.
    text: the notebook's source file, from which the line is counted.
    notebook: the same, read and executed.
    """
    faults: list[Fault] = []
    for index in code_cells(notebook):
        raised = [output.evalue for output in notebook.cells[index].get("outputs", []) if output.output_type == "error"]
        for output in notebook.cells[index].get("outputs", []):
            if output.output_type == "error":
                trace = _COLOURS.sub("", "\n".join(output.get("traceback", [])))
                found = _TRACE_LINE.search(trace)
                line, message = int(found[1]) if found else 1, f"{output.ename}: {output.evalue}"
            elif output.output_type == "stream" and output.name == "stderr":
                refused = _refusal(output.text)
                if refused and any(refused in message for message in raised):
                    continue  # said once, with its line, by the error itself
                line, message = _warning(output.text)
            else:
                continue
            faults.append(cell_fault(name, text, notebook, index, message, line))
    return faults


def cell_fault(name: str, text: str, notebook: NotebookNode, index: int, message: str, line: int = 1) -> Fault:
    """Place a message at a line of the source file.

    Parameters
    ----------
    name, text, notebook: as in `cell_faults`.
    index: which cell of the notebook, counted from 0, text cells included.
    message: what is wrong.
    line: which line of that cell, counted from 1.
    """
    start = _first_line(text, notebook, index)
    row = f"line {start + line - 1}" if start else ""
    # Cells are counted as JupyterLab does in `[1]`: from 1, code cells only.
    number = sum(1 for code in code_cells(notebook) if code <= index)
    return Fault(name, row, f"cell {number}", message.strip())


def code_cells(notebook: NotebookNode) -> list[int]:
    """Give the indices of a notebook's code cells."""
    return [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]


def _warning(text: str) -> tuple[int, str]:
    """Read the line and the message of what stands on standard error."""
    text = _COLOURS.sub("", text).strip()
    found = _WARNING.search(text)
    if found:
        return int(found[1]), found[2]
    return 1, f"written on standard error: {text.splitlines()[0] if text else '(nothing)'}"


def _refusal(text: str) -> str:
    """Give what the guard refused, when standard error says that and nothing else; else ""."""
    return text.strip() if text.startswith(REFUSED) and len(text.splitlines()) == 1 else ""


def _first_line(text: str, notebook: NotebookNode, index: int) -> int | None:
    """Give the line of the file on which a cell's code begins; None for other formats than MyST.

    MyST-NB's source map gives the line of the fence; options may stand between it and the code.
    """
    starts = notebook.metadata.get("source_map")
    if not starts:
        return None
    lines = [line.rstrip() for line in text.splitlines()]
    code = [line.rstrip() for line in notebook.cells[index].source.splitlines()]
    fence = int(starts[index])
    for start in range(fence, len(lines)):
        if lines[start : start + len(code)] == code:
            return start + 1
    return fence
