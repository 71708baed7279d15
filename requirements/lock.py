"""Resolve each list of this folder into its lock file: `make lock`.

A lock holds every package behind the list, for Linux, macOS and Windows and Python 3.11 upwards, with hashes and
without the address of any registry. What is locked stays unless its list asks for another version; lists that share an
environment are resolved with the versions of those before them.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from install import HERE, PY, run

#: In this order: each is resolved with the versions of those before it.
SHARED = ("build", "lab", "test", "lint", "prove")


def resolve(uv: str, name: str, before: tuple[str, ...] = ()) -> None:
    """Resolve one list."""
    with_these = [word for one in before for word in ("--constraints", f"{one}.lock")]
    command = [
        uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes",
        "--no-emit-index-url", "--no-annotate", "--custom-compile-command", "make lock",
        *with_these, f"{name}.in", "--output-file", f"{name}.lock",
    ]  # fmt: skip
    subprocess.run(command, cwd=HERE, check=True)


def main() -> int:
    """Resolve all; the lists' versions win over the locks'."""
    with tempfile.TemporaryDirectory() as folder:
        run(PY, "-m", "pip", "install", "--quiet", "--target", folder, "--require-hashes", "-r", HERE / "tools.lock")
        uv = str(Path(folder) / "bin" / "uv")
        for position, name in enumerate(SHARED):
            resolve(uv, name, SHARED[:position])
        for name in ("browser", "tools"):
            resolve(uv, name)
    npm = HERE.parent / ".venv" / "browser" / "bin" / "npm"
    if npm.exists():
        run(npm, "install", "--package-lock-only", "--ignore-scripts", "--prefix", HERE / "pyodide")
    print("The lock files are resolved; commit them together with their lists.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
