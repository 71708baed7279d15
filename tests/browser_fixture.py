"""Pyodide's packages for tests: from a copy of them inside another project's wheel, each checked by the lock's hash.

A test fixture and no way to publish: a publisher takes them from where Pyodide hands them out. The wheel is large
(about 106 MB), is fetched once by pip, by name and hash, and only its packages are kept, in the user's cache.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from explainer.build.browser.official import Wheel

HOLDER = "open-webui==0.12.4"
INSIDE = "open_webui/frontend/pyodide/"
CACHE = Path.home() / ".cache" / "explainer-tests" / "pyodide"


def wheels(wanted: list[Wheel]) -> Path:
    """Give a folder with the packages; say clearly why when they cannot be had.

    Raises RuntimeError when the wheel that holds them cannot be fetched or does not hold them as the lock has them.
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    if all(_right(CACHE / wheel.file, wheel) for wheel in wanted):
        return CACHE
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, HOLDER]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        found = list(Path(folder).glob("*.whl"))
        if ran.returncode or not found:
            raise RuntimeError(f"{HOLDER} could not be fetched; no packages to test with: {ran.stderr[-300:]}")
        with zipfile.ZipFile(found[0]) as held:
            names = set(held.namelist())
            for wheel in wanted:
                if INSIDE + wheel.file in names:
                    (CACHE / wheel.file).write_bytes(held.read(INSIDE + wheel.file))
    wrong = [wheel.file for wheel in wanted if not _right(CACHE / wheel.file, wheel)]
    if wrong:
        raise RuntimeError(f"{HOLDER} does not hold what Pyodide's lock names: {', '.join(wrong)}")
    return CACHE


def _right(path: Path, wheel: Wheel) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == wheel.sha256
