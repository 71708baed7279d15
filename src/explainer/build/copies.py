"""The notebooks that JupyterLab opens: copies of the chapters with every look-up put in, and the one to start with.

A chapter's source holds look-ups, {q}`id`, which JupyterLab shows as they are written. They are put in here, in copies,
and not while a source is shown: a program that shows a file otherwise than it stands will one day save what it showed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from explainer.build.contents import Contents, settings
from explainer.build.notebooks import start
from explainer.build.notebooks.convert import notebook
from explainer.query.ledger import Ledger
from explainer.site.notebook_files import Chapter

#: Where the copies lie: below the project's folder, so that their kernels find the tables.
FOLDER = "_build/notebooks"
_MADE = ".made.json"
_ABOUT = """\
These notebooks are copies: every number, date and quotation in their sentences has been looked up. The book is made \
from the files in `{folder}`, which open as notebooks by double click too, with their look-ups as they are written \
(`{{q}}` and the like). **Change a copy as you please**; once you have saved a change, the copy is yours and is not \
made anew. To change the book, change the source, then `make book`."""


def write(root: Path, say: Callable[[str], None] = print) -> Path:
    """Write the copies, but none that a reader has changed since.

    Parameters
    ----------
    root: the project's folder.
    say: gets a line for each copy that a reader has changed and that is therefore kept.

    Returns the notebook to start with.
    Raises Faults when the ledger fails, the contents cannot be read or a look-up fails.
    """
    contents, ledger = Contents.read(root), Ledger.load(root)
    sources = {path: found for path in contents.docs.values() if (found := Chapter.read(path))}
    where = contents.docs[contents.root].parent.relative_to(root).as_posix()
    title = settings(root).get("title", "")
    files = {f"{start.NAME}.ipynb": start.start(title, list(sources.values()), ledger, _ABOUT.format(folder=where))}
    for path, chapter in sources.items():
        lead = f"*A copy of `{path.relative_to(root).as_posix()}` with its look-ups put in.*"
        files[f"{chapter.name}.ipynb"] = notebook(chapter.source, ledger, lead)
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, str] = json.loads((folder / _MADE).read_text("utf-8")) if (folder / _MADE).is_file() else {}
    for name, text in files.items():
        path = folder / name
        if path.is_file() and _hash(path.read_text("utf-8")) != made.get(name):
            say(f"{FOLDER}/{name} has been changed and is kept; delete it to have it made anew")
            continue
        path.write_text(text, "utf-8")
        made[name] = _hash(text)
    (folder / _MADE).write_text(json.dumps(made, indent=1) + "\n", "utf-8")
    return folder / f"{start.NAME}.ipynb"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
