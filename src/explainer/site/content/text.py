"""Text as MyST and Jupyter Book have it beyond plain Markdown: margins, folded admonitions, solutions, an index."""

from __future__ import annotations

import json
from base64 import b64decode
from hashlib import sha256
from html import unescape
from mimetypes import guess_extension
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.directives.body import Sidebar
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import admonitionlabels
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx_exercise.directive import SolutionDirective

from explainer.model.files import replace_file
from explainer.site.boxes import Solution
from explainer.site.elements import make, words

_TASKS = ("[ ] ", "[x] ")


class Margin(Sidebar):
    """{margin}: an aside that stands beside the text; its title may be left out."""

    required_arguments = 0
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make a sidebar of it."""
        self.arguments: list[str]
        untitled = not self.arguments
        self.arguments = self.arguments or [" "]
        [aside, *more] = super().run()
        aside["classes"].append("margin")  # type: ignore[index]
        if untitled:
            aside.remove(aside[0])  # type: ignore[attr-defined,index]
        return [aside, *more]


class Toggle(SphinxDirective):
    """{toggle}: content that is folded away."""

    has_content = True
    option_spec = {"id": directives.unchanged, "show": directives.flag}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Fold it."""
        self.assert_has_content()
        shown = {"open": ""} if "show" in self.options else {}
        summary = make("summary", "admonition-title", words("", "", "More"))
        fold = make("details", "admonition dropdown", summary, **shown)
        inside = make("div", "")
        self.state.nested_parse(self.content, self.content_offset, inside)
        return [fold.__iadd__(inside)]


class AnySolution(SphinxDirective):
    """{solution}: with the label of an exercise that exercise's, as sphinx-exercise has it; else that of a {try-it}."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = SolutionDirective.option_spec

    def run(self) -> list[nodes.Node]:
        """Hand over to the one that is meant."""
        kind = SolutionDirective if self.arguments else Solution
        return kind(
            self.name, self.arguments, self.options, self.content, self.lineno, self.content_offset, self.block_text,
            self.state, self.state_machine,
        ).run()  # fmt: skip


class Tasks(SphinxTransform):
    """Show `[x]` and `[ ]` at the beginning of a list's entries as boxes, ticked or empty."""

    default_priority = 850

    def apply(self, **kwargs: object) -> None:
        """Work through one page."""
        for item in self.document.findall(nodes.list_item):
            text = next(iter(item[0].findall(nodes.Text)), None) if item.children else None
            if text is None or text.parent is not item[0] or item[0].index(text) or text[:4].lower() not in _TASKS:
                continue
            done = text[1] != " "
            box = words("span", "task", "☑" if done else "☐", role="img", aria_label="done" if done else "to do")
            item[0][0:1] = [box, nodes.Text(text[3:])]  # type: ignore[index]
            item["classes"].append("task-item")


class Lines(SphinxTransform):
    """Draw the line that many authors set under a heading or at a page's end, where docutils allows none."""

    default_priority = 820  # before docutils judges them (830)

    def apply(self, **kwargs: object) -> None:
        """Work through one page."""
        for line in list(self.document.findall(nodes.transition)):
            first = line.parent.index(line) <= isinstance(line.parent[0], nodes.Titular)
            if first or next(line.findall(include_self=False, descend=False, ascend=True), None) is None:
                line.parent[line.parent.index(line)] = nodes.raw("", "<hr>\n", format="html")


class Addresses(SphinxTransform):
    """Write an `&` in an address once, not as MyST-Parser 3 does; find headings by the names Jupyter gives them."""

    default_priority = 851

    def apply(self, **kwargs: object) -> None:
        """Work through one page."""
        for link in self.document.findall(nodes.reference):
            if "&amp;" in link.get("refuri", ""):
                link["refuri"] = unescape(link["refuri"])
            # Notebooks keep the capitals: `#Some-Heading`.
            name = link.get("refuri", "")[1:] if link.get("id_link") else ""
            slugs = getattr(self.document, "myst_slugs", {})
            if name not in slugs and name.lower() in slugs:
                link["refuri"] = f"#{name.lower()}"


class Attachments(SphinxTransform):
    """Take the pictures that were pasted into a notebook's text out of its file, which MyST-NB does not."""

    default_priority = 852

    def apply(self, **kwargs: object) -> None:
        """Work through one page."""
        source = Path(self.env.doc2path(self.env.docname))
        if source.suffix != ".ipynb":
            return
        cells = json.loads(source.read_text("utf-8")).get("cells", ())  # format 3 has none, and no attachments
        pasted = {name: forms for cell in cells for name, forms in cell.get("attachments", {}).items()}
        for image in self.document.findall(nodes.image):
            forms = pasted.get(unquote(image["uri"].removeprefix("attachment:")), {})
            for kind, content in list(forms.items())[:1]:
                packed = b64decode(content)
                name = f"{sha256(packed).hexdigest()[:16]}{guess_extension(kind) or '.png'}"
                path = Path(self.app.srcdir) / "_build" / ".cache" / "attachments" / name
                replace_file(path, packed)
                image["uri"] = f"/{path.relative_to(self.app.srcdir).as_posix()}"


class FoldedAdmonitions(SphinxPostTransform):
    """Fold what has the class `dropdown`: admonitions, theorems, exercises, solutions."""

    default_priority = 720
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Work through one page."""
        for node in list(self.document.findall(lambda node: isinstance(node, nodes.Element) and _is_folded(node))):
            assert isinstance(node, nodes.Element)
            named = admonitionlabels.get(node.tagname)
            title = [nodes.Text(str(named))] if named else node[0].children  # type: ignore[attr-defined]
            # A summary is pressed: nothing in it can be pressed too.
            title = [nodes.Text("".join(part.astext() for part in title))] if _has_link(title) else title
            rest = node.children if named else node.children[1:]
            classes = " ".join(dict.fromkeys(["admonition", node.tagname, *node["classes"]]))
            shown = {"open": ""} if "open" in node["classes"] else {}
            fold = make("details", classes, make("summary", "admonition-title", words("", "", *title)), *rest, **shown)
            fold["ids"] = node["ids"]
            node.parent[node.parent.index(node)] = fold


def _has_link(title: list[nodes.Node]) -> bool:
    return any(isinstance(part, nodes.reference) or next(iter(part.findall(nodes.reference)), None) for part in title)


def _is_folded(node: nodes.Element) -> bool:
    is_box = isinstance(node, nodes.Admonition) or "admonition" in node["classes"]
    return is_box and "dropdown" in node["classes"] and node.tagname != "box" and bool(node.children)


def settle_index(app: Sphinx, env: BuildEnvironment) -> None:
    """Make the index when a page has an entry for it, and no empty one."""
    entries: Any = env.get_domain("index").data["entries"]
    if hasattr(app.builder, "use_index"):
        app.builder.use_index = any(entries.values())
