"""A figure's own page, which carries its share image and stands in frames of other sites; the lines that share it.

The page has no script; its style stands in it and is named by its hash in the page's policy
(https://www.w3.org/TR/CSP3/#external-hash), so that the page needs no other file but the fonts, which it can spare.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from explainer.figures.record import FigureRecord
from explainer.site import book_map, tokens
from explainer.site.address import absolute
from explainer.site.assets import THEME, csp_hash, squeeze
from explainer.site.citation_html import templates
from explainer.site.domain import domain
from explainer.site.figure_view import FigureView
from explainer.site.share_image import Caption

FOLDER = "figures"
# Pixels of the page that are neither words nor drawing, and of the frame from which the wide drawing fits.
_AROUND, _WIDE_FROM = 110, 704
_FACE = re.compile(r"@font-face\{[^}]*(?:Explainer|Stand-in) Sans[^}]*\}")


def file_name(id: str) -> str:
    """Give the file of a figure's own page, inside the site."""
    return f"{FOLDER}/{id}.html"


def marks(record: FigureRecord) -> str:
    """Give what the recipe says of the signs that it draws; "" for a drawing that explains itself."""
    told = record.specifications["wide"].get("usermeta", {})
    return str(told.get("signs", ""))


@lru_cache
def style() -> str:
    """Give the page's style sheet: colours, the sans and its stand-ins, and what is the page's own."""
    fonts = _FACE.findall(squeeze((THEME / "css" / "fonts.css").read_text("utf-8")))
    # In a frame there is no second page to have the fonts at hand for: they are waited for, behind their stand-ins.
    faces = "".join(fonts).replace("url(", "url(../_static/").replace("font-display:optional", "font-display:swap")
    own = squeeze((THEME / "css" / "embed.css").read_text("utf-8")).strip()
    named = {name for name in tokens.colours(tokens.LIGHT) if f"var(--{name})" in own or name.startswith("chart-")}
    return faces + squeeze(tokens.tokens_css(named)).strip() + own


def caption(builder: StandaloneHTMLBuilder, docname: str, record: FigureRecord) -> Caption:
    """Give the words of a figure's share image."""
    return Caption(
        book_map.brand(builder.config),
        book_map.place_words(builder.env, docname),
        record.plain("title"),
        domain(builder.env).state([record]).line,
        not_shown=record.plain("not_shown"),
    )


def share(
    builder: StandaloneHTMLBuilder, docname: str, record: FigureRecord, picture: str, citation: str, cited: str
) -> Markup:
    """Write the figure's own page; give the lines under the figure that cite, link and embed it.

    Parameters
    ----------
    builder: the site being written.
    docname, record: the figure and its page.
    picture: its share image, seen from the page.
    citation, cited: the citation's text, and the address in it.
    """
    name, title = file_name(record.id), record.plain("title")
    frame = _write_page(builder, docname, record)
    before, _, after = citation.partition(cited)
    href, whole = relative_uri(builder.get_target_uri(docname), name), absolute(builder.config, name)
    return Markup(templates().get_template("share.html").render(
        anchor=f"figure-{record.id}", title=title, citation=(before, cited, " ".join(after.split())), href=href,
        link=whole or href, picture=picture, frame=frame, based=bool(whole),
    ))  # fmt: skip


def _write_page(builder: StandaloneHTMLBuilder, docname: str, record: FigureRecord) -> tuple[int, str]:
    config, here, known = builder.config, file_name(record.id), domain(builder.env)
    said, state, terms = caption(builder, docname, record), known.state([record]), book_map.licence(config)
    view = FigureView(record, lambda kind, id: _row(builder, here, kind, id))
    page = templates().get_template("embed.html").render(
        f=view, brand=said.brand, language=config.language or "en", style=Markup(style()), style_hash=csp_hash(style()),
        description=book_map.shortened(record.plain("takeaway")), marks=marks(record), terms=terms and f" · {terms}",
        home=f"{relative_uri(here, builder.get_target_uri(docname))}#figure-{record.id}", status=state.line,
        status_href=state.docname and relative_uri(here, builder.get_target_uri(state.docname)),
        address=absolute(config, here), image=absolute(config, f"{FOLDER}/{record.id}/share.png"),
        image_alt=said.alt(record.plain("alt")),
    )  # fmt: skip
    (Path(builder.outdir) / here).write_text(page.lstrip(), "utf-8")
    return _frame(view, [marks(record), state.line, said.brand + (terms and f" · {terms}")])


def _row(builder: StandaloneHTMLBuilder, here: str, kind: str, id: str) -> str | None:
    there = domain(builder.env).target(kind, id)
    return f"{relative_uri(here, builder.get_target_uri(there))}#{kind}-{id}" if there else None


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
