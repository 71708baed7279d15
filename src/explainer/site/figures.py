"""Figures on the page: writes each one's HTML and the files that go with it, and brings the scripts along."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup
from sphinx.util.osutil import relative_uri

from explainer import phrases, theme
from explainer.site import downloads, links, memory, svg
from explainer.site.figure_html import PAGES, Download, Drawing, Shown, show, witnesses
from explainer.site.picture import Picture, Studio
from explainer.site.render import figure_node
from explainer.site.standalone import standalone
from explainer.site.witness import read_ref

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from explainer.ledger import Ledger

HERE = Path(__file__).parent
FOLDER = "figures"
# One script for the page, written in parts: one round trip instead of five.
SCRIPTS = ("wake", "marks", "tip", "brush", "listen")
# Editions on paper and in e-book readers get one drawing and no scripts.
_ONE_DRAWING = {"singlehtml": "wide", "epub": "narrow"}
_VARIABLE = re.compile(r"var\((--chart-[a-z0-9]+)\)")


@dataclass
class Publisher:
    """Publishes one figure: its HTML for the page, its files beside the pages.

    Parameters
    ----------
    builder: the edition being written.
    docname: the figure's page.
    payload: what the kernel sent.
    """

    builder: StandaloneHTMLBuilder
    docname: str
    payload: dict[str, Any]

    @property
    def id(self) -> str:
        """The figure's id."""
        return str(self.payload["id"])

    @property
    def ledger(self) -> Ledger:
        """Where refs and look-ups are found."""
        return memory.ledger(self.builder.env)

    @property
    def alive(self) -> bool:
        """True for editions with scripts and downloads."""
        return self.builder.name not in _ONE_DRAWING

    @cached_property
    def studio(self) -> Studio:
        """Where pictures are drawn; kept beside the builds, so that the next one finds them."""
        return Studio(Path(self.builder.srcdir) / "_build" / ".cache" / "pictures")

    @cached_property
    def alt(self) -> str:
        """What a reader who cannot see the drawing is told."""
        return phrases.plain(self.payload["alt"], self.ledger)

    def address(self, kind: str, id: str) -> str | None:
        """Give the address of a row, seen from the figure's page."""
        return links.href(self.builder, self.docname, kind, id)

    def html(self, level: int) -> str:
        """Write the files and give the HTML, with a heading of this level.

        Raises Faults, KeyError or ValueError with what is wrong.
        """
        anchor = f"figure-{self.id}"
        shown = show(self.payload, self.ledger, self.address, anchor, level, self._number)
        pages = PAGES if self.alive else (_ONE_DRAWING[self.builder.name],)
        pictures = {page: self.studio.draw(self.payload["specs"][page]) for page in pages}
        shown.drawings = [self._drawing(shown, page, picture) for page, picture in pictures.items()]
        if self.alive:
            shown.downloads = self._downloads(shown, pictures["wide"])
        return shown.html()

    def _drawing(self, shown: Shown, page: str, picture: Picture) -> Drawing:
        # The finding is the figure's name and its heading: a third time nobody wants to hear it.
        name = f"Drawing of figure {shown.number}"
        drawn = svg.inline(picture.svg, f"{shown.anchor}-{page}", name, self.alt, self.address)
        if self.builder.name == "epub":
            # XHTML needs the namespace, and readers of e-books know no variables.
            drawn = drawn.replace("<svg ", f'<svg xmlns="{svg.SVG}" ', 1)
            drawn = _VARIABLE.sub(lambda found: theme.LIGHT[found.group(1)], drawn)
        if not self.alive:
            return Drawing(page, Markup(drawn))
        brush = downloads.brush_signal(picture.vega)
        script = self._live(page, picture.vega, brush)
        return Drawing(page, Markup(drawn), script, bool(brush))

    def _live(self, page: str, vega: dict[str, Any], brush: str) -> str:
        rows = {read_ref(row["ref"]) for row in self.payload["rows"]}
        told = [one for one in witnesses(self.payload, self.ledger) if (one.kind, one.id) in rows]
        addresses = {}
        for one in told:
            href = self.address(one.kind, one.id)
            if href:
                addresses[f"#{one.kind}-{one.id}"] = href
        script = downloads.live_script(self.id, page, vega, addresses, told, brush)
        version = hashlib.sha256(script.encode()).hexdigest()[:8]
        return f"{self._write(f'{page}.js', script)}?v={version}"

    def _downloads(self, shown: Shown, picture: Picture) -> list[Download]:
        source = str(Markup(shown.source).striptags())
        file = standalone(
            picture.svg,
            title=shown.plain_title,
            takeaway=phrases.plain(self.payload["takeaway"], self.ledger),
            source=f"Source: {source} Figure: {self._book}.",
            description=self.alt,
            colours=theme.LIGHT,
        )
        cite = self._citation(shown, source)
        shown.citation = cite.text()
        files: list[tuple[str, str, str | bytes]] = [
            ("CSV", "csv", downloads.rows_csv(self.payload)),
            ("SVG", "svg", file),
            ("PNG", "png", self.studio.png(file)),
            ("Vega-Lite", "vl.json", downloads.spec_json(self.payload["specs"]["wide"])),
            ("Citation", "txt", cite.text()),
            ("BibTeX", "bib", cite.bibtex()),
        ]
        return [Download(label, self._write(f"{self.id}.{ending}", content)) for label, ending, content in files]

    def _citation(self, shown: Shown, source: str) -> downloads.Citation:
        config = self.builder.config
        page = self.builder.get_target_uri(self.docname)
        base = config.html_baseurl.rstrip("/")
        year = re.search(r"\d{4}", str(config.copyright))
        return downloads.Citation(
            self.id,
            shown.plain_title,
            author=config.author if config.author != "unknown" else "",
            book=self._book,
            year=year.group() if year else "",
            address=f"{base}/{page}#{shown.anchor}" if base else f"{page}#{shown.anchor}",
            source=source,
        )

    @property
    def _number(self) -> int:
        """The figure's place on its page, by which the page calls it."""
        return list(memory.page(self.builder.env, self.docname).figures).index(self.id) + 1

    @property
    def _book(self) -> str:
        return str(self.builder.config.html_title or self.builder.config.project)

    def _write(self, name: str, content: str | bytes) -> str:
        """Write a file of this figure; give its address seen from the page."""
        path = Path(self.builder.outdir) / FOLDER / self.id / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return relative_uri(self.builder.get_target_uri(self.docname), f"{FOLDER}/{self.id}/{name}")


