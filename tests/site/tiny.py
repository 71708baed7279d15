"""A tiny subject, made from scratch: a ferry, a council, a poll. Its book has two pages and one figure."""

# ruff: noqa: E501 (rows of tables and templates stand on one line)

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import altair as alt
import nbformat
import pandas as pd

from explainer.charts import theme
from explainer.figures.draw import finish
from explainer.figures.figure import Step, figure
from explainer.figures.record import MIME, FigureRecord
from explainer.model.store import PROVED, Store
from explainer.model.tables import needed
from explainer.query.ledger import Ledger
from tests.conftest import TINY

ARTICLE = """A quiet crossing

The ferry carries about 300 people a day, the harbour master said.

By August 2021 the council had spent more than 40 tons of paint on the pier, and the bell was hung in 1999.

Only 5% of islanders want a bridge, the poll found; the new hull is a wind, the smith believes.

Nothing else is known of it, and nobody on the island has asked about it since, for the days there are long and windy ones.
"""

CLAIMS = [
    ("riders", "The ferry carries about 300 people a day", "quantity", "master", "stated"),
    ("paint", "By August 2021 the council had spent more than 40 tons of paint", "quantity", "paper", "reported"),
    ("bell", "the bell was hung in 1999", "event", "paper", "stated"),
    ("bridge", "Only 5% of islanders want a bridge", "poll", "poll", "reported"),
    ("hull", "the new hull is a wind, the smith believes", "judgement", "smith", "opinion"),
]
NAMES = {"master": "The harbour master", "paper": "The paper", "poll": "The poll", "smith": "The smith <of Oster>"}


