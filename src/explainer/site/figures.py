"""Figures on the page: puts each where its chapter has it, and brings the scripts along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from explainer.site import changing
from explainer.site.publisher import ONE_DRAWING, Publisher
from explainer.site.render import figure_node
from explainer.site.scripts import joined

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).parent
# The parts of the page's script.
SCRIPTS = ("wake", "marks", "tip", "brush", "listen", "later")


def visit_html(translator: Any, node: figure_node) -> None:
    """Put a figure's HTML where its node stands."""
    publisher = Publisher(translator.builder, node["docname"], node["payload"])
    translator.body.append(publisher.html(min(6, max(2, translator.section_level + 1))))
    raise nodes.SkipNode


def visit_other(translator: Any, node: figure_node) -> None:
    """Leave a figure's words to editions that cannot draw."""


def script() -> str:
    """Give the live view's script."""
    return joined([HERE / "live" / f"{name}.js" for name in SCRIPTS])


def _bring_assets(app: Sphinx) -> None:
    """Put the scripts of figures among the site's static files; their style is a part of the theme's sheet."""
    if app.builder.format != "html":
        return
    made = Path(app.srcdir) / "_build" / ".cache" / "static"
    made.mkdir(parents=True, exist_ok=True)
    brought = {"figure.js": script()}
    if app.builder.name not in ONE_DRAWING:
        brought |= {"change.js": changing.panel(), "choose.js": changing.chooser()}
        files = (changing.RUNTIME, changing.COMPILER, changing.SHEET)
        app.config.html_static_path += [str(file) for file in files if file.exists()]
    for name, written in brought.items():
        (made / name).write_text(written, "utf-8")
        app.config.html_static_path.append(str(made / name))


def _load_script(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Load the live view's script on pages that have figures, and nowhere else."""
    if app.builder.name in ONE_DRAWING or doctree is None or not any(doctree.findall(figure_node)):
        return
    runtime = changing.RUNTIME
    attributes: dict[str, Any] = {
        "data-runtime": f"runtime.js?v={changing.version(runtime.read_bytes()) if runtime.exists() else '0'}",
        "data-change": f"change.js?v={changing.version(changing.panel().encode())}",
        "data-choose": f"choose.js?v={changing.version(changing.chooser().encode())}",
    }
    app.add_js_file("figure.js", loading_method="defer", **attributes)


def setup(app: Sphinx) -> None:
    """Teach Sphinx what a figure is."""
    other = (visit_other, lambda translator, node: None)
    app.add_node(figure_node, html=(visit_html, None), latex=other, text=other, man=other, texinfo=other)
    app.connect("builder-inited", _bring_assets)
    app.connect("html-page-context", _load_script)
