"""A tiny book for the rooms that run things: plain pages, no figures, no ledger."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

CONFIG = """\
title: A tiny book
author: Nobody
logo: ""
only_build_toc_files: true
execute: {execute_notebooks: cache, timeout: TIMEOUT, raise_on_error: true, stderr_output: error}
html: {use_multitoc_numbering: false}
latex: {use_jupyterbook_latex: false}
sphinx:
  local_extensions: {plain: .}
  config:
    extensions: [myst_nb, jupyter_book, sphinx_external_toc, plain]
    html_theme: basic
    html_theme_options: {}
    templates_path: [templates]
    html_use_index: false
"""
NOTEBOOK = """\
---
file_format: mystnb
kernelspec: {name: python3, display_name: Python 3}
---
"""
# Jupyter Book sets this value whether or not the extension that knows it is there.
EXTENSION = """\
from explainer.build import hook

def setup(app):
    work = hook.Work()
    app.connect("config-inited", work.update)
    app.connect("env-get-outdated", hook.every_page)
    app.connect("build-finished", lambda app, error: work.check(app) if error is None else None)
    app.add_config_value("comments_config", {}, "env")
"""
# The basic theme carries inline styles, which inspection refuses.
LAYOUT = """\
<!doctype html>
<html lang="en"><head><title>{{ title }}</title></head><body><main>{{ body }}</main></body></html>
"""
WORDS = "These are enough words for a page that has something to say about the weather of the day. " * 3

Book = Callable[..., Path]


def page(title: str, *cells: str) -> str:
    """Write a page: a title, some words, and a code cell for each piece of code."""
    code = "".join(
        f"\n```{{code-cell}} ipython3\n:tags: [hide-input]\n\n{dedent(cell).strip()}\n```\n" for cell in cells
    )
    return f"{NOTEBOOK if cells else ''}# {title}\n\n{WORDS}\n{code}"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Make (or change) a tiny book and give its folder."""

    def make(timeout: int = 120, **pages: str) -> Path:
        root = tmp_path / "tiny book"  # the space is on purpose
        root.mkdir(exist_ok=True)
        (root / "_config.yml").write_text(CONFIG.replace("TIMEOUT", str(timeout)))
        (root / "plain.py").write_text(EXTENSION)
        (root / "templates").mkdir(exist_ok=True)
        (root / "templates" / "layout.html").write_text(LAYOUT)
        for name, text in pages.items():
            (root / f"{name}.md").write_text(text)
        names = sorted(path.stem for path in root.glob("*.md") if path.stem != "index")
        lines = ["format: jb-book", "root: index", *(["chapters:"] if names else [])]
        lines += [f"  - file: {name}" for name in names]
        (root / "_toc.yml").write_text("\n".join(lines) + "\n")
        return root

    return make
