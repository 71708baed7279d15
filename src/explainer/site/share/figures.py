"""What a figure is shared with: its image, its own page, and the lines under it that cite, link and embed it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.osutil import relative_uri

from explainer.site import links
from explainer.site.base import absolute
from explainer.site.citation_html import templates
from explainer.site.figure_view import FigureView
from explainer.site.share.embed import FOLDER, Embed, file_name
from explainer.site.share.heights import Heights
from explainer.site.share.image import Caption, figure_image
from explainer.site.share.status import brand, licence, place, state
from explainer.site.shell.context import shortened

if TYPE_CHECKING:
    from explainer.site.figure_files import FigureFiles

# A text for an image that is longer than this is cut by those who show it.
LONGEST_ALT = 420


@dataclass(frozen=True)
class Sharing:
    """What stands under a figure for those who pass it on.

    Parameters
    ----------
    anchor: the figure's id on the page.
    title: its finding, plain.
    citation: the parts of its citation: words before the address, the address, words after it.
    href: its own page, seen from the chapter.
    link: the address of its own page: whole where the book knows its own, else as `href`.
    picture: its share image, seen from the chapter.
    heights: of a frame.
    based: True when the book knows its address.
    """

    anchor: str
    title: str
    citation: tuple[str, str, str]
    href: str
    link: str
    picture: str
    heights: Heights
    based: bool

    def __html__(self) -> str:
        """Write the lines."""
        return templates().get_template("share.html").render(s=self)


def caption(publisher: FigureFiles) -> Caption:
    """Give the words of a figure's share image."""
    env, record = publisher.builder.env, publisher.record
    return Caption(
        brand(publisher.builder.config),
        place(env, publisher.docname),
        record.plain("title"),
        state(env, [record]).line,
        not_shown=record.plain("not_shown"),
    )


def image_alt(said: Caption, alt: str) -> str:
    """Say what a share image shows: its words, then the drawing's own alternative text as far as there is room."""
    return shortened(" ".join(filter(None, (said.title, said.answer, alt))), LONGEST_ALT)


def share(publisher: FigureFiles, citation: str, cited: str) -> Sharing:
    """Write the figure's share image and its own page; give what stands under it.

    Parameters
    ----------
    publisher: the figure at work.
    citation, cited: the citation's text, and the address in it.
    """
    said, config, record = caption(publisher), publisher.builder.config, publisher.record
    picture = publisher.print("share.png", figure_image(said, record.pictures), scale=1)
    page = _embed(publisher, said)
    name = file_name(record.id)
    (Path(publisher.builder.outdir) / name).write_text(page.html(), "utf-8")
    before, _, after = citation.partition(cited)
    href = relative_uri(publisher.builder.get_target_uri(publisher.docname), name)
    return Sharing(
        anchor=f"figure-{record.id}",
        title=said.title,
        citation=(before, cited, " ".join(after.split())),
        href=href,
        link=absolute(config, name) or href,
        picture=picture,
        heights=page.heights(),
        based=bool(absolute(config, name)),
    )


def _embed(publisher: FigureFiles, said: Caption) -> Embed:
    builder, config, record = publisher.builder, publisher.builder.config, publisher.record
    here = file_name(record.id)

    def target(docname: str, local: str) -> str:
        return f"{relative_uri(here, builder.get_target_uri(docname))}#{local}"

    def address(kind: str, id: str) -> str | None:
        home = links.home(builder, kind, id)
        return target(home, f"{kind}-{id}") if home else None

    found = state(builder.env, [record])
    return Embed(
        FigureView(record, address),
        said.brand,
        config.language or "en",
        shortened(record.plain("takeaway")),
        target(publisher.docname, f"figure-{record.id}"),
        status=found.line,
        status_href=relative_uri(here, builder.get_target_uri(found.docname)) if found.docname else "",
        licence=licence(config),
        address=absolute(config, here),
        image=absolute(config, f"{FOLDER}/{record.id}/share.png"),
        image_alt=image_alt(said, record.plain("alt")),
    )
