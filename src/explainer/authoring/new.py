"""The verb `new`: begin an explainer of another text, in a folder of its own that builds at once."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

import explainer
from explainer.authoring.first import Book, files
from explainer.model.article import Article
from explainer.model.faults import Fault, Faults

#: A text with fewer words has nothing that could be read closely.
FEWEST_WORDS = 50


def main(argv: list[str] | None = None) -> int:
    """Run the verb; 0 when the folder stands, 1 with the reason when nothing was made."""
    options = _options().parse_args(argv)
    try:
        begin(options.folder, options.article, _book(options))
    except Faults as error:
        print(error, file=sys.stderr)
        print("Nothing was made.", file=sys.stderr)
        return 1
    print(f"{options.folder}: an explainer of {options.article.name}. Now:")
    print(f"  cd {options.folder} && make book && make test")
    print("then open _build/html/start.html: half an hour from the text to the first figure.")
    return 0


def begin(folder: Path, article: Path, book: Book) -> None:
    """Make a book's folder: all of it, or nothing.

    Parameters
    ----------
    folder: where; it does not exist yet, or is empty.
    article: the text, in UTF-8.
    book: what is known about it.

    Raises Faults when the folder is taken or the text cannot be used, with every reason.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Faults([Fault(str(folder), "", "", "it is there already and not empty; name a new folder")])
    faults = _unfit(article)
    if faults:
        raise Faults(faults)
    made = files(Article.read(article), book, _engine(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as half:
        root = Path(half) / "book"
        for name, content in made.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            if content.startswith(b"#!"):
                path.chmod(0o755)
        (root / "seeds" / article.name).write_bytes(article.read_bytes())
        lock = engine_folder() / "requirements" / "build.lock"
        if lock.is_file():
            shutil.copyfile(lock, root / "requirements.lock")
        if folder.exists():
            folder.rmdir()
        root.rename(folder)


def engine_folder() -> Path:
    """Give the folder of the engine's repository."""
    return Path(explainer.__file__).resolve().parents[2]


def _engine(folder: Path) -> str:
    """Say how to reach the engine from a book's folder."""
    return Path(os.path.relpath(engine_folder(), folder)).as_posix()


def _unfit(path: Path) -> list[Fault]:
    """Say why a file cannot be the text of a book."""

    def fault(message: str, line: int = 0) -> Fault:
        return Fault(str(path), f"line {line}" if line else "", "", message)

    try:
        raw = path.read_bytes()
    except OSError as error:
        return [fault(f"cannot be read: {error.strerror}")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return [fault("not UTF-8: save the text as UTF-8", raw[: error.start].count(b"\n") + 1)]
    faults = []
    if raw.startswith(b"\xef\xbb\xbf"):
        faults.append(fault("it begins with a byte order mark: save it as UTF-8 without BOM", 1))
    if b"\r" in raw:
        faults.append(fault("Windows line end: save it with LF line ends", raw[: raw.index(b"\r")].count(b"\n") + 1))
    if any(ord(char) < 32 and char not in "\t\n\r" for char in text):
        faults.append(fault("it holds control characters: this is no plain text"))
    if len(text.split()) < FEWEST_WORDS:
        faults.append(fault(f"it has {len(text.split())} words; a text to explain has at least {FEWEST_WORDS}"))
    return faults


def _book(options: argparse.Namespace) -> Book:
    given = ("title", "producer", "published", "url", "licence", "written")
    today = date.today()
    return Book(**{name: getattr(options, name) or "" for name in given}, made=today.isoformat())


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="explainer new", description="Begin an explainer of another text.")
    parser.add_argument("folder", type=Path, help="the book's folder; it must not exist, or be empty")
    parser.add_argument("--article", type=Path, required=True, help="the text: UTF-8, LF line ends, a paragraph a line")
    parser.add_argument("--title", help="the book's title (default: the first line of the text)")
    parser.add_argument("--producer", help="who made the text")
    parser.add_argument("--published", help="when it was published, in EDTF")
    parser.add_argument("--written", help="when it was written, in EDTF (default: when it was published)")
    parser.add_argument("--url", help="where it was published")
    parser.add_argument("--licence", help="under what terms it may be used")
    return parser
