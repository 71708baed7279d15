"""Open the chapters as notebooks in JupyterLab, beginning with the one that says where to start.

What opens are copies of the chapters with every look-up put in: a source holds {q}`id`, which JupyterLab would show as
it is written, and a program that shows a file otherwise than it stands will one day save what it showed.

JupyterLab runs with settings of this project's own, kept in the build folder: a double click
opens a chapter as a notebook, nothing is fetched from the network, and the reader's own
JupyterLab settings are neither used nor changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from explainer.build.contents import Contents, settings
from explainer.build.notebooks.convert import FIRST, first_notebook, notebook
from explainer.query.ledger import Ledger
from explainer.site.notebook_files import Chapter

#: A kernel's remark about TCP would stand in the terminal for each opened chapter.
KERNEL_SETTINGS = {"IPKernelApp": {"log_level": "ERROR"}}
#: Where the settings go.
FOLDER = "_build/lab"
#: JupyterLab's settings by plugin. Text notebooks open as notebooks (jupytext provides that
#: view); a chapter changes only when somebody saves it; the network stays out.
SETTINGS = {
    "@jupyterlab/docmanager-extension:plugin": {
        "defaultViewers": {"markdown": "Jupytext Notebook", "myst": "Jupytext Notebook"},
        "autosave": False,
    },
    "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
}
ARGUMENTS = (
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    # No copies of a chapter beside it.
    "--FileCheckpoints.checkpoint_dir=_build/lab/checkpoints",
)


def prepare(root: Path) -> dict[str, str]:
    """Write JupyterLab's settings for a project.

    Parameters
    ----------
    root: the project's folder.

    Returns the environment variables that make Jupyter use them.
    """
    folder = root / FOLDER
    for name, content in (
        ("config/labconfig/default_setting_overrides.json", SETTINGS),
        ("ipython/profile_default/ipython_kernel_config.json", KERNEL_SETTINGS),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return {
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "IPYTHONDIR": str(folder / "ipython"),
    }


def command(root: Path, *more: str) -> list[str]:
    """Give the command that starts JupyterLab at the notebook to start with, which `copies.write` has made.

    Parameters
    ----------
    root: the project's folder.
    more: further arguments for JupyterLab.
    """
    # Inside a container one is often root, whom Jupyter refuses unless told.
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        *(sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}"),
        *ARGUMENTS,
        *as_root,
        f"--LabApp.default_url=/lab/tree/{COPIES}/{FIRST}.ipynb",
        *more,
    ]


def lab(root: Path) -> int:
    """Start JupyterLab and stay until it ends.

    Parameters
    ----------
    root: the project's folder.

    Returns its exit code. Raises Faults when the ledger fails.
    """
    root = root.resolve()
    write_copies(root)
    environment = os.environ | prepare(root)
    try:
        return subprocess.run(command(root), cwd=root, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0


#: Where the copies lie: below the project's folder, so that their kernels find the tables.
COPIES = "_build/notebooks"
_MADE = ".made.json"
_ABOUT = """\
These notebooks are copies: every number, date and quotation in their sentences has been looked up. The book is made \
from the files in `{folder}`, which open as notebooks by double click too, with their look-ups as they are written \
(`{{q}}` and the like). **Change a copy as you please**; once you have saved a change, the copy is yours and is not \
made anew. To change the book, change the source, then `make book`."""


def write_copies(root: Path, say: Callable[[str], None] = print) -> Path:
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
    files = {f"{FIRST}.ipynb": first_notebook(title, list(sources.values()), ledger, _ABOUT.format(folder=where))}
    for path, chapter in sources.items():
        lead = f"*A copy of `{path.relative_to(root).as_posix()}` with its look-ups put in.*"
        files[f"{chapter.name}.ipynb"] = notebook(chapter.source, ledger, lead)
    folder = root / COPIES
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, str] = json.loads((folder / _MADE).read_text("utf-8")) if (folder / _MADE).is_file() else {}
    for name, text in files.items():
        path = folder / name
        if path.is_file() and _hash(path.read_text("utf-8")) != made.get(name):
            say(f"{COPIES}/{name} has been changed and is kept; delete it to have it made anew")
            continue
        path.write_text(text, "utf-8")
        made[name] = _hash(text)
    (folder / _MADE).write_text(json.dumps(made, indent=1) + "\n", "utf-8")
    return folder / f"{FIRST}.ipynb"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
