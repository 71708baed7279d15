"""A figure as a page shows it; its own page, which carries its share image and stands in frames of other sites.

The page has no script; its style stands in it and is named by its hash in the page's policy
(https://www.w3.org/TR/CSP3/#external-hash), so that the page needs no other file but the fonts, which it can spare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup
from sphinx.builders.html import StandaloneHTMLBuilder

from explainer.figures.record import FigureRecord, Picture, Span
from explainer.figures.svg import addressed
from explainer.references.citation import CLASS_WORDS
from explainer.site import assets, book_map
from explainer.site.address import absolute, page_address, row_address
from explainer.site.assets import THEME, csp_hash, squeeze
from explainer.site.citation_html import garbled, linked, reading_marks, source_line, templates, text_html
from explainer.site.domain import domain
from explainer.site.share_image import Caption

#: The folder of figures' own pages and files.
FOLDER = "figures"
# Pixels of the page that are neither words nor drawing, and of the frame from which the wide drawing fits.
_AROUND, _WIDE_FROM = 110, 704
_FACE = re.compile(r"@font-face\{[^}]*(?:Explainer|Stand-in) Sans[^}]*\}")


@dataclass(frozen=True)
class FigureView:
    """A figure as a page shows it: the kernel's record with addresses.

    Parameters
    ----------
    builder: the site being written.
    page: the page that shows it, by its name (docname).
    record: what the kernel sent.
    """

    builder: StandaloneHTMLBuilder
    page: str
    record: FigureRecord

    def address(self, kind: str, id: str) -> str | None:
        """Give the address of a row, seen from the page."""
        return row_address(self.builder, self.page, kind, id)

    def text(self, text: Iterable[Span]) -> Markup:
        """Write one of its texts with links."""
        return text_html(text, self.address)

    def picture(self, drawn: Picture, name: str) -> Markup:
        """Write one of its drawings with links, under a name."""
        return Markup(addressed(drawn.svg, self.address, name))

    def source(self, *, alone: bool = False) -> Markup:
        """Write what it rests on; `alone` where no table goes along."""
        drawn = () if alone else {row.ref for row in self.record.rows}
        return source_line(self.record.rests_on, self.address, drawn)

    def readings(self, *, alone: bool = False) -> Markup:
        """Write which of its claims rest on a garbled passage; `alone` where no table goes along."""
        return garbled(self.record.rests_on, self.address, tabled=not alone)

    def whose(self, ref: str) -> tuple[str, str, Markup]:
        """Give of a row its class, as a key and in words, and where it stands."""
        told = self.record.citations[ref]
        where = linked(told.label, self.address(told.kind, told.id))
        if told.kind == "claim":
            where += Markup(", {}, {}").format(told.speaker, told.firmness)
            if marks := reading_marks(told, self.address):
                where += Markup(" · {}").format(marks)
        elif told.kind == "check":
            where += Markup(", {}{}").format(told.when, f" ({told.weak})" if told.weak else "")
        elif told.says:
            where += Markup(": {}").format(told.says)
        return told.family, CLASS_WORDS[told.family], where


def marks(record: FigureRecord) -> str:
    """Give what the recipe says of the signs that it draws; "" for a drawing that explains itself."""
    told = record.specifications["wide"].get("usermeta", {})
    return str(told.get("signs", ""))


@lru_cache
def own_style() -> tuple[str, str]:
    """Give the page's style sheet (colours, the sans and its stand-ins, what is the page's own), and its hash."""
    fonts = _FACE.findall(squeeze((THEME / "css" / "fonts.css").read_text("utf-8")))
    # In a frame there is no second page to have the fonts at hand for: they are waited for, behind their stand-ins.
    faces = "".join(fonts).replace("url(", "url(../_static/").replace("font-display:optional", "font-display:swap")
    own = squeeze((THEME / "css" / "embed.css").read_text("utf-8")).strip()
    named = {name for name in assets.colours(assets.LIGHT) if f"var(--{name})" in own or name.startswith("chart-")}
    style = faces + squeeze(assets.tokens_css(named)).strip() + own
    return style, csp_hash(style)


def write_page(view: FigureView, docname: str, caption: Caption) -> tuple[int, str]:
    """Write a figure's own page.

    Parameters
    ----------
    view: the figure as its chapter shows it.
    docname: the chapter.
    caption: the words of its share image.

    Returns pixels of height of a frame that shows all of it, and the style that lets them follow the frame's width.
    """
    builder, record, config, here = view.builder, view.record, view.builder.config, f"{FOLDER}/{view.record.id}"
    known, view, told = domain(builder.env), FigureView(builder, here, record), marks(record)
    status, terms = known.state([record]), known.book.licence
    style, style_hash = own_style()
    page = templates().get_template("embed.html").render(
        f=view, record=record, title=caption.title, brand=caption.brand, language=config.language or "en",
        style=Markup(style), style_hash=style_hash, marks=told, terms=terms and f" · {terms}",
        description=book_map.shortened(record.plain("takeaway")), status=status.line,
        home=page_address(builder, here, docname, f"figure-{record.id}"),
        status_href=status.docname and page_address(builder, here, status.docname),
        address=absolute(config, f"{here}.html"), image=absolute(config, f"{here}/share.png"),
        image_alt=caption.alt(record.plain("alt")),
    )  # fmt: skip
    (Path(builder.outdir) / f"{here}.html").write_text(page.lstrip(), "utf-8")
    return _frame(view, [told, status.line, caption.brand + (terms and f" · {terms}")])


def _frame(view: FigureView, more: list[str]) -> tuple[int, str]:
    """Give pixels of height of a frame that shows all of the page, and the style that lets them follow its width.

    An `<iframe>` takes no height from its content without a script. Letters are counted, not measured: where a line
    more is needed the page scrolls. One height serves narrow frames, one those in which the wide picture stands.
    """
    # A title's letters are half as wide again as the others.
    title = view.record.plain("title")
    texts = [title + title[::2], *(view.record.plain(name) for name in ("takeaway", "not_shown"))]
    texts += [str(view.source(alone=True).striptags()), *more]
    heights = []
    # Widths of a picture in pixels, with the letters of a line beside it: of a narrow one the least and the most.
    for name, shapes in (("narrow", ((288, 35), (384, 46))), ("wide", ((720, 86),))):
        picture = view.record.pictures[name]
        heights.append(max(
            round(picture.height * width / picture.width)
            + 22 * sum(-(-len(text) // letters) for text in texts) + 8 * len(texts) + _AROUND
            for width, letters in shapes
        ))  # fmt: skip
    narrow, wide = heights
    over = f"{_WIDE_FROM}px - 100cqw" if narrow > wide else f"100cqw - {_WIDE_FROM - 1}px"
    low, high = sorted(heights)
    return high, f"clamp({low}px,({over})*99999,{high}px)"
