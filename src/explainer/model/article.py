"""The source text: its hash, its paragraphs, and what stands between two offsets.

Offsets are Unicode code points, end exclusive, the meaning W3C Web Annotation gives to a
TextPositionSelector; Python's own string indices are the same thing.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Paragraph:
    """One non-empty line of the article.

    Parameters
    ----------
    number: 1 for the first non-empty line (the headline counts, and so do captions).
    start, end: code points in the whole text, end exclusive.
    text: the line without its line end.
    """

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Article:
    """The text that everything else quotes, byte for byte.

    Parameters
    ----------
    path: where the text was read.
    text: the whole text, line ends as in the file.
    sha256: hash of the file's bytes, in hexadecimal.
    """

    path: Path
    text: str
    sha256: str

    @classmethod
    def read(cls, path: Path) -> Article:
        """Read the text without changing a byte of it.

        Raises OSError when there is no such file, UnicodeDecodeError when it is not UTF-8.
        """
        # Whoever reads from a pipe waits for ever.
        if path.exists() and not path.is_file():
            raise OSError(f"{path.name} is no file")
        raw = path.read_bytes()
        return cls(path, raw.decode("utf-8"), hashlib.sha256(raw).hexdigest())

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The non-empty lines in order; paragraph n is `paragraphs[n - 1]`."""
        lines = re.finditer(r"[^\n]*\S[^\n]*", self.text)
        return [Paragraph(number, *line.span(), line[0]) for number, line in enumerate(lines, 1)]

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        return [
            (paragraph.start + start, paragraph.start + end)
            for paragraph in self.paragraphs
            for start, end in sentences(paragraph.text)
        ]

    def sentence_at(self, offset: int) -> tuple[int, int] | None:
        """Give (start, end) of the sentence that holds the character at `offset`, None between sentences."""
        index = bisect_right(self._sentences, offset, key=lambda span: span[0]) - 1
        return self._sentences[index] if index >= 0 and offset < self._sentences[index][1] else None

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """Give the paragraph that holds the character at `offset`, None between paragraphs."""
        index = bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.start) - 1
        return self.paragraphs[index] if index >= 0 and offset < self.paragraphs[index].end else None

    def quote(self, start: int, end: int) -> str:
        """Give the words between two offsets (code points, end exclusive)."""
        return self.text[start:end] if 0 <= start <= end else ""

    def find(self, words: str) -> list[int]:
        """Give every offset at which `words` stand exactly, in order."""
        return [match.start() for match in re.finditer(f"(?={re.escape(words)})", self.text)] if words else []


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans (start, end) that overlap or touch, in order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


# A full stop after these does not end a sentence; nor does one after a single capital letter.
_SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Rev|Hon|Jr|Sr|No|vs|etc|Inc|Ltd|Co|[A-Z])$")
_STOP = re.compile(r"[.!?][”’\"')\]»]*\s+(?=[“‘\"'(«„¿¡]?(?P<next>[^\W_]))|[。！？][”’」』]*\s*(?=\S)")
# Letters of scripts that put no blank between words: Chinese and Japanese.
NO_BLANKS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{NO_BLANKS}]{{1,2}}|[^\s{NO_BLANKS}]+")


def words_in(text: str) -> list[tuple[int, int]]:
    """Find the words of a text: what stands between blanks; where a script has none, two letters for a word."""
    return [match.span() for match in _WORD.finditer(text)]


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut a text into sentences: (start, end) in code points, white space left out.

    A full stop ends a sentence when white space and a capital letter or a digit follow and no
    common abbreviation stands before it; a Chinese one always does.
    """
    found, start = [], 0
    for match in _STOP.finditer(text):
        opens = match["next"] is None or match["next"].isupper() or match["next"].isdigit()
        if opens and not _SHORT.search(text, max(start, match.start() - 6), match.start()):
            found.append((start, match.end() - len(match[0]) + len(match[0].rstrip())))
            start = match.end()
    return [*found, (start, len(text.rstrip()))] if text[start:].strip() else found
