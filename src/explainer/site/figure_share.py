"""What a figure is shared with: its image, its own page, and the lines under it that cite, link and embed it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri

from explainer.figures.record import FigureRecord
from explainer.site.address import absolute
from explainer.site.citation_html import templates
from explainer.site.domain import domain
from explainer.site.embed import FOLDER, Embed, file_name
from explainer.site.figure_view import FigureView
from explainer.site.social_card import Caption
from explainer.site.source_status import brand, licence, place, state
from explainer.site.texts import shortened

# A text for an image that is longer than this is cut by those who show it.
LONGEST_ALT = 420


@dataclass(frozen=True)
class ShareView:
    """What stands under a figure for those who pass it on.

    Parameters
    ----------
    anchor: the figure's id on the page.
    title: its finding, plain.
    citation: the parts of its citation: words before the address, the address, words after it.
    href: its own page, seen from the chapter.
    link: the address of its own page: whole where the book knows its own, else as `href`.
    picture: its share image, seen from the chapter.
    frame: pixels of height of a frame, and the style that lets them follow its width.
    based: True when the book knows its address.
    """

    anchor: str
    title: str
    citation: tuple[str, str, str]
    href: str
    link: str
    picture: str
    frame: tuple[int, str]
    based: bool

    def __html__(self) -> str:
        """Write the lines."""
        return templates().get_template("share.html").render(s=self)


def caption(env: BuildEnvironment, docname: str, record: FigureRecord) -> Caption:
    """Give the words of a figure's share image."""
    return Caption(
        brand(env.config),
        place(env, docname),
        record.plain("title"),
        state(env, [record]).line,
        not_shown=record.plain("not_shown"),
    )


def image_alt(said: Caption, alt: str) -> str:
    """Say what a share image shows: its words, then the drawing's own alternative text as far as there is room."""
    return shortened(" ".join(filter(None, (said.title, said.answer, alt))), LONGEST_ALT)


def share(
    builder: StandaloneHTMLBuilder, docname: str, record: FigureRecord, picture: str, citation: str, cited: str
) -> ShareView:
    """Write the figure's own page; give what stands under it.

    Parameters
    ----------
    builder: the site being written.
    docname, record: the figure and its page.
    picture: its share image, seen from the page.
    citation, cited: the citation's text, and the address in it.
    """
    page, name = _embed(builder, docname, record), file_name(record.id)
    (Path(builder.outdir) / name).write_text(page.html(), "utf-8")
    before, _, after = citation.partition(cited)
    href = relative_uri(builder.get_target_uri(docname), name)
    return ShareView(
        anchor=f"figure-{record.id}",
        title=record.plain("title"),
        citation=(before, cited, " ".join(after.split())),
        href=href,
        link=absolute(builder.config, name) or href,
        picture=picture,
        frame=page.frame(),
        based=bool(absolute(builder.config, name)),
    )


def _embed(builder: StandaloneHTMLBuilder, docname: str, record: FigureRecord) -> Embed:
    config, here, said = builder.config, file_name(record.id), caption(builder.env, docname, record)

    def target(docname: str, local: str) -> str:
        return f"{relative_uri(here, builder.get_target_uri(docname))}#{local}"

    def address(kind: str, id: str) -> str | None:
        there = domain(builder.env).target(kind, id)
        return target(there, f"{kind}-{id}") if there else None

    found = state(builder.env, [record])
    return Embed(
        FigureView(record, address),
        said.brand,
        config.language or "en",
        shortened(record.plain("takeaway")),
        target(docname, f"figure-{record.id}"),
        status=found.line,
        status_href=relative_uri(here, builder.get_target_uri(found.docname)) if found.docname else "",
        licence=licence(config),
        address=absolute(config, here),
        image=absolute(config, f"{FOLDER}/{record.id}/share.png"),
        image_alt=image_alt(said, record.plain("alt")),
    )
