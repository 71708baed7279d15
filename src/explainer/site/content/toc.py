"""The table of contents as `_toc.yml` has it, made plain: no endings on names, no patterns, every page by its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sphinx_external_toc.api import Document, FileItem, GlobItem, SiteMap, TocTree, UrlItem
from sphinx_external_toc.parsing import parse_toc_yaml

#: Endings of pages, in the order in which Sphinx's parsers are asked.
ENDINGS = (".md", ".ipynb", ".rst")


def bare(name: str) -> str:
    """Give a page's name without the ending that some authors write."""
    return next((name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)), name)


def site_map(root: Path) -> SiteMap:
    """Read a project's `_toc.yml`.

    Parameters
    ----------
    root: the project's folder.

    Returns the pages, each by its name without an ending; a `glob:` has become the pages it finds, in the order of
    their names.

    Raises OSError and MalformedError when it cannot be read.
    """
    read = parse_toc_yaml(root / "_toc.yml")
    named = {bare(name) for name in read}
    found = SiteMap(_document(read.root, root, named), read.meta, read.file_format)
    for document in read.values():
        plain = _document(document, root, named)
        found[plain.docname] = plain
        for tree in plain.subtrees:
            for name in tree.files():
                if name not in found:
                    found[name] = Document(name)
    found._root = found[found.root.docname]
    return found


def _document(document: Document, root: Path, named: set[str]) -> Document:
    trees = [_tree(tree, root, named) for tree in document.subtrees]
    return Document(bare(document.docname), trees, document.title)


def _tree(tree: TocTree, root: Path, named: set[str]) -> TocTree:
    items: list[GlobItem | FileItem | UrlItem] = []
    for item in tree.items:
        if isinstance(item, GlobItem):
            items += [FileItem(name) for name in _matching(root, bare(item)) if name not in named]
        else:
            items.append(item if isinstance(item, UrlItem) else FileItem(bare(str(item))))
    return replace(tree, items=items[::-1] if tree.reversed else items, reversed=False)


def _matching(root: Path, pattern: str) -> list[str]:
    paths = {path for ending in ENDINGS for path in root.glob(pattern + ending)}
    return sorted({bare(path.relative_to(root).as_posix()) for path in paths})
