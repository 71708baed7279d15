"""Share images: what a link to a page or a figure shows where links are shown, 1200 by 630 pixels.

Finding, drawing and caveat stand on one picture, so that none can be passed on without the others. Two ways to lay it
out are tried, words above the drawing and words beside it; the one that draws larger is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from sphinx.application import Sphinx

from explainer.charts import theme
from explainer.charts.measure import block, wrap
from explainer.figures import svg
from explainer.figures.record import Picture
from explainer.model.article import sentences
from explainer.site import assets, book_map
from explainer.site.address import absolute
from explainer.site.domain import domain

WIDTH, HEIGHT = 1200, 630
MARGIN, BAND = 56, 76
INSIDE = WIDTH - 2 * MARGIN
#: The folder of the pages' images.
FOLDER = "share"
# Weights between hundreds are not known to the renderer.
_HEAVY = 600
_TITLES = (66, 60, 56, 52, 48, 44, 40, 37, 34, 31, 28)
_CAVEAT, _STATUS = 21, 18
_LEAD = "What this does not show"
_GAP, _AIR = 26, 34
# Pixels of height under the band, for a drawing beside the words.
_COLUMN = HEIGHT - BAND - 2 * _AIR
# A drawing is enlarged no further than this, or its letters would be louder than the title.
_LARGEST = 1.6
# A drawing smaller than this says nothing: its upper part is shown at the first of these scales that leaves the words
# room, and fades where it goes on.
_LEAST, _PARTS, _FADE = 0.5, (0.8, 0.7, 0.6), 110
# Longer caveats are cut to whole sentences; the figure's own page has all of it.
_LONGEST = 340
# Letters larger than this stand closer, as on the site; they were measured without.
_LOUD = 36
# A text for an image that is longer than this is cut by those who show it.
_LONGEST_ALT, _LONGEST_ANSWER = 420, 320


@dataclass(frozen=True)
class Setting:
    """Words set in lines.

    Parameters
    ----------
    lines: the words, line by line.
    size, weight: of the font.
    leading: distance from line to line, in parts of the size.
    """

    lines: tuple[str, ...]
    size: float
    weight: int = 400
    leading: float = 1.22

    @property
    def height(self) -> float:
        """Pixels from the top of the first line to the bottom of the last."""
        return len(self.lines) * self.size * self.leading

    @property
    def width(self) -> float:
        """Pixels of the widest line."""
        return block(self.lines, self.size, self.weight >= _HEAVY)


def fit(
    words: str, room: float, sizes: Sequence[float], weight: int = 400, *, height: float, leading: float = 1.22
) -> Setting:
    """Set words as large as the room allows, in lines about equally long; at the smallest size when none fits.

    Parameters
    ----------
    words: what to set.
    room, height: pixels that there are.
    sizes: font sizes to try, the largest first.
    weight: of the font.
    leading: distance from line to line, in parts of the size.
    """
    tried = (Setting(wrap(words, room, size, weight >= _HEAVY), size, weight, leading) for size in sizes)
    for made in tried:
        if made.width <= room and made.height <= height:
            break
    return made


@dataclass(frozen=True)
class Caption:
    """The words of a share image.

    Parameters
    ----------
    brand: the book's short name.
    place: where in the book this is from.
    title: the finding, or the page's question.
    status: what a reader must know of the source, in a line; "" when the book does not say.
    answer: the answer in short, for a page.
    not_shown: what the drawing does not show, "" without a drawing.
    """

    brand: str
    place: str
    title: str
    status: str = ""
    answer: str = ""
    not_shown: str = ""

    @property
    def caveat(self) -> str:
        """What the drawing does not show, in so many whole sentences as there is room for."""
        if len(self.not_shown) <= _LONGEST:
            return self.not_shown
        ends = [end for _, end in sentences(self.not_shown) if end <= _LONGEST]
        kept = self.not_shown[: ends[-1]] if ends else self.not_shown[:_LONGEST].rpartition(" ")[0]
        return f"{kept} …"

    def alt(self, drawn: str) -> str:
        """Say what the image shows: its words, then the drawing's own alternative text as far as there is room."""
        return book_map.shortened(" ".join(filter(None, (self.title, self.answer, drawn))), _LONGEST_ALT)


