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

from explainer.charts.measure import wrap
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
# Pixels, as the style sheet `embed.css` has them: of the page's two sides; of all that is neither words nor drawing,
# with a line to spare; of the narrow drawing at its largest; of the frame from which the wide one fits; of the page.
_PADDING, _AROUND, _NARROW, _WIDE_FROM, _WIDEST = 32, 132, 384, 704, 752
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
    return _frame(view, [told, status.line, f"{caption.brand}: this figure in its chapter · {terms}"])


def _frame(view: FigureView, more: list[str]) -> tuple[int, str]:
    """Give pixels of height of a frame that shows all of the page, and the style that lets them follow its width.

    An `<iframe>` takes no height from its content without a script. In narrow frames the drawing grows with the width
    until it has its full size, and then only the words grow shorter; from `_WIDE_FROM` on there is the wide drawing.
    """
    record = view.record
    texts = [f"What this does not show {record.plain('not_shown')}", f"Source {view.source(alone=True).striptags()}"]
    readings = view.readings(alone=True).striptags()
    texts += [*more, readings and f"Garbled or vague in the article {readings}"]

    def height(name: str, frame: int) -> int:
        room, picture = frame - _PADDING, record.pictures[name]
        drawn = picture.height / picture.width * min(room, _NARROW if name == "narrow" else room)
        title = wrap(record.plain("title"), room, 21, bold=True)
        takeaway = wrap(record.plain("takeaway"), room, 15)
        lines = sum(len(wrap(text, room, 14)) * 21 + 6 for text in texts if text)
        return round(drawn + len(title) * 26 + len(takeaway) * 22.5 + lines + _AROUND)

    least, full, last = 320, _NARROW + _PADDING, _WIDE_FROM - 1
    small, large, lean = height("narrow", least), height("narrow", full), height("narrow", last)
    wide = max(height("wide", _WIDE_FROM), height("wide", _WIDEST))
    rise, fall = (large - small) / (full - least), (lean - large) / (last - full)
    lines = ",".join(f"{large}px + {slope:.2f}*(100cqw - {full}px)" for slope in (rise, fall))
    narrow = f"{'min' if rise > fall else 'max'}({lines})"
    style = f"max(min({narrow},({_WIDE_FROM}px - 100cqw)*9999),min({wide}px,(100cqw - {last}px)*9999))"
    return max(small, large, wide), style
