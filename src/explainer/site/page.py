"""What the templates know of a page: the ways to other pages, what it is about, how to cite it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple, TypeVar
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.osutil import relative_uri
from sphinx_external_toc.api import UrlItem

from explainer.model import Json
from explainer.site import assets, book_map, notebook_files
from explainer.site.address import absolute, base
from explainer.site.domain import domain

# Scripts and styles that Sphinx and MyST-NB bring to every page; this theme needs none of them.
_FOREIGN = re.compile(
    r"(documentation_options|doctools|sphinx_highlight|basic|pygments|mystnb[^/]*|figure|sphinx-design\.min|design-tabs"
    r"|proof|exercise)\.(js|css)$"
)
_KEPT = re.compile(r"figure\.js$")
_FETCHED = re.compile(r"@font-face\{[^}]*url\([^}]*\}")
_CODE = '<div class="highlight"><pre>'
# The page that hosts show for addresses that are not there.
NOT_FOUND = "404"

File = TypeVar("File")


class Way(NamedTuple):
    """A way to a page: its name, its address, whether it is the page at hand, what it asks."""

    name: str
    href: str
    here: bool = False
    question: str = ""


class Group(NamedTuple):
    """A part of the book with the ways to its pages."""

    caption: str
    ways: list[Way]

    @property
    def here(self) -> bool:
        """True when the page at hand is one of them."""
        return any(way.here for way in self.ways)


class PageView:
    """Answers what a template asks about one page.

    Parameters
    ----------
    app: Sphinx at work.
    pagename: the page, a docname or the name of a page that Sphinx makes (search).
    """

    #: The colour of the band, for browsers that colour their own frame.
    field = assets.colours(assets.LIGHT)["field"]
    #: The fonts that every page needs at once.
    preloads = ("sans.woff2", "serif.woff2")

    def __init__(self, app: Sphinx, pagename: str) -> None:
        """Keep at hand what every answer needs."""
        self.app, self.pagename, self.config, self.env = app, pagename, app.config, app.env
        self.known, self.here = domain(app.env), app.builder.get_target_uri(pagename)
        self.edition, self.brand = self.known.edition, self.known.book.brand
        self.licences = list(app.config.explainer_licences.items())

    def _to(self, target: str) -> str:
        """Give the way to a file of the site; from the page that is shown at any depth a whole address, if known."""
        whole = absolute(self.config, target) if self.pagename == NOT_FOUND else ""
        return whole or relative_uri(self.here, target)

    def way(self, docname: str) -> Way:
        """Give the way to a page."""
        href = "#page_text" if docname == self.pagename else self._to(self.app.builder.get_target_uri(docname))
        name, asked = self.known.names[docname]
        return Way(name, href, docname == self.pagename, asked)

    def _way(self, item: str | UrlItem) -> Way:
        return self.way(item) if isinstance(item, str) else Way(item.title or item.url, item.url)

    @property
    def home(self) -> Way:
        """The way to the front page."""
        root = self.config.root_doc
        return Way(self.brand, self._to(self.app.builder.get_target_uri(root)), root == self.pagename)

    @property
    def search(self) -> str:
        """The address of the search page."""
        return self._to("search.html")

    @cached_property
    def parts(self) -> list[Group]:
        """Every part of the book."""
        return [Group(part.caption, [self._way(item) for item in part.items]) for part in book_map.parts(self.env)]

    @property
    def chapters(self) -> Group | None:
        """The first part with a caption: the chapters."""
        return next((part for part in self.parts if part.caption), None)

    @property
    def pages(self) -> list[Way]:
        """The pages that stand in the head of every page: as configured, else those of the second part.

        A book without parts shows all of its pages.
        """
        named = (book_map.resolve(self.env, page, self.config.root_doc) for page in self.config.explainer_head)
        if found := [self.way(docname) for docname in named if docname]:
            return found
        captioned = [part.ways for part in self.parts if part.caption]
        return [way for ways in captioned[1:2] or [part.ways for part in self.parts] for way in ways]

    def neighbour(self, side: str) -> Way | None:
        """Give the way to the page before ("prev") or after ("next")."""
        relations = getattr(self.app.builder, "relations", {}).get(self.pagename)
        docname = relations[1 if side == "prev" else 2] if relations else None
        return self.way(docname) if docname else None

    def description(self, doctree: nodes.document | None) -> str:
        """Say what the page is about in a sentence or two, as plain words."""
        said = self.known.page(self.pagename).opening
        text = ""
        if said.standfirst or said.answer:
            asked = "" if said.standfirst else said.question
            text = book_map.plain(f"{asked} {said.standfirst or said.answer}", self.known.ledger)
        elif doctree is not None:
            first = next((node for node in doctree.findall(nodes.paragraph) if len(node.astext()) > 40), None)
            text = " ".join(first.astext().split()) if first is not None else ""
        return book_map.shortened(text)

    @property
    def corrections(self) -> str:
        """The address of the list of corrections, "" when none is configured."""
        docname, place = book_map.corrections(self.env)
        if not docname:
            return ""
        return place if docname == self.pagename else self._to(self.app.builder.get_target_uri(docname)) + place

    def citation(self, title: str) -> str:
        """Say how to cite the page; its address comes behind it, where the book knows its own."""
        author, book = self.known.book.author, self.known.book.title
        where = f"“{title}”, in: {book}." if self.pagename != self.config.root_doc else f"{book}."
        edition = f" Edition of {self.edition.words}." if self.edition.date else ""
        return (f"{author}. " if author else "") + f"{where}{edition}"

    @cached_property
    def notebook(self) -> str:
        """The address of the page's notebook, "" when the page is none."""
        made = notebook_files.address(self.app, self.pagename)
        return self._to(made) if made else ""

    @property
    def browser(self) -> tuple[str, str] | None:
        """Where the page runs in the reader's browser and what that costs, None when it does not."""
        offered = self.config.explainer_browser
        if not offered or not self.notebook:
            return None
        name = self.notebook.rpartition(f"{notebook_files.FOLDER}/")[2].removesuffix(".ipynb")
        return f"{self._to(offered['folder'])}/run.html?page={name}", offered["words"]

    @property
    def archive(self) -> str:
        """The address of the archive of all notebooks, "" on a page that is none."""
        made = notebook_files.archive_address(self.app) if self.notebook else ""
        return self._to(made) if made else ""


