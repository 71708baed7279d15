"""The files of a book that has just been begun: its tables, its descriptor, its pages."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from explainer.authoring import suggest
from explainer.authoring.places import places
from explainer.model import Json
from explainer.model.article import Article, sentences, words_in
from explainer.model.faults import Fault, Faults
from explainer.model.rows import TABLES
from explainer.model.tables import needed
from explainer.text import dates
from explainer.text.reader import Mention, read
from explainer.validate.descriptor import describe, written
from explainer.validate.quotes import WORDS

TEMPLATE = Path(__file__).parent / "template"
#: What a new book's vocabulary holds; an editor adds to it.
VOCABULARY = "vocabulary.json"
HEADLINE, VOICE, SOURCE = "headline", "author", "article"
#: Files that the package cannot carry under their own name.
_NAMES = {"gitignore": ".gitignore", "gitattributes": ".gitattributes", "ci-run": ".ci/run"}
_NOTEBOOK = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---
"""
_TO_FILL = "Not said yet: an editor fills this in."


@dataclass(frozen=True)
class Book:
    """What is known of a book when it is begun.

    Parameters
    ----------
    title: its title; the text's first line when empty.
    producer, published, url, licence: of the text; empty when not known.
    written: when the text was written, in EDTF.
    lang: its language.
    made: the day on which the book is begun, ISO 8601.
    """

    title: str
    producer: str
    published: str
    url: str
    licence: str
    written: str
    lang: str
    made: str


@dataclass(frozen=True)
class Example:
    """The first number of a text that can be shown to somebody who has never made a claim."""

    words: str
    unit: str
    paragraph: int


def files(article: Article, book: Book, engine: str, done: list[str]) -> dict[str, bytes]:
    """Make every file of the book but the text and the lock, by path.

    Parameters
    ----------
    article: the text.
    book: what is known about it.
    engine: where the engine's repository is, from the book's folder.
    done: what was done to the text before, as sentences.

    Raises Faults when a date that was given is none.
    """
    for name in ("published", "written"):
        try:
            if value := getattr(book, name):
                dates.parse(value)
        except ValueError as error:
            raise Faults([Fault("new", "", name, str(error))]) from error
    title = book.title or headline(article)
    words = _words(article, book, engine, title)
    made = {}
    for path in TEMPLATE.rglob("*"):
        name = path.relative_to(TEMPLATE).as_posix()
        if path.is_file() and path.suffix != ".pyc" and name != VOCABULARY:
            made[_NAMES.get(name, name)] = _filled(path.read_text("utf-8"), words).encode()
    vocabulary = json.loads((TEMPLATE / VOCABULARY).read_text("utf-8"))
    made["data/datapackage.json"] = written(_package(article, book, title, vocabulary)).encode()
    rows = _rows(article, book, title, vocabulary, done)
    for table in TABLES:
        made[f"data/{table}.csv"] = _table(needed(table), rows.get(table, []))
    return made


def headline(article: Article) -> str:
    """Give the text's first sentence, cut to what a quotation may hold."""
    text = article.paragraphs[0].text
    start, end = sentences(text)[0]
    words = words_in(text[start:end])[: WORDS - 5]
    return text[start + words[0][0] : start + words[-1][1]].rstrip(" .,;:")


def _opening(quote: str, lang: str) -> str:
    """Say how a text opens: with fewer words than a restatement may take over, and none with numbers not ours."""
    words = words_in(quote)
    first = f"{quote}." if len(words) <= 6 else f"{quote[: words[5][1]].rstrip(' ,;:–-')} …"
    foreign = lang[:2] != "en" and any(char.isdigit() for char in first)
    return "Its first words." if foreign else f"It opens with the words {first}"


def example(article: Article, lang: str = "en") -> Example | None:
    """Find a number that is easy to claim: one in its clause, no date beside it, words that stand nowhere else."""
    told = (paragraph for paragraph in article.paragraphs[1:] if re.search(r"[.!?][”’\"')]*$", paragraph.text))
    for paragraph in told:
        for one in read(paragraph.text, lang):
            tail = re.match(r"(?: [^\W\d_]+){1,3}", paragraph.text[one.end :])
            plain = one.kind == "number" and one.unit.isalpha() and one.unit not in ("times", "points", "percent")
            if not tail or not plain or not one.values or one.values == (Decimal(1),):
                continue
            unit = _counted(one, tail[0].split())
            start, end = min(one.lead, one.start), one.end + tail[0].find(unit) + len(unit)
            quote = paragraph.text[start:end]
            found = [span for span in places(article, quote) if paragraph.start <= span[0] < paragraph.end]
            if unit and len(found) == 1 and len(read(quote, lang)) == 1:
                return Example(quote, unit.lower(), paragraph.number)
    return None


