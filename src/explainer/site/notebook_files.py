"""Pages that run: which they are, and where each lies as a notebook to take along, and all of them as one archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

import jupytext
import nbformat
import yaml
from sphinx.application import Sphinx

from explainer.query.ledger import Ledger
from explainer.site.domain import domain

FOLDER = "downloads"
DIRECTIVE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{(?P<name>[\w-]+)\}[ \t]*(?P<argument>[^\n]*)\n(?P<body>.*?)^(?P=fence)[ \t]*$\n?",
    re.MULTILINE | re.DOTALL,
)
OPTION = re.compile(r"^:[\w-]+:[^\n]*\n", re.MULTILINE)
_FRONT = re.compile(r"---\n(.*?)\n---[ \t]*\n", re.DOTALL)
_TITLE = re.compile(r"^# +(.+)$", re.MULTILINE)

#: The kernel of a notebook that a reader takes along.
PYTHON = {"display_name": "Python 3", "language": "python", "name": "python3"}


@dataclass(frozen=True)
class Chapter:
    """A page that runs.

    Parameters
    ----------
    name: the notebook's name without its ending.
    source: the page as written, MyST Markdown.
    """

    name: str
    source: str

    @classmethod
    def read(cls, path: Path, name: str = "") -> Chapter | None:
        """Read a page; None when it has no code. A notebook file is taken as MyST Markdown like any other page."""
        if path.suffix == ".ipynb":
            # Of format 3, nbformat makes its own old kind of node.
            node = nbformat.from_dict(nbformat.read(path, as_version=4))
            for cell in node.cells:
                for pasted, forms in cell.pop("attachments", {}).items():
                    kind, content = next(iter(forms.items()))
                    for written in (quote(pasted), pasted):
                        cell.source = cell.source.replace(f"attachment:{written}", f"data:{kind};base64,{content}")
            runs = any(cell.cell_type == "code" for cell in node.cells)
            return cls(name or path.stem, jupytext.writes(node, "md:myst")) if runs else None
        source = path.read_text("utf-8")
        found = _FRONT.match(source)
        front = yaml.safe_load(found[1]) if found else None
        if not found or not isinstance(front, dict) or "kernelspec" not in front or "{code-cell}" not in source:
            return None
        # An author's own kernel may be named otherwise, or have no name to show, which Jupytext asks for.
        written = yaml.safe_dump(front | {"kernelspec": PYTHON}, allow_unicode=True, sort_keys=False)
        return cls(name or path.stem, f"---\n{written}---\n{source[found.end() :]}")

    @property
    def title(self) -> str:
        """Its title as written."""
        found = _TITLE.search(self.source)
        return found[1].strip() if found else self.name

    def said(self, directive: str) -> str:
        """Give what stands in the first directive of a name, "" when there is none."""
        bodies = (found["body"] for found in DIRECTIVE.finditer(self.source) if found["name"] == directive)
        return " ".join(OPTION.sub("", next(bodies, "")).split())


def address(app: Sphinx, docname: str) -> str:
    """Give a notebook's address inside the site, "" when the page has no code."""
    chapter = _chapter(app, docname)
    return quote(f"{FOLDER}/{chapter.name}.ipynb") if chapter else ""


def archive_name(ledger: Ledger) -> str:
    """Give the file name of the archive."""
    return f"{ledger.package.get('name', 'book')}-notebooks.zip"


def archive_address(app: Sphinx) -> str:
    """Give the address of the archive inside the site, "" when no page has code or there are no tables."""
    ledger = domain(app.env).ledger
    return f"{FOLDER}/{archive_name(ledger)}" if ledger.ids("claims") and any(runnable(app)) else ""


def runnable(app: Sphinx) -> Iterator[Chapter]:
    """Give the pages that run, in the order of the book."""
    order = (docname for docname in app.config.external_site_map if docname in app.env.all_docs)
    return (found for docname in order if (found := _chapter(app, docname)))


def _chapter(app: Sphinx, docname: str) -> Chapter | None:
    if docname not in app.env.found_docs:
        return None
    name = unquote(app.builder.get_target_uri(docname)).removesuffix(".html")
    return Chapter.read(Path(app.env.doc2path(docname)), name)
