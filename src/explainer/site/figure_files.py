"""Publishes a figure: its HTML for the page, and the files that go with it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from explainer.charts import theme
from explainer.figures.cite_export import FigureCitation
from explainer.figures.picture_export import picture_file
from explainer.figures.record import FigureRecord
from explainer.figures.table_export import ENDING, csv_metadata, rows_csv
from explainer.references.citation import GARBLED
from explainer.site import notebook_files, png
from explainer.site.address import absolute, row_address
from explainer.site.assets import version
from explainer.site.citation_html import claims_word, joined, runs
from explainer.site.domain import domain
from explainer.site.embed import file_name
from explainer.site.figure_share import caption, share
from explainer.site.figure_view import NAMES, Download, FigureView
from explainer.site.social_card import figure_image
from explainer.site.source_status import licence, state

FOLDER = "figures"


@dataclass
class FigureFiles:
    """Publishes one figure: its HTML for the page, its files beside the pages.

    Parameters
    ----------
    builder: the edition being written.
    docname: the figure's page.
    record: what the kernel sent.
    """

    builder: StandaloneHTMLBuilder
    docname: str
    record: FigureRecord

    def address(self, kind: str, id: str) -> str | None:
        """Give the address of a row, seen from the figure's page."""
        return row_address(self.builder, self.docname, kind, id)

    def html(self, level: int) -> str:
        """Write the files and give the HTML, with a heading of this level."""
        number = list(domain(self.builder.env).page(self.docname).figures).index(self.record.id) + 1
        view = FigureView(self.record, self.address, number, level)
        view.downloads, citation = self._downloads(view)
        image = figure_image(caption(self.builder.env, self.docname, self.record), self.record.pictures)
        picture = self.print("share.png", image, scale=1)
        view.share = share(self.builder, self.docname, self.record, picture, citation, self.cited)
        if notebook := notebook_files.address(self.builder.app, self.docname):
            view.notebook = relative_uri(self.builder.get_target_uri(self.docname), notebook)
        view.marks = self._script("marks", self._marks())
        view.live = {
            name: self._script(name, {"spec": self._readdressed(picture.vega)})
            for name, picture in self.record.pictures.items() if picture.vega and name in NAMES
        }  # fmt: skip
        return view.html()

    def _downloads(self, view: FigureView) -> tuple[list[Download], str]:
        """Write what a reader takes along; give it, and the citation's text."""
        record, config = self.record, self.builder.config
        source = str(view.source(alone=True).striptags())
        state_line = state(self.builder.env, [record]).line
        book = str(config.html_title or config.project)
        address = absolute(config, file_name(record.id))
        terms = ". ".join(filter(None, (f"Figure: {book}", licence(config), address)))
        caveats = {
            "Garbled or vague in the article": self._garbled(),
            "What this does not show": record.plain("not_shown"),
        }
        told = [
            ("Source:", source),
            *((f"{name}:", said) for name, said in caveats.items()),
            ("", state_line and f"{state_line}."),
            ("", terms if address else f"{terms}."),
        ]
        file = picture_file(
            record.pictures["wide"],
            title=view.plain_title,
            takeaway=record.plain("takeaway"),
            told=told,
            description=record.plain("alt"),
            colours=theme.LIGHT,
        )
        year = re.search(r"\d{4}", str(config.copyright))
        cite = FigureCitation(
            record.id,
            view.plain_title,
            author=config.author if config.author != "unknown" else "",
            book=book,
            year=year.group() if year else "",
            address=self.cited,
            source=source,
            edition=domain(self.builder.env).edition.words,
        )
        table = csv_metadata(
            record,
            f"{record.id}.csv",
            source=source,
            licence=licence(config),
            language=config.language or "en",
            notes=caveats | {"State of the source": state_line},
        )
        spec = json.dumps(theme.concrete(record.specifications["wide"]), ensure_ascii=False, indent=1) + "\n"
        name, written = record.id, cite.text()
        return [
            Download("CSV", self.write(f"{name}.csv", rows_csv(record))),
            Download("Columns", self.write(f"{name}.csv{ENDING}", table)),
            Download("SVG", self.write(f"{name}.svg", file)),
            Download("PNG", self.print(f"{name}.png", file)),
            Download("Vega-Lite", self.write(f"{name}.vl.json", spec)),
            Download("Citation", self.write(f"{name}.txt", written)),
            Download("BibTeX", self.write(f"{name}.bib", cite.bibtex())),
        ], written

    def _garbled(self) -> str:
        """Name the claims that rest on a garbled passage, all of them: a file has no table to point at."""
        claims = sorted((one for one in self.record.rests_on if one.readings), key=lambda one: one.number)
        numbers = joined(runs(claims, lambda kind, id: None))
        return str((claims_word(claims) + Markup(" ") + numbers).striptags()) + "." if claims else ""

    def _marks(self) -> dict[str, tuple[str, str]]:
        """Give what a mark's row says and who says it, by the end of the mark's address."""
        found = {}
        for ref in dict.fromkeys(row.ref for row in self.record.rows):
            told = self.record.citations[ref]
            by = ", ".join(filter(None, (told.speaker, told.firmness, told.when)))
            if self.record.garbled(ref):
                by = f"{by}; {GARBLED}" if by else GARBLED.capitalize()
            found[f"{told.kind}-{told.id}"] = (f"“{told.says}”" if told.kind == "claim" else told.says, by)
        return found

    def _readdressed(self, part: Any) -> Any:
        """Put addresses in the place of "#kind-id" in a compiled specification."""
        if isinstance(part, dict):
            return {key: self._readdressed(value) for key, value in part.items()}
        if isinstance(part, list):
            return [self._readdressed(value) for value in part]
        found = re.fullmatch(r"#([a-z]+)-(.+)", part) if isinstance(part, str) else None
        return (found and self.address(found[1], found[2])) or part

    @cached_property
    def cited(self) -> str:
        """The figure's address in its chapter, as a citation gives it."""
        place = f"{self.builder.get_target_uri(self.docname)}#figure-{self.record.id}"
        return absolute(self.builder.config, place) or place

    def _script(self, name: str, content: Any) -> str:
        """Write values as a script, which works from `file://` too; give its address with the hash of its content."""
        written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        script = f"explainerFigures.arrived({json.dumps(f'{self.record.id}/{name}')},{written});\n"
        return f"{self.write(f'{name}.js', script)}?v={version(script.encode())}"

    def write(self, name: str, content: str) -> str:
        """Write a file of this figure; give its address seen from the page."""
        self._path(name).write_text(content, "utf-8")
        return self._from_page(name)

    def print(self, name: str, svg: str, scale: float = 2) -> str:
        """Have a PNG of this figure made by the end of the build; give its address seen from the page."""
        png.begin(self.builder.app, svg, self._path(name), scale)
        return self._from_page(name)

    def _path(self, name: str) -> Path:
        path = Path(self.builder.outdir) / FOLDER / self.record.id / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _from_page(self, name: str) -> str:
        return relative_uri(self.builder.get_target_uri(self.docname), f"{FOLDER}/{self.record.id}/{name}")
