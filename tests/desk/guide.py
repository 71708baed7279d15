"""Follow the page "Start here" of a new book to the letter: every command, every text to add, in order."""

import re
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from explainer.build.build import build
from explainer.cli import main

_BLOCK = re.compile(r"^(?P<fence>`{3,})\{code-block\} (?P<kind>\w+)\n(?P<body>.*?)^(?P=fence)$", re.M | re.S)
_CAPTION = re.compile(r":caption: (?P<where>[^\n]*)\n\n")


@dataclass(frozen=True)
class Step:
    """A command (`where` is empty), or a text and where the page says it goes."""

    where: str
    text: str


def steps(page: Path) -> list[Step]:
    """Read the steps off the page; a block of commands gives one step for each."""
    found = []
    for block in _BLOCK.finditer(page.read_text("utf-8")):
        caption = _CAPTION.match(block["body"])
        if block["kind"] == "sh":
            joined = block["body"].replace("\\\n", " ")
            found += [Step("", line.strip()) for line in joined.splitlines() if line.strip()]
        else:
            assert caption, f"nobody can tell where this goes: {block['body'][:60]}"
            found.append(Step(caption["where"], block["body"][caption.end() :]))
    return found


def edit(root: Path, step: Step) -> None:
    """Do what a caption says: a whole file, at its end, or below a line."""
    path, _, how = step.where.partition(", ")
    file = root / path
    if not how:
        assert not file.exists(), f"{path} is there already"
        file.write_text(step.text, "utf-8")
    elif how == "at the end":
        file.write_text(file.read_text("utf-8") + step.text, "utf-8")
    elif how.startswith("below "):
        lines = file.read_text("utf-8").splitlines()
        at = [line.strip() for line in lines].index(how.removeprefix("below "))
        file.write_text("\n".join([*lines[: at + 1], step.text.rstrip("\n"), *lines[at + 1 :]]) + "\n", "utf-8")
    else:
        raise AssertionError(f"nobody can tell where this goes: {step.where}")


def follow(root: Path, run: Callable[[Path, str], None]) -> list[str]:
    """Take every step in the book's folder; give the commands."""
    taken = []
    for step in steps(root / "book" / "start.md"):
        if step.where:
            edit(root, step)
        else:
            run(root, step.text)
            taken.append(step.text)
    return taken


def typed(root: Path, command: str) -> None:
    """Run a command as somebody types it."""
    done = subprocess.run(command, cwd=root, shell=True, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


def called(root: Path, command: str) -> None:
    """Do what a command does within this process: `make` and `./explain` only pass its words on.

    Builds wait: the last one makes what each of them would have made.
    """
    words = shlex.split(command)
    assert words[0] in ("make", "./explain"), command
    if words[:2] in (["make", "book"], ["make", "test"]):
        return
    assert main([*words[1:], "--root", str(root)]) == 0, command


def built(root: Path) -> Path:
    """Build the book; give the folder of its site."""
    assert build(root) == 0
    return root / "_build" / "html"
