"""Figures on the page: puts each where its chapter has it, and brings the scripts along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from explainer.site import memory
from explainer.site.figure_files import ONE_DRAWING, FigureFiles
from explainer.site.render import figure_node
from explainer.site.scripts import HERE, RUNTIME, bundle, version

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# The parts of the page's script.
SCRIPTS = ("pane", "filter", "steps", "live")


def visit_html(translator: Any, node: figure_node) -> None:
    """Put a figure's HTML where its node stands."""
    record = memory.page(translator.builder.env, node["docname"]).figures[node["id"]]
    publisher = FigureFiles(translator.builder, node["docname"], record)
    translator.body.append(publisher.html(min(6, max(2, translator.section_level + 1))))
    raise nodes.SkipNode


def visit_other(translator: Any, node: figure_node) -> None:
    """Leave a figure's words to editions that cannot draw."""


def script() -> str:
    """Give the script of figures."""
    return bundle([HERE / "live" / f"{name}.js" for name in SCRIPTS])


def _bring_assets(app: Sphinx) -> None:
    """Put the scripts of figures among the site's static files; their style is a part of the theme's sheet."""
    if app.builder.format != "html" or app.builder.name in ONE_DRAWING:
        return
    made = Path(app.srcdir) / "_build" / ".cache" / "static"
    made.mkdir(parents=True, exist_ok=True)
    (made / "figure.js").write_text(script(), "utf-8")
    app.config.html_static_path += [str(file) for file in (made / "figure.js", RUNTIME) if file.exists()]


def _load_script(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Load the script on pages that have figures, and nowhere else."""
    if app.builder.name in ONE_DRAWING or doctree is None or not any(doctree.findall(figure_node)):
        return
    runtime = f"runtime.js?v={version(RUNTIME.read_bytes()) if RUNTIME.exists() else '0'}"
    attributes: dict[str, Any] = {"data-runtime": runtime}
    app.add_js_file("figure.js", loading_method="defer", **attributes)


def setup(app: Sphinx) -> None:
    """Teach Sphinx what a figure is."""
    other = (visit_other, lambda translator, node: None)
    app.add_node(figure_node, html=(visit_html, None), latex=other, text=other, man=other, texinfo=other)
    app.connect("builder-inited", _bring_assets)
    app.connect("html-page-context", _load_script)
