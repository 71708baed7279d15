"""The tables as files to take along: each by itself, and the whole data package as one zip.

The zip is the same, byte for byte, in every build.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explainer.build.notebooks.zipping import zipped
from explainer.query.ledger import Ledger
from explainer.site import memory
from explainer.site.trust.piece import docnames

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "tables"
PACKAGE = "datapackage.json"


@dataclass(frozen=True)
class File:
    """A file to take along: its path in the package and its content."""

    path: str
    content: bytes

    @property
    def size(self) -> str:
        """Its size in words: "12 kB"."""
        return size_words(len(self.content))


def size_words(size: int) -> str:
    """Say a size in bytes: "980 bytes", "12 kB", "1.4 MB"."""
    if size < 1000:
        return f"{size} bytes"
    return f"{round(size / 1000)} kB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def resource_paths(resource: dict[str, Any]) -> list[str]:
    """Give the paths of a resource: one, or several where a table is cut into parts."""
    path = resource.get("path", [])
    return [path] if isinstance(path, str) else list(path)


def package_files(ledger: Ledger) -> dict[str, File]:
    """Read the package's descriptor and every file it names, by path.

    Raises OSError when one is missing.
    """
    data = ledger.root / "data"
    paths = [PACKAGE, *(path for resource in ledger.package.get("resources", []) for path in resource_paths(resource))]
    return {path: File(path, (data / path).read_bytes()) for path in dict.fromkeys(paths)}


def package_zip(ledger: Ledger) -> File:
    """Pack the data package; `frictionless validate` takes the zip as it is."""
    files = package_files(ledger)
    ordered = sorted(files, key=lambda path: (path != PACKAGE, path))
    packed = zipped({path: files[path].content for path in ordered})
    return File(f"{ledger.package.get('name', 'data')}.zip", packed)


def _write(app: Sphinx, error: Exception | None) -> None:
    """Put the files beside the pages, when a page offers them."""
    if error is not None or app.builder.name not in ("html", "dirhtml") or not docnames(app.env, "table"):
        return
    ledger = memory.ledger(app.env)
    for file in (*package_files(ledger).values(), package_zip(ledger)):
        path = Path(app.outdir) / FOLDER / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)


def setup(app: Sphinx) -> None:
    """Write the files when the pages are done."""
    app.connect("build-finished", _write)