class _Canvas:
    """The ground that all is drawn on, in one colour, with the colours of the light site by name."""

    def __init__(self, ground: str) -> None:
        self.colours = assets.colours(assets.LIGHT)
        self.root = etree.Element("svg", xmlns=svg.SVG, width=f"{WIDTH}", height=f"{HEIGHT}")
        self.add("rect", width=WIDTH, height=HEIGHT, fill=ground)

    def add(self, tag: str, text: str = "", **attributes: str | float) -> None:
        """Add an element; colours are given by their names, a `_` in an attribute's name is written as `-`."""
        look = {name.replace("_", "-"): self.colours.get(f"{value}", f"{value}") for name, value in attributes.items()}
        etree.SubElement(self.root, tag, look).text = text

    def words(self, setting: Setting, x: float, top: float, colour: str, **more: str) -> float:
        """Write lines one below the other from `top`, beginning at `x`; gives the lower edge."""
        step = setting.size * setting.leading
        if setting.size > _LOUD:
            more["letter_spacing"] = f"{-0.02 * setting.size:.2f}"
        for line in setting.lines:
            # Capitals, which are about 0.7 of the size high, stand in the middle of their line.
            y = f"{top + step / 2 + setting.size * 0.35:.2f}"
            font = {"font_family": theme.SANS, "font_size": f"{setting.size}", "font_weight": f"{setting.weight}"}
            self.add("text", line, x=x, y=y, fill=colour, **font, **more)
            top += step
        return top

    def band(self, caption: Caption) -> None:
        """Draw the band at the top: the mark and the book's name, and at its end where in the book this is from."""
        self.add("rect", width=WIDTH, height=BAND, fill="field")
        # The book's mark: the open dot, the sign for "about".
        self.add("circle", cx=MARGIN + 14, cy=BAND / 2, r=11, fill="none", stroke="field-ink", stroke_width=5.5)
        name = fit(caption.brand, INSIDE * 0.55, (30, 26, 22), 700, height=BAND)
        self.words(name, MARGIN + 42, (BAND - name.height) / 2, "field-ink")
        where = fit(caption.place, INSIDE * 0.9 - 42 - name.width, (22, 20, 18, 16), height=BAND)
        self.words(where, WIDTH - MARGIN, (BAND - where.height) / 2, "field-muted", text_anchor="end")

    def drawing(self, inner: etree._Element, x: float, y: float, scale: float, room: float = HEIGHT) -> None:
        """Place a drawing of its own size, larger or smaller by `scale`; what is taller than `room` fades out there."""
        width, whole = float(inner.get("width")), float(inner.get("height"))
        height = min(whole, room / scale)
        inner.set("viewBox", inner.get("viewBox") or f"0 0 {width:g} {height:g}")
        # Unclipped: the maker of PNGs keeps a whole layer for a clip, which takes twice the time.
        inner.set("overflow", "visible" if height == whole else "hidden")
        if height < whole:
            inner.set("viewBox", f"0 0 {width:g} {height:g}")
        for name, value in {"x": x, "y": y, "width": width * scale, "height": height * scale}.items():
            inner.set(name, f"{value:.2f}")
        self.root.append(inner)
        if height < whole:
            self.fade(x, y + room - _FADE, width * scale)

    def fade(self, x: float, y: float, width: float) -> None:
        """Lay the paper over a drawing, thin at `y` and opaque at its lower end."""
        ground = self.colours["paper"]
        fade = etree.SubElement(self.root, "linearGradient", {"id": "fade", "x2": "0", "y2": "1"})
        for offset, opacity in (("0", "0"), ("1", "1")):
            etree.SubElement(fade, "stop", {"offset": offset, "stop-color": ground, "stop-opacity": opacity})
        box = {"x": f"{x:g}", "y": f"{y:g}", "width": f"{width:g}", "height": f"{_FADE}"}
        etree.SubElement(self.root, "rect", {**box, "fill": "url(#fade)"})

    def written(self) -> str:
        """Give the SVG, every colour a colour."""
        text = etree.tostring(self.root, encoding="unicode")
        return svg.coloured(text, {f"--{name}": colour for name, colour in self.colours.items()})


