"""Share images: what a link to a page or a figure shows where links are shown, 1200 by 630 pixels.

Finding, drawing and caveat stand on one picture, so that none can be passed on without the others. Two ways to lay it
out are tried, words above the drawing and words beside it; the one that draws larger is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from explainer.figures import svg
from explainer.figures.record import Picture
from explainer.model.article import sentences
from explainer.site import tokens
from explainer.site.card_canvas import BAND, HEIGHT, INSIDE, MARGIN, WIDTH, Canvas
from explainer.site.lettering import Setting, fit, wrap

# Weights between hundreds are not known to the renderer.
HEAVY = 600
TITLES = (66, 60, 56, 52, 48, 44, 40, 37, 34, 31, 28)
CAVEAT, STATUS = 21, 18
_LEAD = "What this does not show"
_GAP, _AIR = 26, 34
# A drawing is enlarged no further than this, or its letters would be louder than the title.
_LARGEST = 1.6
# Longer caveats are cut to whole sentences; the figure's own page has all of it.
_LONGEST = 340


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


@dataclass(frozen=True)
class Layout:
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
    sizes = {name: (picture.width, picture.height) for name, picture in pictures.items() if name != "card"}
    tried = [_above(caption, sizes["wide"])]
    tried += [_beside(caption, page, sizes[page]) for page in ("narrow", "wide") if page in sizes]
    best = max(tried, key=lambda one: one.scale)
    canvas = Canvas(tokens.colours(tokens.LIGHT), tokens.colours(tokens.LIGHT)["paper"])
    canvas.band(caption.brand, caption.place)
    ink, muted = canvas.colours["ink"], canvas.colours["muted"]
    top = canvas.words(best.title, MARGIN, BAND + _AIR - 6, ink)
    if best.answer.lines:
        canvas.words(best.answer, MARGIN, top + 14, ink)
    canvas.drawing(svg.part(pictures[best.drawing].svg), best.x, best.y, best.scale)
    bottom = HEIGHT - _AIR + 8
    top = bottom - best.status.height
    canvas.words(best.status, MARGIN, top, muted)
    top -= best.caveat.height + (8 if best.status.lines else 0)
    lead = Setting((_LEAD,), best.caveat.size, HEAVY, best.caveat.leading)
    canvas.words(lead, MARGIN, top, ink)
    rest = Setting(best.caveat.lines[1:], best.caveat.size, leading=best.caveat.leading)
    canvas.words(rest, MARGIN, top + lead.height, ink)
    return canvas.written()


def _foot(caption: Caption, room: float) -> tuple[Setting, Setting]:
    caveat = (_LEAD, *wrap(caption.caveat, room, CAVEAT)) if caption.caveat else ()
    status = fit(caption.status, room, (STATUS, 17, 16), height=STATUS * 1.3) if room == INSIDE else None
    return (
        Setting(caveat, CAVEAT, leading=1.3),
        status or Setting(wrap(caption.status, room, STATUS, balance=True), STATUS, leading=1.3),
    )


def _above(caption: Caption, size: tuple[float, float]) -> Layout:
    """Set the words above and below the drawing."""
    caveat, status = _foot(caption, INSIDE)
    title = fit(caption.title, INSIDE, TITLES[2:], HEAVY, height=112, leading=1.14)
    answer = fit(caption.answer, INSIDE, (25, 23, 21), height=62)
    top = BAND + _AIR - 6 + title.height + (14 + answer.height if answer.lines else 0) + _GAP
    bottom = HEIGHT - _AIR + 8 - status.height - 8 - caveat.height - _GAP
    scale = max(0.01, min(_LARGEST, (bottom - top) / size[1], INSIDE / size[0]))
    y = top + max(0, bottom - top - size[1] * scale) / 2
    return Layout(title, answer, caveat, status, "wide", MARGIN, y, scale)


def _beside(caption: Caption, page: str, size: tuple[float, float]) -> Layout:
    """Set the words in a column on the left, the drawing on the right."""
    top, bottom = BAND + _AIR, HEIGHT - _AIR
    scale = min(_LARGEST, (bottom - top) / size[1], 640 / size[0])
    room = INSIDE - size[0] * scale - 52
    caveat, status = _foot(caption, room)
    left = bottom - top - caveat.height - status.height - 40
    answer = fit(caption.answer, room, (25, 23, 21), height=left * 0.4)
    left -= answer.height + 14 if answer.lines else 0
    title = fit(caption.title, room, TITLES, HEAVY, height=left, leading=1.12)
    if title.height > left or title.width > room or caveat.width > room:
        scale = 0.0
    x = WIDTH - MARGIN - size[0] * scale
    y = top + (bottom - top - size[1] * scale) / 2
    return Layout(title, answer, caveat, status, page, x, y, scale)


def cover_image(caption: Caption, wordmark: str = "") -> str:
    """Draw the share image of a page without figures, or of the book, as SVG: words alone, on the book's own ground.

    Parameters
    ----------
    caption: its words; `answer` stands under the title.
    wordmark: the book's name as SVG, for the front page.
    """
    canvas = Canvas(tokens.colours(tokens.LIGHT), tokens.colours(tokens.LIGHT)["field"])
    ink, muted = canvas.colours["field-ink"], canvas.colours["field-muted"]
    if wordmark:
        top: float = 96 + _wordmark(canvas, wordmark, 96, ink) + 56
    else:
        canvas.band(caption.brand, caption.place)
        canvas.rect(MARGIN, BAND, INSIDE, 1.5, canvas.colours["field-rule"])
        title = fit(caption.title, INSIDE, (96, 88, 80, 72, 64, 58, 52, 46, 40), HEAVY, height=240, leading=1.06)
        top = canvas.words(title, MARGIN - 3, BAND + 56, ink) + 30
    foot = fit(caption.status, INSIDE, (22, 20, 18, 16), height=60, leading=1.3)
    bottom = HEIGHT - MARGIN + 6 - foot.height
    canvas.words(foot, MARGIN, bottom, muted)
    answer = fit(caption.answer, INSIDE * 0.92, (36, 33, 30, 28, 26, 24), height=bottom - top - 28, leading=1.3)
    canvas.words(answer, MARGIN, top, ink)
    return canvas.written()


def _wordmark(canvas: Canvas, wordmark: str, top: float, ink: str) -> float:
    """Draw the wordmark across the picture; gives its height."""
    mark = etree.fromstring(wordmark.replace("<svg ", f'<svg xmlns="{svg.SVG}" ', 1).encode())
    _, _, width, height = map(float, mark.get("viewBox").split())
    for shape in mark.iter(f"{{{svg.SVG}}}path"):
        if shape.attrib.pop("class", "") == "outline":
            # As thick as the style sheet of the front page has it.
            shape.attrib.update({"fill": "none", "stroke": ink, "stroke-width": "15", "stroke-linejoin": "round"})
        else:
            shape.set("fill", ink)
    scale = INSIDE / width
    mark.set("width", f"{width}")
    mark.set("height", f"{height}")
    canvas.drawing(mark, MARGIN, top, scale)
    return height * scale
