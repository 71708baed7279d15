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

from explainer.charts.measure import wrap
from explainer.figures.record import FigureRecord
from explainer.site import book_map, tokens
from explainer.site.address import absolute
from explainer.site.assets import THEME, csp_hash, squeeze
from explainer.site.citation_html import templates
from explainer.site.domain import domain
from explainer.site.figure_view import FigureView
from explainer.site.share_image import Caption
from explainer.text.hedges import HEDGES

FOLDER = "figures"
# Pixels, as the style sheet `embed.css` has them: of the page's two sides; of all that is neither words nor drawing,
# with a line to spare; of the narrow drawing at its largest; of the frame from which the wide one fits; of the page.
_PADDING, _AROUND, _NARROW, _WIDE_FROM, _WIDEST = 32, 132, 384, 704, 752
_FACE = re.compile(r"@font-face\{[^}]*(?:Explainer|Stand-in) Sans[^}]*\}")
_CLASS_MARKS = {"outside": "square: from outside the article", "derived": "dashed: worked out by us"}


def file_name(id: str) -> str:
    """Give the file of a figure's own page, inside the site."""
    return f"{FOLDER}/{id}.html"


def marks(record: FigureRecord) -> str:
    """Say what the signs of the hedges and classes that a figure draws mean; "" for a figure without amounts."""
    rows = record.data
    used, classes = {row.get("hedge") for row in rows}, {row.get("class") for row in rows}
    told = [f"{hedge.mark}: {hedge.says}" for name, hedge in HEDGES.items() if name in used]
    if told:
        told += [said for name, said in _CLASS_MARKS.items() if name in classes]
    return "; ".join(told)


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
    builder: StandaloneHTMLBuilder, docname: str, record: FigureRecord, picture: str, quotation: str, citation: str
) -> Markup:
    """Write the figure's own page; give the lines under the figure that quote, cite, link and embed it.

    Parameters
    ----------
    builder: the site being written.
    docname, record: the figure and its page.
    picture: its share image, seen from the page.
    quotation, citation: its finding as a sentence to print; how to cite it.
    """
    name, title = file_name(record.id), record.plain("title")
    frame = _write_page(builder, docname, record)
    href, whole = relative_uri(builder.get_target_uri(docname), name), absolute(builder.config, name)
    return Markup(templates().get_template("share.html").render(
        anchor=f"figure-{record.id}", title=title, quotation=quotation, citation=" ".join(citation.split()), href=href,
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
    return _frame(view, [marks(record), state.line, f"{said.brand}: this figure in its chapter · {terms}"])


def _row(builder: StandaloneHTMLBuilder, here: str, kind: str, id: str) -> str | None:
    there = domain(builder.env).target(kind, id)
    return f"{relative_uri(here, builder.get_target_uri(there))}#{kind}-{id}" if there else None


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
