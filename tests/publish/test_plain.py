"""Plain `jupyter-book build .` makes the same site, with the same care."""

import subprocess
import sys
from pathlib import Path

from ..conftest import copy_tiny, tree


def jupyter_book(root: Path) -> subprocess.CompletedProcess[str]:
    """Build as somebody does who knows Jupyter Book only."""
    words = [Path(sys.executable).with_name("jupyter-book"), "build", ".", "-W", "--keep-going"]
    return subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)


def test_the_same_site_and_the_same_refusals(tmp_path: Path, tiny_book: Path) -> None:
    root = copy_tiny(tmp_path / "elsewhere")
    done = jupyter_book(root)
    assert done.returncode == 0, done.stderr
    plain, ours = tree(root / "_build" / "html"), tree(tiny_book / "_build" / "html")
    assert plain.keys() == ours.keys()
    assert [name for name in ours if plain[name] != ours[name]] == []

    # The tables are proved first, the site is checked last.
    story, table = root / "book" / "story.md", root / "data" / "quantities.csv"
    good = table.read_text("utf-8")
    table.write_text(good.replace(",1200,", ",1300,"), "utf-8")
    done = jupyter_book(root)
    assert done.returncode != 0 and "quantities, walkers" in done.stderr + done.stdout
    assert tree(root / "_build" / "html") == plain
    table.write_text(good, "utf-8")
    story.write_text(story.read_text("utf-8") + "\n<a ping='x'>x</a>\n", "utf-8")
    done = jupyter_book(root)
    assert done.returncode != 0 and ": a ping: no page may hold" in done.stderr
