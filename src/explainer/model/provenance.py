"""Tables that travel without the article they quote: what was proved, when the text itself may not be sent along.

The article's full text is nobody's to hand out, yet a notebook needs to know where its paragraphs begin and end. So a
copy of the tables is sent with `published.json`: the places of the paragraphs, the article's hash, and the hash of
every file as it was proved. From it comes an article of blanks, as long as the real one, and the answer to one
question: are these still the tables that were proved?
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from explainer.model import Json
from explainer.model.article import Article

#: The record's name, in the folder of the tables.
FILE = "published.json"
_BLANK = "░"


@dataclass(frozen=True)
class Provenance:
    """What is known of tables that came without their article.

    Parameters
    ----------
    data: the folder of the tables.
    article: hash of the article's bytes when the tables were proved.
    paragraphs: start and end of each paragraph (code points, end exclusive).
    files: hash of each file of the package when it was proved (of JSON, of what it says), by its path in the folder.
    """

    data: Path
    article: str
    paragraphs: tuple[tuple[int, int], ...]
    files: Mapping[str, str]

    @classmethod
    def read(cls, data: Path) -> Provenance | None:
        """Read the record beside the tables, None when there is none.

        Raises ValueError when it is not what `record` writes.
        """
        path = data / FILE
        if not path.is_file():
            return None
        try:
            told = json.loads(path.read_text("utf-8"))
            spans = tuple((int(start), int(end)) for start, end in told["paragraphs"])
            return cls(data, str(told["article"]), spans, dict(told["files"]))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{FILE} is not readable: {error!r}") from error

    def blanks(self) -> Article:
        """Give an article without words: paragraphs at their places, filled with blanks."""
        text, at = [], 0
        for start, end in self.paragraphs:
            text.append("\n" * (start - at) + _BLANK * (end - start))
            at = end
        return Article(self.data / FILE, "".join(text), self.article)

    def changed(self) -> list[str]:
        """Name the files that are no longer the ones that were proved."""
        return [name for name, digest in self.files.items() if _hash(self.data / name) != digest]

    def sentence(self) -> str:
        """Say in a sentence or two what has been proved and what has not."""
        if changed := self.changed():
            return f"Changed since their proof: {', '.join(changed)}. Nothing here proves what they say now."
        return "The quotations in these tables were proved before they were published; the article is not sent along."


def record(article: Article, files: Mapping[str, bytes]) -> bytes:
    """Write the record that travels with proved tables.

    Parameters
    ----------
    article: the text they were proved against.
    files: the content of each file that travels, by its path inside the folder.
    """
    told: Json = {
        "article": article.sha256,
        "paragraphs": [[part.start, part.end] for part in article.paragraphs],
        "files": {name: _digest(name, content) for name, content in files.items()},
    }
    return (json.dumps(told, indent=1) + "\n").encode()


def _hash(path: Path) -> str:
    return _digest(path.name, path.read_bytes()) if path.is_file() else ""


def _digest(name: str, content: bytes) -> str:
    """Hash a file's bytes; of JSON what it says, because JupyterLite's drive writes it anew with other spaces."""
    if name.endswith("json"):
        try:
            said = json.loads(content, parse_int=float)
        except ValueError:
            said = None
        if said is not None:
            content = json.dumps(said, sort_keys=True).encode()
    return hashlib.sha256(content).hexdigest()
