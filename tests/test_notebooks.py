"""Notebooks to take along: they run outside the repository, say what is proved, and are the same bytes every time."""

import io
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import nbformat
import pytest

from explainer.build.contents import Contents
from explainer.build.notebooks import archive, engine
from explainer.build.notebooks.convert import first_notebook
from explainer.query.ledger import Ledger
from explainer.site.evidence.package_files import package_files
from explainer.site.notebook_files import Chapter, archive_name

from .conftest import ROOT, TINY

# Runs a notebook with nothing of this repository on its path; prints what its cells wrote.
RUN = """
import sys, nbformat
from pathlib import Path
from nbclient import NotebookClient
for path in map(Path, sys.argv[1:]):
    node = nbformat.read(path, 4)
    client = NotebookClient(node, timeout=300, resources={"metadata": {"path": str(path.parent)}},
                            extra_arguments=["--IPKernelApp.log_level=ERROR"])
    client.execute()
    outputs = [one for cell in node.cells if cell.cell_type == "code" for one in cell.outputs]
    print("".join(one["text"] for one in outputs if one.output_type == "stream"))
    charts = sum("image/svg+xml" in str(one.get("data")) for one in outputs)
    print(f"{path.name}: {charts} charts, {sum('<table>' in str(one.get('data')) for one in outputs)} tables")
"""


def packed(root: Path) -> bytes:
    ledger = Ledger.load(root)
    chapters = [found for path in Contents.read(root).docs.values() if (found := Chapter.read(path))]
    tables = {path: file.content for path, file in package_files(ledger).items()}
    return archive.pack("A book", chapters, ledger, tables)


def unpacked(content: bytes, into: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        made.extractall(into)
    return next(into.iterdir())


@pytest.fixture(scope="module")
def tiny_archive(tiny_book: Path) -> bytes:
    """The archive as the tiny book's site offers it."""
    return (tiny_book / "_build" / "html" / "downloads" / archive_name(Ledger.load(TINY))).read_bytes()


def isolated(folder: Path) -> dict[str, str]:
    """An environment in which `explainer` is the wheel of a folder, whatever else is installed."""
    wheel = next(folder.glob("*.whl"))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "EXPLAINER"))}
    return clean | {"PYTHONPATH": str(wheel), "IPYTHONDIR": str(folder / ".ipython")}


