"""Open the chapters as notebooks in JupyterLab.

JupyterLab runs with settings of this project's own, kept in the build folder: a double click
opens a chapter as a notebook, nothing is fetched from the network, and the reader's own
JupyterLab settings are neither used nor changed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from explainer.publish.contents import Contents

#: Where the settings go.
FOLDER = "_build/lab"
#: JupyterLab's settings by plugin. The first makes text notebooks open as notebooks (jupytext
#: provides that view), the second keeps the network out.
SETTINGS = {
    "@jupyterlab/docmanager-extension:plugin": {
        "defaultViewers": {"markdown": "Jupytext Notebook", "myst": "Jupytext Notebook"}
    },
    "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
}
ARGUMENTS = (
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    # A chapter leaves no copies or checkpoints of itself behind.
    "--ContentsManager.allow_hidden=False",
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
    (folder / "config" / "labconfig").mkdir(parents=True, exist_ok=True)
    settings = folder / "config" / "labconfig" / "default_setting_overrides.json"
    settings.write_text(json.dumps(SETTINGS, indent=2) + "\n", encoding="utf-8")
    return {
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "IPYTHONDIR": str(folder / "ipython"),
    }


def command(root: Path, *more: str) -> list[str]:
    """Give the command that starts JupyterLab at the book's first page.

    Parameters
    ----------
    root: the project's folder.
    more: further arguments for JupyterLab.

    Raises Faults when the table of contents cannot be read.
    """
    contents = Contents.read(root)
    start = contents.docs[contents.root].relative_to(root).as_posix()
    return [
        *(sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}"),
        *ARGUMENTS,
        f"--LabApp.default_url=/lab/tree/{start}",
        *more,
    ]


def lab(root: Path) -> int:
    """Start JupyterLab and stay until it ends.

    Parameters
    ----------
    root: the project's folder.

    Returns its exit code.
    """
    root = root.resolve()
    environment = os.environ | prepare(root)
    try:
        return subprocess.run(command(root), cwd=root, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0
