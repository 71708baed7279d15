"""A project's `_config.yml` and `_toc.yml` as Jupyter Book knows them.

Each setting of its reference works here, or is refused by its name with the reason. The table of contents is made
plain: no endings on names, no patterns, every page by its name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import yaml
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx_external_toc.api import Document, FileItem, GlobItem, SiteMap, TocTree, UrlItem
from sphinx_external_toc.parsing import MalformedError, parse_toc_yaml

from explainer.model import Json

_REQUEST = "no request may leave this site"
_LATEX = "this book becomes a PDF without LaTeX, which cannot draw its charts: `make editions`"
#: What is refused, by its place in `_config.yml`, and why. A setting that is left empty or false is none.
REFUSED = {
    "html.analytics.google_analytics_id": f"{_REQUEST}, so nobody counts its readers",
    "html.analytics.plausible_analytics_domain": f"{_REQUEST}, so nobody counts its readers",
    "html.google_analytics_id": f"{_REQUEST}, so nobody counts its readers",
    "html.comments.hypothesis": f"{_REQUEST}, and comments are fetched from a stranger's server",
    "html.comments.utterances": f"{_REQUEST}, and comments are fetched from a stranger's server",
    "html.comments.giscus": f"{_REQUEST}, and comments are fetched from a stranger's server",
    "html.extra_navbar": "the head of a page holds its menu only; use html.extra_footer",
    "html.navbar_footer_text": "there is no bar at the side; use html.extra_footer",
    "launch_buttons.thebe": f"{_REQUEST}; `make browser` lets chapters run in the reader's own browser",
    "latex.latex_engine": _LATEX,
    "latex.latex_documents": _LATEX,
    "latex.use_jupyterbook_latex": _LATEX,
    "parse.myst_extended_syntax": "Jupyter Book gave it up; name what you need under parse.myst_enable_extensions",
    "execute.allow_errors": "a failing cell stops this build; a cell that shall fail has the tag `raises-exception`",
    "execute.run_in_temp": "notebooks run in their own folder, where they may read and not write",
    "sphinx.recursive_update": "it adds the options of Jupyter Book's own theme; set under sphinx.config what you need",
    "sphinx.config.html_sidebars": "there is no bar at the side",
    "sphinx.config.html_math_renderer": "formulas are set as MathML when the book is built, without a script",
    "execute.cache": "the results of notebooks are kept in `_build`",
}
_SECTIONS = ("html", "execute", "parse", "latex", "launch_buttons", "repository", "sphinx")
#: Settings that Jupyter Book takes and that neither its schema nor its defaults name.
_ALSO_KNOWN = ("project", "bibtex_reference_style", "parse.myst_substitutions")
#: Endings of pages, in the order in which Sphinx's parsers are asked.
ENDINGS = (".md", ".ipynb", ".rst")
#: Extensions of Jupyter Book's own list whose work this theme does itself, without inline scripts.
_DONE_HERE = {"sphinx_togglebutton", "sphinx_copybutton", "sphinx_book_theme", "sphinx_external_toc", "myst_nb"}
_REFUSED_EXTENSIONS = {
    "sphinx_thebe": "launch_buttons.thebe",
    "sphinx_comments": "html.comments.utterances",
    "sphinx_jupyterbook_latex": "latex.use_jupyterbook_latex",
}


@dataclass
class Settings:
    """What `_config.yml` says that Sphinx is not told of.

    Parameters
    ----------
    given: the file's content.
    """

    given: Json = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path) -> Settings:
        """Read a project's `_config.yml`; empty when there is none."""
        path = root / "_config.yml"
        return cls((yaml.safe_load(path.read_text("utf-8")) or {}) if path.is_file() else {})

    def at(self, place: str) -> Any:
        """Give a setting by its place ("html.announcement"), None where there is none."""
        found: Any = self.given
        for name in place.split("."):
            found = found.get(name) if isinstance(found, dict) else None
        return found

    def faults(self) -> list[str]:
        """Say what is refused, and what Jupyter Book knows nothing of, which would be lost without a word."""
        found = [f"{place}: {why}" for place, why in REFUSED.items() if self.at(place)]
        known = known_settings()
        for place in self._places():
            if place not in known:
                meant = "".join(f", is {near} meant?" for near in get_close_matches(place, known, 1, 0.75))
                others = "(one of Sphinx or MyST goes under sphinx.config)"
                found.append(f"{place}: no setting of Jupyter Book{meant} {others}")
        for name in self.extensions:
            if name in _REFUSED_EXTENSIONS:
                found.append(f"sphinx.extra_extensions, {name}: {REFUSED[_REFUSED_EXTENSIONS[name]]}")
        if self.at("sphinx.config.html_theme") not in (None, "explainer"):
            found.append("sphinx.config.html_theme: charts, notes and evidence are made for the theme explainer only")
        if self.at("execute.execute_notebooks") in (False, "off"):
            found.append("execute.execute_notebooks, off: figures are made when the book is built; use cache")
        return found

    def _places(self) -> list[str]:
        """Give the places of what is set, of a section's parts too where Jupyter Book names these."""
        parts = [f"{name}.{part}" for name in _SECTIONS if isinstance(self.at(name), dict) for part in self.at(name)]
        return [*map(str, self.given), *parts]

    @property
    def extensions(self) -> list[str]:
        """The further extensions that a book names."""
        extra = self.at("sphinx.extra_extensions") or []
        return [*([extra] if isinstance(extra, str) else extra), *(self.at("sphinx.local_extensions") or {})]

    @property
    def issues(self) -> str:
        """The page of the book's repository where problems are reported, "" when no repository is named."""
        url = str(self.at("repository.url") or "").rstrip("/")
        return url and f"{url}/issues"

    def links(self, source: str) -> list[tuple[str, str]]:
        """Give the links to the book's repository and to where its pages can be run, as pairs of words and address.

        Parameters
        ----------
        source: the page's source file, seen from the project's folder.
        """
        url = str(self.at("repository.url") or "").rstrip("/")
        if not url:
            return []
        branch = self.at("repository.branch") or "master"
        path = "/".join(filter(None, [str(self.at("repository.path_to_book") or "").strip("/"), source]))
        found = []
        if self.at("html.use_repository_button"):
            found.append(("Repository", url))
        if self.at("html.use_edit_page_button"):
            found.append(("Edit this page", f"{url}/edit/{branch}/{quote(path)}"))
        if self.at("html.use_issues_button"):
            found.append(("Report a problem", f"{self.issues}/new?title=Issue%20on%20page%20{quote(source)}"))
        whose = urlsplit(url).path.strip("/")
        lab = "lab/tree" if self.at("launch_buttons.notebook_interface") == "jupyterlab" else "tree"
        name = whose.rpartition("/")[2]
        pull = urlencode({"repo": url, "branch": branch, "urlpath": f"{lab}/{name}/{path}"})
        opened = urlencode({"urlpath": f"{lab}/{path}"})
        places = {
            "binderhub_url": ("Run on Binder", f"/v2/gh/{whose}/{branch}?{opened}"),
            "jupyterhub_url": ("Run on JupyterHub", f"/hub/user-redirect/git-pull?{pull}"),
            "colab_url": ("Run on Colab", f"/github/{whose}/blob/{branch}/{quote(path)}"),
            "deepnote_url": ("Run on Deepnote", "/launch?" + urlencode({"url": f"{url}/blob/{branch}/{path}"})),
        }
        for setting, (words, rest) in places.items():
            # Colab and Deepnote open notebooks only.
            if (host := self.at(f"launch_buttons.{setting}")) and (path.endswith(".ipynb") or "hub" in setting):
                found.append((words, str(host).rstrip("/") + rest))
        return found


