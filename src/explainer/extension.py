"""The Sphinx extension: everything that is registered with Sphinx, and every event in its order with the reason.

`_config.yml` names it after MyST-NB and sphinx-external-toc, so that each of our listeners runs behind theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from explainer.build import hook
from explainer.build.notebooks.archive import write_notebooks
from explainer.model import Json
from explainer.references import phrases
from explainer.site import (
    address,
    assets,
    boxes,
    cards,
    editions,
    feeds,
    note_html,
    notes,
    page,
    render,
    search_index,
    share_image,
)
from explainer.site.address import SiteBuilder
from explainer.site.content import cells, charts, formulas, messages, settings, text
from explainer.site.content import pages as content
from explainer.site.domain import ExplainerDomain, domain
from explainer.site.elements import box, depart_element, span, visit_element
from explainer.site.evidence import claims, outside, package_files, registers
from explainer.site.evidence.directive import Part, Place, directive, part_node

#: The directives that list rows of the ledger, by name.
PARTS: dict[str, Part] = {
    part.name: part
    for room in (cards, claims, outside, registers, package_files, editions)
    for part in room.PARTS
}
DIRECTIVES: dict[str, type[SphinxDirective]] = {
    "source-status": boxes.SourceStatus,
    "pull": boxes.Pull,
    "try-it": boxes.TryIt,
    # For {try-it}, or with a label for an exercise; sphinx-exercise has one of that name.
    "solution": text.AnySolution,
    "margin": text.Margin,
    "toggle": text.Toggle,
    "standfirst": boxes.Standfirst,
    "question": boxes.Question,
    "answer": boxes.Answer,
    **{name: directive(part) for name, part in PARTS.items()},
}


def visit_part(translator: HTML5Translator, node: part_node) -> None:
    """Fill a part of a page that lists rows."""
    place = Place(translator.builder, node["docname"], min(6, max(2, translator.section_level + 1)), node)
    translator.body.append(PARTS[node["name"]].write(place, node["argument"]))
    raise nodes.SkipNode


#: Nodes that reach the writer, with what writes them.
NODES: dict[type[nodes.Element], tuple[Callable[..., None], Callable[..., None] | None]] = {
    box: (visit_element, depart_element),
    span: (visit_element, depart_element),
    render.figure_node: (render.visit_figure, render.depart_figure),
    part_node: (visit_part, None),
    notes.datum: (note_html.visit_datum, None),
    notes.note_call: (note_html.visit_call, None),
    notes.margin_note: (note_html.visit_note, None),
    notes.used_rows: (note_html.visit_used, None),
    charts.chart_node: (charts.visit_chart, None),
}
#: What a book can set in `_config.yml`: name, default, what is made anew when it changes.
SETTINGS: tuple[tuple[str, object, Literal["", "env", "html"]], ...] = (
    ("explainer_brand", "", "html"),
    ("explainer_browser", {}, "html"),
    ("explainer_head", [], "html"),
    ("explainer_corrections", "", "html"),
    ("explainer_licences", {}, "html"),
    ("explainer_wordmark", "", "env"),
    ("explainer_chapter", "Chapter", "env"),
    ("explainer_code", "folded", "env"),
    # Jupyter Book hands this over for an extension that this book does not load; Sphinx warns of what nobody declared.
    ("comments_config", {}, ""),
)


def setup(app: Sphinx) -> Json:
    """Register the extension."""
    # What pages may ask for comes first: our directives replace some of theirs.
    settings.load_extensions(app)
    messages.hear(app)
    app.add_html_theme("explainer", str(assets.THEME))
    app.add_builder(SiteBuilder, override=True)
    app.add_domain(ExplainerDomain)
    for name, default, rebuild in SETTINGS:
        app.add_config_value(name, default, rebuild, type(default))
    for name, one in DIRECTIVES.items():
        app.add_directive(name, one, override=True)
    for name in phrases.ROLES:
        app.add_role(name, notes.LookUpRole())
    for node, visitors in NODES.items():
        app.add_node(node, html=visitors)
    app.add_html_math_renderer(formulas.NAME, (formulas.visit_inline, None), (formulas.visit_block, None))
    for transform in (
        content.OneTitle, notes.NumberNotes, text.Tasks, text.Lines, text.Addresses, text.Attachments,
        messages.Leftovers,
    ):  # fmt: skip
        app.add_transform(transform)
    for transform in (content.ScrollingTables, text.FoldedAdmonitions):
        app.add_post_transform(transform)
    app.add_css_file(assets.STYLE)
    app.add_js_file("shell.js", loading_method="defer")

    # What cannot work is refused before the notebooks run.
    app.connect("config-inited", settings.settle)
    # The ledger is proved and the notebooks are brought up to date before Sphinx reads a page.
    work = hook.Work()
    app.connect("config-inited", work.update)
    # Everything that asks for the book's address asks later.
    app.connect("config-inited", address.settle_base)
    app.connect("builder-inited", settings.refuse_latex)
    # sphinx-external-toc has read `_toc.yml` by now.
    app.connect("builder-inited", content.plain_order)
    # Sphinx copies the static files when the pages are written.
    app.connect("builder-inited", lambda app: assets.bring_assets(app))
    # A changed table changes pages whose own text did not change.
    app.connect("env-get-outdated", hook.every_page)
    # Sphinx's own collectors have taken titles and contents by now.
    app.connect("doctree-read", read_page)
    # All pages are known: what points at other pages can be drawn.
    app.connect("doctree-resolved", resolve_page)
    app.connect("missing-reference", messages.name_line)
    app.connect("env-check-consistency", check_uses)
    app.connect("env-check-consistency", messages.check_solutions)
    app.connect("env-check-consistency", text.settle_index)
    app.connect("html-collect-pages", search_index.further_pages)
    app.connect("html-page-context", give_context)
    app.connect("build-finished", lambda app, error: finish(app, error, work))
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}


def read_page(app: Sphinx, doctree: nodes.document) -> None:
    """Put together what belongs together on a page that was read."""
    # A question takes its cells first: inside it their code is not folded away behind the result.
    boxes.gather_try_it(app, doctree)
    notes.group_notes(app, doctree)
    cells.set_cells(app, doctree)
    # Last: the standfirst's notes are grouped by now.
    boxes.assemble(app, doctree)


def resolve_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Draw what needs to know all pages."""
    content.number_page(app, doctree, docname)


