"""Books of any size, made up by a rule: an article of counted boxes, its ledger, and chapters that draw them.

They say nothing about anything and are there to be measured. The columns of the tables are those that the
project at hand describes; the words are the bench's own.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from explainer.model.article import Article
from explainer.model.descriptor import describe, written

#: How many claims a chapter's figure draws, and how many sentences of a chapter look one up.
DRAWN, SAID = 6, 8
_ARTICLE = "seeds/boxes.txt"
_TITLE = "Boxes were counted in the long hall by the river"
#: Sentences of the article that stand together.
_PARAGRAPH = 12
_WORDS: dict[str, Any] = {
    "units": {"boxes": {"one": "box", "many": "boxes", "read": ["boxes"]}},
    "tracks": {"hall": {"label": "The hall"}},
    "modalities": {"stated": {"label": "stated"}},
    "kinds": {"quantity": {"label": "number"}, "statement": {"label": "statement"}},
    "actors": {"outlet": {"label": "outlet"}},
    "certainties": {"sure": {"label": "sure", "words": "no other way to read it"}},
    "resolutions": {"printed": {"label": "printed"}},
    "chapters": {"index": {"label": "Front page"}},
    "reasons": {"order": "free"},
}
_CONFIG = """\
title: A book made to be measured
author: Nobody
copyright: "2026"
logo: ""
only_build_toc_files: true
exclude_patterns: [data, seeds]
execute: {execute_notebooks: cache, timeout: 300, allow_errors: false, raise_on_error: true, stderr_output: error}
parse: {myst_enable_extensions: [colon_fence, deflist, attrs_inline, attrs_block]}
html: {use_multitoc_numbering: false}
latex: {use_jupyterbook_latex: false}
sphinx:
  recursive_update: false
  config:
    extensions: [myst_nb, jupyter_book, sphinx_external_toc, explainer.site]
    html_theme: explainer
    html_theme_options: {}
    html_permalinks: false
    html_copy_source: false
    html_show_sourcelink: false
    html_use_index: false
    html_domain_indices: false
    html_last_updated_fmt: null
    nb_ipywidgets_js: {}
"""
_CHAPTER = """\
---
file_format: mystnb
kernelspec: {{name: python3, display_name: Python 3}}
---
# Chapter {number}

```{{question}}
How many boxes stood in part {number} of the hall?
```

```{{answer}}
As many as the report counts: {{q}}`{first}` of one kind, and others beside them.{{n}}`{first}`
```

{sentences}

```{{code-cell}}
from explainer import Ledger, charts, figure

ledger = Ledger.load()
rows = ledger.amounts({drawn})
figure(
    "boxes-{number}",
    lambda page: charts.amounts(rows, page),
    rows,
    title="Boxes of many kinds stood in part {number} of the hall",
    takeaway="No two kinds were equally many.",
    alt="The boxes that were counted. " + " ".join(rows["sentence"]),
    not_shown="Who put them there.",
    columns={{"label": "Kind", "text": "Boxes"}},
)
```

```{{code-cell}}
rows[["label", "value"]].sort_values("value").head(3)
```
"""
_PAGE = """\
# {title}

```{{question}}
What is on this page?
```

```{{answer}}
What the engine makes of the tables, and nothing besides; it is here to be measured and not to be read.
```

