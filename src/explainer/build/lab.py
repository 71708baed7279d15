"""Open the chapters as notebooks in JupyterLab, beginning with the one that says where to start.

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

from explainer.build import copies
from explainer.build.notebooks import start
from explainer.model.faults import Faults

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
        f"--LabApp.default_url=/lab/tree/{copies.FOLDER}/{start.NAME}.ipynb",
        *more,
    ]


def lab(root: Path) -> int:
    """Start JupyterLab and stay until it ends.

    Parameters
    ----------
    root: the project's folder.

    Returns its exit code: 1 when the ledger fails, and every fault has been printed.
    """
    root = root.resolve()
    try:
        copies.write(root)
    except Faults as error:
        print(error, file=sys.stderr)
        return 1
    environment = os.environ | prepare(root)
    try:
        return subprocess.run(command(root), cwd=root, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0
