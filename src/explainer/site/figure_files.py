"""Publishes a figure: its HTML for the page, and the files that go with it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from markupsafe import Markup
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from explainer.charts import theme
from explainer.figures.export import ENDING, csv_metadata, picture_file, rows_csv
from explainer.figures.record import FigureRecord
from explainer.model.files import replace_file
from explainer.references.citation import GARBLED
from explainer.site import notebook_files
from explainer.site.address import absolute
from explainer.site.assets import version
from explainer.site.citation_html import claims_word, joined, runs, source_line, templates
from explainer.site.domain import domain
from explainer.site.embed import FOLDER, FigureView, write_page
from explainer.site.quoting import quotation, stated, wording
from explainer.site.share_image import Caption, figure_image

#: Where in a figure's HTML the code that drew it is to stand.
CODE = "<!--code-->"


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
        self.builder, self.config, self.docname, self.record = builder, builder.config, docname, record
        self.known, self.page = domain(builder.env), builder.get_target_uri(docname)
        self.view, self.state = FigureView(builder, docname, record), self.known.state([record]).line

    def html(self, level: int) -> str:
        """Write the files and give the HTML, with a heading of this level."""
        record, config, place = self.record, self.config, f"{self.page}#figure-{self.record.id}"
        own, said = f"{FOLDER}/{record.id}.html", wording(record)
        title, where, hidden = record.plain("title"), self.known.places[self.docname], record.plain("not_shown")
        caption = Caption(self.known.book.brand, where, title, self.state, not_shown=hidden)
        edition = self.known.edition.words
        origin = self.known.book.title + (edition and f", edition of {edition}")
        source = str(source_line(record.rests_on, self.view.address, brief=True).striptags())
        quoted = quotation(record, source, self.state, origin)
        taken = f"To print: {quoted}\n" + (said and f"To quote from it: {said}.\n")
        downloads, citation = self._downloads(absolute(config, own), absolute(config, place), taken)
        notebook = notebook_files.address(self.builder.app, self.docname)
        return templates().get_template("figure.html").render(
            f=self.view, record=record, title=title, level=level, code=Markup(CODE), downloads=downloads,
            number=list(self.known.page(self.docname).figures).index(record.id) + 1,
            notebook=notebook and relative_uri(self.page, notebook), marks=self._marks(),
            picture=self.write("share.png", figure_image(caption, record.pictures), scale=1),
            quotation=quoted, wording=said, citation=" ".join(citation.split()), href=relative_uri(self.page, own),
            whole=absolute(config, own), frame=write_page(self.view, self.docname, caption),
        )  # fmt: skip

    def _downloads(self, address: str, cited: str, taken: str) -> tuple[list[tuple[str, str]], str]:
        """Write what a reader takes along; give each file's label and address, and the citation's text.

        Parameters
        ----------
        address: of the figure's own page, "" when the book does not know its own.
        cited: the figure's address in its chapter, "" likewise.
        taken: its finding to print, and how it may be quoted.
        """
        record, config, name, title = self.record, self.config, self.record.id, self.record.plain("title")
        source, book = str(self.view.source(alone=True).striptags()), self.known.book
        terms = ". ".join(filter(None, (f"Figure: {book.title}", book.licence, address)))
        # Of a garbled passage all claims are named: a file has no table to point at.
        claims = sorted((one for one in record.rests_on if one.readings), key=lambda one: one.number)
        numbers = Markup("{} {}.").format(claims_word(claims), joined(runs(claims, lambda kind, id: None)))
        caveats = {
            "Garbled or vague in the article": str(numbers.striptags()) if claims else "",
            "What this does not show": record.plain("not_shown"),
        }
        below = {"Source:": source, **{f"{name}:": said for name, said in caveats.items()}}
        file = picture_file(
            record.pictures["wide"], title=title, takeaway=record.plain("takeaway"), description=record.plain("alt"),
            told=[*below.items(), ("", self.state and f"{self.state}."), ("", terms if address else f"{terms}.")],
            colours=theme.LIGHT,
        )  # fmt: skip
        year = re.search(r"\d{4}", str(config.copyright))
        citation, bibtex = cite(
            name, title, author=book.author, book=book.title, year=year.group() if year else "", address=cited,
            source=stated(source, self.state), edition=self.known.edition.words, licence=book.licence,
        )  # fmt: skip
        table = csv_metadata(
            record, f"{name}.csv", source=source, licence=book.licence, language=config.language or "en",
            notes=caveats | {"State of the source": self.state},
        )  # fmt: skip
        spec = json.dumps(theme.concrete(record.specifications["wide"]), ensure_ascii=False, indent=1) + "\n"
        return [
            ("CSV", self.write(f"{name}.csv", rows_csv(record, self.state))),
            ("Columns", self.write(f"{name}.csv{ENDING}", table)),
            ("SVG", self.write(f"{name}.svg", file)),
            ("PNG", self.write(f"{name}.png", file, scale=2)),
            ("Vega-Lite", self.write(f"{name}.vl.json", spec)),
            ("Citation", self.write(f"{name}.txt", f"{citation}\n{taken}")),
            ("BibTeX", self.write(f"{name}.bib", bibtex)),
        ], citation

    def _marks(self) -> str:
        """Write what a mark's row says and who says it, by the end of the mark's address; give the file's address.

        It is a script, which works from `file://` too; the hash of its content stands in its address.
        """
        found: dict[str, tuple[str, str]] = {}
        for ref in dict.fromkeys(row.ref for row in self.record.rows):
            told = self.record.citations[ref]
            by = ", ".join(filter(None, (told.speaker, told.firmness, told.when)))
            if self.record.garbled(ref):
                by = f"{by}; {GARBLED}" if by else GARBLED.capitalize()
            found[f"{told.kind}-{told.id}"] = (f"“{told.says}”" if told.kind == "claim" else told.says, by)
        written = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        script = f"explainerFigures.arrived({json.dumps(f'{self.record.id}/marks')},{written});\n"
        return f"{self.write('marks.js', script)}?v={version(script.encode())}"

    def write(self, name: str, content: str, scale: float = 0) -> str:
        """Write a file of this figure; with `scale` have a PNG made of an SVG. Give its address, seen from the page."""
        path = f"{FOLDER}/{self.record.id}/{name}"
        if scale:
            self.known.pictures.begin(content, path, scale)
        else:
            replace_file(Path(self.builder.outdir) / path, content.encode())
        return relative_uri(self.page, path)
