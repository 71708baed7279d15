"""Pyodide's own packages: which are needed, under which hash, and whether a folder holds them.

Pyodide is CPython compiled for browsers. Its npm package has the interpreter and `pyodide-lock.json`, which names every
package with its SHA-256; compiled packages such as numpy are in no registry for this kind of machine. Their files are
handed out beside each release, at `HOST`.
"""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from explainer.model import Json
from explainer.model.faults import Fault, Faults

#: Where each release's files are handed out: the address of the release `VERSION`.
HOST = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
LOCK = "pyodide-lock.json"
#: The files of the interpreter itself.
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


@dataclass(frozen=True)
class Release:
    """One release of Pyodide, as its npm package has it.

    Parameters
    ----------
    folder: the unpacked npm package.
    version: its number.
    lock: its lock.
    """

    folder: Path
    version: str
    lock: Json

    @classmethod
    def read(cls, environment: Path) -> Release:
        """Read the release that the set-up has put beside JupyterLite.

        Raises Faults when it is not there.
        """
        folder = environment / "node_modules" / "pyodide"
        try:
            version = json.loads((folder / "package.json").read_text("utf-8"))["version"]
            return cls(folder, version, json.loads((folder / LOCK).read_text("utf-8")))
        except OSError as error:
            raise Faults([Fault(str(folder), "", "", f"{error.strerror}; make browser brings it")]) from error

    def has(self, name: str) -> bool:
        """Tell whether the lock knows a package."""
        return name in self.lock["packages"]

    def wheel(self, name: str) -> Wheel:
        """Give what the lock says of a package."""
        entry = self.lock["packages"][name]
        return Wheel(name, entry["version"], entry["file_name"], entry["sha256"], tuple(entry["depends"]))

    @property
    def host(self) -> str:
        """Where this release's files are handed out."""
        return HOST.format(version=self.version)


@dataclass(frozen=True)
class Wheel:
    """A package of Pyodide's: its name, version, file, hash, and the packages it needs."""

    name: str
    version: str
    file: str
    sha256: str
    depends: tuple[str, ...]

    def fault(self, content: bytes | None, where: str) -> Fault | None:
        """Say what is wrong with the content of its file; None when nothing is."""
        if content is None:
            return Fault(where, self.file, "", "the file is missing")
        found = hashlib.sha256(content).hexdigest()
        if found != self.sha256:
            return Fault(where, self.file, "sha256", f"{found}, and Pyodide’s lock has {self.sha256}")
        return None


def verified(folder: Path, wheels: Iterable[Wheel]) -> dict[str, bytes]:
    """Read wheels from a folder, each checked against the lock's hash.

    Raises Faults with every file that is missing or different.
    """
    found, faults = {}, []
    for wheel in wheels:
        path = folder / wheel.file
        content = path.read_bytes() if path.is_file() else None
        fault = wheel.fault(content, str(folder))
        if fault:
            faults.append(fault)
        elif content is not None:
            found[wheel.file] = content
    if faults:
        raise Faults(faults)
    return found


def fetch(folder: Path, wheels: Iterable[Wheel], host: str) -> None:
    """Fetch into a folder the wheels that are not there yet; nothing is kept whose hash is not the lock's.

    Parameters
    ----------
    folder: where they go; made if missing.
    wheels: which.
    host: the address in front of their files' names.

    Raises Faults with every file that could not be had.
    """
    folder.mkdir(parents=True, exist_ok=True)
    faults = []
    for wheel in wheels:
        path = folder / wheel.file
        if path.is_file() and wheel.fault(path.read_bytes(), "") is None:
            continue
        try:
            with urllib.request.urlopen(host + wheel.file, timeout=60) as answer:
                content = answer.read()
        except (urllib.error.URLError, OSError) as error:
            faults.append(Fault(host, wheel.file, "", f"could not be fetched: {error}"))
            continue
        fault = wheel.fault(content, host)
        if fault:
            faults.append(fault)
        else:
            path.write_bytes(content)
    if faults:
        raise Faults(faults)