def not_found(config: Config) -> Json:
    """Give what the template of the page for missing addresses needs, which a host shows at any depth: `/a/b/gone`.

    Nothing in it may hang on where it is shown. Its style (without the fonts, which would have to be fetched) and its
    icon stand in the page (a browser that is given no icon asks the host for one), it has no script, and its links are
    whole addresses. Where the book does not know its own address they are relative, right for a slip in a page's name;
    the page then says what to do at a greater depth.
    """
    style = _FETCHED.sub("", assets.style()).strip()
    mark = (assets.THEME / "static" / "favicon.svg").read_text("utf-8").strip()
    icon = f"data:image/svg+xml,{quote(mark, safe='/:=')}"
    return {"style": style, "style_hash": assets.csp_hash(style), "icon": icon, "based": bool(base(config))}


def give_page(app: Sphinx, pagename: str, context: Json, doctree: nodes.document | None) -> None:
    """Give a page's template what it asks about the page."""
    view = PageView(app, pagename)
    context["page"] = view
    context["description"] = view.description(doctree)
    if "body" in context:
        # Long lines of code scroll in their own box, which the keyboard must reach.
        context["body"] = context["body"].replace(_CODE, _CODE.replace("<pre>", '<pre tabindex="0">'))
    context["previous_page"], context["next_page"] = view.neighbour("prev"), view.neighbour("next")
    if pagename == NOT_FOUND:
        context["not_found"] = not_found(app.config)


def only_own_files(files: list[File]) -> list[File]:
    """Leave out the scripts and styles that this theme does not need."""
    # Without a name is what stands in the page itself: the state of a notebook's widgets, which nothing here asks for.
    names = ((file, str(getattr(file, "filename", file) or "")) for file in files)
    return [file for file, name in names if name and (_KEPT.search(name) or not _FOREIGN.search(name))]
