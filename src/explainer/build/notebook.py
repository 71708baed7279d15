"""A page as a notebook: how it is read, and where in it something went wrong: which file, which line, which cell."""

from __future__ import annotations

import re
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from myst_nb.core.config import NbParserConfig
from myst_nb.core.read import create_nb_reader
from myst_parser.config.main import MdParserConfig
from nbformat import NotebookNode, from_dict

import explainer
from explainer.model.faults import Fault, Faults

#: The kernel of this Python.
HERE = "python3"

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
# A frame of Python's traceback as IPython writes it: "Cell In[3], line 2" or "File /a/b.py:52, in amounts(rows, view)".
_FRAME = re.compile(r"^\s*(?:Cell In\[(?P<cell>\d+)\], line |File (?P<file>.+?):)(?P<line>\d+)", re.M)
# A warning names its file, for a cell the one IPython made of it: "/tmp/ipykernel_31/2137.py:3: UserWarning: …".
_WARNING = re.compile(r"^(?P<file>\S.*?):(?P<line>\d+): (?=\w*Warning: )", re.M)
_ENGINE = Path(explainer.__file__).parent


@dataclass
class Notebook:
    """One notebook on its way through a kernel.

    Parameters
    ----------
    doc: its source file.
    name: how to name it to a person, as `book/chapter.md`.
    text: the content of the source file.
    node: the same, read; running it writes the outputs into it.
    seconds: how long it ran.
    faults: what went wrong.
    reads: paths of the files its kernel read; None where that cannot be told.
    """

    doc: Path
    name: str
    text: str
    node: NotebookNode
    seconds: float = 0.0
    faults: tuple[Fault, ...] = ()
    reads: list[str] | None = field(default_factory=list)

    @classmethod
    def read(cls, doc: Path, root: Path, faults: list[Fault]) -> Notebook | None:
        """Read a page as MyST-NB will; None when it is plain text, or cannot be read.

        Parameters
        ----------
        doc: the page's file.
        root: the project's folder, from which it is named.
        faults: gets what is wrong with it.
        """
        name = doc.relative_to(root).as_posix() if doc.is_relative_to(root) else str(doc)
        content = doc.read_bytes()
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            faults.append(Fault(name, f"line {line}", "", "not UTF-8: save the file as UTF-8"))
            return None
        if "\0" in text:
            line = text[: text.index("\0")].count("\n") + 1
            faults.append(Fault(name, f"line {line}", "", "holds a character without meaning (NUL): remove it"))
            return None
        try:
            reader = create_nb_reader(str(doc), MdParserConfig(), NbParserConfig(), text)
            if reader is None:
                return None
            # A notebook of format 3 is read as nbformat 3's own kind of node, which nbclient does not take.
            made = cls(doc, name, text, from_dict(reader.read(text)))
            for index in code_cells(made.node):
                made.node.cells[index].outputs, made.node.cells[index].execution_count = [], None
        except Exception as error:  # MyST-NB's readers raise errors of many kinds, some private
            said = [line for line in str(error).splitlines() if line.strip()]
            where = next((f" ({line.rstrip(':').strip()})" for line in said if line.startswith("On instance[")), "")
            faults.append(Fault(name, "", "", f"cannot be read as a notebook: {said[0] if said else error!r}{where}"))
            return None
        wanted = made.node.metadata.get("kernelspec", {})
        kernel = wanted.get("name", HERE)
        if kernel != HERE and "python" not in str(wanted.get("language", kernel)).lower() and code_cells(made.node):
            message = f"its kernel is {kernel!r}: chapters run in Python alone, which is called {HERE!r}"
            faults.append(Fault(name, "", "kernelspec", message))
            return None
        return made


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
        outputs = notebook.cells[index].get("outputs", [])
        tags = notebook.cells[index].metadata.get("tags", [])
        # Of sys.exit IPython says on standard error as well what to write instead.
        leaves = any(output.get("ename") == "SystemExit" for output in outputs)
        for output in outputs:
            if output.output_type == "error" and "raises-exception" in tags:
                continue  # it is there to fail
            if output.output_type == "stream" and output.name == "stderr" and "remove-stderr" in tags:
                continue  # its author knows of it and keeps it from the page
            if output.output_type == "error":
                trace = _COLOURS.sub("", "\n".join(output.get("traceback", [])))
                line, behind = _deepest(trace)
                # `Faults` has a line for each thing that is wrong with a figure.
                listed = output.evalue.splitlines() if output.ename == Faults.__name__ else []
                told = [(line, message) for message in listed or [f"{output.ename}: {output.evalue}{behind}"]]
            elif output.output_type == "stream" and output.name == "stderr" and not leaves:
                told = list(_warnings(_COLOURS.sub("", output.text)))
            else:
                continue
            faults += [cell_fault(name, text, notebook, index, message, line) for line, message in told]
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


def place(text: str, words: str) -> tuple[str, str] | None:
    """Find words in a page's source: the line and, inside a code cell, the cell; None where they are not written.

    Parameters
    ----------
    text: the page's source, MyST or reStructuredText; of a notebook's own file the line says nothing.
    words: to look for; their first line counts.
    """
    lines, cells = text.splitlines(), 0
    fence = ""
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if not fence and stripped.startswith(("```", ":::")) and "{code-cell}" in stripped:
            fence, cells = stripped[: len(stripped) - len(stripped.lstrip("`:"))], cells + 1
        elif fence and stripped == fence:
            fence = ""
        if words.splitlines()[0].strip() in line:
            return f"line {number}", f"cell {cells}" if fence else ""
    return None


def code_cells(notebook: NotebookNode) -> list[int]:
    """Give the indices of a notebook's code cells."""
    return [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]


def _deepest(trace: str) -> tuple[int, str]:
    """Give the line of the cell, and the deepest frame behind it in a file of engine or book, "" for none."""
    line, behind, here = 1, "", None
    for frame in _FRAME.finditer(trace):
        here = here or frame["cell"]
        if frame["file"]:
            path = Path(frame["file"]).expanduser()
            if _own(path):
                behind = f" ({'/'.join(path.parts[-2:])}:{frame['line']})"
        elif frame["cell"] == here:
            line, behind = int(frame["line"]), ""
        else:
            behind = f" (cell {frame['cell']}, its line {frame['line']})"
    return line, behind


def _own(path: Path) -> bool:
    """True for a file of the engine or of the book; not for the guard, which is behind all that it refuses."""
    if path.is_relative_to(_ENGINE):
        return not path.is_relative_to(_ENGINE / "build")
    standard = path.is_relative_to(sysconfig.get_path("stdlib"))
    return path.is_absolute() and "site-packages" not in path.parts and not standard


def _warnings(text: str) -> Iterator[tuple[int, str]]:
    """Read the line and the message of each warning on standard error, and of what stands there besides."""
    starts = list(_WARNING.finditer(text))
    besides = text[: starts[0].start()] if starts else text
    if besides.strip() or not starts:
        yield 1, f"written on standard error: {' '.join(besides.split()) or '(nothing)'}"
    for start, end in zip(starts, [*(found.start() for found in starts), len(text)][1:], strict=True):
        # Below a warning Python quotes the line that warns.
        said = " ".join(line for line in text[start.end() : end].splitlines() if line and not line.startswith("  "))
        cell = "ipykernel_" in start["file"]
        yield int(start["line"]) if cell else 1, said if cell else f"{Path(start['file']).name}:{start['line']}: {said}"


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