def _counted(one: Mention, after: list[str]) -> str:
    """Give the word after a number that is counted, "" where the reader saw none there."""
    return next((word for word in after if word.lower() == one.unit.lower()), "")


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"@([A-Z0-9_]+)@", lambda match: words.get(match[1], match[0]), text)


def _words(article: Article, book: Book, engine: str, title: str) -> dict[str, str]:
    given = example(article, book.lang) or Example("about 30 ships", "ships", 2)
    return {
        "TITLE": title,
        "TITLE_JSON": json.dumps(title, ensure_ascii=False),
        "BRAND_JSON": json.dumps(_short(title), ensure_ascii=False),
        "YEAR": book.made[:4],
        "ENGINE": engine,
        "ARTICLE": article.path.name,
        "SHA256": article.sha256,
        "BYTES": str(len(article.text.encode())),
        "CHARACTERS": str(len(article.text)),
        "NOTEBOOK": _NOTEBOOK,
        "HEADLINE": HEADLINE,
        "WORDS": given.words,
        "UNIT": given.unit,
        "PARAGRAPH": str(given.paragraph),
    }


def _short(title: str) -> str:
    """Give a title that fits the head of every page: cut before a small word ("The bridge" of "The bridge and …")."""
    words = title.split()
    if len(title) > 32:
        while len(words) > 1 and len(" ".join(words)) > 32:
            words.pop()
        small = [at for at, word in enumerate(words) if at > 1 and word.lower() in suggest.PLAIN]
        words = words[: small[-1]] if small else words
    while len(words) > 1 and words[-1].lower() in suggest.PLAIN:
        words.pop()
    return " ".join(words).rstrip(",;:–-")


def _package(article: Article, book: Book, title: str, vocabulary: Json) -> Json:
    about = {
        "path": f"seeds/{article.path.name}",
        "sha256": article.sha256,
        "source": SOURCE,
        "written": book.written or book.published or f"../{book.made[:4]}",
        "voice": VOICE,
        "coverage": "growing",
        "language": book.lang,
        "furniture": 0,
    }
    name = "-".join(re.findall(r"[a-z0-9]+", title.lower())[:4]) or "explainer"
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "version": "0.1.0",
        "created": f"{book.made}T00:00:00Z",
        "title": title,
        "description": "A close reading of one text: its claims, dates, numbers and people, and what others report.",
        "rights": "Not decided yet. The words quoted from the text remain their owner’s.",
        "contributors": [{"title": "The makers of this book", "roles": ["creator"]}],
        "sources": [{"title": headline(article)} | ({"path": book.url} if book.url else {})],
        "limitations": "One text. The tables tell what it says and how firmly; they do not tell what happened.",
        "explainer": {"article": about} | vocabulary,
        "resources": [{"name": table, "rights": "Not decided yet."} for table in TABLES],
    }
    return describe(package, article)


def _rows(
    article: Article, book: Book, title: str, vocabulary: Json, done: list[str]
) -> dict[str, list[dict[str, str]]]:
    quote = headline(article)
    start = article.text.index(quote)
    claim = {
        "id": HEADLINE, "paragraph": "1", "start": str(start), "end": str(start + len(quote)), "quote": quote,
        "restatement": _opening(quote, book.lang), "kind": "statement",
        "chapter": "first", "actor": VOICE, "modality": "stated",
    }  # fmt: skip
    claim["modality"] = suggest.demanded(vocabulary["modalities"], quote) or "stated"
    actor = {"id": VOICE, "name": "The text", "type": "outlet", "role": "Its own voice", "claim": HEADLINE}
    source = {
        "id": SOURCE, "title": title, "kind": "text", "producer": book.producer or "unknown",
        "published": book.published, "url": book.url, "licence": book.licence or _TO_FILL, "accessed": book.made,
        "processing": " ".join(done) or "Taken over byte for byte.", "limits": _TO_FILL,
    }  # fmt: skip
    return {"claims": [claim], "actors": [actor], "sources": [source]}


def _table(columns: list[str], rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return text.getvalue().encode()
