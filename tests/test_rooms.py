"""The rooms of the house stay apart: no word of the subject in the engine, and imports point one way only."""

import ast
import re
from pathlib import Path

import pytest

from explainer.model.rows import Actor, Place
from explainer.query.ledger import Ledger

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "src" / "explainer"
TEXTS = {".py", ".html", ".css", ".js", ".json", ".toml", ".conf", ".svg", ".md", ".yml"}
# Names that are ordinary words of English, or of the trade, as well.
ORDINARY = {
    "European", "General", "House", "Institute", "Post", "South", "Staff", "State", "States", "Studies", "Union",
    "United",
}  # fmt: skip

#: The rooms in the order of the data: a room imports only what stands before it.
ORDER = (
    "model", "text", "amounts", "validate", "query", "references", "charts", "figures", "site", "build", "authoring",
)  # fmt: skip


def words_of_the_subject(root: Path) -> set[str]:
    """The proper names of persons, places and states, one word at a time."""
    ledger = Ledger.load(root)
    rows: list[Actor | Place] = [*ledger.rows_of(Actor), *ledger.rows_of(Place)]
    kinds = {"person", "state", "organisation", *ledger.vocabulary["places"]}
    names = " ".join(name for row in rows if row.type in kinds for name in (row.name, *row.spellings))
    text = ledger.article.text
    found = {word for word in re.findall(r"[A-Z]\w{4,}", names) if word not in ORDINARY}
    return {word for word in found if not re.search(rf"\b{word.lower()}\b", text)} & set(re.findall(r"\w+", text))


def engine_files() -> list[Path]:
    made = ENGINE / "site" / "generated"
    return [path for path in sorted(ENGINE.rglob("*")) if path.suffix in TEXTS and made not in path.parents]


@pytest.mark.parametrize(("root", "least"), [(ROOT, 20), (ROOT / "tests" / "second", 8)])
def test_no_word_of_the_subject_stands_in_the_engine(root: Path, least: int) -> None:
    words = words_of_the_subject(root)
    assert len(words) > least
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(words))})", re.IGNORECASE)
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in engine_files()
        for match in pattern.finditer(path.read_text("utf-8"))
    }
    assert found == set()


def test_no_address_of_a_registry_stands_in_the_engine() -> None:
    pattern = re.compile(r"pypi\.org|registry\.npmjs|files\.pythonhosted")
    assert [path for path in engine_files() if pattern.search(path.read_text("utf-8"))] == []


def imported(path: Path) -> set[str]:
    """The rooms of the engine that a file imports, wherever in it."""
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("explainer"):
            parts = (node.module or "").split(".")
            rooms |= {parts[1]} if len(parts) > 1 else {name.name for name in node.names}
        elif isinstance(node, ast.Import):
            rooms |= {name.name.split(".")[1] for name in node.names if name.name.startswith("explainer.")}
    return rooms


def test_rooms_import_only_what_stands_before_them() -> None:
    found = {
        (room, other)
        for at, room in enumerate(ORDER)
        for path in sorted((ENGINE / room).rglob("*.py"))
        if "template" not in path.parts
        for other in imported(path) & set(ORDER[at + 1 :])
    }
    assert found == set()
