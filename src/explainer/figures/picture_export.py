"""A figure as one picture file that can travel: its finding above, source, caveats and address below, own colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from explainer.charts import theme
from explainer.charts.measure import width as measured
from explainer.charts.measure import wrap
from explainer.figures import svg
from explainer.figures.record import Picture

_MARGIN = 24


@dataclass(frozen=True)
class Line:
    """Words set in one style: size in pixels, colour, weight, the gap above them, and how many lead in bold."""

    words: str
    size: float
    colour: str
    weight: str = "400"
    gap: float = 0
    lead: str = ""

    @property
    def bold(self) -> bool:
        """True for the weights that `measure` counts as bold; a bold lead counts for its whole line."""
        return self.weight >= "600" or bool(self.lead)


def picture_file(
    drawing: Picture,
    *,
    title: str,
    takeaway: str,
    told: Sequence[tuple[str, str]],
    description: str,
    colours: dict[str, str],
) -> str:
    """Give a picture as an SVG file.

    Parameters
    ----------
    drawing: the picture.
    title: the finding, as plain words, set above the picture.
    takeaway: set under the title.
    told: what is set below the picture, a paragraph each: its first words in bold ("Source:"), or "", and the rest; one
        without a rest is left out.
    description: for those who do not see it.
    colours: colour for each variable name, as `theme.LIGHT`.

    Raises KeyError for a colour that has no value.
    """
    text, muted = colours["--chart-text"], colours["--chart-muted"]
    width, height = drawing.width, drawing.height
    above, top = _block([Line(title, 19, text, "600"), Line(takeaway, 14, text, gap=6)], _MARGIN, width)
    paragraphs = [Line(words, 12, muted, gap=4, lead=lead) for lead, words in told if words]
    below, bottom = _block(paragraphs, top + 16 + height + 10, width)
    inner = svg.part(drawing.svg)
    # Unclipped: the maker of PNGs keeps a whole layer for a clip, which takes twice the time.
    inner.set("overflow", "visible")
    inner.set("x", str(_MARGIN))
    inner.set("y", f"{top + 16:g}")
    full = {"width": f"{width + 2 * _MARGIN:g}", "height": f"{bottom + _MARGIN:g}"}
    box = {"xmlns": svg.SVG, **full, "viewBox": f"0 0 {full['width']} {full['height']}"}
    root = etree.Element("svg", {**box, "role": "img", "aria-labelledby": "f-title f-desc"})
    for tag, words in (("title", title), ("desc", description)):
        etree.SubElement(root, tag, {"id": f"f-{tag}"}).text = words
    etree.SubElement(root, "rect", width="100%", height="100%", fill=colours["--chart-paper"])
    root.extend([*above, inner, *below])
    return svg.coloured(etree.tostring(root, encoding="unicode"), colours) + "\n"


def _block(lines: list[Line], top: float, room: float) -> tuple[list[etree._Element], float]:
    """Set lines one below the other, broken where they are too long; gives their lower edge too."""
    made = []
    for line in lines:
        top += line.gap
        lead = line.lead
        for words in wrap(_breakable(f"{lead} {line.words}", room, line), room, line.size, line.bold, balance=False):
            top += line.size * 1.35
            element = etree.Element(
                "text",
                {
                    "x": str(_MARGIN),
                    "y": f"{top - line.size * 0.3:g}",
                    "font-family": theme.SANS,
                    "font-size": f"{line.size:g}",
                    "font-weight": line.weight,
                    "fill": line.colour,
                },
            )
            if lead and words.startswith(lead):
                bold = etree.SubElement(element, "tspan", {"font-weight": "600"})
                bold.text, bold.tail = lead, words[len(lead) :]
            else:
                element.text = words
            lead = ""
            made.append(element)
    return made, top


def _breakable(words: str, room: float, line: Line) -> str:
    """Cut words that are wider than the picture, such as long addresses, into pieces that are not."""
    pieces = []
    for word in words.split():
        pieces.append("")
        for letter in word:
            if measured(pieces[-1] + letter, line.size, line.bold) > room:
                pieces.append("")
            pieces[-1] += letter
    return " ".join(pieces)
