"""Publishes a figure: its HTML for the page, and the files that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from sphinx.util.osutil import relative_uri

from explainer.charts import theme
from explainer.charts.choose import KEPT
from explainer.figures.darkroom import Darkroom
from explainer.figures.studio import Picture
from explainer.references import phrases
from explainer.site import changing, downloads, links, memory, svg
from explainer.site.base import absolute
from explainer.site.controls import controls
from explainer.site.figure_html import PAGES, Drawing, Shown, show, witnesses
from explainer.site.pictures import darkroom
from explainer.site.share.figures import share
from explainer.site.taken import taken_along
from explainer.site.witness import Witness, garbled, read_ref

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

    from explainer.query.ledger import Ledger

FOLDER = "figures"
#: Editions on paper and in e-book readers get one drawing and no scripts.
ONE_DRAWING = {"singlehtml": "wide", "epub": "narrow"}


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
        return self.builder.name not in ONE_DRAWING

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
        pages = PAGES if self.alive else (ONE_DRAWING[self.builder.name],)
        pictures = {page: self.darkroom.draw(self.payload["specs"][page]) for page in pages}
        shown.drawings = [self._drawing(shown, page, picture) for page, picture in pictures.items()]
        if self.alive:
            shown.controls = controls(pictures["wide"].vega, len(self.payload["rows"]))
            shown.downloads, shown.citation = taken_along(self, shown, pictures["wide"].svg)
            drawings = {page: picture.svg for page, picture in pictures.items()}
            shown.share = share(self, drawings, shown.citation, self.cited)
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

    @property
    def cited(self) -> str:
        """The figure's address in its chapter, as a citation gives it."""
        place = f"{self.builder.get_target_uri(self.docname)}#figure-{self.id}"
        return absolute(self.builder.config, place) or place

    @property
    def _number(self) -> int:
        """The figure's place on its page, by which the page calls it."""
        return list(memory.page(self.builder.env, self.docname).figures).index(self.id) + 1

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
