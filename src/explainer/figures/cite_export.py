"""How to cite a figure, as a sentence and as BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class FigureCitation:
    """How to cite a figure.

    Parameters
    ----------
    id: the figure's id.
    title: its finding, as plain words.
    author, book, year: of the book; any may be empty.
    address: where the figure stands, absolute when the book knows its address.
    source: its source line as plain words.
    edition: the day of the book's edition in words, "" when it has none.
    """

    id: str
    title: str
    author: str
    book: str
    year: str
    address: str
    source: str
    edition: str = ""

    def text(self) -> str:
        """Write it as a sentence."""
        who = f"{self.author.rstrip('.')} " if self.author else ""
        year = f"({self.year}). " if self.year else ""
        title = self.title if self.title[-1:] in ".?!" else self.title + "."
        edition = f" Edition of {self.edition}." if self.edition else ""
        return f"{who}{year}{title} Figure in: {self.book}.{edition} {self.address}.\nSource: {self.source}\n"

    def bibtex(self) -> str:
        """Write it as a BibTeX entry."""
        fields = {
            "title": f"{{{self.title}}}",
            "author": f"{{{self.author}}}" if self.author else "",
            "booktitle": self.book,
            "year": self.year,
            "howpublished": self.address,
            "note": (f"Edition of {self.edition}. " if self.edition else "") + f"Source: {self.source}",
        }
        lines = [f"  {name} = {{{_bib(value)}}}," for name, value in fields.items() if value]
        return "\n".join([f"@misc{{{self.id},", *lines, "}\n"])


def _bib(text: str) -> str:
    return re.sub(r"([#$%&_])", r"\\\1", text)
