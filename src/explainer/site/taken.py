"""What a reader takes along from a figure: rows, their columns, the picture, the specification, how to cite it."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING

from markupsafe import Markup

from explainer.charts import theme
from explainer.references import phrases
from explainer.site import downloads
from explainer.site.base import absolute
from explainer.site.csvfile import ENDING, metadata, rows_csv
from explainer.site.figure_html import Download, Shown, claims_word, runs, witnesses
from explainer.site.share.embed import file_name
from explainer.site.share.status import licence, state
from explainer.site.shell.edition import Edition
from explainer.site.standalone import standalone
from explainer.site.wording import joined

if TYPE_CHECKING:
    from explainer.site.publisher import Publisher


def taken_along(publisher: Publisher, shown: Shown, drawing: str) -> tuple[list[Download], str]:
    """Write the files; give them, and the citation's text.

    Parameters
    ----------
    publisher: the figure at work.
    shown: its words as the page has them.
    drawing: the wide one, as vl-convert writes it.

    Raises ValueError or KeyError with what is wrong.
    """
    source = str(Markup(shown.source_alone).striptags())
    file = standalone(
        drawing,
        title=shown.plain_title,
        takeaway=phrases.plain(publisher.payload["takeaway"], publisher.ledger),
        told=_told_below(publisher, source),
        description=publisher.alt,
        colours=theme.LIGHT,
    )
    cite = _citation(publisher, shown, source)
    name, written = publisher.id, cite.text()
    spec = downloads.spec_json(publisher.payload["specs"]["wide"])
    return [
        Download("CSV", publisher.write(f"{name}.csv", rows_csv(publisher.payload, publisher.ledger))),
        Download("Columns", publisher.write(f"{name}.csv{ENDING}", _columns(publisher, shown, source))),
        Download("SVG", publisher.write(f"{name}.svg", file)),
        Download("PNG", publisher.print(f"{name}.png", file)),
        Download("Vega-Lite", publisher.write(f"{name}.vl.json", spec)),
        Download("Citation", publisher.write(f"{name}.txt", written)),
        Download("BibTeX", publisher.write(f"{name}.bib", cite.bibtex())),
    ], written


def _told_below(publisher: Publisher, source: str) -> list[tuple[str, str]]:
    """Give what stands under the picture file: a picture travels without its page."""
    config = publisher.builder.config
    found = state(publisher.builder.env, publisher.ledger, [publisher.payload])
    address = absolute(config, file_name(publisher.id))
    terms = ". ".join(filter(None, (f"Figure: {_book(publisher)}", licence(config), address)))
    return [
        ("Source:", source),
        ("Garbled or vague in the article:", _garbled(publisher)),
        ("What this does not show:", phrases.plain(publisher.payload["not_shown"], publisher.ledger)),
        ("", found.line and f"{found.line}."),
        ("", terms if address else f"{terms}."),
    ]


def _garbled(publisher: Publisher) -> str:
    """Name the claims that rest on a garbled passage, all of them: a file has no table to point at."""
    told = witnesses(publisher.payload, publisher.ledger)
    claims = sorted((one for one in told if one.readings), key=attrgetter("number"))
    numbers = joined(runs(claims, lambda kind, id: None))
    return str((claims_word(claims) + Markup(" ") + numbers).striptags()) + "." if claims else ""


def _columns(publisher: Publisher, shown: Shown, source: str) -> str:
    config = publisher.builder.config
    notes = {
        "Garbled or vague in the article": _garbled(publisher),
        "What this does not show": phrases.plain(publisher.payload["not_shown"], publisher.ledger),
        "State of the source": state(publisher.builder.env, publisher.ledger, [publisher.payload]).line,
    }
    return metadata(
        publisher.payload,
        f"{publisher.id}.csv",
        title=shown.plain_title,
        source=source,
        licence=licence(config),
        language=config.language or "en",
        notes={name: said for name, said in notes.items() if said},
    )


def _citation(publisher: Publisher, shown: Shown, source: str) -> downloads.Citation:
    config = publisher.builder.config
    year = re.search(r"\d{4}", str(config.copyright))
    return downloads.Citation(
        publisher.id,
        shown.plain_title,
        author=config.author if config.author != "unknown" else "",
        book=_book(publisher),
        year=year.group() if year else "",
        address=publisher.cited,
        source=source,
        edition=getattr(publisher.builder.app, "explainer_edition", Edition()).words,
    )


def _book(publisher: Publisher) -> str:
    return str(publisher.builder.config.html_title or publisher.builder.config.project)