def visit_html(translator: Any, node: figure_node) -> None:
    """Put a figure's HTML where its node stands."""
    publisher = Publisher(translator.builder, node["docname"], node["payload"])
    translator.body.append(publisher.html(min(6, max(2, translator.section_level + 1))))
    raise nodes.SkipNode


def visit_other(translator: Any, node: figure_node) -> None:
    """Leave a figure's words to editions that cannot draw."""


def script() -> str:
    """Join the parts of the live view's script into one file, without the comments that are for those who read it."""
    parts = [(HERE / "live" / f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    lines = [line for part in parts for line in part.splitlines() if line.strip() and not line.strip().startswith("//")]
    return '(() => {\n"use strict";\n' + "\n".join(lines) + "\n})();\n"


def _bring_assets(app: Sphinx) -> None:
    """Put the scripts of figures among the site's static files; their style is a part of the theme's sheet."""
    if app.builder.format != "html":
        return
    made = Path(app.srcdir) / "_build" / ".cache" / "static"
    made.mkdir(parents=True, exist_ok=True)
    (made / "figure.js").write_text(script(), "utf-8")
    app.config.html_static_path.append(str(made / "figure.js"))
    runtime = HERE / "generated" / "runtime.js"
    if runtime.exists() and app.builder.name not in _ONE_DRAWING:
        app.config.html_static_path.append(str(runtime))


def _load_script(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Load the live view's script on pages that have figures, and nowhere else."""
    if app.builder.name in _ONE_DRAWING or doctree is None or not any(doctree.findall(figure_node)):
        return
    runtime = HERE / "generated" / "runtime.js"
    version = hashlib.sha256(runtime.read_bytes()).hexdigest()[:8] if runtime.exists() else "0"
    attributes: dict[str, Any] = {"data-runtime": f"runtime.js?v={version}"}
    app.add_js_file("figure.js", loading_method="defer", **attributes)


def setup(app: Sphinx) -> None:
    """Teach Sphinx what a figure is."""
    other = (visit_other, lambda translator, node: None)
    app.add_node(figure_node, html=(visit_html, None), latex=other, text=other, man=other, texinfo=other)
    app.connect("builder-inited", _bring_assets)
    app.connect("html-page-context", _load_script)