@dataclass(frozen=True)
class _Layout:
    """Where everything stands: the settings, and for the drawing its corner and its scale."""

    title: Setting
    answer: Setting
    caveat: Setting
    status: Setting
    drawing: str
    x: float
    y: float
    scale: float


def figure_image(caption: Caption, pictures: Mapping[str, Picture]) -> str:
    """Draw the share image of a figure, or of a page with a figure, as SVG.

    Parameters
    ----------
    caption: its words.
    pictures: the figure's pictures, by viewport.
    """
    whole = [_beside(caption, name, pictures[name], _whole(pictures[name])) for name in ("narrow", "wide")]
    best = max((_above(caption, pictures["wide"]), *whole), key=lambda one: one.scale)
    if best.scale < _LEAST:
        parts = (_beside(caption, "narrow", pictures["narrow"], scale) for scale in _PARTS)
        best = next((one for one in parts if one.scale), best)
    canvas = _Canvas("paper")
    canvas.band(caption)
    top = canvas.words(best.title, MARGIN, BAND + _AIR - 6, "ink")
    canvas.words(best.answer, MARGIN, top + 14, "ink")
    canvas.drawing(svg.part(pictures[best.drawing].svg), best.x, best.y, best.scale, _COLUMN)
    top = HEIGHT - _AIR + 8 - best.status.height
    canvas.words(best.status, MARGIN, top, "muted")
    top -= best.caveat.height + (8 if best.status.lines else 0)
    lead = replace(best.caveat, lines=(_LEAD,), weight=_HEAVY)
    canvas.words(lead, MARGIN, top, "ink")
    canvas.words(replace(best.caveat, lines=best.caveat.lines[1:]), MARGIN, top + lead.height, "ink")
    return canvas.written()


def _foot(caption: Caption, room: float) -> tuple[Setting, Setting]:
    caveat = (_LEAD, *wrap(caption.caveat, room, _CAVEAT, balance=False)) if caption.caveat else ()
    words = caption.status.replace(" ·", "\xa0·")
    one_line = fit(words, room, (_STATUS, 17, 16), height=_STATUS * 1.3)
    status = Setting(wrap(words, room, _STATUS), _STATUS, leading=1.3)
    return Setting(caveat, _CAVEAT, leading=1.3), one_line if room == INSIDE else status


def _above(caption: Caption, picture: Picture) -> _Layout:
    """Set the words above and below the drawing."""
    caveat, status = _foot(caption, INSIDE)
    title = fit(caption.title, INSIDE, _TITLES[2:], _HEAVY, height=112, leading=1.14)
    answer = fit(caption.answer, INSIDE, (25, 23, 21), height=62)
    top = BAND + _AIR - 6 + title.height + (14 + answer.height if answer.lines else 0) + _GAP
    bottom = HEIGHT - _AIR + 8 - status.height - 8 - caveat.height - _GAP
    scale = max(0.01, min(_LARGEST, (bottom - top) / picture.height, INSIDE / picture.width))
    y = top + max(0, bottom - top - picture.height * scale) / 2
    return _Layout(title, answer, caveat, status, "wide", MARGIN, y, scale)


def _whole(picture: Picture) -> float:
    """Give the scale at which all of a drawing stands beside the words."""
    return min(_LARGEST, _COLUMN / picture.height, 640 / picture.width)


def _beside(caption: Caption, name: str, picture: Picture, scale: float) -> _Layout:
    """Set the words in a column on the left, the drawing on the right; its scale is 0 when the words do not fit."""
    top = BAND + _AIR
    room = INSIDE - picture.width * scale - 52
    caveat, status = _foot(caption, room)
    left = _COLUMN - caveat.height - status.height - 40
    answer = fit(caption.answer, room, (25, 23, 21), height=left * 0.4)
    left -= answer.height + 14 if answer.lines else 0
    title = fit(caption.title, room, _TITLES, _HEAVY, height=left, leading=1.12)
    if title.height > left or title.width > room or caveat.width > room:
        scale = 0.0
    x = WIDTH - MARGIN - picture.width * scale
    y = top + max(0, _COLUMN - picture.height * scale) / 2
    return _Layout(title, answer, caveat, status, name, x, y, scale)


