"""The gallery: a chapter with everything that an ordinary Jupyter Book page may hold, built once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, Once, built, copy_tiny

GALLERY = ROOT / "tests" / "gallery"


def add_pages(book: Path, pages: dict[str, str], contents: str = "") -> None:
    """Put pages into a book and name them in its contents, or add lines to these."""
    for name, text in pages.items():
        path = book / "book" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    toc = book / "_toc.yml"
    lines = contents or "".join(f"  - file: book/{name.rpartition('.')[0]}\n" for name in pages)
    toc.write_text(toc.read_text("utf-8").rstrip() + "\n" + lines, "utf-8")


def configure(book: Path, change: Callable[[dict], object]) -> None:
    """Change a book's settings."""
    path = book / "_config.yml"
    settings = yaml.safe_load(path.read_text("utf-8"))
    change(settings)
    path.write_text(yaml.safe_dump(settings), "utf-8")


@pytest.fixture(scope="session")
def gallery(once: Once) -> Path:
    """Build the gallery; give the book's folder. Do not change it."""

    def make(book: Path) -> None:
        shutil.copytree(GALLERY, copy_tiny(book) / "book", dirs_exist_ok=True)
        add_pages(book, {"gallery.md": (GALLERY / "gallery.md").read_text("utf-8")})
        configure(book, lambda settings: settings.update(bibtex_bibfiles=["book/references.bib"]))
        built(book)

    return once("gallery", make)