def known_settings() -> set[str]:
    """Give the places of all settings that Jupyter Book's own schema and defaults name, or that are refused here."""
    package = resources.files("jupyter_book")
    schema = json.loads(package.joinpath("config_schema.json").read_text("utf-8"))["properties"]
    defaults = yaml.safe_load(package.joinpath("default_config.yml").read_text("utf-8"))
    parts = [(name, {**schema.get(name, {}).get("properties", {}), **(defaults.get(name) or {})}) for name in _SECTIONS]
    refused = {place for name in REFUSED for place in (name, name.rpartition(".")[0])}
    return {*schema, *defaults, *(f"{name}.{part}" for name, found in parts for part in found), *refused, *_ALSO_KNOWN}


def settle(app: Sphinx, config: Config) -> None:
    """Refuse what cannot work, and settle what works otherwise here."""
    if faults := app.config.explainer_settings.faults():
        raise ExtensionError("\n".join(f"_config.yml, {fault}" for fault in faults))
    if config.nb_execution_mode in ("auto", "force"):
        # Both run notebooks when the book is built; here they run whenever something that they rest on has changed.
        config.nb_execution_mode = "cache"
    if config.nb_render_markdown_format == "commonmark":
        # As notebooks show it: with tables and formulas.
        config.nb_render_markdown_format = "myst"
    # Cards with `+++` are how Jupyter Book 1 documents them.
    config.suppress_warnings = [*config.suppress_warnings, "design.card_legacy"]
    # Its plugin fails on a list of tasks in a notebook written as text (mdit-py-plugins 0.5); text.Tasks does its work.
    config.myst_enable_extensions = set(config.myst_enable_extensions) - {"tasklist"}


def refuse_latex(app: Sphinx) -> None:
    """Refuse to make LaTeX."""
    if app.builder.format == "latex":
        raise ExtensionError(_LATEX)


def give_settings(app: Sphinx, pagename: str, context: Json) -> None:
    """Give a page's template what `_config.yml` says for it."""
    settings: Settings = app.config.explainer_settings
    found = pagename in app.env.found_docs
    context["announcement"] = settings.at("html.announcement") or ""
    context["extra_footer"] = settings.at("html.extra_footer") or ""
    context["source_links"] = settings.links(app.env.doc2path(pagename, base=False)) if found else []


def load_extensions(app: Sphinx) -> None:
    """Read `_config.yml`; load the extensions that pages may ask for."""
    app.config.explainer_settings = settings = Settings.read(Path(app.srcdir))
    cites = any(settings.at(name) for name in ("bibtex_bibfiles", "sphinx.config.bibtex_bibfiles"))
    multi = bool(settings.at("html.use_multitoc_numbering"))
    for name in (
        "sphinx_design",
        "sphinx_proof",
        "sphinx_exercise",
        *(["sphinxcontrib.bibtex"] if cites else []),
        *(["sphinx_multitoc_numbering"] if multi else []),
        *(name for name in settings.extensions if name not in _DONE_HERE | set(_REFUSED_EXTENSIONS)),
    ):
        app.setup_extension(name)


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
            if not (found := _matching(root, bare(item))):
                raise MalformedError(f"`glob: {item}` finds no page")
            items += [FileItem(name) for name in found if name not in named]
        else:
            items.append(item if isinstance(item, UrlItem) else FileItem(bare(str(item))))
    return replace(tree, items=items[::-1] if tree.reversed else items, reversed=False)


def _matching(root: Path, pattern: str) -> list[str]:
    paths = {path for ending in ENDINGS for path in root.glob(pattern + ending)}
    return sorted({bare(path.relative_to(root).as_posix()) for path in paths})