def check_uses(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of claims that nobody uses without a reason; -W makes it stop the build."""
    for fault in claims.unused_claims(domain(env)):
        render.logger.warning("%s", fault, type="explainer", subtype="unused")


def give_context(
    app: Sphinx, pagename: str, template: str, context: Json, doctree: nodes.document | None
) -> None:
    """Give a page's template what it asks for."""
    page.give_page(app, pagename, context, doctree)
    if doctree is not None:
        # It says of what the page is, which the page has settled.
        context["share_image"] = share_image.page_image(app, pagename, context["description"])
        context["linked_data"] = feeds.page_data(app, pagename)
        known = domain(app.env).page(pagename)
        if known.figures:
            assets.load_figure_script(app)
        if "evidence" in dict(known.parts):
            app.add_js_file("filter.js", loading_method="defer")
    settings.give_settings(app, pagename, context)
    charts.load_script(app, context)
    # Behind all that writes into the body.
    content.load_style(app, pagename, context)
    # Every extension has added its files by now.
    context["script_files"] = page.only_own_files(context["script_files"])
    context["css_files"] = page.only_own_files(context["css_files"])


def finish(app: Sphinx, error: Exception | None, work: hook.Work) -> None:
    """Write what lies beside the pages, when they stand; then check the whole."""
    if error is not None or app.builder.name != SiteBuilder.name:
        return
    domain(app.env).pictures.finish()
    if app._warncount and app.keep_going:
        return  # the pages do not stand, and what is wrong has been told; Sphinx sets its status code only later
    package_files.write_package(app)
    write_notebooks(app)
    feeds.write_feeds(app)
    search_index.write_search_index(app)
    assets.tidy_assets(app)
    # Editions are of exactly these pages.
    editions.offer_editions(app)
    work.check(app)
