"""How a page opens: its question in the coloured band with the chapter's name above, then its answer.

The band is put together when the whole page has been read: Sphinx has then taken the page's title for its lists, and
the heading may say more than the title.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from explainer.model.faults import Faults
from explainer.references.phrases import plain
from explainer.site import book_map
from explainer.site.cards import progress_line, still
from explainer.site.domain import domain
from explainer.site.elements import box, html, make, words

# A question of more letters than this is set smaller, or it would fill the screen.
_LONG = 44


class standfirst(nodes.General, nodes.Element):
    """The sentences under a page's title."""


class question(nodes.General, nodes.Element):
    """The question a page answers."""


class _Part(SphinxDirective):
    """A part of the opening: its words are parsed where they stand and remembered as written."""

    has_content = True
    part = ""

    def parsed(self, into: nodes.Element) -> nodes.Element:
        """Parse the content into a node and remember its text.

        A look-up in it that fails is told where it stands, and once: what is remembered has none of them.
        """
        self.assert_has_content()
        text, known = "\n".join(self.content), domain(self.env)
        with suppress(Faults):
            plain(text, known.ledger)
            setattr(known.page(self.env.docname).opening, self.part, text)
        self.state.nested_parse(self.content, self.content_offset, into)
        self.set_source_info(into)
        return into


class Standfirst(_Part):
    """{standfirst}: what the page is, in the band under its title."""

    part = "standfirst"

    def run(self) -> list[nodes.Node]:
        """Parse it."""
        return [self.parsed(standfirst())]


class Question(_Part):
    """{question}: what the page asks; it becomes the page's heading, the title stands above it."""

    part = "question"

    def run(self) -> list[nodes.Node]:
        """Parse it."""
        return [self.parsed(question())]


class Answer(_Part):
    """{answer}: the answer, large, right after the band. The option `short` is its form on the cards."""

    part = "answer"
    option_spec = {"short": str}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Parse it."""
        domain(self.env).page(self.env.docname).opening.short = self.options.get("short", "")
        return [self.parsed(make("div", "answer"))]


def assemble(app: Sphinx, doctree: nodes.document) -> None:
    """Take title, question, progress line and standfirst out of the text and make the band of them."""
    top = next(iter(doctree.findall(nodes.section)), None)
    if top is None or not isinstance(top[0], nodes.title):
        return
    env = app.env
    docname = env.docname
    title = next(top.findall(nodes.title))
    parts: dict[type[nodes.Node], nodes.Element] = {}
    for kind in (question, standfirst, progress_line):
        found = next(iter(top.findall(kind)), None)
        if found is not None and found.parent is not None:
            found.parent.remove(found)
            parts[kind] = found
    top.remove(title)
    top.insert(0, _band(app, docname, title, parts))


def _band(app: Sphinx, docname: str, title: nodes.title, parts: dict[type[nodes.Node], nodes.Element]) -> box:
    band = make("header", "opening")
    if progress_line in parts:
        band += parts[progress_line]
    name = title.children
    if docname == app.config.root_doc and app.config.explainer_wordmark:
        mark = (Path(app.srcdir) / app.config.explainer_wordmark).read_text("utf-8").strip()
        band += make("h1", "wordmark", html(mark))
        app.env.note_dependency(app.config.explainer_wordmark)
    elif question in parts:
        asked = _inline(parts[question])
        place = book_map.place(app.env, docname)
        before = [words("span", "number", f"{app.config.explainer_chapter} {place} · ")] if place else []
        kicker = words("span", "kicker", *before, *name)
        long = sum(len(node.astext()) for node in asked) > _LONG
        pause = words("span", "visually-hidden", ":")
        band += make("h1", "long" if long else "", kicker, pause, nodes.Text(" "), words("span", "asked", *asked))
        figures = domain(app.env).page(docname).figures.values()
        if drawn := next((one for one in figures if "card" in one.pictures), None):
            # What is to come, as on the page's card; the figure itself says what it shows.
            picture = html(still(drawn, "card", "opening"))
            band += make("div", "opening-picture site-only", picture, aria_hidden="true")
    else:
        band += make("h1", "", words("", "", *name))
    if standfirst in parts:
        band += make("div", "standfirst", *parts[standfirst].children)
    return band


def _inline(node: nodes.Element) -> list[nodes.Node]:
    """Give the inline content of a node's first paragraph."""
    first = next(iter(node.findall(nodes.paragraph)), None)
    return list(first.children) if first is not None else []


def marks_key() -> str:
    """Give the key of the marks, as HTML: the notation every chart of the book uses."""
    return (Path(__file__).parent / "templates" / "marks-key.html").read_text("utf-8")
