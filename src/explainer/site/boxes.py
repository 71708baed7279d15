"""What a page is made of beside its text: how it opens, and its small boxes.

A page opens with its question in the coloured band, the chapter's name above, then its answer. The band is put together
when the whole page has been read: Sphinx has then taken the page's title for its lists, and the heading may say more
than the title. The boxes are the state of the source, a pull quote, a question to try, and its answer.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from explainer.model.faults import Faults
from explainer.site import book_map, notebook_files
from explainer.site.cards import still
from explainer.site.domain import domain
from explainer.site.elements import box, html, make, paragraph, words
from explainer.site.evidence.directive import part_node

# A question of more letters than this is set smaller, or it would fill the screen.
_LONG = 44


class standfirst(nodes.General, nodes.Element):
    """The sentences under a page's title."""


class question(nodes.General, nodes.Element):
    """The question a page answers."""


class _Block(SphinxDirective):
    """A directive whose content is parsed where it stands; a `part` of the opening is remembered as written, too."""

    has_content = True
    part = ""

    def parsed(self, into: nodes.Element) -> nodes.Element:
        """Parse the content into a node.

        A look-up in it that fails is told where it stands, and once: such words are not remembered.
        """
        self.assert_has_content()
        text, known = "\n".join(self.content), domain(self.env)
        with suppress(Faults):
            if self.part and book_map.plain(text, known.ledger):
                setattr(known.page(self.env.docname).opening, self.part, text)
        self.state.nested_parse(self.content, self.content_offset, into)
        self.set_source_info(into)
        return into


class Standfirst(_Block):
    """{standfirst}: what the page is, in the band under its title."""

    part = "standfirst"

    def run(self) -> list[nodes.Node]:
        """Parse it."""
        return [self.parsed(standfirst())]


class Question(_Block):
    """{question}: what the page asks; it becomes the page's heading, the title stands above it."""

    part = "question"

    def run(self) -> list[nodes.Node]:
        """Parse it."""
        return [self.parsed(question())]


class Answer(_Block):
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
    for kind in (question, standfirst, part_node):
        found = next((one for one in top.findall(kind) if one.get("name", "progress") == "progress"), None)
        if found is not None and found.parent is not None:
            found.parent.remove(found)
            parts[kind] = found
    top.remove(title)
    top.insert(0, _band(app, docname, title, parts))


def _band(app: Sphinx, docname: str, title: nodes.title, parts: dict[type[nodes.Node], nodes.Element]) -> box:
    band = make("header", "opening")
    if part_node in parts:
        band += parts[part_node]
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


class SourceStatus(_Block):
    """{source-status}: what a reader must know of the source; each paragraph is a column."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Set each paragraph, with what follows it, as one column."""
        parsed = self.parsed(make("div", ""))
        columns: list[box] = []
        for child in list(parsed.children):
            if isinstance(child, nodes.paragraph) or not columns:
                columns.append(make("div", "column"))
            columns[-1] += child
        bold = [next(iter(column.findall(nodes.strong)), None) for column in columns]
        opening = domain(self.env).page(self.env.docname).opening
        # Shared figures say them too: nothing is said twice.
        opening.status = opening.status or tuple(one.astext().strip(" .") for one in bold if one is not None)
        title = self.arguments[0] if self.arguments else "State of the source"
        columns_box = make("div", "columns", *columns)
        return [make("aside", "source-status", paragraph("box-title", title), columns_box, aria_label=title)]


class Pull(_Block):
    """{pull}: a sentence of our own, set large."""

    def run(self) -> list[nodes.Node]:
        """Set it, and say whose words they are."""
        whose = make("figcaption", "", words("", "", "Our words, not the article’s"))
        return [make("figure", "pull", self.parsed(make("blockquote", "")), whose)]


class TryIt(_Block):
    """{try-it}: a question to answer by changing one thing in the cell that follows.

    Only its first paragraph is seen until a reader opens it, if more than one is there.
    """

    def run(self) -> list[nodes.Node]:
        """Set it; the cell and the solution join it when the page is read."""
        more = self.parsed(make("div", "try-question"))
        asked: list[nodes.Node] = [words("b", "box-title", "Try it")]
        if len(more) > 1 and isinstance(more[0], nodes.paragraph):
            first = more.pop(0)
            asked += [nodes.Text(" "), words("span", "try-first", *first.children)]
        return [make("details", "try-it", make("summary", "", words("", "", *asked)), more)]


def gather_try_it(app: Sphinx, doctree: nodes.document) -> None:
    """Take the cells and the solution that follow a question into its box, and say where the code can be changed."""
    for asked in [node for node in doctree.findall(box) if "try-it" in node["classes"]]:
        parent, after = asked.parent, asked.parent.index(asked) + 1
        while after < len(parent) and _answers(parent[after]):
            follower = parent[after]
            parent.remove(follower)
            asked += follower
        # Code on a page cannot be changed: the notebook can.
        if place := notebook_files.address(app, app.env.docname):
            href = relative_uri(app.builder.get_target_uri(app.env.docname), place)
            link = words("a", "", "this page as a notebook", href=href, download="")
            asked += paragraph("try-notebook site-only", "To change the code, take ", link, ".")


def _answers(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and bool({"cell", "solution"} & set(node["classes"]))


class Solution(_Block):
    """{solution}: the answer to a {try-it}, folded."""

    def run(self) -> list[nodes.Node]:
        """Fold it."""
        summary = make("summary", "", words("", "", "One answer"))
        return [make("details", "solution", summary, self.parsed(make("div", "solution-text")))]