{pieces}
"""
_PAGES = {
    "evidence": ("Evidence", ("evidence",)),
    "source": ("Source", ("source-chain", "readings")),
    "people": ("People", ("people",)),
    "data": ("Data", ("downloads", "dictionary")),
    "method": ("Method", ("corrections", "build-record")),
}


def make(into: Path, described: Path, chapters: int, claims: int) -> Path:
    """Write a book.

    Parameters
    ----------
    into: the folder to fill.
    described: the `datapackage.json` whose tables are to be used.
    chapters, claims: how many.

    Returns the folder.
    """
    for folder in ("data", "seeds", "book"):
        (into / folder).mkdir(parents=True, exist_ok=True)
    article, rows = _article(claims)
    (into / _ARTICLE).write_text(article, "utf-8")
    used = _pages(into / "book", chapters, claims)
    for row in rows:
        row["unused"] = "" if row["id"] in used else "No chapter of a measured book uses it."
    # As the engine writes a descriptor, with the bench's own vocabulary and article: else its proof refuses it.
    package = describe(_package(described, article), Article.read(into / _ARTICLE))
    tables = {
        "claims": rows,
        "quantities": [
            {"id": row["id"], "claim": row["id"], "counted": row["counted"], "value": row["value"], "hedge": "about",
             "unit": "boxes", "as_of": "2004-10"}
            for row in rows if "value" in row
        ],
        "actors": [{"id": "report", "name": "The report", "type": "outlet", "role": "Its own voice", "claim": "title"}],
        "sources": [{"id": "report", "title": _TITLE, "kind": "article", "producer": "Nobody", "published": "2004-10",
                     "licence": "CC0-1.0", "processing": "none", "limits": "Nothing in it is true."}],
    }  # fmt: skip
    for resource in package["resources"]:
        _write(into / "data" / resource["path"], resource["schema"]["fields"], tables.get(resource["name"], []))
    (into / "data" / "datapackage.json").write_text(written(package), "utf-8")
    (into / "_config.yml").write_text(_CONFIG, "utf-8")
    return into


def change_datum(root: Path, chapter: int) -> None:
    """Change one number that one chapter draws, in the article and in every table that holds it.

    Parameters
    ----------
    root: a book that `make` wrote.
    chapter: whose first claim is changed.
    """
    path = root / "data" / "quantities.csv"
    text = path.read_text("utf-8")
    first = _named(_firsts(root)[chapter - 1])
    line = next(line for line in text.splitlines() if line.startswith(f"{first},"))
    path.write_text(text.replace(line, line.replace("boxes of kind", "cases of kind", 1), 1), "utf-8")


def change_chapter(root: Path, chapter: int) -> None:
    """Change one cell of one chapter."""
    path = root / "book" / f"chapter-{chapter:03}.md"
    path.write_text(path.read_text("utf-8").replace(".head(3)", ".head(2)"), "utf-8")


def _firsts(root: Path) -> list[int]:
    chapters = len(list((root / "book").glob("chapter-*.md")))
    claims = sum(1 for _ in (root / "data" / "quantities.csv").open("rb")) - 1
    return [chapter * claims // chapters + 1 for chapter in range(chapters)]


def _named(number: int) -> str:
    return f"kind-{number}"


def _article(claims: int) -> tuple[str, list[dict[str, str]]]:
    """Write the article, and a row of `claims` for its title and for each sentence that counts."""
    title = {"id": "title", "paragraph": "1", "start": "0", "end": str(len(_TITLE)), "quote": _TITLE,
             "restatement": "The headline speaks of a day of counting.", "kind": "statement"}  # fmt: skip
    rows, parts, at = [title], [_TITLE + "\n"], len(_TITLE) + 1
    for number in range(1, claims):
        paragraph, place = divmod(number - 1, _PARAGRAPH)
        value = 1000 + 7 * number
        quote = f"about {value:,} boxes of kind {number} were counted"
        lead = "By the light of the windows and the open door, "
        tail = ", and nobody who stood there was surprised by what the porter found."
        end = " " if place < _PARAGRAPH - 1 and number < claims - 1 else "\n"
        start = at + len(lead)
        rows.append({
            "id": _named(number), "paragraph": str(paragraph + 2), "start": str(start), "end": str(start + len(quote)),
            "quote": quote, "restatement": f"Around {value:,} of kind {number} were found in the count.",
            "kind": "quantity", "counted": f"boxes of kind {number}", "value": str(value),
        })  # fmt: skip
        sentence = lead + quote + tail + end
        parts.append(sentence)
        at += len(sentence)
    same = {"chapter": "index", "actor": "report", "modality": "stated"}
    return "".join(parts), [row | same for row in rows]


def _pages(book: Path, chapters: int, claims: int) -> set[str]:
    """Write the pages and their order; give the claims they use."""
    used = {"title"}
    names = [f"chapter-{number:03}" for number in range(1, chapters + 1)]
    for number, name in enumerate(names, 1):
        first = (number - 1) * (claims - 1) // chapters + 1
        ids = [_named(id) for id in range(first, min(first + max(DRAWN, SAID), claims))]
        used |= set(ids)
        sentences = "\n\n".join(
            f"Of this kind {{q}}`{id}` were there, as many as could be seen from the door.{{n}}`{id}`"
            for id in ids[:SAID]
        )
        page = _CHAPTER.format(number=number, first=ids[0], sentences=sentences, drawn=json.dumps(ids[:DRAWN]))
        (book / f"{name}.md").write_text(page, "utf-8")
    for name, (title, pieces) in _PAGES.items():
        marks = "\n\n".join(f"```{{{piece}}}\n```" for piece in pieces)
        (book / f"{name}.md").write_text(_PAGE.format(title=title, pieces=marks), "utf-8")
    front = "The report counts boxes and says so in its headline.{n}`title`"
    (book / "index.md").write_text(_PAGE.format(title="Boxes", pieces=front), "utf-8")
    order = ["format: jb-book", "root: book/index", "parts:"]
    for caption, part in (("Chapters", names), ("What it rests on", list(_PAGES))):
        order += [f"  - caption: {caption}", "    chapters:", *(f"      - file: book/{name}" for name in part)]
    (book.parent / "_toc.yml").write_text("\n".join(order) + "\n", "utf-8")
    return used


def _package(described: Path, article: str) -> dict[str, Any]:
    """Take the tables of a package and leave its subject."""
    given = json.loads(described.read_text("utf-8"))
    kept = {key: given[key] for key in ("$schema", "version", "created") if key in given}
    resources = [resource for resource in given["resources"] if str(resource.get("path", "")).endswith(".csv")]
    raw = article.encode()
    about = {"path": _ARTICLE, "sha256": hashlib.sha256(raw).hexdigest(), "source": "report", "language": "en",
             "written": "2004-10", "voice": "report", "furniture": 0}  # fmt: skip
    return kept | {
        "name": "boxes", "title": "Boxes", "description": "Made to be measured.",
        "licenses": [{"name": "CC0-1.0", "title": "CC0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}],
        "resources": [_open(resource) for resource in resources], "explainer": {"article": about, **_WORDS},
    }  # fmt: skip


def _open(resource: Mapping[str, Any]) -> dict[str, Any]:
    """Let a table hold the bench's own keys where the subject lists its own."""
    own = ("enum", "pattern", "minimum", "maximum")
    fields = [
        {**field, "constraints": {key: rule for key, rule in field.get("constraints", {}).items() if key not in own}}
        for field in resource["schema"]["fields"]
    ]
    return {**resource, "schema": {**resource["schema"], "fields": fields}}


def _write(path: Path, fields: Iterable[Mapping[str, Any]], rows: Iterable[Mapping[str, str]]) -> None:
    names = [field["name"] for field in fields]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def clear(root: Path) -> None:
    """Take away what a build of a made book left, so that the next one is cold."""
    shutil.rmtree(root / "_build", ignore_errors=True)