def write_subject(root: Path) -> None:
    """Write the article and its tables."""
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "article.txt").write_text(ARTICLE, "utf-8")
    claims = []
    paragraphs = [line for line in ARTICLE.splitlines() if line]
    for id, quote, kind, actor, modality in CLAIMS:
        start = ARTICLE.index(quote)
        number = next(n for n, line in enumerate(paragraphs, 1) if quote in line)
        claims.append({
            "id": id, "paragraph": number, "start": start, "end": start + len(quote), "quote": quote,
            "restatement": f"In our words, of the {quote.split()[1]}: {id}.", "kind": kind, "chapter": "crossing", "actor": actor, "modality": modality,
        })  # fmt: skip
    hull = ARTICLE.index("is a wind")
    tables: dict[str, list[dict[str, Any]]] = {
        "claims": claims,
        "actors": [{"id": id, "name": name, "type": "person", "spellings": name.partition(" <")[0]} for id, name in NAMES.items()],
        "quantities": [
            {"id": "riders", "claim": "riders", "counted": "riders a day", "value": 300, "hedge": "about", "unit": "people"},
            {"id": "paint", "claim": "paint", "counted": "paint", "low": 40, "hedge": "more_than", "unit": "tons"},
            {"id": "bridge", "claim": "bridge", "counted": "for a bridge", "value": 5, "hedge": "exact", "unit": "percent"},
        ],
        "events": [
            {"id": "bell", "claim": "bell", "date": "1999", "printed": "1999", "resolution": "printed", "certainty": "sure",
             "label": "The bell is hung", "track": "pier"},
        ],
        "derived": [
            {"id": "against", "operation": "remainder", "of": "bridge", "unit": "percent", "label": "everyone else",
             "condition": "If the answers shut each other out."},
        ],
        "readings": [
            {"id": "wind", "claim": "hull", "start": hull, "end": hull + 9, "quote": "is a wind", "wrong": "No sense.",
             "reading": "a sham", "certainty": "likely"},
        ],
        "checks": [
            {"id": "OC1", "claim": "riders", "topic": "ferry", "verdict": "differs", "finding": "The line counted 290 & more.",
             "value": 290, "unit": "people", "date": "2021", "publisher": "Ferry Line", "title": "Figures",
             "url": "https://example.org/f", "published": "2021-09-01", "accessed": "2022-01-01",
             "quality": "mirror or aggregator"},
        ],
        "sources": [{"id": "paper", "title": "The paper", "kind": "text", "producer": "The paper", "licence": "ours"}],
        "glossary": [{"id": "pier", "term": "pier", "definition": "Where ships lie.", "claim": "paint"}],
    }  # fmt: skip
    resources = []
    for name, rows in tables.items():
        columns = list(dict.fromkeys(key for row in rows for key in row))
        columns = list(dict.fromkeys([*needed(name), *columns]))
        (root / "data").mkdir(exist_ok=True)
        with (root / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        resources.append({"name": name, "path": f"{name}.csv"})
    package = {
        "name": "ferry",
        "title": "The ferry",
        "resources": resources,
        "explainer": {
            # Words as the other tiny book has them.
            **json.loads((TINY / "data" / "datapackage.json").read_text("utf-8"))["explainer"],
            "article": {
                "path": "seeds/article.txt", "sha256": hashlib.sha256(ARTICLE.encode()).hexdigest(),
                "source": "paper", "written": "2021", "voice": "paper",
            },
            "units": {
                "tons": {"many": "tons", "read": ["tons"]},
                "percent": {"symbol": "%", "many": "percent", "read": ["%"]},
                "people": {"one": "person", "many": "people", "read": ["people"]},
            },
            "voices": {"poll": {"read": ["the poll found", "islanders"]}, "smith": {"read": ["the smith believes"]}},
            "kinds": {name: {"label": name} for name in ("quantity", "event", "poll", "judgement")},
            "modalities": {name: {"label": name} for name in ("stated", "reported", "opinion")},
        },
    }
    (root / "data" / "datapackage.json").write_text(json.dumps(package), "utf-8")
    # It is there to be drawn; whether its article says so is no question here.
    os.environ[PROVED] = Store.read(root).fingerprint


def rows() -> list[dict[str, Any]]:
    """Give the rows of the figure."""
    drawn = [
        ("claim:bridge", "for a bridge", 5, "5%"),
        ("derived:against", "everyone else", 95, "95%"),
        ("check:OC1", "the line <counted>", 29, "29%"),
        ("claim:hull", "a wind", 50, "half"),
    ]
    return [
        {"ref": ref, "label": label, "share": share, "text": text, "href": "#" + ref.replace(":", "-"),
         "sentence": f"{label}: {text}.", "when": f"2021-0{n}-15"}
        for n, (ref, label, share, text) in enumerate(drawn, 1)
    ]  # fmt: skip


def chart(width: int) -> dict[str, Any]:
    """Draw the figure: dots, each with its label as a second shape of the same datum."""
    frame = pd.DataFrame(rows())
    x = alt.X("when:T", scale=alt.Scale(type="utc"), axis=alt.Axis(format="%b %Y", labelOverlap=True), title=None)
    base = alt.Chart(frame).encode(x=x, y=alt.Y("share:Q", title="percent"), href="href:N", description="sentence:N")
    dots = base.mark_point(filled=True, size=120, color="var(--chart-article)").properties(name="step2_dots")
    words = base.mark_text(align="left", dx=9, aria=False, color="var(--chart-text)").encode(text="label:N")
    made = (dots + words).properties(width=width - 60, height=200, background="transparent")
    made = made.configure(font=theme.SANS).configure_axis(labelColor="var(--chart-muted)", labelFontSize=12)
    with alt.theme.enable("default"):
        spec: dict[str, Any] = made.to_dict()
    return spec


class _Made:
    """A chart whose specification was made already."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self.to_dict = lambda **options: spec


def record(root: Path, id: str = "bridge") -> FigureRecord:
    """Give what a kernel of a build sends for the figure, drawn as the build draws it."""
    given = figure(
        id,
        lambda page: _Made(chart(page.width)),
        pd.DataFrame(rows()),
        title="Only {q}`bridge` want a bridge & the rest, {x}`against`, do not",
        takeaway="The ferry carries {q}`riders`; outside, {out}`OC1` are counted.",
        alt="Dots: for a bridge 5%, everyone else 95%, the line 29%, a wind half.",
        not_shown="Who was asked.",
        columns={"label": "Answer", "text": "Share"},
        steps=[Step("Names", "First their names."), Step("Dots", "Then {q}`bridge`.")],
        filters={"label": "answer"},
        ledger=Ledger.load(root),
    )
    return finish(given.record)


CROSSING = """# The crossing

## Riders

It carries {q}`riders`, said {a}`master`: {says}`riders`. A council used {q}`paint` by {d}`bell`, see {gloss}`pier`. Back to {q}`riders`.

- The smith calls the hull {says}`hull`.
- {Q}`riders` is a claim, {out}`OC1` is not.{n}`bell,bridge`

## Out of {q}`bridge`
"""

ROWS = """# Rows

```{evidence}
```

```{checks}
```

```{derived-list}
```

```{readings}
```

```{people}
```

```{glossary-list}
```
"""

TOC = """format: jb-book
root: book/index
parts:
  - caption: The story
    chapters:
      - file: book/crossing
      - file: book/drawn
      - file: book/rows
      - file: book/sub/deep
"""

LANGUAGE = {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "language_info": {"name": "python"}}

CONF = {
    "extensions": ["myst_nb", "sphinx_external_toc", "explainer.extension"],
    "html_theme": "explainer",
    "nb_execution_mode": "off",
    "html_title": "The Ferry",
    "project": "The Ferry",
    "author": "The Crew",
    "copyright": "2021, the crew",
    "html_permalinks": False,
    "html_copy_source": False,
    "language": "en",
    "exclude_patterns": ["_build", "data", "seeds"],
    # As Jupyter Book has it: figures stand in what it calls a cell.
}


def write_book(root: Path, sent: Sequence[FigureRecord] = ()) -> None:
    """Write the pages: prose, a page with figures as a stored notebook, and the page where rows are at home."""
    book = root / "book"
    book.mkdir(parents=True)
    (book / "index.md").write_text(
        "# The Ferry\n\nAbout {q}`riders`.\n", "utf-8"
    )
    (book / "crossing.md").write_text(CROSSING, "utf-8")
    (book / "rows.md").write_text(ROWS, "utf-8")
    (book / "sub").mkdir()
    (book / "sub" / "deep.md").write_text("# Deep\n\nIt hung in {d}`bell`.\n", "utf-8")
    cells: list[Any] = [nbformat.v4.new_markdown_cell("# Figures\n\n## Shares")]
    for one in sent or [record(root)]:
        # As the notebook cache gives it back: keys in another order.
        content = json.loads(json.dumps(one.to_json(), sort_keys=True))
        output = nbformat.v4.new_output("display_data", {MIME: content, "text/plain": "a figure"})
        cells.append(nbformat.v4.new_code_cell("draw()", outputs=[output], execution_count=1))
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=LANGUAGE)
    nbformat.write(notebook, book / "drawn.ipynb")
    (root / "_toc.yml").write_text(TOC, "utf-8")
    (root / "conf.py").write_text("".join(f"{name} = {value!r}\n" for name, value in CONF.items()), "utf-8")


def build(root: Path, builder: str = "html", warnings: bool = True) -> Path:
    """Build the book in this process; give the folder it was written to.

    Raises AssertionError with Sphinx's warnings when there are any and `warnings` is True.
    """
    import io

    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    said = io.StringIO()
    out = root / "_build" / builder
    with patch_docutils(str(root)), docutils_namespace():
        app = Sphinx(
            root, root, out, root / "_build" / ".doctrees" / builder, builder, status=None, warning=said, freshenv=True
        )
        app.build(force_all=True)
    if warnings:
        assert said.getvalue() == "", said.getvalue()
    return out


def make(root: Path, *ids: str) -> Path:
    """Write subject and book, with a figure for each id."""
    write_subject(root)
    write_book(root, [record(root, id) for id in ids or ("bridge",)])
    return root