def run(python: Path | str, folder: Path, names: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [python, "-c", RUN, *(str(folder / name) for name in names)],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_the_archive_is_always_the_same(tiny_archive: bytes) -> None:
    # The title differs (the site's own), everything else is the same, byte for byte.
    assert packed(TINY) == packed(TINY)
    with zipfile.ZipFile(io.BytesIO(tiny_archive)) as site, zipfile.ZipFile(io.BytesIO(packed(TINY))) as again:
        assert site.namelist() == again.namelist()
        same = [name for name in site.namelist() if not name.endswith(("README.md", "start.ipynb"))]
        assert [name for name in same if site.read(name) != again.read(name)] == []


@pytest.mark.parametrize("root", [TINY, ROOT])
def test_the_article_does_not_travel(root: Path) -> None:
    article = Ledger.load(root).article
    everything = b""
    with zipfile.ZipFile(io.BytesIO(packed(root))) as made:
        everything = b"\n".join(made.read(name) for name in made.namelist())
    text = everything.decode("utf-8", "replace")
    whole = [part.text for part in article.paragraphs if len(part.text) > 150]
    assert whole
    assert [words for words in whole if words in text] == []
    assert article.path.name not in {Path(name).name for name in zipfile.ZipFile(io.BytesIO(packed(root))).namelist()}


def test_a_downloaded_notebook_runs_without_the_repository(tiny_archive: bytes, tmp_path: Path) -> None:
    folder = unpacked(tiny_archive, tmp_path)
    said = run(sys.executable, folder, ["start.ipynb", "story.ipynb"], isolated(folder))
    assert "were proved before they were published" in said
    assert "start.ipynb: 1 charts, 1 tables" in said and "story.ipynb: 2 charts, 2 tables" in said
    assert "count(rows" in said
    # What was imported is the wheel: the room that makes the site did not travel.
    look = "import explainer, importlib.util as u; print(explainer.__file__, u.find_spec('explainer.site'))"
    seen = [sys.executable, "-c", look]
    where = subprocess.run(seen, env=isolated(folder), cwd=folder, capture_output=True, text=True, check=True).stdout
    assert ".whl" in where and where.strip().endswith("None")


def test_tables_that_were_changed_say_so(
    tiny_archive: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = unpacked(tiny_archive, tmp_path)
    ledger = Ledger.load(folder)
    known = Ledger.load(TINY)
    assert ledger.published is not None and ledger.published.changed() == []
    assert [[p.start, p.end] for p in ledger.article.paragraphs] == [[p.start, p.end] for p in known.article.paragraphs]
    assert ledger.attribution().equals(known.attribution())
    assert set(ledger.article.text) == {"░", "\n"} and ledger.fingerprint == known.fingerprint
    table = folder / "data" / "quantities.csv"
    table.write_text(table.read_text("utf-8").replace("40", "41"), "utf-8")
    capsys.readouterr()
    Ledger.load(folder)
    assert "Changed since their proof: quantities.csv" in capsys.readouterr().out


def test_the_start_names_every_notebook_and_its_question() -> None:
    chapters = [found for path in Contents.read(ROOT).docs.values() if (found := Chapter.read(path))]
    made = nbformat.reads(first_notebook("The title", chapters, Ledger.load(ROOT)), 4)
    prose = "".join(cell.source for cell in made.cells if cell.cell_type == "markdown")
    assert len(chapters) >= 8
    for chapter in chapters:
        assert f"({chapter.name}.ipynb)" in prose
    assert "{q}" not in prose and prose.count("?") >= len(chapters)
    nbformat.validate(made)


def test_the_engine_s_wheel_asks_for_what_it_imports() -> None:
    name, content = engine.wheel()
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        names = made.namelist()
        metadata = made.read(next(one for one in names if one.endswith("METADATA"))).decode()
    assert name.endswith("-py3-none-any.whl")
    assert {"explainer/query/ledger.py", "explainer/text/languages/en.toml"} <= set(names)
    rooms = {"amounts", "charts", "figures", "model", "query", "references", "text"}
    assert {one.split("/")[1] for one in names if one.count("/") > 1} == rooms
    assert "Requires-Dist: altair" in metadata and "Requires-Dist: pandas" in metadata
    assert "frictionless" not in metadata and "sphinx" not in metadata.lower()


@pytest.mark.prove
def test_every_notebook_runs_after_one_pip_install(own_book: Path, tmp_path: Path) -> None:
    """As a reader would: the site's archive, a new environment outside the repository, the documented commands."""
    (found,) = (own_book / "downloads").glob("*-notebooks.zip")
    folder = unpacked(found.read_bytes(), tmp_path)
    venv.create(folder / "here", with_pip=True)
    python = folder / "here" / "bin" / "python"
    ours = ("PYTHON", "EXPLAINER", "VIRTUAL")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"]
    subprocess.run(install, cwd=folder, env=clean, check=True)
    # The notebooks offered page by page run in the same folder.
    for offered in (own_book / "downloads").glob("*.ipynb"):
        shutil.copy(offered, folder / f"page-{offered.name}")
    names = sorted(path.name for path in folder.glob("*.ipynb"))
    said = run(python, folder, names, clean | {"IPYTHONDIR": str(folder / ".ipython")})
    figures = {name: sum(line.startswith(f"{name}: ") for line in said.splitlines()) for name in names}
    assert len(names) >= 17 and set(figures.values()) == {1}
    cells = [cell for path in folder.glob("*.ipynb") for cell in nbformat.read(path, 4).cells]
    assert cells and [cell.source for cell in cells if cell.cell_type == "markdown" and "{q}" in cell.source] == []
