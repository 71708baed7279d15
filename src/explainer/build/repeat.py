"""Find cells whose outputs differ from run to run: they use the clock, chance, or the order of something unordered."""

from __future__ import annotations

import os
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

from explainer.build.contents import Contents, settings
from explainer.build.kernels import run_all
from explainer.build.notebook import Notebook, cell_fault, code_cells
from explainer.build.publish import BUILD, CACHE
from explainer.model.faults import Fault
from explainer.validate.check import check


def differing(root: Path, say: Callable[[str], None] = print) -> list[Fault]:
    """Run every notebook twice, without the stored results.

    Parameters
    ----------
    root: the project's folder.
    say: gets a line of progress after each notebook.

    Returns a fault for each cell that fails, and for each that puts out something else the second time.
    Raises Faults when the tables or the contents cannot be used.
    """
    root = root.resolve()
    if (root / "data" / "datapackage.json").is_file():
        check(root)
    faults: list[Fault] = []
    found = [Notebook.read(path, root, faults) for path in Contents.read(root).docs.values()]
    first = [notebook for notebook in found if notebook and code_cells(notebook.node)]
    second = deepcopy(first)
    timeout = int((settings(root).get("execute") or {}).get("timeout") or 120)
    for notebooks in (first, second):
        run_all(notebooks, root, (os.cpu_count() or 1) + 1, timeout, root / BUILD / CACHE, say)
    for one, other in zip(first, second, strict=True):
        faults += one.faults or other.faults
        if one.faults or other.faults:
            continue
        for index in code_cells(one.node):
            if one.node.cells[index].outputs != other.node.cells[index].outputs:
                message = "puts out something else each time it runs: the clock, chance, or an order that is not fixed"
                faults.append(cell_fault(one.name, one.text, one.node, index, message))
    return faults
