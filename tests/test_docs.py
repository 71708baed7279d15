"""What the documents for readers and engineers name is there."""

import re
from pathlib import Path

import pytest

from explainer import cli

from .conftest import ROOT

ENGINE = ROOT / "src" / "explainer"
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")


def named(document: str, pattern: str) -> list[str]:
    """Give what a document names in code, by a pattern with one group."""
    text = (ROOT / document).read_text("utf-8")
    code = re.findall(r"```\n(.*?)```|`([^`\n]+)`", text, re.S)
    return [found for block, inline in code for found in re.findall(pattern, block or inline)]


def defines(path: Path, name: str) -> bool:
    """Tell whether a Python file has a function, a class or a constant of a name."""
    return bool(re.search(rf"(?m)^(?:def|class) {name}\b|^{name}\b.*=", path.read_text("utf-8")))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_folders_and_functions_are_there(document: str) -> None:
    missing = [
        f"{path}:{name}"
        for path, name in named(document, r"^([\w/]+\.py):(\w+)$")
        if not (ENGINE / path).is_file() or not defines(ENGINE / path, name)
    ]
    for path in named(document, r"^([\w./-]*\w/|[\w./-]+\.(?:py|md|css|toml|yml|in))$"):
        made = path.startswith(("_build", "wheels", ".venv", "book/name"))
        if not made and not any((home / path).exists() for home in (ROOT, ENGINE, ROOT / "requirements")):
            missing.append(path)
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_verbs_are_there_few_and_told(document: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    make = set(re.findall(r"(?m)^([a-z-]+):.*## \S", makefile))
    assert make == set(re.findall(r"(?m)^\.PHONY: (.*)$", makefile)[0].split()) and len(make) <= 14
    verbs = {verb for section in cli.VERBS.values() for verb in section}
    used = set(named(document, r"(?m)(?:^|&& )make ([a-z]+)")), set(named(document, r"\bexplainer ([a-z]+)"))
    assert (used[0] - make, used[1] - verbs) == (set(), set())


def test_every_room_is_told_and_no_other() -> None:
    rooms = {path.parent.name for path in ENGINE.glob("*/__init__.py")}
    told = re.findall(r"(?m)^\| `(\w+)/` \|", (ROOT / "ARCHITECTURE.md").read_text("utf-8"))
    assert rooms == set(told)
