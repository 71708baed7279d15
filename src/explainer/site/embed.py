"""A figure's own page: the address that carries its share image, and what other sites set in a frame.

One page does both. It has no script; its style stands in the page and is named by its hash in the page's policy
(https://www.w3.org/TR/CSP3/#external-hash), so that the page needs no other file but the fonts, which it can spare.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from explainer.figures.record import FigureRecord
from explainer.site import tokens
from explainer.site.assets import THEME, csp_hash, squeeze
from explainer.site.citation_html import templates
from explainer.site.figure_view import FigureView
from explainer.text.hedges import HEDGES

FOLDER = "figures"
# Pixels of the page that are neither words nor drawing, and of the frame from which the wide drawing fits.
_AROUND, WIDE_FROM = 110, 704
_FACE = re.compile(r"@font-face\{[^}]*(?:Explainer|Stand-in) Sans[^}]*\}")


def file_name(id: str) -> str:
    """Give the file of a figure's own page, inside the site."""
    return f"{FOLDER}/{id}.html"


_CLASS_MARKS = {"outside": "square: from outside the article", "derived": "dashed: worked out by us"}


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


@dataclass
class Embed:
    """What the page says.

    Parameters
    ----------
    f: the figure, its addresses seen from this page.
    brand: the book's short name.
    language: of the book.
    description: for lists of links.
    home: address of the figure in its chapter.
    status, status_href: the state of the source in a line and where it is told, "" for none.
    licence: of the book's figures, "" when it does not say.
    address, image: whole addresses of this page and of its share image, "" when the book does not know its own.
    image_alt: what the share image shows.
    """

    f: FigureView
    brand: str
    language: str
    description: str
    home: str
    status: str = ""
    status_href: str = ""
    licence: str = ""
    address: str = ""
    image: str = ""
    image_alt: str = ""

    @property
    def style(self) -> Markup:
        """The style sheet; `<` does not occur in it."""
        return Markup(style())

    @property
    def style_hash(self) -> str:
        """The style sheet's name in the policy."""
        return csp_hash(style())

    @property
    def marks(self) -> str:
        """What the signs of the hedges mean."""
        return marks(self.f.record)

    @property
    def terms(self) -> str:
        """Under which licence it may be passed on."""
        return f" · {self.licence}" if self.licence else ""

    def html(self) -> str:
        """Write the page."""
        return templates().get_template("embed.html").render(e=self).lstrip()

    def frame(self) -> tuple[int, str]:
        """Give pixels of height of a frame that shows all of it, and the style that lets them follow its width.

        An `<iframe>` takes no height from its content without a script. Letters are counted, not measured: where a line
        more is needed the page scrolls. One height serves narrow frames, one those in which the wide picture stands.
        """
        record = self.f.record
        texts = [record.plain(name) for name in ("takeaway", "not_shown")]
        texts += [self.marks, str(self.f.source(alone=True).striptags()), self.status, self.brand + self.terms]
        # A title's letters are half as wide again as the others.
        title = record.plain("title")
        heights = []
        # Widths of a picture in pixels, with the letters of a line beside it: of a narrow one the least and the most.
        for name, shapes in (("narrow", ((288, 36), (384, 48))), ("wide", ((720, 88),))):
            picture = record.pictures[name]
            heights.append(_AROUND + (1 + len(texts)) * 8 + max(
                round(picture.height * width / picture.width)
                + 22 * sum(-(-len(text) // letters) for text in (*texts, title + title[::2]))
                for width, letters in shapes
            ))  # fmt: skip
        narrow, wide = heights
        over = f"{WIDE_FROM}px - 100cqw" if narrow > wide else f"100cqw - {WIDE_FROM - 1}px"
        low, high = sorted(heights)
        return high, f"clamp({low}px,({over})*99999,{high}px)"
