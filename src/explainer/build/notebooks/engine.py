"""The engine as a wheel: the rooms that a notebook's kernel imports, and no others.

Written here and not by a build tool, because it is a handful of text files, must be the same bytes in every build, and
must not need what the site needs. The format is the Python Packaging Authority's "Binary distribution format".
"""

from __future__ import annotations

import ast
import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import distribution, packages_distributions, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import explainer
from explainer.site.evidence.package_files import zipped

#: Rooms that no notebook imports: they make the site, watch its kernels, are an editor's desk, or prove tables against
#: the article, which does not travel.
LEFT_OUT = ("__main__", "authoring", "build", "cli", "extension", "site", "validate")
_TAG = "py3-none-any"


def wheel() -> tuple[str, bytes]:
    """Give the wheel's file name and content."""
    number = version("explainer")
    package = Path(explainer.__file__).parent
    files = {f"explainer/{name}": path.read_bytes() for name, path in sorted(_sources(package).items())}
    about = f"explainer-{number}.dist-info"
    head = [
        "Metadata-Version: 2.1",
        "Name: explainer",
        f"Version: {number}",
        f"Summary: {distribution('explainer').metadata['Summary']}",
        f"License: {distribution('explainer').metadata['License-Expression']}",
        f"Requires-Python: {distribution('explainer').metadata['Requires-Python']}",
        *(f"Requires-Dist: {need}" for need in _needs()),
    ]
    files[f"{about}/METADATA"] = ("\n".join(head) + "\n").encode()
    files[f"{about}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: explainer\nRoot-Is-Purelib: true\nTag: {_TAG}\n".encode()
    files[f"{about}/RECORD"] = _record(files, f"{about}/RECORD")
    return f"explainer-{number}-{_TAG}.whl", zipped(files)


def drawing() -> set[str]:
    """Give the distributions that the engine itself asks for in a notebook."""
    return {canonicalize_name(Requirement(need).name) for need in _needs()}


def imported(source: str) -> set[str]:
    """Give the outermost names of the modules that a piece of Python imports, wherever in it."""
    names: set[str] = set()
    # IPython's magics and shell commands are no Python; a cell that still is none imports nothing.
    lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:
        return names
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def distributions(modules: set[str]) -> set[str]:
    """Give the installed distributions that modules come from; those of Python itself come from none."""
    return {canonicalize_name(name) for module in modules for name in _known().get(module, [])}


@cache
def _known() -> Mapping[str, list[str]]:
    # It opens a file of every package that is installed.
    return packages_distributions()


def _sources(package: Path) -> dict[str, Path]:
    # Beside the modules, the files that they read: the schema, and what is known of each language.
    paths = [*package.rglob("*.py"), *package.glob("model/*.json"), *package.glob("text/languages/*.toml")]
    found = {path.relative_to(package).as_posix(): path for path in paths}
    return {
        name: path for name, path in found.items() if name.split("/")[0].removesuffix(".py") not in LEFT_OUT
    }  # fmt: skip


@cache
def _needs() -> list[str]:
    """Give those of the engine's own requirements that its part for notebooks imports."""
    sources = _sources(Path(explainer.__file__).parent)
    modules = {name for path in sources.values() if path.suffix == ".py" for name in imported(path.read_text("utf-8"))}
    wanted = distributions(modules)
    needs = [need for need in distribution("explainer").requires or [] if ";" not in need]
    return sorted(need for need in needs if canonicalize_name(Requirement(need).name) in wanted)


def _record(files: dict[str, bytes], itself: str) -> bytes:
    lines = []
    for name, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(content)}")
    return ("\n".join([*lines, f"{itself},,"]) + "\n").encode()
