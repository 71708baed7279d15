"""JupyterLite with a book's notebooks in it: a folder of plain files, to be put beside the book's pages."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import mimetypes
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from explainer.build.check_site import ADDED
from explainer.model import Json
from explainer.model.faults import Fault, Faults

#: Where the folder goes inside the site, and what opens in it.
FOLDER, APP = ADDED, "lab"
_KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
#: No notebook is fetched from elsewhere, no news either; a reader saves what a reader wants to keep.
_OVERRIDES = {
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    "@jupyterlab/apputils-extension:notification": {
        "checkForUpdates": False,
        "doNotDisturbMode": True,
        "fetchNews": "false",
    },
}
_INDEX = "api/contents/"
# Every file of a build has this time, wherever a time is written down.
_NEVER = 315532800
_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>(.*?)</script>", re.DOTALL)
#: What the pages of JupyterLite may do. It compiles its settings' checks and starts its kernel through `eval`, and
#: writes styles into its page; it may not run an inline script that is not its own, or ask a host that is not named.
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval' {hashes}; worker-src 'self' blob:; style-src 'self' "
    "'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'{hosts}; "
    "manifest-src 'self'; frame-src 'none'; base-uri 'self'; form-action 'none'"
)


def make(
    out: Path,
    environment: Path,
    title: str,
    contents: Mapping[str, bytes],
    kernel: Mapping[str, bytes | Path],
    loaded: list[str],
    scripts: Mapping[str, bytes],
    hosts: tuple[str, ...],
) -> None:
    """Make the folder.

    Parameters
    ----------
    out: the folder to make; what was there before is removed.
    environment: where JupyterLite is installed.
    title: what the window is called.
    contents: notebooks and tables, by path.
    kernel: the files that the kernel loads, by name: their content, or where they lie.
    loaded: names of the packages that it loads before the first cell.
    scripts: what draws charts on JupyterLab's page, scripts and styles by path, in the order of their loading.
    hosts: other hosts that the kernel asks; none when every byte comes from the site.

    Raises Faults when JupyterLite cannot be built.
    """
    work = out.with_name(f"{out.name}.work")
    for folder in (out, work):
        shutil.rmtree(folder, ignore_errors=True)
    for name, file in kernel.items():
        _write(work / "static" / "pyodide" / name, file if isinstance(file, bytes) else file.read_bytes())
    digest = hashlib.sha256(b"".join(content for _, content in sorted(contents.items()))).hexdigest()
    settings = {
        "appName": title,
        "contentsAllJsonFile": "all.json",
        # What a reader saved in an earlier edition would hide the notebooks of this one.
        "contentsStorageName": f"{title}, {digest[:12]}",
        "settingsStorageName": title,
        "workspacesStorageName": f"{title}, {digest[:12]}",
        "litePluginSettings": {
            _KERNEL: {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": loaded}},
        },
    }
    config = {"jupyter-lite-schema-version": 0, "jupyter-config-data": settings}
    _write(work / "jupyter-lite.json", json.dumps(config, indent=1).encode())
    _write(work / "overrides.json", json.dumps(_OVERRIDES, indent=1).encode())
    _run(environment, work, out)
    for needless in [*out.rglob("*.map"), *out.glob("rspack.*"), *out.glob("package.json")]:
        needless.unlink()
    for path, content in scripts.items():
        _write(out / path, content)
    for path, content in {**contents, **_index(contents)}.items():
        _write(out / (path if path.startswith(_INDEX) else f"files/{path}"), content)
    for page in out.rglob("*.html"):
        text = page.read_text("utf-8")
        if page.parent.name == APP:
            tags = {".js": '<script src="../{}"></script>', ".css": '<link rel="stylesheet" href="../{}">'}
            ours = "".join("\n" + tags[Path(one).suffix].format(one) for one in scripts)
            text = text.replace("<head>", f"<head>{ours}", 1)
        page.write_text(with_policy(text, title, hosts), "utf-8")
    shutil.rmtree(work)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (_NEVER, _NEVER))


def _run(environment: Path, work: Path, out: Path) -> None:
    python = environment.absolute() / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    command: list[str | Path] = [python, "-m", "jupyterlite_core", "build", "--lite-dir", "."]
    command += ["--output-dir", out.resolve(), "--apps", APP, "--no-unused-shared-packages", "--no-sourcemaps"]
    # Nothing of the person who builds: no settings, no extensions, no clock.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTHON"))}
    ran = subprocess.run(
        command,
        cwd=work,
        env=clean | {"SOURCE_DATE_EPOCH": str(_NEVER), "JUPYTER_CONFIG_DIR": str(work.resolve() / "none")},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise Faults([Fault("JupyterLite", "", "", f"could not be built:\n{(ran.stdout + ran.stderr)[-2000:]}")])


def _index(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """List each folder of notebooks and tables, as a Jupyter server would answer when asked for it.

    JupyterLite leaves this to a whole Jupyter server; its answer is these few lines, and a clock.
    """
    folders: dict[str, Json] = {"": {}}
    for path, content in sorted(contents.items()):
        above, _, name = path.rpartition("/")
        kind = "notebook" if name.endswith(".ipynb") else "file"
        mime = None if kind == "notebook" else mimetypes.guess_type(name)[0] or "text/plain"
        folders.setdefault(above, {})[name] = _model(name, path, kind, mime, len(content))
        while above:
            below, _, name = above.rpartition("/")
            folders.setdefault(below, {})[name] = _model(name, above, "directory", None, None)
            above = below
    return {
        f"{_INDEX}{f'{folder}/' if folder else ''}all.json": json.dumps(
            _model(folder.rpartition("/")[2], folder, "directory", None, None)
            | {"content": list(held.values()), "format": "json"}
        ).encode()
        for folder, held in folders.items()
    }


def _model(name: str, path: str, kind: str, mime: str | None, size: int | None) -> Json:
    time = "1980-01-01T00:00:00Z"
    return {
        "name": name, "path": path, "type": kind, "mimetype": mime, "size": size, "created": time,
        "last_modified": time, "content": None, "format": None, "writable": True,
    }  # fmt: skip


def with_policy(page: str, title: str, hosts: tuple[str, ...]) -> str:
    """Give one of JupyterLite's pages a policy, a language and its book's title.

    Parameters
    ----------
    page: the page as JupyterLite has it.
    title: the book's.
    hosts: other hosts that it may ask.
    """
    hashes = [base64.b64encode(hashlib.sha256(found.encode()).digest()).decode() for found in _SCRIPT.findall(page)]
    policy = _POLICY.format(
        hashes=" ".join(f"'sha256-{one}'" for one in hashes), hosts="".join(f" {host}" for host in hosts)
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy, quote=True)}">'
    page = re.sub(r"<title>.*?</title>", lambda _: f"<title>{html.escape(title)}</title>", page, count=1)
    page = re.sub(r"<html(?! lang)", '<html lang="en"', page, count=1)
    return re.sub(r"<head>", lambda _: f"<head>\n{meta}", page, count=1)
