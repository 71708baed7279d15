"""Which edition this is: the date of the last commit, never the clock, so that the same sources give the same pages."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from explainer.text import dates


@dataclass(frozen=True)
class Edition:
    """An edition of the book.

    Parameters
    ----------
    date: its day, ISO 8601; "" when the book stands in no repository.
    commit: the short name of the commit, or "".
    """

    date: str = ""
    commit: str = ""

    @property
    def words(self) -> str:
        """Its day in words, as the book writes days."""
        return dates.words(self.date) if self.date else ""


def edition(folder: Path) -> Edition:
    """Read the edition from the repository that holds a folder; empty when there is none."""
    try:
        command = ["git", "-C", str(folder), "log", "-1", "--format=%cs %H"]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return Edition()
    date, _, commit = ran.stdout.strip().partition(" ")
    # The whole name cut to a fixed length: git's own short names grow with the number of objects in a clone.
    return Edition(date, commit[:10]) if ran.returncode == 0 and date else Edition()
