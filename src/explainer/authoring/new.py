"""The command `new`: begin an explainer of another text, in a folder of its own that builds at once."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from datetime import date
from pathlib import Path

import click

import explainer
from explainer.authoring.first import Book, files
from explainer.model.article import Article, words_in
from explainer.model.faults import Fault, Faults
from explainer.text.language import LANGUAGES
from explainer.text.source import tidied

#: A text with fewer words has nothing that could be read closely.
FEWEST_WORDS = 50


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--article", type=click.Path(path_type=Path), required=True, help="The text: a plain text or a web page.")
@click.option("--title", default="", help="The book's title (default: the first line of the text).")
@click.option("--producer", default="", help="Who made the text.")
@click.option("--published", default="", help="When it was published, in EDTF.")
@click.option("--written", default="", help="When it was written, in EDTF (default: when it was published).")
@click.option("--url", default="", help="Where it was published.")
@click.option("--licence", default="", help="Under what terms it may be used.")
@click.option("--lang", default="en", show_default=True, help="The text's language, such as en, en-US or de.")
@click.option("--encoding", default="", help="How the text's bytes are to be read, where they do not tell.")
def new_command(folder: Path, article: Path, encoding: str, lang: str, **given: str) -> None:
    """Begin an explainer of another text in FOLDER, which must not exist or be empty.

    A web page, Windows line ends, Windows-1252 and lines cut to one width are converted; the file as it
    came is kept beside the text.
    """
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", lang):
        raise Faults([Fault("new", "", "lang", f"{lang!r} is no language such as en, en-US or de")])
    book = Book(**given, lang=lang, made=date.today().isoformat())
    for said in begin(folder, article, book, encoding):
        click.echo(f"{article.name}: {said}")
    if lang.split("-")[0] not in LANGUAGES:
        click.echo(f"Numbers and dates of {lang!r} are not read: enter them with a ground.")
    click.echo(f"{folder}: an explainer of {article.name}. Now:")
    click.echo(f"  cd {folder} && make book && make test")
    click.echo("then open _build/html/start.html: half an hour from the text to the first figure.")


def begin(folder: Path, article: Path, book: Book, encoding: str = "") -> list[str]:
    """Make a book's folder: all of it, or nothing.

    Parameters
    ----------
    folder: where; it does not exist yet, or is empty.
    article: the text's file.
    book: what is known about it.
    encoding: how to read its bytes, where they do not tell.

    Returns what was done to the text, as sentences.
    Raises Faults when the folder is taken or the text cannot be used.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Faults([Fault(str(folder), "", "", "it is there already and not empty; name a new folder")])
    raw, (text, done) = _text(article, encoding)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as half:
        root = Path(half) / "book"
        place = root / "seeds" / (f"{article.stem}.txt" if done else article.name)
        place.parent.mkdir(parents=True)
        place.write_text(text, "utf-8", newline="")
        if done:
            kept = root / "seeds" / "original" / article.name
            kept.parent.mkdir()
            kept.write_bytes(raw)
            done = [*done, f"The file as it came is seeds/original/{article.name}."]
        for name, content in files(Article.read(place), book, _engine(folder), done).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            if content.startswith(b"#!"):
                path.chmod(0o755)
        lock = engine_folder() / "requirements" / "build.lock"
        if lock.is_file():
            shutil.copyfile(lock, root / "requirements.lock")
        if folder.exists():
            folder.rmdir()
        root.rename(folder)
    return done


def engine_folder() -> Path:
    """Give the folder of the engine's repository."""
    return Path(explainer.__file__).resolve().parents[2]


def _engine(folder: Path) -> str:
    """Say how to reach the engine from a book's folder."""
    return Path(os.path.relpath(engine_folder(), folder)).as_posix()


def _text(path: Path, encoding: str) -> tuple[bytes, tuple[str, list[str]]]:
    """Read the text of a book; raises Faults for a file that cannot be one."""
    try:
        raw = path.read_bytes()
        text, done = tidied(raw, encoding)
        if (count := len(words_in(text))) < FEWEST_WORDS:
            raise ValueError(f"it has {count} words; a text to explain has at least {FEWEST_WORDS}")
    except OSError as error:
        raise Faults([Fault(str(path), "", "", f"cannot be read: {error.strerror}")]) from error
    except ValueError as error:
        raise Faults([Fault(str(path), "", "", str(error))]) from error
    return raw, (text, done)
