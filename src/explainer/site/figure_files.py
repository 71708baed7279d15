"""Publishes a figure: its HTML for the page, and the files that go with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from markupsafe import Markup
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from explainer.charts import theme
from explainer.figures.export import ENDING, csv_metadata, picture_file, rows_csv
from explainer.figures.record import FigureRecord
from explainer.references.citation import GARBLED
from explainer.site import book_map, notebook_files
from explainer.site.address import absolute, row_address
from explainer.site.assets import version
from explainer.site.citation_html import claims_word, joined, runs, source_line
from explainer.site.domain import domain
from explainer.site.embed import FOLDER, caption, file_name, share
from explainer.site.figure_view import Download, FigureView
from explainer.site.quoting import quotation, wording
from explainer.site.share_image import figure_image


def cite(
    id: str, title: str, *, author: str, book: str, year: str, source: str, address: str = "", edition: str = "",
    licence: str = "",
) -> tuple[str, str]:
    """Say how to cite a figure, in a sentence and as a BibTeX entry.

    Parameters
    ----------
    id: the figure's id.
    title: its finding, as plain words.
    author, book, year: of the book; any may be empty.
    source: its source line as plain words.
    address: where the figure stands, "" when the book does not know its own: a reader's copy is nobody else's source.
    edition: the day of the book's edition in words, "" when it has none.
    licence: that of the figure, "" when the book names none.
    """
    who, when = f"{author.rstrip('.')} " if author else "", f"({year}). " if year else ""
    stop, made = "" if title[-1:] in ".?!" else ".", f"Edition of {edition}. " if edition else ""
    where = f" {address}." if address else ""
    text = f"{who}{when}{title}{stop} Figure in: {book}. {made}".rstrip() + f"{where}\nSource: {source}\n"
    if licence:
        text += f"Licence of the figure: {licence}.\n"
    fields = {
        "title": f"{{{title}}}", "author": author and f"{{{author}}}", "booktitle": book, "year": year,
        "howpublished": address, "note": f"{made}Source: {source}" + (f" Licence: {licence}." if licence else ""),
    }  # fmt: skip
    escaped = {name: re.sub(r"([#$%&_])", r"\\\1", value) for name, value in fields.items() if value}
    return text, "\n".join([f"@misc{{{id},", *(f"  {name} = {{{value}}}," for name, value in escaped.items()), "}\n"])


class FigureFiles:
    """Publishes one figure: its HTML for the page, its files beside the pages.

    Parameters
    ----------
    builder: the edition being written.
    docname: the figure's page.
    record: what the kernel sent.
    """

    def __init__(self, builder: StandaloneHTMLBuilder, docname: str, record: FigureRecord) -> None:
        """Keep at hand what every file needs."""
        self.builder, self.docname, self.record = builder, docname, record
        self.known, self.page = domain(builder.env), builder.get_target_uri(docname)

    def address(self, kind: str, id: str) -> str | None:
        """Give the address of a row, seen from the figure's page."""
        return row_address(self.builder, self.docname, kind, id)

    def html(self, level: int) -> str:
        """Write the files and give the HTML, with a heading of this level."""
        number = list(self.known.page(self.docname).figures).index(self.record.id) + 1
        view = FigureView(self.record, self.address, number, level)
        view.wording = wording(self.record)
        view.downloads, citation = self._downloads(view)
        image = figure_image(caption(self.builder, self.docname, self.record), self.record.pictures)
        picture = self.print("share.png", image, scale=1)
        view.share = share(self.builder, self.docname, self.record, picture, self.quotation, citation)
        if notebook := notebook_files.address(self.builder.app, self.docname):
            view.notebook = relative_uri(self.page, notebook)
        view.marks = self._script("marks", self._marks())
        return view.html()

    def _downloads(self, view: FigureView) -> tuple[list[Download], str]:
        """Write what a reader takes along; give it, and the citation's text."""
        record, config, name = self.record, self.builder.config, self.record.id
        source, state = str(view.source(alone=True).striptags()), self.known.state([record]).line
        book, licence = str(config.html_title or config.project), book_map.licence(config)
        address = absolute(config, file_name(name))
        terms = ". ".join(filter(None, (f"Figure: {book}", licence, address)))
        caveats = {
            "Garbled or vague in the article": self._garbled(),
            "What this does not show": record.plain("not_shown"),
        }
        file = picture_file(
            record.pictures["wide"],
            title=view.plain_title,
            takeaway=record.plain("takeaway"),
            told=[
                ("Source:", source),
                *((f"{name}:", said) for name, said in caveats.items()),
                ("", state and f"{state}."),
                ("", terms if address else f"{terms}."),
            ],
            description=record.plain("alt"),
            colours=theme.LIGHT,
        )
        year = re.search(r"\d{4}", str(config.copyright))
        cited, bibtex = cite(
            name, view.plain_title, author=book_map.author(config), book=book, year=year.group() if year else "",
            address=self.cited, source=source, edition=self.known.edition.words, licence=licence,
        )  # fmt: skip
        quoting = view.wording and f"To quote from it: {view.wording}.\n"
        table = csv_metadata(
            record, f"{name}.csv", source=source, licence=licence, language=config.language or "en",
            notes=caveats | {"State of the source": state},
        )  # fmt: skip
        spec = json.dumps(theme.concrete(record.specifications["wide"]), ensure_ascii=False, indent=1) + "\n"
        return [
            Download("CSV", self.write(f"{name}.csv", rows_csv(record))),
            Download("Columns", self.write(f"{name}.csv{ENDING}", table)),
            Download("SVG", self.write(f"{name}.svg", file)),
            Download("PNG", self.print(f"{name}.png", file)),
            Download("Vega-Lite", self.write(f"{name}.vl.json", spec)),
            Download("Citation", self.write(f"{name}.txt", f"{cited}\nTo print: {self.quotation}\n{quoting}")),
            Download("BibTeX", self.write(f"{name}.bib", bibtex)),
        ], cited

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

    @property
    def cited(self) -> str:
        """The figure's address in its chapter, "" where the book does not know its own."""
        return absolute(self.builder.config, f"{self.page}#figure-{self.record.id}")

    @cached_property
    def quotation(self) -> str:
        """Its finding as a sentence to print."""
        config, edition = self.builder.config, self.known.edition.words
        origin = str(config.html_title or config.project) + (edition and f", edition of {edition}")
        source = str(source_line(self.record.rests_on, self.address, brief=True).striptags())
        return quotation(self.record, source, self.known.state([self.record]).line, origin)

    def _script(self, name: str, content: Mapping[str, tuple[str, str]]) -> str:
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
        self.known.pictures.begin(svg, self._path(name), scale)
        return self._from_page(name)

    def _path(self, name: str) -> Path:
        path = Path(self.builder.outdir) / FOLDER / self.record.id / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _from_page(self, name: str) -> str:
        return relative_uri(self.page, f"{FOLDER}/{self.record.id}/{name}")
