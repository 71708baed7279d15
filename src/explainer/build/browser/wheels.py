"""The packages of a kernel in a browser: Pyodide's own, each under its hash, and pure ones made wheels again.

Pyodide is CPython compiled for browsers. Its npm package has the interpreter and `pyodide-lock.json`, which names every
package with its SHA-256; compiled packages such as numpy are in no registry for this kind of machine. Their files are
handed out beside each release, at `HOST`.

Pure packages come from the environment that `browser.lock` describes. The installer checked each against its hash; what
it laid out is packed once more, without what belongs to this machine. Two carry a compiled part that only makes them
faster (MarkupSafe, pyrsistent): it is left out, as they allow.
"""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from explainer.model import Json
from explainer.model.faults import Fault, Faults
from explainer.site.evidence.package_files import zipped

#: Where each release's files are handed out: the address of the release `VERSION`.
HOST = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
LOCK = "pyodide-lock.json"
#: The files of the interpreter itself.
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


@dataclass(frozen=True)
class Wheel:
    """A package as a kernel loads it.

    Parameters
    ----------
    entry: what Pyodide's lock says of it, or would say.
    content: its file; None for one of Pyodide's own, which is handed out at its host.
    """

    entry: Json
    content: bytes | None = None

    @classmethod
    def made(cls, name: str, version: str, file: str, content: bytes, brings: list[str], needs: list[str]) -> Wheel:
        """Describe a wheel that is not Pyodide's: the modules it brings, the packages it needs."""
        entry = {
            "name": name, "version": version, "file_name": file, "install_dir": "site",
            "sha256": hashlib.sha256(content).hexdigest(), "package_type": "package", "imports": brings,
            "depends": needs, "unvendored_tests": False,
        }  # fmt: skip
        return cls(entry, content)

    @property
    def file(self) -> str:
        """Its file's name."""
        return str(self.entry["file_name"])

    def fault(self, content: bytes | None, where: str) -> Fault | None:
        """Say what is wrong with the content of its file; None when nothing is."""
        if content is None:
            return Fault(where, self.file, "", "the file is missing")
        if (found := hashlib.sha256(content).hexdigest()) == self.entry["sha256"]:
            return None
        return Fault(where, self.file, "sha256", f"{found}, and Pyodide’s lock has {self.entry['sha256']}")


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

    def wheel(self, name: str) -> Wheel | None:
        """Give what the lock says of a package; None for one it does not know."""
        entry = self.lock["packages"].get(name)
        return Wheel(entry) if entry else None

    @property
    def host(self) -> str:
        """Where this release's files are handed out."""
        return HOST.format(version=self.version)


def verified(folder: Path, wheels: Iterable[Wheel]) -> dict[str, bytes]:
    """Read wheels from a folder, each checked against the lock's hash.

    Raises Faults with every file that is missing or different.
    """
    found = [(wheel, _content(folder / wheel.file)) for wheel in wheels]
    if faults := [fault for wheel, content in found if (fault := wheel.fault(content, str(folder)))]:
        raise Faults(faults)
    return {wheel.file: content for wheel, content in found if content is not None}


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def fetch_wheels(folder: Path, wheels: Iterable[Wheel], host: str) -> None:
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
        if wheel.fault(_content(path), "") is None:
            continue
        try:
            with urllib.request.urlopen(host + wheel.file, timeout=60) as answer:
                content = answer.read()
        except (urllib.error.URLError, OSError) as error:
            faults.append(Fault(host, wheel.file, "", f"could not be fetched: {error}"))
            continue
        if fault := wheel.fault(content, host):
            faults.append(fault)
        else:
            path.write_bytes(content)
    if faults:
        raise Faults(faults)


_MACHINE = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "WHEEL")
_WHEEL = b"Wheel-Version: 1.0\nGenerator: explainer\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_COMPILED = (".so", ".pyd", ".dylib")
#: What a marker in a requirement asks about, as it is in the reader's browser.
BROWSER = {
    "python_version": "3.14", "python_full_version": "3.14.0", "sys_platform": "emscripten",
    "platform_system": "Emscripten", "platform_machine": "wasm32", "os_name": "posix", "extra": "",
}  # fmt: skip


class Environment:
    """The packages laid out in an environment of their own.

    Parameters
    ----------
    folder: the environment, as `python -m venv` makes one.
    """

    def __init__(self, folder: Path) -> None:
        """Look at what is there."""
        paths = [str(path) for path in (*folder.glob("lib/python3*/site-packages"), *folder.glob("Lib/site-packages"))]
        self.folder = folder
        self._known = {canonicalize_name(one.metadata["Name"]): one for one in distributions(path=paths)}

    def wheel(self, name: str) -> Wheel | None:
        """Pack a package as a wheel again; None for one that is not here."""
        found = self._known.get(canonicalize_name(name))
        if not found:
            return None
        files = dict(_files(found))
        modules = {path.split("/")[0].removesuffix(".py") for path in files if path.endswith(".py")}
        about = next(path.split("/")[0] for path in files if ".dist-info/" in path)
        content = zipped(files | {f"{about}/WHEEL": _WHEEL, f"{about}/RECORD": b""})
        file = f"{name.replace('-', '_')}-{found.version}-py3-none-any.whl"
        return Wheel.made(name, found.version, file, content, sorted(modules), list(_needs(found)))


def _files(found: Distribution) -> Iterator[tuple[str, bytes]]:
    for file in sorted(found.files or [], key=str):
        path = file.as_posix()
        name = path.rsplit("/", 1)[-1]
        if path.startswith("..") or "__pycache__" in path or name in _MACHINE or path.endswith(_COMPILED):
            continue
        yield path, Path(str(file.locate())).read_bytes()


def _needs(found: Distribution) -> Iterator[str]:
    """Give the names of the packages that one needs in a browser."""
    for line in found.requires or ():
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate(BROWSER):
            yield canonicalize_name(need.name)
