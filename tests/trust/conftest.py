"""The tiny book with every trust page, written in this process: no kernels, nothing drawn."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.conftest import copy_tiny

CONF = """\
project = html_title = "The bridge"
author = "Nobody"
copyright = "2026"
extensions = ["myst_nb", "sphinx_external_toc", "explainer.extension"]
html_theme = "explainer"
nb_execution_mode = "off"
html_permalinks = False
language = "en"
exclude_patterns = ["_build", "data", "seeds"]

"""
_CELL = re.compile(r"^```\{(code-cell|cards)\}.*?^```\n", re.MULTILINE | re.DOTALL)
_HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@dataclass
class Site:
    """A written site: its folder, its pages as trees, and what Sphinx warned about."""

    folder: Path
    warnings: str

    def page(self, name: str) -> HtmlElement:
        """Read a page."""
        return html.document_fromstring((self.folder / f"{name}.html").read_text("utf-8"))

    def row(self, name: str, id: str) -> HtmlElement:
        """Find a row on a page by its id."""
        return self.page(name).get_element_by_id(id)


Change = Callable[[Path], None]


def words(element: HtmlElement) -> str:
    """Give an element's text with single spaces."""
    return " ".join(element.text_content().split())


def write(root: Path, change: Change | None = None, builder: str = "html") -> Site:
    """Copy the tiny book, leave its figure out, let a test change it, and write its pages."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    copy_tiny(root)
    for page in (root / "book").glob("*.md"):
        page.write_text(_HEAD.sub("", _CELL.sub("", page.read_text("utf-8"))), "utf-8")
    story = root / "book" / "story.md"
    story.write_text(story.read_text("utf-8") + "\n```{outside} story\n```\n", "utf-8")
    (root / "conf.py").write_text(CONF, "utf-8")
    if change:
        change(root)
    said, out = io.StringIO(), root / "_build" / builder
    with patch_docutils(str(root)), docutils_namespace():
        app = Sphinx(root, root, out, root / "_build" / "doctrees", builder, status=None, warning=said, freshenv=True)
        app.build(force_all=True)
    return Site(out, said.getvalue())


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The tiny book's site, written once. Do not change it."""
    return write(tmp_path_factory.mktemp("trust") / "book")