def cover_image(caption: Caption, wordmark: str = "") -> str:
    """Draw the share image of a page without figures, or of the book, as SVG: words alone, on the book's own ground.

    Parameters
    ----------
    caption: its words; `answer` stands under the title.
    wordmark: the book's name as SVG, for the front page.
    """
    canvas = _Canvas("field")
    if wordmark:
        top: float = 96 + _wordmark(canvas, wordmark, 96) + 56
    else:
        canvas.band(caption)
        canvas.add("rect", x=MARGIN, y=BAND, width=INSIDE, height=1.5, fill="field-rule")
        title = fit(caption.title, INSIDE, (96, 88, 80, 72, 64, 58, 52, 46, 40), _HEAVY, height=240, leading=1.06)
        top = canvas.words(title, MARGIN - 3, BAND + 56, "field-ink") + 30
    foot = fit(caption.status, INSIDE, (22, 20, 18, 16), height=60, leading=1.3)
    bottom = HEIGHT - MARGIN + 6 - foot.height
    canvas.words(foot, MARGIN, bottom, "field-muted")
    answer = fit(caption.answer, INSIDE * 0.92, (36, 33, 30, 28, 26, 24), height=bottom - top - 28, leading=1.3)
    canvas.words(answer, MARGIN, top, "field-ink")
    return canvas.written()


def _wordmark(canvas: _Canvas, wordmark: str, top: float) -> float:
    """Draw the wordmark across the picture; gives its height."""
    mark, ink = etree.fromstring(wordmark.replace("<svg ", f'<svg xmlns="{svg.SVG}" ', 1)), canvas.colours["field-ink"]
    _, _, width, height = map(float, mark.get("viewBox").split())
    for shape in mark.iter(f"{{{svg.SVG}}}path"):
        shape.set("fill", ink)
        if shape.attrib.pop("class", "") == "outline":
            # As thick as the style sheet of the front page has it.
            shape.attrib.update({"fill": "none", "stroke": ink, "stroke-width": "15", "stroke-linejoin": "round"})
    mark.set("width", f"{width}")
    mark.set("height", f"{height}")
    canvas.drawing(mark, MARGIN, top, INSIDE / width)
    return height * INSIDE / width


def page_image(app: Sphinx, docname: str, description: str) -> tuple[str, str]:
    """Draw a page's share image and have it written.

    Parameters
    ----------
    app: Sphinx at work.
    docname: the page.
    description: what the page is about in a sentence or two.

    Returns its whole address ("" where the book does not know its own), and its alternative text.
    """
    known, config, is_front = domain(app.env), app.config, docname == app.config.root_doc
    said = known.page(docname).opening
    first, answer, short, asked = (
        book_map.plain(text, known.ledger) for text in (said.standfirst, said.answer, said.short, said.question)
    )
    figure = None if is_front else next(iter(known.page(docname).figures.values()), None)
    brand, title, wordmark = known.book.brand, asked or app.env.titles[docname].astext(), ""
    if is_front:
        title, answer = brand, ""
        mark = config.explainer_wordmark
        wordmark = (Path(app.srcdir) / mark).read_text("utf-8").strip() if mark else ""
    elif figure:
        # Beside a drawing there is room for a sentence.
        answer = short or book_map.first_sentence(answer)
    answer = book_map.shortened(answer or first or description, _LONGEST_ANSWER)
    place, status = known.places[docname], known.state([figure] if figure else ()).line
    caption = Caption(brand, place, title, status, answer, figure.plain("not_shown") if figure else "")
    image = figure_image(caption, figure.pictures) if figure else cover_image(caption, wordmark)
    name = f"{FOLDER}/{app.builder.get_target_uri(docname).removesuffix('.html')}.png"
    known.pictures.begin(image, unquote(name), scale=1)
    return absolute(config, name), caption.alt(figure.plain("alt") if figure else "")
