"""Figures on the page: writes each one's HTML and the files that go with it, and brings the scripts along."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup
from sphinx.util.osutil import relative_uri

from explainer import phrases, theme
from explainer.charts.choose import KEPT
from explainer.pictures.darkroom import Darkroom
from explainer.pictures.studio import Picture
from explainer.site import changing, downloads, links, memory, svg
from explainer.site.base import absolute
from explainer.site.controls import controls
from explainer.site.csvfile import ENDING, metadata, rows_csv
from explainer.site.figure_html import PAGES, Download, Drawing, Shown, claims_word, runs, show, witnesses
from explainer.site.pictures import darkroom
from explainer.site.render import figure_node
from explainer.site.scripts import joined
from explainer.site.share.embed import file_name
from explainer.site.share.figures import share
from explainer.site.share.status import licence, state
from explainer.site.shell.edition import Edition
from explainer.site.standalone import standalone
from explainer.site.witness import Witness, garbled, read_ref
from explainer.site.wording import joined as joined_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from explainer.ledger import Ledger

HERE = Path(__file__).parent
FOLDER = "figures"
# The parts of the page's script.
SCRIPTS = ("wake", "marks", "tip", "brush", "listen", "later")
# Editions on paper and in e-book readers get one drawing and no scripts.
_ONE_DRAWING = {"singlehtml": "wide", "epub": "narrow"}


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
    def darkroom(self) -> Darkroom:
        """Where pictures are drawn."""
        return darkroom(self.builder.app)

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
        pictures = {page: self.darkroom.draw(self.payload["specs"][page]) for page in pages}
        shown.drawings = [self._drawing(shown, page, picture) for page, picture in pictures.items()]
        if self.alive:
            shown.controls = controls(pictures["wide"].vega, len(self.payload["rows"]))
            shown.downloads = self._downloads(shown, pictures["wide"])
            drawings = {page: picture.svg for page, picture in pictures.items()}
            shown.share = share(self, drawings, shown.citation, self._cited)
            shown.change = changing.kilobytes([self._changeable(page) for page in pages])
        return shown.html()

    def _drawing(self, shown: Shown, page: str, picture: Picture) -> Drawing:
        # The finding is the figure's name and its heading: a third time nobody wants to hear it.
        name = f"Drawing of figure {shown.number}"
        drawn = svg.inline(picture.svg, f"{shown.anchor}-{page}", name, self.alt, self.address)
        if self.builder.name == "epub":
            # XHTML needs the namespace, and readers of e-books know no variables.
            drawn = drawn.replace("<svg ", f'<svg xmlns="{svg.SVG}" ', 1)
            drawn = svg.coloured(drawn, theme.LIGHT)
        if not self.alive:
            return Drawing(page, Markup(drawn))
        brush = downloads.brush_signal(picture.vega)
        script = self._live(page, picture.vega, brush)
        return Drawing(page, Markup(drawn), script, bool(brush))

    @cached_property
    def _addresses(self) -> dict[str, str]:
        """For each href of a mark the address of its row, seen from the figure's page."""
        addresses = {}
        for one in self._told:
            href = self.address(one.kind, one.id)
            if href:
                addresses[f"#{one.kind}-{one.id}"] = href
        return addresses

    @cached_property
    def _told(self) -> list[Witness]:
        rows = {read_ref(row["ref"]) for row in self.payload["rows"]}
        return [one for one in witnesses(self.payload, self.ledger) if (one.kind, one.id) in rows]

    def _live(self, page: str, vega: dict[str, Any], brush: str) -> str:
        """Write the script that brings a drawing alive, and beside it the one that lets a reader change it."""
        unclear = {one.ref for one in self._told if garbled(self.ledger, one.ref)}
        script = downloads.live_script(
            self.id, page, vega, self._addresses, self._told, brush, self._refs(vega), unclear
        )
        change = self._changeable(page)
        self.write(f"{page}.vl.js", change)
        return f"{self.write(f'{page}.js', script)}?v={changing.version((script + change).encode())}"

    def _refs(self, vega: dict[str, Any]) -> list[str]:
        chosen = any(str(signal["name"]).startswith(KEPT) for signal in vega.get("signals", []))
        return [str(row["ref"]) for row in self.payload["rows"]] if chosen else []

    def _changeable(self, page: str) -> str:
        return changing.spec_script(self.id, page, self.payload["specs"][page], self._addresses)

    def _downloads(self, shown: Shown, picture: Picture) -> list[Download]:
        source = str(Markup(shown.source_alone).striptags())
        file = standalone(
            picture.svg,
            title=shown.plain_title,
            takeaway=phrases.plain(self.payload["takeaway"], self.ledger),
            told=self._told_below(source),
            description=self.alt,
            colours=theme.LIGHT,
        )
        cite = self._citation(shown, source)
        shown.citation = cite.text()
        name = self.id
        return [
            Download("CSV", self.write(f"{name}.csv", rows_csv(self.payload, self.ledger))),
            Download("Columns", self.write(f"{name}.csv{ENDING}", self._columns(shown, source))),
            Download("SVG", self.write(f"{name}.svg", file)),
            Download("PNG", self.print(f"{name}.png", file)),
            Download("Vega-Lite", self.write(f"{name}.vl.json", downloads.spec_json(self.payload["specs"]["wide"]))),
            Download("Citation", self.write(f"{name}.txt", cite.text())),
            Download("BibTeX", self.write(f"{name}.bib", cite.bibtex())),
        ]

    def _told_below(self, source: str) -> list[tuple[str, str]]:
        """Give what stands under the picture file: a picture travels without its page."""
        config = self.builder.config
        found = state(self.builder.env, self.ledger, [self.payload])
        address = absolute(config, file_name(self.id))
        terms = ". ".join(filter(None, (f"Figure: {self._book}", licence(config), address)))
        return [
            ("Source:", source),
            ("Garbled or vague in the article:", self._garbled),
            ("What this does not show:", phrases.plain(self.payload["not_shown"], self.ledger)),
            ("", found.line and f"{found.line}."),
            ("", terms if address else f"{terms}."),
        ]

    @property
    def _garbled(self) -> str:
        """Name the claims that rest on a garbled passage, all of them: a file has no table to point at."""
        told = witnesses(self.payload, self.ledger)
        claims = sorted((one for one in told if one.readings), key=attrgetter("number"))
        numbers = joined_words(runs(claims, lambda kind, id: None))
        return str((claims_word(claims) + Markup(" ") + numbers).striptags()) + "." if claims else ""

    def _columns(self, shown: Shown, source: str) -> str:
        config = self.builder.config
        notes = {
            "Garbled or vague in the article": self._garbled,
            "What this does not show": phrases.plain(self.payload["not_shown"], self.ledger),
            "State of the source": state(self.builder.env, self.ledger, [self.payload]).line,
        }
        return metadata(
            self.payload,
            f"{self.id}.csv",
            title=shown.plain_title,
            source=source,
            licence=licence(config),
            language=config.language or "en",
            notes={name: said for name, said in notes.items() if said},
        )

    def _citation(self, shown: Shown, source: str) -> downloads.Citation:
        config = self.builder.config
        year = re.search(r"\d{4}", str(config.copyright))
        return downloads.Citation(
            self.id,
            shown.plain_title,
            author=config.author if config.author != "unknown" else "",
            book=self._book,
            year=year.group() if year else "",
            address=self._cited,
            source=source,
            edition=getattr(self.builder.app, "explainer_edition", Edition()).words,
        )

    @property
    def _cited(self) -> str:
        """The figure's address in its chapter, as a citation gives it."""
        place = f"{self.builder.get_target_uri(self.docname)}#figure-{self.id}"
        return absolute(self.builder.config, place) or place

    @property
    def _number(self) -> int:
        """The figure's place on its page, by which the page calls it."""
        return list(memory.page(self.builder.env, self.docname).figures).index(self.id) + 1

    @property
    def _book(self) -> str:
        return str(self.builder.config.html_title or self.builder.config.project)

    def write(self, name: str, content: str) -> str:
        """Write a file of this figure; give its address seen from the page."""
        self._path(name).write_text(content, "utf-8")
        return self._from_page(name)

    def print(self, name: str, svg: str, scale: float = 2) -> str:
        """Have a PNG of this figure made by the end of the build; give its address seen from the page."""
        self.darkroom.print(svg, self._path(name), scale)
        return self._from_page(name)

    def _path(self, name: str) -> Path:
        path = Path(self.builder.outdir) / FOLDER / self.id / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _from_page(self, name: str) -> str:
        return relative_uri(self.builder.get_target_uri(self.docname), f"{FOLDER}/{self.id}/{name}")

    def write_page(self, name: str, content: str) -> None:
        """Write a page that belongs to this figure, by its name inside the site."""
        path = Path(self.builder.outdir) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


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
    if app.builder.name not in _ONE_DRAWING:
        brought |= {"change.js": changing.panel(), "choose.js": changing.chooser()}
        files = (changing.RUNTIME, changing.COMPILER, changing.SHEET)
        app.config.html_static_path += [str(file) for file in files if file.exists()]
    for name, written in brought.items():
        (made / name).write_text(written, "utf-8")
        app.config.html_static_path.append(str(made / name))


def _load_script(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Load the live view's script on pages that have figures, and nowhere else."""
    if app.builder.name in _ONE_DRAWING or doctree is None or not any(doctree.findall(figure_node)):
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
