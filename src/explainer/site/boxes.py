"""Small boxes of a page: state of the source, pull quote, try it, solution."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from explainer.site import notebook_files
from explainer.site.elements import box, make, paragraph, words


class _Box(SphinxDirective):
    """A directive whose content is parsed into a box."""

    has_content = True

    def inside(self, into: box) -> box:
        """Parse the content into a box."""
        self.assert_has_content()
        self.state.nested_parse(self.content, self.content_offset, into)
        self.set_source_info(into)
        return into


class SourceStatus(_Box):
    """{source-status}: what a reader must know of the source; each paragraph is a column."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Set each paragraph, with what follows it, as one column."""
        parsed = self.inside(make("div", ""))
        columns: list[box] = []
        for child in list(parsed.children):
            if isinstance(child, nodes.paragraph) or not columns:
                columns.append(make("div", "column"))
            columns[-1] += child
        title = self.arguments[0] if self.arguments else "State of the source"
        return [
            make(
                "aside",
                "source-status",
                paragraph("box-title", title),
                make("div", "columns", *columns),
                aria_label=title,
            )
        ]


class Pull(_Box):
    """{pull}: a sentence of our own, set large."""

    def run(self) -> list[nodes.Node]:
        """Set it, and say whose words they are."""
        whose = make("figcaption", "", words("", "", "Our words, not the article’s"))
        return [make("figure", "pull", self.inside(make("blockquote", "")), whose)]


class TryIt(_Box):
    """{try-it}: a question to answer by changing one thing in the cell that follows.

    Only its first paragraph is seen until a reader opens it, if more than one is there.
    """

    def run(self) -> list[nodes.Node]:
        """Set it; the cell and the solution join it when the page is read."""
        more = self.inside(make("div", "try-question"))
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


class Solution(_Box):
    """{solution}: the answer to a {try-it}, folded."""

    def run(self) -> list[nodes.Node]:
        """Fold it."""
        summary = make("summary", "", words("", "", "One answer"))
        return [make("details", "solution", summary, self.inside(make("div", "solution-text")))]
