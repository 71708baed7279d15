"""What the documents for readers and engineers name is there."""

import io
import re
import tokenize
from collections.abc import Iterator
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
        if not any(file.is_file() and defines(file, name) for file in (ENGINE / path, ROOT / path))
    ]
    for path in named(document, r"^([\w./-]*\w/|[\w./-]+\.(?:py|md|css|toml|yml|in))$"):
        made = path.startswith(("_build", "wheels", ".venv", "book/name", "charts/NAME"))
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


def explained(path: Path) -> Iterator[str]:
    """Give the comments and docstrings of a Python file."""
    for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.startswith('"""')):
            yield token.string


def test_what_docstrings_and_comments_name_is_there() -> None:
    rooms = "|".join(path.parent.name for path in ENGINE.glob("*/__init__.py"))
    naming = re.compile(rf"(?<![\w./-])((?:tests|{rooms})/[\w/-]+\.py)\b|`(?:explainer\.)?((?:{rooms})\.[a-z_]+)`")
    found, missing = 0, []
    for path in sorted(ENGINE.rglob("*.py")):
        for file, module in (one for text in explained(path) for one in naming.findall(text)):
            name, found = file or module.replace(".", "/"), found + 1
            if not any(place.exists() for home in (ROOT, ENGINE) for place in (home / name, home / f"{name}.py")):
                missing.append(f"{path.relative_to(ROOT)}: {name}")
    assert found > 5 and missing == []


def test_every_room_is_told_and_no_other() -> None:
    rooms = {path.parent.name for path in ENGINE.glob("*/__init__.py")}
    told = re.findall(r"(?m)^\| `(\w+)/` \|", (ROOT / "ARCHITECTURE.md").read_text("utf-8"))
    assert rooms == set(told)
