"""What the book is made of: locked with hashes, from no address, under licences that allow it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from explainer.trials.supply import Part, allowed, faults, npm_parts, parts, python_parts

from .records import Recorder

ROOT = Path(__file__).parents[1]
ADDRESS = re.compile(r"pypi\.org|registry\.npmjs|pythonhosted|index-url|\"resolved\"|registry *=", re.IGNORECASE)
LOCKS = (
    "requirements.in",
    "requirements.lock",
    "package.json",
    "package-lock.json",
    ".npmrc",
    "Makefile",
    "pyproject.toml",
)


def test_every_part_is_locked_and_licensed(record: Recorder) -> None:
    found = parts(ROOT)
    assert {part.kind for part in found} == {"Python package", "npm package", "shipped file"}
    record("supply", "packages and shipped files with version, hash and licence", len(found))
    wrong = [str(fault) for fault in faults(found)]
    record("supply", "of them with a licence that does not allow it, or without a hash", len(wrong))
    assert wrong == []


def test_every_hash_of_the_locks_is_there() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    named = re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE)
    assert len(named) == len(python_parts(ROOT)) > 100
    assert all(part.hash.startswith("sha256:") for part in python_parts(ROOT))
    assert all(part.hash.startswith("sha512-") for part in npm_parts(ROOT))


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_a_registry(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    # --no-emit-index-url keeps the address out of the lock.
    assert [line for line in lines if ADDRESS.search(line.replace("--no-emit-index-url", ""))] == []


def test_a_part_without_hash_or_with_another_licence_is_named(tmp_path: Path) -> None:
    """Breakers: what the three tests above would not let pass."""
    assert [str(fault) for fault in faults([Part("npm package", "x", "1", "MIT", "")])] == [
        "npm package, x, hash: its lock holds none: make lock"
    ]
    assert "is not allowed" in str(faults([Part("npm package", "x", "1", "AGPL-3.0", "sha512-x")])[0])
    assert allowed("MIT OR GPL-2.0") and not allowed("MIT AND GPL-2.0") and not allowed("")
    assert ADDRESS.search('"resolved": "https://registry.npmjs.org/x"')
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    (tmp_path / "requirements.lock").write_text(re.sub(r" \\\n +--hash=\S+", "", lock, count=500))
    assert [part for part in python_parts(tmp_path) if not part.hash]


def test_no_known_hole_in_a_pin(record: Recorder) -> None:
    if not (find_spec("pip_audit") or shutil.which("pip-audit")):
        pytest.skip(
            "pip-audit is not here (it asks a database on the network, so it is not locked): pip install pip-audit"
        )
    command = [sys.executable, "-m", "pip_audit"] if find_spec("pip_audit") else ["pip-audit"]
    options = ["--disable-pip", "--require-hashes", "--requirement", str(ROOT / "requirements.lock")]
    ran = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    if re.search(r"ConnectionError|Max retries|NameResolution|ProxyError|timed out", ran.stderr):
        pytest.skip("pip-audit cannot reach its database: run it where there is a network")
    record("supply", "runs of pip-audit without a finding", int(ran.returncode == 0))
    assert ran.returncode == 0, ran.stdout + ran.stderr
