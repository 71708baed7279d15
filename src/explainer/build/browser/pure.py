"""Pure Python packages as wheels again, from the environment that `browser.lock` describes.

The installer checked each against its hash; what it laid out is packed once more, without what belongs to this machine.
So a build needs no network, and the versions are those of the lock. Two packages carry a compiled part that only makes
them faster (MarkupSafe, pyrsistent): it is left out, as they allow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement

from explainer.site.evidence.package_files import zipped

_MACHINE = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "WHEEL")
_WHEEL = b"Wheel-Version: 1.0\nGenerator: explainer\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_COMPILED = (".so", ".pyd", ".dylib")
#: What a marker in a requirement asks about, as it is in the reader's browser.
BROWSER = {
    "python_version": "3.14",
    "python_full_version": "3.14.0",
    "sys_platform": "emscripten",
    "platform_system": "Emscripten",
    "platform_machine": "wasm32",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "os_name": "posix",
    "extra": "",
}


@dataclass(frozen=True)
class Package:
    """A package of the environment.

    Parameters
    ----------
    name: its name in small letters with hyphens.
    version: its version.
    depends: names of the packages it needs in a browser.
    imports: the modules it brings.
    files: the content of its files, by path.
    """

    name: str
    version: str
    depends: tuple[str, ...]
    imports: tuple[str, ...]
    files: dict[str, bytes]

    @property
    def file(self) -> str:
        """Its wheel's name."""
        return f"{self.name.replace('-', '_')}-{self.version}-py3-none-any.whl"

    def wheel(self) -> bytes:
        """Pack it."""
        return zipped(self.files)


def plain(name: str) -> str:
    """Give a package's name as the packaging standard compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


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
        self._known = {plain(one.metadata["Name"]): one for one in distributions(path=paths)}

    def has(self, name: str) -> bool:
        """Tell whether a package is there."""
        return name in self._known

    def package(self, name: str) -> Package:
        """Read a package."""
        found = self._known[name]
        files = dict(_files(found))
        modules = {path.split("/")[0].removesuffix(".py") for path in files if path.endswith(".py")}
        about = next(path.split("/")[0] for path in files if ".dist-info/" in path)
        files[f"{about}/WHEEL"] = _WHEEL
        files[f"{about}/RECORD"] = b""
        return Package(name, found.version, tuple(_depends(found.requires or ())), tuple(sorted(modules)), files)


def _files(found: Distribution) -> Iterable[tuple[str, bytes]]:
    for file in sorted(found.files or [], key=str):
        path = file.as_posix()
        name = path.rsplit("/", 1)[-1]
        if path.startswith("..") or "__pycache__" in path or name in _MACHINE or path.endswith(_COMPILED):
            continue
        yield path, Path(str(file.locate())).read_bytes()


def _depends(requires: Iterable[str]) -> Iterable[str]:
    for line in requires:
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate(BROWSER):
            yield plain(need.name)
